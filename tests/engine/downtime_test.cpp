// Being away: for no time, or for years, or at any point of a release. It converges, hides nothing, and is
// the same as not having been away where that is possible.
#include <map>

#include <gtest/gtest.h>

#include "json/events.h"
#include "json/text.h"
#include "support/house.h"

namespace cadence::engine {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

#ifdef __SANITIZE_ADDRESS__
constexpr int kSlower = 10;  // instrumented: the promise is about the program as it is shipped
#else
constexpr int kSlower = 1;
#endif

/// Whatever moves time on, at each step.
using Between = void (*)(House&);

void nothing(House&) {}
void restart(House& house) {
    house.restart();
}

/// A whole release with all that people do to it, and the next one's beginning.
std::string story(Between between, House::Keeps keeps) {
    House house{"2026-01-01T09:00:00Z", config_of_spec(), keeps};
    auto const until = [&](std::string_view instant) {
        for (auto next = house.engine->next_due(); next && *next < utc(instant);
             next = house.engine->next_due()) {
            between(house);
            house.advance_to(*next);
        }
        house.advance_to(instant);
        between(house);
    };
    auto const ask = [&](std::string const& who, release::Command command) {
        (void)house.ask(who, std::move(command)).value();
        between(house);
    };
    until("2026-01-05T12:00:00Z");
    ask("anna", release::SetCandidate{kFirst, "1.2.0", {}});
    ask("anna", release::CastVote{kFirst, Choice::go, {}});
    until("2026-01-07T12:00:00Z");
    ask("anna", release::Postpone{kFirst, utc("2026-01-15T10:00:00Z"), "QA needs a week"});
    until("2026-01-15T10:30:00Z");
    ask("anna", release::CastVote{kFirst, Choice::go, {}});
    ask("paul", release::CastVote{kFirst, Choice::go, {}});
    ask("anna", release::ReportDeployment{.release = kFirst, .version = "1.2.0"});
    ask("paul", release::RecordIssue{kFirst, "slow search", {}});
    until("2026-01-20T12:00:00Z");
    ask("anna", release::Cancel{kSecond, "nothing to ship"});
    ask("anna", release::AddBlackout{day("2026-02-05"), day("2026-02-05"), "audit"});
    until("2026-02-20T12:00:00Z");
    return house.state_of_everything();
}

TEST(Downtime, of_no_time_at_any_point_of_a_release_changes_nothing) {
    auto const undisturbed = story(nothing, House::Keeps::in_memory);
    EXPECT_NE(undisturbed.find("late"), std::string::npos) << "the late GO opened the window";
    EXPECT_EQ(story(restart, House::Keeps::on_disk), undisturbed);
}

TEST(Downtime, is_the_same_as_two_ticks_or_a_hundred) {
    auto const busy = [](House& house) {
        auto const before = house.state_of_everything();
        EXPECT_FALSE(house.engine->tick());
        EXPECT_FALSE(house.engine->tick());
        EXPECT_EQ(house.state_of_everything(), before);
    };
    EXPECT_EQ(story(busy, House::Keeps::in_memory), story(nothing, House::Keeps::in_memory));
}

struct Away {
    std::string name;
    Duration length;
};

class DowntimeOf : public ::testing::TestWithParam<Away> {};

int phases_due(House const& house, Instant until) {
    int due = 0;
    for (auto const& release : house.store->releases({.limit = 1'000'000})) {
        for (auto const& firing : release.firings) due += firing.phase.at <= until ? 1 : 0;
    }
    return due;
}

std::map<FiringStatus, int> statuses(House const& house) {
    std::map<FiringStatus, int> counts;
    for (auto const& release : house.store->releases({.limit = 1'000'000})) {
        for (auto const& firing : release.firings) ++counts[firing.status];
    }
    return counts;
}

/// Slots whose first phase has come: what the calendar alone says.
std::size_t slots_begun(Instant now) {
    auto const rule = policy_of_spec().rule;
    std::size_t count = 0;
    for (auto slot = rule.first_release; calendar::window_of(rule, slot).opens_at - hours{72} <= now;
         slot = calendar::next_slot(rule, slot))
        ++count;
    return count;
}

TEST_P(DowntimeOf, converges_within_two_seconds_and_hides_nothing) {
    House house{"2026-01-01T09:00:00Z", config_of_spec(), House::Keeps::on_disk};
    house.advance_to("2026-01-08T10:30:00Z");  // a window is open without GO: held
    auto const started = SystemClock{}.read().since_boot;
    house.restart(GetParam().length);
    auto const took = SystemClock{}.read().since_boot - started;
    EXPECT_LT(took, kSlower * std::chrono::seconds{2}) << describe_duration(took);

    auto const now = house.clock.now();
    EXPECT_EQ(house.store->releases({.limit = 1'000'000}).size(), slots_begun(now));
    auto counts = statuses(house);
    auto const decided = counts[FiringStatus::fired] + counts[FiringStatus::late] +
                         counts[FiringStatus::missed] + counts[FiringStatus::held] +
                         counts[FiringStatus::skipped];
    EXPECT_EQ(decided, phases_due(house, now));
    EXPECT_EQ(counts[FiringStatus::held], now < utc("2026-01-08T12:00:00Z") ? 1 : 0);
    EXPECT_LE(house.lines_of("phases_missed").size(), 1U) << "one digest";
    std::size_t told = 0;
    for (auto const& line : house.lines_of("phases_missed")) {
        auto const body = json::event_body_from(line.type, json::parse(line.data).value()).value();
        told = std::get<release::PhasesMissed>(body).phases.size();
    }
    auto const window_never_opened =
        now < utc("2026-01-08T12:00:00Z") ? 0U : 1U;  // announced as held already
    EXPECT_EQ(told + window_never_opened, static_cast<std::size_t>(counts[FiringStatus::missed]));
    EXPECT_GT(house.engine->next_due(), now);
    EXPECT_EQ(house.engine->train(kTrain), house.store->train(kTrain));
    EXPECT_EQ(folded(house, kTrain), from_rows(house, kTrain));
}

INSTANTIATE_TEST_SUITE_P(Lengths, DowntimeOf,
                         ::testing::Values(Away{"no_time", Duration{0}}, Away{"a_minute", minutes{1}},
                                           Away{"three_days", hours{24 * 3}}, Away{"a_month", hours{24 * 30}},
                                           Away{"ten_years", hours{24 * 3'652}}),
                         [](auto const& each) { return each.param.name; });

TEST(Downtime, is_shown_by_what_is_overdue) {
    House house;
    EXPECT_TRUE(house.engine->overdue_trains(minutes{1}).empty());
    house.clock.advance_to(utc("2026-01-05T10:02:00Z"));
    EXPECT_EQ(house.engine->overdue_trains(minutes{1}), std::vector<std::string>{kTrain});
    EXPECT_TRUE(house.engine->overdue_trains(minutes{5}).empty());
    house.tick();
    EXPECT_TRUE(house.engine->overdue_trains(minutes{1}).empty());
}

TEST(Downtime, of_a_first_start_announces_nothing_of_the_past) {
    House house{"2026-01-08T09:00:00Z"};
    EXPECT_EQ(
        phases_of(house.at(kFirst)),
        (std::vector<std::string>{"code_freeze skipped", "go_no_go skipped", "deploy_window_open pending",
                                  "deploy_window_close pending", "retrospective pending"}));
    EXPECT_TRUE(house.lines_of("phases_missed").empty());
}

}  // namespace
}  // namespace cadence::engine
