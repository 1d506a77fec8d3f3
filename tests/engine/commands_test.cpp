// Commands: one transaction for those that arrive together, an answer after the commit, nothing half done.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/house.h"

namespace cadence::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Frozen, with a candidate: people may vote.
struct Frozen : House {
    explicit Frozen(Keeps keeps = Keeps::in_memory) : House{"2026-01-01T09:00:00Z", config_of_spec(), keeps} {
        advance_to("2026-01-06T09:00:00Z");
        (void)ask("anna", release::SetCandidate{kFirst, "1.2.0", {}}).value();
        log.clear();
        commits = 0;
        wakes = 0;
    }

    Request vote(std::string const& person, Choice vote, std::vector<std::string>& answers) {
        Request request{.actor = as(person),
                        .work = TrainCommand{kTrain, release::CastVote{kFirst, vote, {}}}};
        request.done = [&answers](Result<Outcome> const& outcome) { answers.push_back(problem_of(outcome)); };
        return request;
    }
};

store::StoredReply reply(std::string key) {
    return {.caller = "anna",
            .key = std::move(key),
            .fingerprint = "f",
            .status = 200,
            .content_type = "application/json",
            .body = "{}",
            .at = {}};
}

TEST(Commands, that_arrive_together_share_one_transaction) {
    Frozen house;
    std::vector<std::string> answers;
    house.engine->submit(house.vote("anna", Choice::go, answers));
    house.engine->submit(house.vote("paul", Choice::go, answers));
    EXPECT_EQ(house.wakes, 1) << "the loop is asked once";
    EXPECT_THAT(answers, IsEmpty());
    house.engine->flush();
    EXPECT_EQ(house.commits, 1);
    EXPECT_THAT(answers, ElementsAre("accepted", "accepted"));
    EXPECT_EQ(house.state(kFirst), State::go) << "the second saw what the first had done";
}

TEST(Commands, based_on_what_has_changed_meanwhile_are_refused_even_within_one_transaction) {
    Frozen house;
    std::vector<std::string> answers;
    auto first = house.vote("anna", Choice::go, answers);
    auto second = house.vote("paul", Choice::go, answers);
    first.as_of = second.as_of = AsOf{"backend", house.engine->revision("backend")};
    house.engine->submit(std::move(first));
    house.engine->submit(std::move(second));
    house.engine->flush();
    EXPECT_THAT(answers, ElementsAre("accepted", "changed-meanwhile"));
}

TEST(Commands, refused_among_others_write_nothing_and_harm_nobody) {
    Frozen house;
    std::vector<std::string> answers;
    house.engine->submit(house.vote("anna", Choice::go, answers));
    house.engine->submit(house.vote("quinn", Choice::go, answers));
    house.engine->submit(house.vote("anna", Choice::no_go, answers));
    house.engine->submit(house.vote("paul", Choice::go, answers));
    house.engine->flush();
    EXPECT_THAT(answers, ElementsAre("accepted", "role-needed", "reason-needed", "accepted"));
    EXPECT_EQ(house.commits, 1);
    EXPECT_EQ(house.at(kFirst).votes.size(), 2U);
    EXPECT_EQ(house.lines_of("vote_cast").size(), 2U);
}

TEST(Commands, that_are_all_refused_leave_no_trace) {
    Frozen house;
    auto const before = house.state_of_everything();
    EXPECT_EQ(problem_of(house.ask("quinn", release::CastVote{kFirst, Choice::go, {}})), "role-needed");
    EXPECT_EQ(problem_of(house.ask("anna", TrainCommand{"frontend", release::RecordIssue{kFirst, "x", {}}})),
              "train-not-found");
    EXPECT_EQ(house.commits, 0);
    EXPECT_EQ(house.state_of_everything(), before);
}

TEST(Commands, are_answered_after_the_commit) {
    Frozen house{House::Keeps::on_disk};
    int commits_when_answered = 0;
    std::size_t votes_when_answered = 0;
    auto request = Request{.actor = house.as("anna"),
                           .work = TrainCommand{kTrain, release::CastVote{kFirst, Choice::go, {}}}};
    request.done = [&](Result<Outcome> const& outcome) {
        commits_when_answered = house.commits;
        votes_when_answered = house.store->release(kFirst)->votes.size();
        EXPECT_EQ(outcome->release->votes.size(), 1U);
        EXPECT_EQ(outcome->at, house.clock.now());
        EXPECT_EQ(outcome->lines.front().type, "vote_cast");
    };
    house.engine->submit(std::move(request));
    house.engine->flush();
    EXPECT_EQ(commits_when_answered, 1);
    EXPECT_EQ(votes_when_answered, 1U);
}

TEST(Commands, keep_their_answer_with_what_they_did) {
    Frozen house;
    auto request = Request{.actor = house.as("anna"),
                           .work = TrainCommand{kTrain, release::CastVote{kFirst, Choice::go, {}}}};
    request.keep = [](Outcome const& outcome) {
        EXPECT_EQ(outcome.release->votes.size(), 1U);
        return std::optional{reply("k1")};
    };
    auto again = request;
    again.keep = [](Outcome const&) { return std::optional{reply("k2")}; };
    house.engine->submit(std::move(request));
    house.engine->submit(std::move(again));
    house.engine->flush();
    EXPECT_TRUE(house.store->reply_to("anna", "k1"));
    EXPECT_FALSE(house.store->reply_to("anna", "k2")) << "voting the same twice is refused: nothing to keep";
}

TEST(Commands, fail_all_together_when_the_disk_is_full_and_memory_stays_as_the_disk_is) {
    Frozen house{House::Keeps::on_disk};
    auto const before = house.state_of_everything();
    auto const revision = house.engine->revision(kTrain);
    house.fill_disk(0);
    std::vector<std::string> answers;
    house.engine->submit(house.vote("anna", Choice::go, answers));
    auto big =
        Request{.actor = house.as("anna"),
                .work = TrainCommand{kTrain, release::RecordIssue{kFirst, std::string(200'000, 'x'), {}}}};
    big.keep = [](Outcome const&) { return std::optional{reply("k1")}; };
    big.done = [&](Result<Outcome> const& outcome) { answers.push_back(problem_of(outcome)); };
    house.engine->submit(std::move(big));
    house.engine->submit(house.vote("paul", Choice::go, answers));
    house.engine->flush();
    EXPECT_THAT(answers, ElementsAre("storage-full", "storage-full", "storage-full"));
    EXPECT_EQ(house.state_of_everything(), before);
    EXPECT_EQ(house.engine->train(kTrain), house.store->train(kTrain));
    EXPECT_EQ(house.engine->revision(kTrain), revision);
    EXPECT_FALSE(house.store->reply_to("anna", "k1"));

    house.fill_disk({});
    house.give_go(kFirst);
    EXPECT_EQ(house.state(kFirst), State::go) << "room again: it goes on";
}

TEST(Commands, due_while_the_disk_is_full_are_done_when_there_is_room) {
    Frozen house{House::Keeps::on_disk};
    house.fill_disk(0);
    house.clock.advance_to(utc("2026-01-08T10:00:00Z"));
    EXPECT_THROW(
        {
            for (int i = 0; i < 200; ++i) {  // until its last page is full
                (void)house.ask("anna", release::RecordIssue{kFirst, std::string(100, 'x'), {}});
                house.engine->tick();
                house.clock.advance(std::chrono::hours{24 * 14});
            }
        },
        store::StorageFull);
    EXPECT_EQ(house.engine->train(kTrain), house.store->train(kTrain));
    house.fill_disk({});
    house.tick();
    EXPECT_GT(house.engine->next_due(), house.clock.now());
}

TEST(Commands, about_a_release_of_long_ago_find_it_in_the_record) {
    Frozen house;
    house.advance_to("2026-06-01T09:00:00Z");
    auto const& train = house.engine->train(kTrain);
    EXPECT_EQ(train.find(kFirst), nullptr) << "memory holds what is alive";
    auto const told = house.ask("anna", release::RecordIssue{kFirst, "found in June", {}});
    ASSERT_TRUE(told) << told.error().detail;
    EXPECT_EQ(told->release->issues.size(), 1U);
    EXPECT_EQ(house.at(kFirst).issues.size(), 1U);
    EXPECT_EQ(house.engine->train(kTrain), house.store->train(kTrain));
    EXPECT_EQ(house.engine->train_of(kFirst), kTrain);
    EXPECT_EQ(house.engine->train_of("frontend-2026-01-08"), std::nullopt);
}

std::vector<std::string> unreleased(House const& house) {
    std::vector<std::string> commits;
    for (auto const& each : house.store->merges({.train = kTrain, .in_production = false}))
        commits.push_back(each.commit);
    return commits;
}

TEST(Commands, that_go_back_find_the_merges_of_long_ago_in_the_record) {
    House house;
    std::vector<std::string> const shipped{"1111111", "2222222", "3333333", "4444444", "5555555"};
    for (auto const& commit : shipped) {
        (void)house.ask("anna", release::RecordMerge{.commit = commit}).value();
        house.advance(std::chrono::hours{1});
        (void)house
            .ask("anna",
                 release::ReportDeployment{.version = "1." + commit.substr(0, 1) + ".0", .commit = commit})
            .value();
    }
    EXPECT_THAT(unreleased(house), IsEmpty());
    EXPECT_EQ(house.engine->train(kTrain).merges.size(), 1U) << "memory holds the last alone";
    house.restart();
    house.advance(std::chrono::hours{1});
    (void)house.ask("anna", release::ReportDeployment{.version = "1.2.0"}).value();
    EXPECT_THAT(unreleased(house), ElementsAre("5555555", "4444444", "3333333"));
    EXPECT_EQ(house.engine->train(kTrain).merges.size(), 3U);
    house.restart();
    EXPECT_EQ(house.engine->train(kTrain).merges.size(), 3U) << "and after a restart";
    house.advance(std::chrono::hours{1});
    (void)house.ask("anna", release::ReportDeployment{.version = "1.6.0", .commit = "5555555"}).value();
    EXPECT_THAT(unreleased(house), IsEmpty());
    EXPECT_EQ(folded(house, kTrain), from_rows(house, kTrain));
}

TEST(Commands, grow_the_revision_of_their_train_and_leave_the_others) {
    House house{"2026-01-01T09:00:00Z", config_with({train_config(kTrain), train_config("apps")}, "two")};
    auto const apps = house.engine->revision("apps");
    auto const backend = house.engine->revision(kTrain);
    (void)house.ask("anna", release::AddBlackout{day("2026-02-01"), day("2026-02-02"), "audit"}).value();
    EXPECT_GT(house.engine->revision(kTrain), backend);
    EXPECT_EQ(house.engine->revision("apps"), apps);
    EXPECT_EQ(house.engine->revision(), house.store->revision());
    (void)house.ask("olga", CreateToken{"anna", {}, {}}).value();
    EXPECT_GT(house.engine->revision("apps"), apps) << "what concerns the daemon concerns everybody";
}

TEST(Commands, find_a_phase_in_the_ledger_that_memory_believes_pending_and_load_again) {
    Frozen house;
    {  // somebody else fires the go/no-go: on disk, not in memory
        auto const before = house.store->train(kTrain).value();
        release::Event event{house.clock.now(), "cadenced", "clock",
                             release::PhaseFired{kFirst,
                                                 "go_no_go",
                                                 release::PhaseKind::go_no_go,
                                                 1,
                                                 utc("2026-01-07T10:00:00Z"),
                                                 FiringStatus::fired,
                                                 {}}};
        auto transaction = house.store->begin();
        auto const after = release::evolve(before, event);
        auto const revision = transaction.append(kTrain, {event}).back().seq;
        transaction.put({before, after, {event}, utc("2026-01-07T10:00:00Z"), revision});
        transaction.commit();
    }
    house.clock.advance_to(utc("2026-01-07T10:00:00Z"));
    EXPECT_THROW((void)house.engine->tick(), store::AlreadyFired);
    house.tick();
    EXPECT_EQ(house.engine->train(kTrain), house.store->train(kTrain));
    EXPECT_EQ(house.engine->next_due(), utc("2026-01-08T10:00:00Z"));
}

}  // namespace
}  // namespace cadence::engine
