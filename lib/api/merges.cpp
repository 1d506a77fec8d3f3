// What reaches the main branch.
#include <algorithm>

#include "api/change.h"
#include "api/page.h"
#include "api/parts.h"
#include "api/routes.h"
#include "base/pasted.h"

namespace cadence::api {

namespace {

constexpr std::string_view kMergeCursor = "m1.";      // m1.<number>
constexpr std::size_t kMergeBytes = 4 * 1024 * 1024;  // as many paths as it may tell

/// They are compared with every exemption by path.
Result<void> check_paths(std::vector<std::string> const& paths) {
    static constexpr std::size_t kMost = 3000;
    static constexpr std::size_t kLongest = 1000;
    if (paths.size() > kMost) {
        return refuse(ErrorCode::invalid, "too-many-paths",
                      "There are " + std::to_string(paths.size()) + " paths, more than " +
                          std::to_string(kMost) + ". Leave them out: they then count as unknown.",
                      "#/paths");
    }
    for (std::size_t i = 0; i < paths.size(); ++i) {
        if (paths[i].size() <= kLongest) continue;
        return refuse(ErrorCode::invalid, "too-long",
                      "A path is longer than " + std::to_string(kLongest) + " bytes.",
                      "#/paths/" + std::to_string(i));
    }
    return {};
}

/// As exemptions and deployments are compared with it.
void clean_merge(release::RecordMerge& merge) {
    merge.commit = pasted_commit(merge.commit);
    merge.branch = pasted_branch(merge.branch);
    merge.pull_request = pasted_pull_request(merge.pull_request);
    for (auto& label : merge.labels) label = pasted_word(label);
    for (auto& path : merge.paths) path = pasted_path(path);
}

Result<Change> record_merge(Call const& call) {
    auto merge = body_of<release::RecordMerge>(
        call, {"author", "title", "branch", "pull_request", "labels", "paths"}, clean_merge);
    if (!merge) return tl::unexpected{std::move(merge.error())};
    if (auto checked = check_paths(merge->paths); !checked) return tl::unexpected{checked.error()};
    return call.train_in_path().map([&](auto const* train) {
        auto tell = [commit = merge->commit](Object& into, engine::Outcome const& outcome, auto const&) {
            if (auto const* const known = outcome.train->merges.of_commit(commit)) put_members(into, *known);
            put_recorded(into, outcome);
        };
        return about_train(*train, std::move(*merge), std::move(tell));
    });
}

Result<store::MergeQuery> merge_query(Call const& call, std::string const& train) {
    Taking take;
    store::MergeQuery query{.train = train};
    query.limit = take(limit_of(call));
    if (auto const after = take(number_after(call, kMergeCursor, std::numeric_limits<int>::max())))
        query.after = static_cast<int>(*after);
    return take.done(std::move(query));
}

Result<Answer> get_merges(Call const& call) {
    auto const train = call.train_in_path();
    if (!train) return tl::unexpected{train.error()};
    return page_of(
        call, merge_query(call, (*train)->id), &store::Store::merges,
        [](auto const& last) { return cursor_to(kMergeCursor, last.number); },
        [](Object& into, auto const& merge) { put_members(into, merge); });
}

}  // namespace

void put_main(Object& into, release::Train const& train) {
    auto const without = [&](std::optional<Instant> release::Merge::*seen) {
        return std::ranges::count_if(train.merges,
                                     [&](release::Merge const& merge) { return !(merge.*seen); });
    };
    put(into, "ahead_of_production", without(&release::Merge::production_at));
    put(into, "ahead_of_staging", without(&release::Merge::staging_at));
    if (train.merges.empty()) return;
    auto& last = object_in(into, "last");
    put(last, "commit", train.merges.back().commit);
    put(last, "merged_at", train.merges.back().merged_at);
}

Routes merges_routes() {
    return {
        get("/v1/trains/{train}/merges", "Merges to the main branch, newest first", get_merges,
            {"limit", "cursor"}),
        up_to(kMergeBytes, post("/v1/trains/{train}/merges", "Report a merge to the main branch",
                                record_merge, Right::report_merge)),
    };
}

}  // namespace cadence::api
