#include "base/nearest.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/plain_text.h"
#include "base/text.h"

namespace cadence {

namespace {

constexpr std::size_t kLongestCompared = 64;  // a longer one is no slip of the fingers

/// Letters to insert, remove, replace or swap with their neighbour to make one text of the other.
std::size_t distance(std::string_view a, std::string_view b) {
    auto const same = [&](std::size_t i, std::size_t j) { return spelled(a[i]) == spelled(b[j]); };
    std::vector<std::size_t> before_last(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        before_last.swap(last);
        last.swap(row);
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            row[j + 1] = std::min({last[j] + (same(i, j) ? 0 : 1), row[j] + 1, last[j + 1] + 1});
            if (i > 0 && j > 0 && same(i, j - 1) && same(i - 1, j))
                row[j + 1] = std::min(row[j + 1], before_last[j - 1] + 1);
        }
    }
    return row.back();
}

/// How far a part of a name goes: "smoke" is near to smoke_tests_staging.
std::size_t likeness(std::string_view name, std::string_view known) {
    auto const within = !name.empty() && known.find(name) != std::string_view::npos;
    return within ? 0 : distance(name, known);
}

std::string those_there_are(std::string const& kind, std::vector<std::string> const& known) {
    if (known.empty()) return ", nor any other " + kind + ".";
    if (known.size() == 1) return "; the only one is " + known.front() + ".";
    return "; there are " + first_listed(known) + ".";
}

}  // namespace

std::string nearest(std::string_view name, std::vector<std::string_view> const& known) {
    if (name.empty() || name.size() > kLongestCompared || known.empty()) return {};
    auto const best =
        std::ranges::min(known, {}, [name](std::string_view each) { return distance(name, each); });
    auto const allowed = std::max<std::size_t>(1, std::max(name.size(), best.size()) / 3);
    return distance(name, best) <= allowed ? std::string{best} : std::string{};
}

std::vector<std::string> nearest_first(std::string_view name, std::vector<std::string> known) {
    if (name.size() > kLongestCompared) {
        known.resize(std::min(known.size(), kAlternatives));
        return known;
    }
    std::vector<std::pair<std::size_t, std::size_t>> order;  // likeness, place
    order.reserve(known.size());
    for (auto const& each : known) order.emplace_back(likeness(name, each), order.size());
    auto const most = std::min(order.size(), kAlternatives);
    std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(most));
    std::vector<std::string> sorted;
    for (std::size_t i = 0; i < most; ++i) sorted.push_back(std::move(known[order[i].second]));
    return sorted;
}

Error unknown_name(std::string const& kind, std::string_view id, std::vector<std::string> const& known) {
    Error error{ErrorCode::not_found,
                kind + "-not-found",
                "There is no " + kind + " " + one_line(std::string{id}),
                {},
                nearest_first(id, known)};
    auto const meant = nearest(id, {error.alternatives.begin(), error.alternatives.end()});
    error.detail += meant.empty() ? those_there_are(kind, known) : ". Did you mean " + meant + "?";
    return error;
}

}  // namespace cadence
