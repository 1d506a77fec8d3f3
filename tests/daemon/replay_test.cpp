// The shipped rehearsal, a whole year of it: what the log says is what the rows hold.
#include "support/replay.h"

#include <gtest/gtest.h>

#include "cadenced/simulation.h"

namespace cadence::daemon {
namespace {

TEST(TheYear, folded_from_its_log_gives_its_rows) {
    std::filesystem::path const conf = std::filesystem::path{CADENCE_SOURCE_DIR} / "conf";
    auto config = config::load_config(conf / "cadenced.toml");
    auto script = load_script(conf / "rehearsal.jsonl");
    ASSERT_TRUE(config);
    ASSERT_TRUE(script);
    Simulation year{{.config = std::move(*config),
                     .script = std::move(*script),
                     .from = parse_instant("2026-01-04T00:00:00Z").value(),
                     .until = parse_instant("2027-01-04T00:00:00Z").value(),
                     .print = [](std::string const&) {}}};
    while (year.next()) year.step();
    EXPECT_EQ(year.failures(), 0U);
    EXPECT_GT(year.events(), 900U);
    auto const folded = testing::folded(year.store(), "backend");
    auto const rows = testing::from_rows(year.store(), "backend");
    EXPECT_GT(rows.deadlines.size(), 30U);
    EXPECT_GT(rows.merges.size(), 20U);
    EXPECT_TRUE(folded == rows);
    EXPECT_TRUE(folded.releases == rows.releases);
    EXPECT_TRUE(folded.merges == rows.merges);
    EXPECT_TRUE(folded.deadlines == rows.deadlines);
}

}  // namespace
}  // namespace cadence::daemon
