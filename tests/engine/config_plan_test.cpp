#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/config.h"

namespace cadence::engine {
namespace {

using Lines = std::vector<std::string>;
using testing::ElementsAre;
using testing::IsEmpty;

Config config_of(std::string const& more, std::string const& id = "backend") {
    auto config =
        parse_config("[[trains]]\nid = \"" + id +
                     "\"\nfirst_release = 2026-01-08\nweekday = \"Thursday\"\ntime = \"10:00\"\n" + more);
    if (config) return *config;
    for (auto const& problem : config.error()) ADD_FAILURE() << problem.message("config");
    return {};
}

/// A train that runs, and whose calendar begins at the slot of January 22nd.
std::map<std::string, release::Train> running() {
    release::Train train;
    train.id = "backend";
    train.activated_at = *parse_instant("2026-01-09T08:00:00Z");
    train.next_slot = *parse_date("2026-01-22");
    return {{"backend", train}};
}

Lines diff(Config const& before, Config const& after, std::size_t count = 3) {
    Lines lines;
    for (auto const& each : plan(running(), before, after, count)) {
        auto const show = [](std::optional<Instant> at) {
            return at ? format_instant(*at) : std::string{"-"};
        };
        lines.push_back(each.release + " " + show(each.from) + " " + show(each.to));
    }
    return lines;
}

TEST(Plan, of_what_changes_no_date_is_empty) {
    EXPECT_THAT(diff(config_of(""), config_of("monitoring = \"1h\"\nrequired_roles = [\"qa\"]\n")),
                IsEmpty());
}

TEST(Plan, shows_every_date_that_another_zone_moves) {
    EXPECT_THAT(diff(config_of(""), config_of("timezone = \"Europe/Berlin\"\n"), 2),
                ElementsAre("backend-2026-01-22 2026-01-22T10:00:00Z 2026-01-22T09:00:00Z",
                            "backend-2026-02-05 2026-02-05T10:00:00Z 2026-02-05T09:00:00Z"));
}

TEST(Plan, shows_only_the_release_that_a_blackout_moves) {
    auto const blackout = "[[trains.blackouts]]\nfrom = 2026-02-05\nto = 2026-02-05\nreason = \"audit\"\n";
    EXPECT_THAT(diff(config_of(""), config_of(blackout)),
                ElementsAre("backend-2026-02-05 2026-02-05T10:00:00Z 2026-02-12T10:00:00Z"));
}

TEST(Plan, shows_a_date_that_a_blackout_skips_as_gone) {
    auto const blackout =
        "on_blackout = \"skip\"\n[[trains.blackouts]]\nfrom = 2026-02-01\nto = 2026-02-28\n"
        "reason = \"audit\"\n";
    EXPECT_THAT(diff(config_of(""), config_of(blackout), 2),
                ElementsAre("backend-2026-02-05 2026-02-05T10:00:00Z -"));
}

TEST(Plan, compares_no_further_than_both_have_been_asked) {
    EXPECT_THAT(diff(config_of(""), config_of("every = \"1 week\"\n"), 3),
                ElementsAre("backend-2026-01-29 - 2026-01-29T10:00:00Z"));
}

TEST(Plan, shows_a_new_train_from_its_first_release_and_a_removed_one_as_gone) {
    EXPECT_THAT(
        diff(config_of(""), config_of("", "apps"), 2),
        ElementsAre("apps-2026-01-08 - 2026-01-08T10:00:00Z", "apps-2026-01-22 - 2026-01-22T10:00:00Z",
                    "backend-2026-01-22 2026-01-22T10:00:00Z -",
                    "backend-2026-02-05 2026-02-05T10:00:00Z -"));
}

TEST(Plan, leaves_a_release_that_has_begun_where_it_is) {
    auto trains = running();
    auto& train = trains.at("backend");
    auto const before = config_of("");
    auto const after = config_of("window = \"4h\"\ntimezone = \"Europe/Berlin\"\n");
    auto const placed = calendar::place(before.trains[0].policy.rule, {}, {}, train.next_slot);
    auto begun = release::derived(train, before.trains[0].policy, placed);
    begun.state = release::State::frozen;
    train.releases.emplace(begun.id, begun);
    train.next_slot = *parse_date("2026-02-05");

    auto const diffs = plan(trains, before, after, 2);
    ASSERT_EQ(diffs.size(), 1U);
    EXPECT_EQ(diffs[0].release, "backend-2026-02-05");
}

}  // namespace
}  // namespace cadence::engine
