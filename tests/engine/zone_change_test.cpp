// The system's zone database is updated, while the daemon runs and while it does not: dates are derived
// again, and whoever is told of dates is told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "release/agenda.h"
#include "support/house.h"
#include "support/zone_folder.h"

namespace cadence::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string const kText =
    "[[people]]\nid = \"olga\"\nname = \"Olga\"\nroles = [\"ops\"]\n"
    "[[trains]]\nid = \"backend\"\nfirst_release = 2026-01-08\nweekday = \"Thursday\"\ntime = \"10:00\"\n"
    "timezone = \"Europe/Berlin\"\n";

/// In Berlin, whose clocks will be those of Lisbon: an hour later.
struct ZoneChange : ::testing::Test {
    ZoneChange() { database.put("Europe/Berlin", "Europe/Berlin"); }

    [[nodiscard]] static config::Config config() {
        auto config = config::parse_config(kText).value();
        config.channels = {{.name = "team-chat", .where = chat::SlackChannel{"slack-url"}}};
        return config;
    }
    void update() const { database.put("Europe/Berlin", "Europe/Lisbon"); }
    [[nodiscard]] static std::vector<std::string> dates(House& house, std::size_t count = 2) {
        std::vector<std::string> lines;
        for (auto const& item :
             agenda_of(house.engine->train(kTrain), house.engine->policy(kTrain), count).releases)
            lines.push_back(format_instant(item.release.window.opens_at));
        return lines;
    }
    [[nodiscard]] static std::string announced(House const& house) {
        std::string all;
        for (auto const& each : house.store->deliveries({.limit = 50})) {
            if (each.topic == "dates_changed") all += each.body;
        }
        return all;
    }

    cadence::testing::ZoneFolder database;
};

TEST_F(ZoneChange, while_it_runs_moves_what_has_not_begun_and_tells) {
    House house{"2026-01-06T09:00:00Z", config()};
    house.tick();
    EXPECT_THAT(dates(house), ElementsAre("2026-01-08T09:00:00Z", "2026-01-22T09:00:00Z"));
    update();
    auto const outcome = house.ask("olga", ReloadZones{}).value();
    EXPECT_THAT(dates(house), ElementsAre("2026-01-08T09:00:00Z", "2026-01-22T10:00:00Z"))
        << "the first is past its code freeze";
    ASSERT_FALSE(outcome.dates.empty());
    EXPECT_EQ(outcome.dates[0].release, kSecond);
    EXPECT_THAT(house.lines_of("zones_changed"), SizeIs(1));
    EXPECT_THAT(house.lines_of("zones_changed")[0].data, HasSubstr("Europe/Berlin"));
    ASSERT_THAT(house.lines_of("dates_changed"), SizeIs(1));
    EXPECT_EQ(house.lines_of("dates_changed")[0].train, kTrain);
    EXPECT_THAT(announced(house), HasSubstr("The system's time zone data was updated"));
    EXPECT_THAT(announced(house), HasSubstr(kSecond + " moves from Thu 2026-01-22 09:00 WET"));
    house.advance_to("2026-01-22T09:30:00Z");
    EXPECT_EQ(house.at(kSecond).window.opens_at, utc("2026-01-22T10:00:00Z"));
}

TEST_F(ZoneChange, that_changes_nothing_says_nothing) {
    House house{"2026-01-06T09:00:00Z", config()};
    auto const before = house.state_of_everything();
    database.put("Europe/Berlin", "Europe/Berlin");
    auto const outcome = house.ask("olga", ReloadZones{}).value();
    EXPECT_THAT(outcome.lines, IsEmpty());
    EXPECT_EQ(house.state_of_everything(), before);
}

TEST_F(ZoneChange, is_seen_by_plan_and_reload) {
    House house{"2026-01-06T09:00:00Z", config()};
    house.tick();
    update();
    auto const planned = house.engine->plan(config()).dates;
    ASSERT_FALSE(planned.empty());
    EXPECT_EQ(planned[0].from, utc("2026-01-22T09:00:00Z"));
    EXPECT_EQ(planned[0].to, utc("2026-01-22T10:00:00Z"));
    auto const outcome = house.ask("olga", ApplyConfig{config()}).value();
    EXPECT_EQ(outcome.dates, planned);
    EXPECT_THAT(announced(house), HasSubstr(kSecond));
}

TEST_F(ZoneChange, while_it_was_down_is_noticed_by_the_next_start) {
    House house{"2026-01-06T09:00:00Z", config(), House::Keeps::on_disk};
    house.tick();
    update();
    house.restart(config());
    EXPECT_THAT(dates(house), ElementsAre("2026-01-08T09:00:00Z", "2026-01-22T10:00:00Z"));
    EXPECT_THAT(house.lines_of("zones_changed"), SizeIs(1));
    EXPECT_THAT(announced(house), HasSubstr(kSecond + " moves from"));
    house.restart(config());
    EXPECT_THAT(house.lines_of("zones_changed"), SizeIs(1)) << "once";
}

TEST_F(ZoneChange, does_not_judge_a_downtime_by_clocks_that_came_after_it) {
    House house{"2026-01-01T09:00:00Z", config(), House::Keeps::on_disk};
    update();
    house.clock.advance_to(utc("2026-01-08T09:30:00Z"));
    house.restart(config());
    EXPECT_EQ(house.at(kFirst).window.opens_at, utc("2026-01-08T09:00:00Z"))
        << "its freeze was due while the old clocks were in force";
}

TEST_F(ZoneChange, of_a_zone_that_is_lost_leaves_it_as_it_was) {
    House house{"2026-01-06T09:00:00Z", config()};
    database.remove("Europe/Berlin");
    EXPECT_THAT(house.ask("olga", ReloadZones{}).value().lines, IsEmpty());
    EXPECT_THAT(dates(house, 1), ElementsAre("2026-01-08T09:00:00Z"));
}

}  // namespace
}  // namespace cadence::engine
