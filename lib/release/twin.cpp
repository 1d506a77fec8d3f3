#include "release/twin.h"

#include <algorithm>

#include "base/find.h"

namespace cadence::release {

namespace {

constexpr Duration kSameMoment = std::chrono::minutes{1};  // "for 2h", said twice

tl::unexpected<Error> there_is(std::string const& first, std::string const& what) {
    return refuse(ErrorCode::conflict, "already-there", "There is " + first + " already, " + what + ".");
}

bool ends_with(std::optional<Instant> a, std::optional<Instant> b) {
    if (!a || !b) return !a && !b;
    return std::chrono::abs(*a - *b) < kSameMoment;
}

bool holds_all(std::vector<Action> const& all, std::vector<Action> const& of) {
    return std::ranges::all_of(of, [&](Action action) { return contains(all, action); });
}

bool asks_for_the_same(Release const& release, RequestRelease const& command) {
    if (!release.is_open_request() || release.kind != command.kind ||
        release.on_demand->title != command.title)
        return false;
    auto const candidate = release.candidate.value_or(Candidate{});
    return command.commit.empty() || candidate.commit.empty() ||
           same_commit(command.commit, candidate.commit);
}

}  // namespace

Result<void> check_no_twin(Train const& train, RequestRelease const& command) {
    for (auto const& [id, release] : train.releases)
        if (release.is_on_demand() && asks_for_the_same(release, command))
            return there_is(id, "with this title");
    return {};
}

Result<void> check_no_twin(Train const& train, AddFreeze const& command) {
    for (auto const& each : train.freezes) {
        auto const same = each.reason == command.reason && ends_with(each.until, command.until) &&
                          holds_all(each.actions, command.actions) &&
                          holds_all(command.actions, each.actions);
        if (same && (!command.from || ends_with(each.from, command.from)))
            return there_is(each.id, "for the same reason and just as long");
    }
    return {};
}

Result<void> check_no_twin(Train const& train, AddExemption const& command) {
    for (auto const& each : train.exemptions) {
        if (each.admits == command.admits && each.value == command.value &&
            ends_with(each.until, command.until))
            return there_is(each.id, "which lets the same through just as long");
    }
    return {};
}

Result<void> check_no_twin(Train const& train, AddBlackout const& command) {
    for (auto const& each : train.blackouts)
        if (each.from == command.from && each.to == command.to) return there_is(each.id, "on the same days");
    return {};
}

Result<void> check_no_twin(Release const& release, RecordIssue const& command) {
    for (auto const& each : release.issues)
        if (each.text == command.text && each.severity == command.severity)
            return there_is("issue " + each.id + " of " + release.id, "with the same words");
    return {};
}

}  // namespace cadence::release
