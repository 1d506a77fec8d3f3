// The log and the rows are two ways to say the same: any year of commands folds to what the rows hold.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "release/agenda.h"
#include "support/house.h"

namespace cadence::engine {
namespace {

using std::chrono::minutes;

int upto(int most) {
    return *rc::gen::inRange(0, most);
}

std::string some_release(House& house) {
    auto const& train = house.engine->train(kTrain);
    std::vector<std::string> ids{kFirst, kSecond};
    for (auto const& [id, release] : train.releases) ids.push_back(id);
    for (auto const& ahead : release::agenda_of(train, house.engine->policy(kTrain), 3).releases) {
        ids.push_back(ahead.release.id);
        ids.push_back(ahead.release.id);
    }
    return *rc::gen::elementOf(ids);
}

std::string some_commit() {
    return std::string(8, static_cast<char>('1' + upto(9)));
}

/// The rest of the process.
release::Command some_other_command(House& house, std::string const& id) {
    switch (upto(10)) {
        case 0:
            return release::TickItem{id, "smoke_tests_staging", release::ItemStatus::passed, {}};
        case 1:
            return release::RequestRelease{
                .title = "fix", .criterion = release::Criterion::outage, .commit = some_commit()};
        case 2:
            return release::Approve{id};
        case 3:
            return release::RecordMerge{.commit = some_commit(), .branch = "feature/x"};
        case 4:
            return release::ReportDeployment{.environment = release::Environment::staging,
                                             .commit = some_commit()};
        case 5:
            return release::AddFreeze{
                {release::Action::merge}, {}, house.clock.now() + minutes{upto(9000) + 1}, "stop"};
        case 6:
            return release::StartRollback{.release = id, .to_version = "1.0.0", .reason = "broken"};
        case 7:
            return release::VerifyRollback{id, true, true, true, {}, "1.0.0"};
        case 8:
            return release::RecordRetrospective{id, "text", {}};
        default:
            return release::ClearRollback{"fixed"};
    }
}

release::Command some_command(House& house) {
    auto const id = some_release(house);
    if (upto(3) == 0) return some_other_command(house, id);
    auto const now = house.clock.now();
    auto const soon = now + minutes{upto(60 * 24 * 20)};
    auto const today = std::chrono::floor<date::days>(now);
    switch (upto(9)) {
        case 0:
            return release::CastVote{id, Choice::no_go, "not ready"};
        case 1:
        case 2:
            return release::CastVote{id, Choice::go, {}};
        case 3:
            return release::SetCandidate{id, "1." + std::to_string(upto(9)) + ".0", {}};
        case 4:
            return release::Postpone{id, upto(2) == 0 ? std::nullopt : std::optional{soon}, "because"};
        case 5:
            return release::Cancel{id, "because"};
        case 6:
            return release::ReportDeployment{.release = id,
                                             .environment = upto(3) == 0 ? release::Environment::staging
                                                                         : release::Environment::production,
                                             .status = *rc::gen::element(release::DeploymentStatus::started,
                                                                         release::DeploymentStatus::succeeded,
                                                                         release::DeploymentStatus::failed),
                                             .version = "1.2.0",
                                             .at = now - minutes{upto(300)}};
        case 7:
            return release::RecordIssue{id, "slow", release::Severity::p1};
        default:
            return release::AddBlackout{today + date::days{upto(30)}, today + date::days{30 + upto(9)},
                                        "audit"};
    }
}

config::Config some_config() {
    auto policy = policy_of_spec();
    policy.rule.every_weeks = 1 + upto(3);
    policy.rule.time = std::chrono::hours{*rc::gen::element(0, 10, 23)};
    policy.rule.on_blackout = upto(2) == 0 ? calendar::BlackoutPolicy::skip : calendar::BlackoutPolicy::shift;
    policy.rule.first_release += date::days{upto(3)};
    if (upto(2) == 0) policy.blackouts = {{"config-1", day("2026-06-01"), day("2026-06-20"), "summer"}};
    return config_with({train_config(kTrain, policy)}, "config " + std::to_string(upto(1000)));
}

void some_day(House& house) {
    switch (upto(12)) {
        case 0:
            house.restart(minutes{upto(60 * 24 * 30)});
            break;
        case 1:
            (void)house.ask("olga", ApplyConfig{some_config()}).value();
            break;
        case 2:
        case 3:
        case 4:
            house.advance(minutes{upto(60 * 24 * 14)});
            break;
        default:
            (void)house.ask(*rc::gen::element<std::string>("anna", "anna", "paul", "olga", "quinn"),
                            some_command(house));
    }
}

TEST(Log, folds_to_the_rows_after_any_year_of_commands) {
    EXPECT_TRUE(rc::check([] {
        House house;
        for (auto left = upto(120); left > 0 && house.clock.now() < utc("2027-01-01T00:00:00Z"); --left) {
            some_day(house);
            RC_ASSERT(house.engine->train(kTrain) == house.store->train(kTrain).value());
            auto const& configured = *house.engine->config().train(kTrain);
            auto const openings = openings_of(house.engine->train(kTrain), configured.policy);
            RC_ASSERT(house.engine->earliest_opening(configured, {}) == openings.first);
        }
        RC_ASSERT(house.store->trains() == std::vector{house.store->train(kTrain).value()});
        RC_ASSERT(folded(house, kTrain) == from_rows(house, kTrain));
        auto const due = release::next_due(house.engine->train(kTrain), house.engine->policy(kTrain), false);
        house.tick();
        if (due && due->at > house.clock.now()) RC_ASSERT(house.engine->next_due() == due->at);
    }));
}

}  // namespace
}  // namespace cadence::engine
