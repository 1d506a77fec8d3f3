// What callers may append to has an end, far beyond use: a loop that went wrong is told so and hurts nobody.
#include <algorithm>
#include <functional>

#include <gtest/gtest.h>

#include "support/story.h"

namespace cadence::testing {
namespace {

using release::Command;

struct Limited {
    std::string slug;
    std::size_t most;
    std::function<void(Train&, std::size_t)> fill;
    Actor actor;
    Command command;
};

std::string const kRequested = "backend-hotfix-2026-01-01-leak";

std::vector<Limited> limited_lists() {
    auto const issues = [](Train& train, std::size_t count) {
        train.releases.edit(kFirst).issues.resize(count);
    };
    auto const moves = [](Train& train, std::size_t count) {
        train.releases.edit(kFirst).dates.resize(count);
    };
    auto const reports = [](Train& train, std::size_t count) {
        train.releases.edit(kFirst).deployments.resize(count);
    };
    auto const merges = [](Train& train, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) train.merges.add({.number = static_cast<int>(i) + 1});
    };
    auto const requests = [](Train& train, std::size_t count) {
        auto const one = train.releases.at(kRequested);
        train.releases.erase(kRequested);
        for (std::size_t i = 0; i < count; ++i) train.releases.emplace("other-" + std::to_string(i), one);
    };
    auto const later = utc("2026-01-02T12:00:00Z");
    release::ReportDeployment report;
    report.release = kFirst;
    release::RequestRelease request;
    request.title = "another leak";
    request.criterion = release::Criterion::security;
    request.cvss = 9.0;
    return {
        {"too-many-issues", release::kMostIssues, issues, quinn(), release::RecordIssue{kFirst, "slow"}},
        {"too-many-freezes", release::kMostFreezes, [](Train& it, auto count) { it.freezes.resize(count); },
         anna(), release::AddFreeze{{release::Action::merge}, {}, {}, "fair"}},
        {"too-many-exemptions", release::kMostExemptions,
         [](Train& it, auto count) { it.exemptions.resize(count); }, anna(),
         release::AddExemption{release::ExemptionKind::label, "docs", later, "docs only"}},
        {"too-many-blackouts", release::kMostBlackouts,
         [](Train& it, auto count) { it.blackouts.resize(count); }, anna(),
         release::AddBlackout{date::year{2026} / 12 / 24, date::year{2026} / 12 / 26, "holidays"}},
        {"too-many-moves", release::kMostMoves, moves, anna(),
         release::Postpone{.release = kFirst, .reason = "not ready"}},
        {"too-many-requests", release::kMostRequests, requests, eve(), request},
        {"too-many-merges", release::kMostMerges, merges, bob(), release::RecordMerge{.commit = "aaaaaaa7"}},
        {"too-many-deployments", release::kMostDeployments, reports, bob(), report},
    };
}

class ListLimits : public ::testing::TestWithParam<Limited> {};

TEST_P(ListLimits, one_more_than_there_may_be_is_refused_in_words) {
    World world;
    release::RequestRelease request;
    request.title = "leak";
    request.criterion = release::Criterion::security;
    request.cvss = 9.0;
    (void)world.run(request, eve()).value();
    auto const& limited = GetParam();
    auto const answer = [&](std::size_t count) {
        auto train = world.train();
        train.releases.emplace(kFirst, release::release_by_id(train, world.policy(), kFirst).value());
        limited.fill(train, count);
        return release::decide(train, limited.command, {world.now(), world.policy(), limited.actor, false});
    };
    auto const refused = answer(limited.most);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().problem, limited.slug);
    EXPECT_EQ(refused.error().code, ErrorCode::conflict);
    auto const fits = answer(limited.most - 1);
    EXPECT_TRUE(fits || fits.error().problem != limited.slug) << limited.slug;
}

INSTANTIATE_TEST_SUITE_P(All, ListLimits, ::testing::ValuesIn(limited_lists()), [](auto const& each) {
    auto name = each.param.slug;
    std::ranges::replace(name, '-', '_');
    return name;
});

}  // namespace
}  // namespace cadence::testing
