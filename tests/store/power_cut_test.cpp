// Promise 2: what was acknowledged is on disk, and nothing half-done is seen, whenever the power goes.
#include <algorithm>

#include <gtest/gtest.h>

#include "store/faulty_disk.h"
#include "store/world.h"
#include "support/effort.h"

namespace cadence::store {
namespace {

struct Recording {
    std::vector<DiskOp> ops;
    std::size_t opened = 0;                 // the operations until the store was open
    std::vector<std::size_t> acknowledged;  // and until each commit had returned
};

/// The syncs count here, not what they cost: in memory, where there is such a place.
std::filesystem::path quick() {
    return std::filesystem::exists("/dev/shm") ? "/dev/shm" : std::filesystem::temp_directory_path();
}

constexpr int kCommits = 150;  // enough for the log to be written back, and begun anew, twice

release::Train train_at(int sequence) {
    auto train = train_with("backend", 3);
    train.sequence = sequence;
    for (auto const& id : release::ids_where(train, [](auto const&) { return true; }))
        train.releases.edit(id).candidate = release::Candidate{std::to_string(sequence), {}, {}, {}};
    return train;
}

Recording record() {
    Folder folder{quick()};
    FaultyDisk disk;
    Recording run;
    auto const store = opened(folder.file());
    run.opened = disk.ops.size();
    for (int i = 1; i <= kCommits; ++i) {
        commit(*store, train_at(i - 1), train_at(i),
               {event_at(kStart, release::CandidateSet{.release = "backend-2026-01-22",
                                                       .version = std::to_string(i),
                                                       .commit = std::string(4000, 'c'),
                                                       .voided = {}})});
        run.acknowledged.push_back(disk.ops.size());
    }
    run.ops = disk.ops;
    return run;
}

enum class Outcome { whole, lost, corrupt };

Outcome outcome_of(std::map<std::string, std::string> const& files, std::int64_t acknowledged) {
    Folder folder{quick()};
    for (auto const& [name, bytes] : files) write_bytes(folder.file(name), bytes);
    auto const store = Store::open(folder.file(), kStart);
    if (!store) return Outcome::corrupt;
    try {
        auto const revision = (*store)->revision();
        if (revision < acknowledged) return Outcome::lost;
        auto const expected =
            revision == 0 ? std::nullopt : std::optional{train_at(static_cast<int>(revision))};
        auto const lines =
            (*store)->events({.after = 0, .limit = 1000, .train = {}, .release = {}, .types = {}});
        auto const whole = revision <= acknowledged + 1 && (*store)->train("backend") == expected &&
                           lines.size() == static_cast<std::size_t>(revision) &&
                           (*store)->backup(folder.file("verified"));
        return whole ? Outcome::whole : Outcome::corrupt;
    } catch (std::exception const&) {
        return Outcome::corrupt;
    }
}

struct Tally {
    int whole = 0;
    int lost = 0;
    int corrupt = 0;
};

Tally cut_at_random(Recording const& run, int cuts, Lies lies) {
    std::mt19937 random{20260122};
    Tally tally;
    for (int i = 0; i < cuts; ++i) {
        auto const cut = std::uniform_int_distribution<std::size_t>{0, run.ops.size()}(random);
        auto const acknowledged = std::count_if(run.acknowledged.begin(), run.acknowledged.end(),
                                                [&](std::size_t returned) { return returned <= cut; });
        switch (outcome_of(after_power_cut(run.ops, cut, lies, random), acknowledged)) {
            case Outcome::whole:
                ++tally.whole;
                break;
            case Outcome::lost:
                ++tally.lost;
                break;
            case Outcome::corrupt:
                ++tally.corrupt;
                break;
        }
    }
    return tally;
}

class PowerCut : public ::testing::Test {
  protected:
    static void SetUpTestSuite() { run_ = new Recording{record()}; }
    static void TearDownTestSuite() { delete std::exchange(run_, nullptr); }
    static Recording const& run() { return *run_; }

  private:
    inline static Recording* run_ = nullptr;
};

TEST_F(PowerCut, loses_nothing_that_was_acknowledged) {
    constexpr auto kCuts = testing::effort(2000);
    auto const tally = cut_at_random(run(), kCuts, {});
    EXPECT_EQ(tally.lost, 0);
    EXPECT_EQ(tally.corrupt, 0);
    EXPECT_EQ(tally.whole, kCuts);
}

TEST_F(PowerCut, at_any_moment_of_the_first_start_leaves_a_database_that_starts) {
    std::mt19937 random{20260108};
    for (std::size_t cut = 0; cut <= run().opened; ++cut)
        for (int i = 0; i < 4; ++i)
            ASSERT_EQ(outcome_of(after_power_cut(run().ops, cut, {}, random), 0), Outcome::whole) << cut;
}

// The proof that the test can see a loss at all.
TEST_F(PowerCut, would_lose_on_a_disk_that_does_not_sync) {
    auto const nothing = cut_at_random(run(), 100, {.sync_does_nothing = true});
    EXPECT_GT(nothing.lost + nothing.corrupt, 50);
    EXPECT_GT(cut_at_random(run(), 100, {.log_is_not_synced = true}).lost, 25);
}

TEST_F(PowerCut, would_lose_without_the_sync_of_the_directory) {
    auto const tally = cut_at_random(run(), 100, {.directory_is_not_synced = true});
    EXPECT_GT(tally.lost + tally.corrupt, 10);
}

}  // namespace
}  // namespace cadence::store
