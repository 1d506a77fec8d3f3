#include <gtest/gtest.h>

#include "store/world.h"

namespace cadence::store {
namespace {

using release::State;

std::vector<std::string> ids(std::vector<release::Release> const& releases) {
    std::vector<std::string> found;
    for (auto const& release : releases) found.push_back(release.id);
    return found;
}

std::vector<std::int64_t> numbers(std::vector<release::LogLine> const& lines) {
    std::vector<std::int64_t> found;
    for (auto const& line : lines) found.push_back(line.seq);
    return found;
}

TEST(Releases, are_paged_newest_first_without_gap_or_repeat) {
    auto const store = opened(":memory:");
    for (auto const* id : {"backend", "frontend"}) commit(*store, {}, train_with(id, 7), {});
    ReleaseQuery query{
        .train = {}, .kind = {}, .state = {}, .from = {}, .until = {}, .limit = 3, .after = {}};
    std::vector<std::string> all;
    for (;;) {
        auto const page = store->releases(query);
        if (page.empty()) break;
        EXPECT_LE(page.size(), 3U);
        for (auto const& id : ids(page)) all.push_back(id);
        query.after = {page.back().window.opens_at, page.back().id};
    }
    ASSERT_EQ(all.size(), 14U);
    EXPECT_EQ(all[0], "frontend-2026-03-05");
    EXPECT_EQ(all[1], "backend-2026-03-05");
    EXPECT_EQ(all[13], "backend-2026-01-22");
}

TEST(Releases, are_found_by_train_kind_state_and_time) {
    auto const store = opened(":memory:");
    auto train = train_with("backend", 4);
    train.releases.edit("backend-2026-01-29").state = State::cancelled;
    commit(*store, {}, train, {});
    commit(*store, {}, train_with("frontend", 4), {});

    ReleaseQuery query;
    query.train = "backend";
    query.kind = release::Kind::scheduled;
    EXPECT_EQ(ids(store->releases(query)).size(), 4U);
    query.state = State::cancelled;
    EXPECT_EQ(ids(store->releases(query)), std::vector<std::string>{"backend-2026-01-29"});
    query.state = {};
    query.from = at("2026-01-29T10:00:00Z");
    query.until = at("2026-02-05T10:00:00Z");
    EXPECT_EQ(ids(store->releases(query)), std::vector<std::string>{"backend-2026-01-29"});
}

TEST(Log, is_read_on_from_any_line_and_by_train_release_and_type) {
    auto const store = opened(":memory:");
    auto const backend = train_with("backend", 2);
    auto const issue = [](std::string release) {
        return event_at(kStart, release::IssueRecorded{
                                    .release = std::move(release), .issue = "1", .text = {}, .severity = {}});
    };
    commit(*store, {}, backend,
           {event_at(kStart, release::TrainActivated{}), issue("backend-2026-01-22"),
            issue("backend-2026-01-29")});
    commit(*store, {}, train_with("frontend", 1), {event_at(kStart, release::TrainActivated{})});

    EXPECT_EQ(numbers(store->events({})), (std::vector<std::int64_t>{1, 2, 3, 4}));
    EXPECT_EQ(numbers(store->events({.after = 1, .limit = 2, .train = {}, .release = {}, .types = {}})),
              (std::vector<std::int64_t>{2, 3}));
    EXPECT_EQ(
        numbers(store->events({.after = 0, .limit = 9, .train = "frontend", .release = {}, .types = {}})),
        std::vector<std::int64_t>{4});
    EXPECT_EQ(numbers(store->events(
                  {.after = 0, .limit = 9, .train = {}, .release = "backend-2026-01-29", .types = {}})),
              std::vector<std::int64_t>{3});
    EXPECT_EQ(numbers(store->events({.after = 0,
                                     .limit = 9,
                                     .train = "backend",
                                     .release = {},
                                     .types = {"train_activated", "vote_cast"}})),
              std::vector<std::int64_t>{1});
    EXPECT_EQ(store->revision("backend"), 3);
}

TEST(Log, numbers_lines_of_the_daemon_among_the_others) {
    auto const store = opened(":memory:");
    release::Actor const operator_{
        .id = "operator", .name = "Operator", .roles = {}, .via = "operator token"};
    auto transaction = store->begin();
    auto const line = transaction.log(operator_, kStart, "clock_accepted", R"({"by":"operator"})");
    transaction.commit();
    EXPECT_EQ(line.seq, 1);
    auto const read = store->events({}).at(0);
    EXPECT_EQ(read.train, "");
    EXPECT_EQ(read.release, "");
    EXPECT_EQ(read.type, "clock_accepted");
    EXPECT_EQ(read.actor, "operator");
    EXPECT_EQ(read.via, "operator token");
    EXPECT_EQ(read.data, R"({"by":"operator"})");
}

TEST(Trains, are_loaded_all_at_once_as_one_by_one) {
    Folder const folder;
    auto const store = opened(folder.file());
    EXPECT_TRUE(store->trains().empty());
    for (auto const* id : {"web", "backend", "apps"}) {
        auto after = train_with(id, 3);
        release::Merge merge;
        merge.commit = "1111111";
        merge.number = after.last_merge = 1;
        after.merges.add(merge);
        release::Deadline deadline;
        deadline.id = "staging_deploy:1111111";
        deadline.due_at = kStart;
        after.deadlines.put(deadline);
        commit(*store, {.id = id}, after, {event_at(kStart, release::TrainActivated{})});
    }
    auto const all = store->trains();
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].id, "apps");
    for (auto const& train : all) {
        EXPECT_EQ(train, store->train(train.id));
        EXPECT_EQ(train.releases.size(), 3U);
        EXPECT_EQ(train.merges.size(), 1U);
        EXPECT_EQ(train.deadlines.size(), 1U);
    }
}

TEST(Due, trains_come_most_overdue_first_and_by_an_index) {
    Folder folder;
    {
        auto const store = opened(folder.file());
        for (int i = 0; i < 10; ++i) {
            auto const id = "train-" + std::to_string(i);
            commit(*store, {}, train_with(id, 0), {}, kStart - std::chrono::minutes{i});
        }
        EXPECT_EQ(store->next_due(), kStart - std::chrono::minutes{9});
        EXPECT_EQ(store->due_trains(kStart, 3), (std::vector<std::string>{"train-9", "train-8", "train-7"}));
        EXPECT_EQ(store->due_trains(kStart, 100).size(), 10U);
        EXPECT_EQ(store->due_trains(kStart - std::chrono::minutes{8}, 100).size(), 2U);

        auto transaction = store->begin();
        transaction.set_next_due("train-9", std::nullopt);
        transaction.commit();
        EXPECT_EQ(store->due_trains(kStart, 1), std::vector<std::string>{"train-8"});
    }
    EXPECT_NE(ask_sql(folder.file(),
                      "EXPLAIN QUERY PLAN SELECT id FROM trains WHERE next_due_at <= 5 "
                      "ORDER BY next_due_at, id LIMIT 2")
                  .find("USING COVERING INDEX trains_due"),
              std::string::npos);
}

TEST(Records, tokens_replies_and_notes_are_kept_changed_and_forgotten) {
    auto const store = opened(":memory:");
    TokenRecord token{.id = "4f1c9a",
                      .person = "anna",
                      .secret_hash = std::string("\0\xff hash", 7),
                      .issuer = "operator",
                      .note = "laptop",
                      .created_at = kStart,
                      .expires_at = {},
                      .revoked_at = {},
                      .last_used_at = {},
                      .items = {"ci_checks", "smoke, \"staging\""}};
    StoredReply const reply{.caller = "anna",
                            .key = "k1",
                            .fingerprint = "f",
                            .status = 201,
                            .content_type = "application/json",
                            .body = "{}",
                            .at = kStart};
    auto transaction = store->begin();
    transaction.put_token(token);
    transaction.keep_reply(reply);
    transaction.set_meta("clock", "1");
    transaction.set_meta("clock", "2");
    transaction.commit();
    EXPECT_EQ(store->tokens().size(), 1U);
    EXPECT_EQ(store->token("4f1c9a")->secret_hash, token.secret_hash);
    EXPECT_EQ(store->token("4f1c9a")->expires_at, std::nullopt);
    EXPECT_EQ(store->token("4f1c9a")->items, token.items);
    EXPECT_EQ(store->token("other").has_value(), false);
    EXPECT_EQ(store->reply_to("anna", "k1")->status, 201);
    EXPECT_FALSE(store->reply_to("ben", "k1"));
    EXPECT_EQ(store->meta("clock"), "2");

    token.revoked_at = kStart;
    auto later = store->begin();
    later.put_token(token);
    later.forget_replies_before(kStart + Duration{1});
    later.remove_meta("clock");
    later.commit();
    EXPECT_EQ(store->token("4f1c9a")->revoked_at, kStart);
    EXPECT_FALSE(store->reply_to("anna", "k1"));
    EXPECT_EQ(store->meta("clock"), std::nullopt);
}

TEST(Records, bytes_that_are_no_text_are_kept_as_text_that_every_engine_takes) {
    Folder const folder;
    auto const store = opened(folder.file());
    auto transaction = store->begin();
    transaction.set_meta("odd", std::string_view{"a\0b\xff\xe2\x82 \0", 8});
    transaction.set_meta("fine", "é €");
    transaction.commit();
    EXPECT_EQ(store->meta("odd"), "a\uFFFDb\uFFFD\uFFFD\uFFFD \uFFFD");
    EXPECT_EQ(store->meta("fine"), "é €");
}

TEST(Records, a_damaged_limit_of_a_token_never_passes_for_none) {
    for (auto const* damaged : {"ci_checks", "{}", "[1]", "[", "null"}) {
        Folder folder;
        {
            auto const store = opened(folder.file());
            auto transaction = store->begin();
            transaction.put_token(
                {.id = "4f1c9a", .person = "bot", .created_at = kStart, .items = {"ci_checks"}});
            transaction.commit();
        }
        run_sql(folder.file(), std::string{"UPDATE tokens SET items = '"} + damaged + "'");
        auto const store = opened(folder.file());
        EXPECT_THROW(static_cast<void>(store->token("4f1c9a")), std::runtime_error) << damaged;
    }
}

}  // namespace
}  // namespace cadence::store
