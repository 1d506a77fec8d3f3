// What a plan says of the dates is the difference of the dates ahead before and after the configuration is in
// force: all of it, and nothing else.
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "release/agenda.h"
#include "support/house.h"

namespace cadence::engine {
namespace {

using Lines = std::vector<std::string>;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string const kPeople =
    "[[people]]\nid = \"anna\"\nname = \"Anna\"\nroles = [\"tech-lead\"]\n"
    "[[people]]\nid = \"olga\"\nname = \"Olga\"\nroles = [\"ops\"]\n";

std::string train_text(std::string const& id, std::string const& first, std::string const& more) {
    return "[[trains]]\nid = \"" + id + "\"\nfirst_release = " + first +
           "\nweekday = \"Thursday\"\ntime = \"10:00\"\n" + more;
}

config::Config config_of(std::string const& trains) {
    auto config = config::parse_config(kPeople + trains);
    if (config) return *config;
    for (auto const& problem : config.error()) ADD_FAILURE() << problem.message("config");
    return {};
}

config::Config backend(std::string const& more, std::string const& first = "2026-01-08") {
    return config_of(train_text("backend", first, more));
}

std::string show(std::optional<Instant> at) {
    return at ? format_instant(*at) : "-";
}

/// A train whose release of the 8th has begun: the calendar owns what is after it.
Lines planned(config::Config const& before, config::Config const& after, std::size_t first = 99) {
    House house{"2026-01-09T13:00:00Z", before};
    Lines lines;
    for (auto const& each : house.engine->plan(after).dates) {
        lines.push_back(each.release + " " + show(each.from) + " " + show(each.to));
        if (each.skipped) lines.back() += " skipped for " + each.reason;
        for (auto const& phase : each.phases)
            lines.back() += " " + phase.phase + " " + show(phase.from) + " " + show(phase.to);
    }
    lines.resize(std::min(lines.size(), first));
    return lines;
}

TEST(Plan, of_what_changes_no_date_is_empty) {
    EXPECT_THAT(planned(backend(""), backend("monitoring = \"1h\"\nrequired_roles = [\"qa\"]\n")), IsEmpty());
}

TEST(Plan, shows_every_date_that_another_zone_moves) {
    auto const lines = planned(backend(""), backend("timezone = \"Europe/Berlin\"\n"));
    EXPECT_THAT(lines, SizeIs(12));
    EXPECT_EQ(lines[0], "backend-2026-01-22 2026-01-22T10:00:00Z 2026-01-22T09:00:00Z");
    EXPECT_EQ(lines[11], "backend-2026-06-25 2026-06-25T10:00:00Z 2026-06-25T08:00:00Z");
}

TEST(Plan, shows_a_new_first_release) {
    auto const lines = planned(backend("", "2026-01-22"), backend("", "2026-01-15"));
    EXPECT_EQ(lines.front(), "backend-2026-01-15 - 2026-01-15T10:00:00Z");
    EXPECT_THAT(lines, Contains("backend-2026-01-22 2026-01-22T10:00:00Z -"));
    EXPECT_THAT(lines, SizeIs(24)) << "twelve go, twelve come";
}

TEST(Plan, shows_the_dates_of_a_train_that_begins_in_ten_years) {
    EXPECT_EQ(planned(backend("", "2037-01-01"), backend("timezone = \"Europe/Berlin\"\n", "2037-01-01"), 1),
              (Lines{"backend-2037-01-01 2037-01-01T10:00:00Z 2037-01-01T09:00:00Z"}));
}

TEST(Plan, shows_only_the_release_that_a_blackout_moves) {
    auto const blackout = "[[trains.blackouts]]\nfrom = 2026-02-05\nto = 2026-02-05\nreason = \"audit\"\n";
    EXPECT_THAT(planned(backend(""), backend(blackout)),
                ElementsAre("backend-2026-02-05 2026-02-05T10:00:00Z 2026-02-12T10:00:00Z"));
}

TEST(Plan, shows_a_date_that_a_blackout_skips_as_gone_and_why) {
    auto const blackout =
        "on_blackout = \"skip\"\n[[trains.blackouts]]\nfrom = 2026-02-01\nto = 2026-02-10\n"
        "reason = \"audit\"\n";
    EXPECT_THAT(planned(backend(""), backend(blackout)),
                ElementsAre("backend-2026-02-05 2026-02-05T10:00:00Z - skipped for audit"));
}

std::string blackout(std::string const& from, std::string const& to) {
    return "[[trains.blackouts]]\nfrom = " + from + "\nto = " + to + "\nreason = \"year end\"\n";
}

TEST(Plan, shows_what_a_blackout_changes_however_far_ahead) {
    EXPECT_THAT(planned(backend(""), backend(blackout("2027-01-21", "2027-01-21"))),
                ElementsAre("backend-2027-01-21 2027-01-21T10:00:00Z 2027-01-28T10:00:00Z"));
    EXPECT_THAT(planned(backend(blackout("2028-12-20", "2029-01-03")), backend("")),
                ElementsAre("backend-2028-12-21 - 2028-12-21T10:00:00Z"));
}

TEST(Plan, shows_every_slot_of_a_long_blackout_as_skipped) {
    auto const lines = planned(backend(""), backend(blackout("2026-02-01", "2028-01-31")));
    EXPECT_THAT(lines, SizeIs(52));
    EXPECT_THAT(lines, Each(HasSubstr(" - skipped for year end")));
}

std::vector<Further> further(config::Config const& before, config::Config const& after) {
    House house{"2026-01-09T13:00:00Z", before};
    return house.engine->plan(after).further;
}

TEST(Plan, says_after_which_date_it_does_not_look) {
    EXPECT_THAT(further(backend(""), backend("monitoring = \"1h\"\n")), IsEmpty());
    EXPECT_THAT(further(backend(""), backend(blackout("2027-01-21", "2027-01-21"))), IsEmpty());
    EXPECT_THAT(further(backend(""), backend("timezone = \"Europe/Berlin\"\n")),
                ElementsAre(Further{"backend", utc("2026-06-25T10:00:00Z")}));
    EXPECT_THAT(further(backend(""), backend(blackout("2029-06-01", "2029-06-30"))),
                ElementsAre(Further{"backend", utc("2029-01-11T13:00:00Z")}));
}

TEST(Plan, shows_what_moves_within_a_release_that_stays) {
    EXPECT_THAT(planned(backend(""), backend("window = \"4h\"\n"), 1),
                ElementsAre("backend-2026-01-22 2026-01-22T10:00:00Z 2026-01-22T10:00:00Z "
                            "deploy_window_close 2026-01-22T12:00:00Z 2026-01-22T14:00:00Z"));
}

TEST(Plan, shows_a_new_train_from_its_first_release_and_a_removed_one_as_gone) {
    auto const lines = planned(backend(""), config_of(train_text("apps", "2026-01-08", "")));
    EXPECT_THAT(lines, SizeIs(24));
    EXPECT_EQ(lines[0], "backend-2026-01-22 2026-01-22T10:00:00Z -");
    EXPECT_EQ(lines[12], "apps-2026-01-22 - 2026-01-22T10:00:00Z") << "that of the 8th is over";
}

TEST(Plan, leaves_a_release_that_has_begun_where_it_is) {
    House house{"2026-01-01T09:00:00Z", backend("")};
    house.advance_to("2026-01-06T09:00:00Z");
    auto const diffs = house.engine->plan(backend("window = \"4h\"\ntimezone = \"Europe/Berlin\"\n")).dates;
    ASSERT_FALSE(diffs.empty());
    EXPECT_EQ(diffs[0].release, "backend-2026-01-22");
}

TEST(Plan, changes_nothing) {
    House house{"2026-01-09T13:00:00Z", backend("")};
    auto const before = house.state_of_everything();
    EXPECT_FALSE(house.engine->plan(backend("timezone = \"Europe/Berlin\"\n")).dates.empty());
    EXPECT_EQ(house.state_of_everything(), before);
    EXPECT_EQ(house.engine->config().trains[0].policy.rule.zone.name(), "UTC");
}

// The property.

std::string any_train(std::string const& id) {
    constexpr std::array kFirst{"2025-12-18", "2026-01-08", "2026-01-15", "2026-01-29", "2026-03-05"};
    auto more = "every = \"" + std::to_string(*rc::gen::inRange(1, 4)) + " weeks\"\n";
    more += *rc::gen::element<std::string>("", "timezone = \"Europe/Berlin\"\n",
                                           "timezone = \"America/New_York\"\n");
    more += *rc::gen::element<std::string>("", "window = \"5h\"\n");
    more += *rc::gen::element<std::string>("", "on_blackout = \"skip\"\n");
    more += *rc::gen::element<std::string>(
        "", "[[trains.blackouts]]\nfrom = 2026-01-12\nto = 2026-01-30\nreason = \"audit\"\n",
        "[[trains.blackouts]]\nfrom = 2026-02-19\nto = 2026-02-19\nreason = \"fair\"\n");
    return train_text(id, *rc::gen::elementOf(kFirst), more);
}

config::Config any_config(std::string const& label) {
    auto const trains = *rc::gen::inRange(0, 3).as(label);
    return config_of(trains == 0   ? any_train("backend")
                     : trains == 1 ? any_train("apps")
                                   : any_train("backend") + any_train("apps"));
}

void live_a_little(House& house) {
    for (auto step = 0; step < 3; ++step) {
        auto const& trains = house.engine->config().trains;
        auto const& train = trains[static_cast<std::size_t>(*rc::gen::inRange<int>(0, 99)) % trains.size()];
        auto const ahead = agenda_of(house.engine->train(train.id), train.policy, 3).releases;
        auto const& some = ahead[static_cast<std::size_t>(*rc::gen::inRange(0, 3))].release.id;
        auto const ask = [&](release::Command command) {
            (void)house.ask("anna", Work{TrainCommand{train.id, std::move(command)}});
        };
        switch (*rc::gen::inRange(0, 5)) {
            case 0:
                ask(release::Postpone{some, {}, "later"});
                break;
            case 1:
                ask(release::Cancel{some, "never"});
                break;
            case 2:
                ask(release::AddBlackout{day("2026-02-01"), day("2026-02-12"), "inventory"});
                break;
            default:
                house.advance(std::chrono::hours{24 * *rc::gen::inRange(1, 12)});
        }
    }
}

using Dates = std::map<std::string, Instant>;

Dates dates_ahead(House& house, std::string const& train, std::size_t count) {
    Dates dates;
    auto const* const config = house.engine->config().train(train);
    if (config == nullptr) return dates;
    for (auto const& item : agenda_of(house.engine->train(train), config->policy, count).releases)
        dates.emplace(item.release.id, item.release.window.opens_at);
    return dates;
}

Instant last(Dates const& dates) {
    auto latest = Instant::min();
    for (auto const& [id, at] : dates) latest = std::max(latest, at);
    return latest;
}

RC_GTEST_PROP(Plan, is_the_difference_of_the_dates_before_and_after, ()) {
    House house{"2026-01-01T09:00:00Z", any_config("trains before")};
    live_a_little(house);
    auto const next = any_config("trains after");
    std::map<std::string, std::pair<Dates, Dates>> before;  // the first twelve, and more
    for (auto const* id : {"backend", "apps"})
        before[id] = {dates_ahead(house, id, 12), dates_ahead(house, id, 80)};

    auto const said = house.engine->plan(next).dates;
    auto const applied = house.ask("olga", ApplyConfig{next});
    RC_ASSERT(applied.has_value());
    RC_ASSERT(applied->dates == said);
    house.tick();

    std::set<std::string> expected;
    for (auto const& [id, dates] : before) {
        auto const after = dates_ahead(house, id, 80);
        auto const horizon = std::max(last(dates.first), last(dates_ahead(house, id, 12)));
        for (auto const* const all : {&dates.second, &after}) {
            for (auto const& [release, at] : *all) {
                auto const was = dates.second.find(release);
                auto const is = after.find(release);
                auto const same = was != dates.second.end() && is != after.end() && was->second == is->second;
                if (at <= horizon && !same) expected.insert(release);
            }
        }
    }
    std::set<std::string> told;
    for (auto const& each : said) {
        if (each.from != each.to) told.insert(each.release);
    }
    RC_ASSERT(told == expected);
}

}  // namespace
}  // namespace cadence::engine
