// The words of each topic are those that its announcements bring: the table of words is walked with
// everything that can happen to a train.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "chat/announcement_world.h"

namespace cadence::chat {
namespace {

using release::Action;
using release::Severity;

void add(Announcements& all, Announcements more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

Announcements of_a_late_day() {
    World world{"2026-01-01T09:00:00Z", policy_of_berlin()};
    auto const late = [&](std::string_view at) { world.sleep_until(utc(at) + std::chrono::minutes{20}); };
    (void)world.as(anna()).candidate(kFirst, "1.2.0", std::string{kCommit}).value();
    late("2026-01-05T10:00:00Z");
    late("2026-01-06T10:00:00Z");
    late("2026-01-07T10:00:00Z");
    (void)world.as(paul()).vote(kFirst, Choice::no_go, "not yet").value();
    (void)world.as(anna()).vote(kFirst, Choice::go).value();
    (void)world.as(paul()).vote(kFirst, Choice::go).value();
    (void)world.as(paul()).vote(kFirst, Choice::no_go, "not yet").value();
    late("2026-01-08T10:00:00Z");
    (void)world.as(paul()).vote(kFirst, Choice::go).value();
    (void)world.as(anna()).issue(kFirst, "slow").value();
    release::ReportDeployment failed;
    failed.release = kFirst;
    failed.status = DeploymentStatus::failed;
    failed.source = "ci";
    (void)world.as(bob()).run(failed).value();
    failed.release = {};
    failed.version = "0.9.0";
    failed.environment = Environment::staging;
    (void)world.as(bob()).run(failed).value();
    late("2026-01-08T12:00:00Z");
    late("2026-01-09T10:00:00Z");
    (void)world.as(anna()).run(release::RecordRetrospective{kFirst, "slow", {}}).value();
    (void)world.as(anna()).postpone(kFirst, "slow", utc("2026-01-15T10:00:00Z")).value();
    (void)world.as(anna()).cancel(kFirst, "never mind").value();
    return announced(world);
}

Announcements of_a_checked_release() {
    World world{"2026-01-01T09:00:00Z", policy_with_checks()};
    (void)world.as(bob()).merge(std::string{kCommit}).value();
    begin(world);
    (void)world.as(quinn()).tick(kFirst, "smoke").value();
    deploy(world);
    world.tick();
    (void)world.as(bob()).check_ended(kFirst, "health", false, "HTTP 500").value();
    release::ReportDeployment started;
    started.release = kFirst;
    started.status = DeploymentStatus::started;
    started.version = "1.2.0";
    started.source = "ci";
    (void)world.as(bob()).run(started).value();
    started.status = DeploymentStatus::succeeded;
    (void)world.as(bob()).run(started).value();
    release::RecordNotes notes;
    notes.release = kFirst;
    notes.changelog = "# Changelog\n\n## [1.2.0]\n\n### Added\n\n- Bulk upload\n";
    (void)world.as(anna()).run(notes).value();
    auto rollback = release::StartRollback{};
    rollback.release = kFirst;
    rollback.severity = Severity::p2;
    rollback.force = true;
    rollback.to_version = "1.1.0";
    rollback.reason = "bookings fail";
    (void)world.as(anna()).run(rollback).value();
    started.version = "1.1.0";
    for (auto const status :
         {DeploymentStatus::started, DeploymentStatus::failed, DeploymentStatus::succeeded}) {
        started.status = status;
        (void)world.as(bob()).run(started).value();
    }
    world.advance(std::chrono::minutes{61});
    auto verified = release::VerifyRollback{kFirst, true, true, true, "all is well"};
    (void)world.as(olga()).run(verified).value();
    (void)world.as(anna()).run(release::ClearRollback{"fixed"}).value();
    (void)world.as(anna()).run(release::RecordPostMortem{kFirst, "a constraint", {}}).value();
    return announced(world);
}

release::RequestRelease security_fix() {
    release::RequestRelease request;
    request.title = "Double booking";
    request.criterion = release::Criterion::security;
    request.cvss = 9.1;
    request.justification = "money";
    request.commit = "aaaaaaa1";
    request.version = "1.1.1";
    return request;
}

Announcements of_requests() {
    World world{"2026-01-12T09:00:00Z", policy_of_berlin()};
    (void)world.as(bob()).merge("bbbbbbb1").value();
    (void)world.as(eve()).run(security_fix()).value();
    std::string const id = "backend-hotfix-2026-01-12-double-booking";
    (void)world.as(bob()).staged(id).value();
    (void)world.as(anna()).approve(id).value();
    (void)world.as(paul()).approve(id).value();
    (void)world.as(anna()).candidate(id, "1.1.2", "aaaaaaa2").value();
    (void)world.as(bob()).staged(id, "aaaaaaa2").value();
    (void)world.as(anna()).approve(id).value();
    (void)world.as(paul()).approve(id).value();
    world.advance(std::chrono::hours{5});
    (void)world.as(anna()).run(release::Reject{id, "not needed"}).value();
    return announced(world);
}

Announcements of_a_hotfix() {
    World world{"2026-01-12T09:00:00Z", policy_of_berlin()};
    auto const id = world.approved_hotfix("Double booking");
    (void)world.as(anna()).candidate(id, "1.1.1").value();
    (void)world.as(bob()).deployed_version(id, "1.1.1").value();
    world.advance(std::chrono::hours{3});
    return announced(world);
}

Announcements of_gates() {
    World world{"2026-01-01T09:00:00Z", policy_of_berlin()};
    (void)world.as(anna()).blackout("2026-01-05", "2026-01-10", "inventory").value();
    (void)world.as(anna()).freeze({Action::merge, Action::deploy}, utc("2026-01-01T11:00:00Z")).value();
    (void)world.as(anna()).freeze({Action::flag}).value();
    release::RecordMerge merged;
    merged.commit = std::string{kCommit};
    merged.author = "eve";
    merged.title = "Bulk upload";
    merged.pull_request = "12";
    (void)world.as(bob()).run(merged).value();
    (void)world.as(anna())
        .exempt(release::ExemptionKind::label, "urgent", utc("2026-01-02T10:00:00Z"))
        .value();
    world.advance_to("2026-01-05T12:00:00Z");
    begin(world);
    (void)world.as(anna()).freeze({Action::merge}).value();
    merged.commit = "bbbbbbb2";
    (void)world.as(bob()).run(merged).value();
    world.advance_to("2026-04-01T09:00:00Z");
    (void)world.as(anna()).run(release::RecordReview{"backend-2026-Q1", "It fits.", {}}).value();
    world.sleep_until("2026-10-01T09:00:00Z");
    return announced(world);
}

/// The last merge is a candidate, and is pushed away.
Announcements of_a_branch_moved_back() {
    World world{"2026-01-01T09:00:00Z", policy_of_berlin()};
    (void)world.as(bob()).merge(std::string{kCommit}).value();
    (void)world.as(bob()).merge("bbbbbbb2").value();
    world.advance_to("2026-01-05T12:00:00Z");
    release::RecordMerge back;
    back.commit = std::string{kCommit};
    back.replaces = "bbbbbbb2";
    (void)world.as(bob()).run(back).value();
    return announced(world);
}

Announcements of_a_reminder() {
    World world{"2026-01-01T09:00:00Z", policy_of_berlin()};
    begin(world);
    std::vector<std::string> const missing{"smoke: pending"};
    std::vector<Role> const waiting_for{Role::tech_lead};
    Event const event{world.now(), "cadenced", "clock",
                      release::VoteReminded{kFirst, utc("2026-01-07T10:00:00Z"), missing, waiting_for}};
    return announcements_of({event, world.train(), world.policy(), "Backend"});
}

/// Nobody tests the flows, until the next release is in production.
Announcements of_a_forgotten_release() {
    auto policy = policy_of_berlin();
    policy.checklist = {item("flows", release::Stage::post)};
    World world{"2026-01-01T09:00:00Z", policy};
    deploy(world);
    world.ship(kSecond, "1.3.0");
    return announced(world);
}

Announcements of_the_daemon() {
    struct Line {
        std::string type;
        std::string data;
    };
    static std::vector<Line> const lines{
        {"clock_held", R"({"reason": "it jumped"})"},
        {"clock_accepted", R"({"held_for": "it jumped", "reason": "ntp"})"},
        {"action_failed", R"({"action": "tag", "subject": "backend", "detail": "refused"})"},
        {"action_unknown", R"({"action": "tag", "subject": "backend", "detail": "cut off"})"},
        {"status_refused", R"({"repository": "acme/backend", "detail": "HTTP 422"})"},
        {"delivery_dead",
         R"({"delivery": "dlv_1", "lane": "channel:team", "topic": "decision", "detail": "404"})"},
        {"hook_failing", R"({"hook": "github/backend", "failures": "3", "reason": "the body is not JSON"})"},
        {"hook_recovered", R"({"hook": "github/backend", "failures": "3"})"},
        {"flag_flipped", R"({"flag": "CHANNEL_MANAGER_ENABLED", "was": "off", "stage": "internal",
             "description": "Sync with booking channels", "reason": "in production"})"},
        {"flag_overdue", R"({"flag": "CHANNEL_MANAGER_ENABLED", "stage": "beta, 25 %", "until": "2026-01-04",
             "description": "Sync with booking channels", "owner": "anna"})"}};
    auto const at = utc("2026-01-05T10:00:00Z");
    Announcements all{announcement_of_test("team", "anna", at)};
    release::LogLine line;
    line.at = at;
    line.actor = "cadenced";
    for (auto const& [type, data] : lines) {
        line.type = type;
        line.data = data;
        add(all, announcements_of_daemon(line));
    }
    line.data = R"({"why": "zone_data", "dates": [
        {"release": "backend-2026-01-22", "from": "2026-01-22T09:00:00Z", "to": "2026-01-22T10:00:00Z"}]})";
    all.push_back(announcement_of_dates(line, "Backend", Zone{}));
    return all;
}

Announcements const& everything() {
    static auto const all = [] {
        Announcements announcements;
        for (auto const& some :
             {of_a_late_day, of_a_checked_release, of_requests, of_a_hotfix, of_gates, of_a_branch_moved_back,
              of_a_reminder, of_a_forgotten_release, of_the_daemon})
            add(announcements, some());
        return announcements;
    }();
    return all;
}

class EveryTopic : public ::testing::TestWithParam<std::size_t> {};

TEST_P(EveryTopic, has_the_words_that_its_announcements_bring) {
    auto const topic = static_cast<Topic>(GetParam());
    std::set<std::string> brought;
    for (auto const& announcement : everything()) {
        if (announcement.topic != topic) continue;
        for (auto const& [word, text] : announcement.words) {
            if (!text.empty()) brought.insert(word);
        }
    }
    auto const words = words_of(topic);
    EXPECT_EQ(brought, std::set<std::string>(words.begin(), words.end()));
}

TEST_P(EveryTopic, is_worded_in_its_own_words) {
    auto const topic = static_cast<Topic>(GetParam());
    auto const checked = check_wording(topic, usual_wording(topic));
    EXPECT_TRUE(checked) << checked.error().detail;
}

TEST_P(EveryTopic, says_when_and_what_in_whole_sentences) {
    for (auto const& announcement : everything()) {
        if (announcement.topic != static_cast<Topic>(GetParam())) continue;
        auto const message = worded(announcement);
        EXPECT_NE(message.at, Instant{});
        EXPECT_FALSE(message.local_time.empty());
        for (auto const& text : {message.title, message.text}) {
            EXPECT_EQ(text.find_first_of("{}"), std::string::npos) << text;
            for (auto const* const gap : {"  ", " .", "()", ": \n", ", \n", " ,"})
                EXPECT_EQ(text.find(gap), std::string::npos) << message.title << "\n" << text;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Wording, EveryTopic, ::testing::Range<std::size_t>(0, Names<Topic>::values.size()),
                         [](auto const& each) { return std::string{Names<Topic>::values[each.param]}; });

}  // namespace
}  // namespace cadence::chat
