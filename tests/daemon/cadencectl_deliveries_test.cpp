// What goes out: deliveries in the terminal, and channels tried out.
#include "cadencectl_samples.h"
#include "cadencectl_world.h"

namespace cadence::ctl::testing {

namespace {

/// An announcement; `more` begins with a comma.
std::string delivery(std::string const& state, std::string const& more = "") {
    return R"({"id": "dlv_1", "kind": "announcement", "channel": "team-chat", "lane": "channel:team-chat",
        "train": "backend", "release": "backend-2026-01-08", "topic": "code_freeze", "event": 12,
        "created_at": "2026-01-05T10:00:00Z", "title": "Code freeze for backend-2026-01-08",
        "attempts": 1, "state": ")" +
           state + "\"" + more + "}";
}

std::string const kAction = R"({"id": "dlv_2", "kind": "action", "action": "deploy_production",
    "lane": "action:backend:deploy_production", "train": "backend", "release": "backend-2026-01-08",
    "topic": "window", "created_at": "2026-01-06T08:50:00Z", "version": "1.2.0", "commit": "4f1c9a2b7d",
    "attempts": 1, "attempted_at": "2026-01-06T08:50:00Z", "ended_at": "2026-01-06T08:55:00Z",
    "state": "unknown", "detail": "no answer within 30 s", "reference": "q1w2e3"})";

std::string page(std::vector<std::string> const& deliveries, std::string const& cursor = "null") {
    std::string all;
    for (auto const& each : deliveries) all += (all.empty() ? "" : ",") + each;
    return R"({"items": [)" + all + R"(], "next_cursor": )" + cursor + "}";
}

TEST(DeliveriesShown, each_says_what_goes_where_and_when_and_what_a_person_must_do) {
    World world;
    world.answers(
        "GET /v1/deliveries?state=unknown&kind=action&train=backend&limit=5",
        page({kAction, delivery("dead", R"(, "ended_at": "2026-01-06T07:00:00Z", "detail": "HTTP 410")"),
              delivery("pending", R"(, "next_at": "2026-01-06T09:00:05Z", "detail": "HTTP 503")"),
              delivery("pending"), delivery("pending", R"(, "next_at": "2026-01-06T08:59:00Z")"),
              delivery("sending", R"(, "attempted_at": "2026-01-06T08:59:57Z")"),
              delivery("delivered", R"(, "ended_at": "2026-01-05T10:00:01Z", "detail": "HTTP 200")")},
             "\"o1.7\""));
    EXPECT_EQ(world.run({"deliveries", "--state", "unknown", "--kind", "action", "--train", "backend",
                         "--limit", "5"}),
              Exit::done)
        << world.err.str();
    EXPECT_EQ(
        world.out.str(),
        R"(ID     WHAT                                            TO                 STATE      WHEN                      DETAIL
dlv_2  window: backend-2026-01-08, 1.2.0 (4f1c9a2b7d)  deploy_production  unknown    Tue 2026-01-06 08:55 UTC  no answer within 30 s
dlv_1  Code freeze for backend-2026-01-08              team-chat          dead       Tue 2026-01-06 07:00 UTC  HTTP 410
dlv_1  Code freeze for backend-2026-01-08              team-chat          pending    next in 5 s               HTTP 503
dlv_1  Code freeze for backend-2026-01-08              team-chat          pending    waiting in line
dlv_1  Code freeze for backend-2026-01-08              team-chat          pending    now
dlv_1  Code freeze for backend-2026-01-08              team-chat          sending    begun 3 s ago
dlv_1  Code freeze for backend-2026-01-08              team-chat          delivered  Mon 2026-01-05 10:00 UTC  HTTP 200
There are more: repeat with --cursor o1.7
unknown: nobody can tell whether it happened. Check, then:
  it did not: cadencectl deliveries retry ID, which first asks about what was begun
  it did: cadencectl deliveries drop ID
dead: given up. Send it again: cadencectl deliveries retry ID. Drop it: cadencectl deliveries drop ID
)");
}

TEST(DeliveriesShown, without_any_say_so_and_a_state_that_there_is_not_is_refused_at_once) {
    World world;
    world.answers("GET /v1/deliveries", page({}));
    EXPECT_EQ(world.run({"deliveries"}), Exit::done);
    EXPECT_EQ(world.out.str(), "No deliveries yet.\n");
    EXPECT_EQ(world.run({"deliveries", "--state", "lost"}), Exit::usage);
    EXPECT_NE(world.err.str().find("dead"), std::string::npos) << world.err.str();
    EXPECT_EQ(world.asked().size(), 1);
}

TEST(DeliveryShown, an_unknown_outcome_is_for_a_person_to_settle) {
    World world;
    world.answers("GET /v1/deliveries/dlv_2", kAction);
    EXPECT_EQ(world.run({"deliveries", "show", "dlv_2"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.out.str(), R"(dlv_2: window: backend-2026-01-08, 1.2.0 (4f1c9a2b7d)
  state         unknown
  detail        no answer within 30 s
  action        deploy_production
  train         backend
  release       backend-2026-01-08
  ships         1.2.0 (4f1c9a2b7d)
  topic         window
  written       Tue 2026-01-06 08:50 UTC
  attempts      1
  last attempt  Tue 2026-01-06 08:50 UTC
  over          Tue 2026-01-06 08:55 UTC
  under way as  q1w2e3
Nobody can tell whether it happened. Check, then:
  it did not: cadencectl deliveries retry dlv_2, which first asks about what was begun
  it did: cadencectl deliveries drop dlv_2, and report a deployment with cadencectl deployed --release backend-2026-01-08 --version 1.2.0 --commit 4f1c9a2b7d
)");
}

TEST(DeliveryShown, what_is_on_its_way_asks_nothing_of_anybody) {
    World world;
    world.answers("GET /v1/deliveries/dlv_1", delivery("pending"));
    EXPECT_EQ(world.run({"deliveries", "show", "dlv_1"}), Exit::done);
    EXPECT_EQ(world.out.str().find("retry"), std::string::npos) << world.out.str();
    EXPECT_EQ(world.run({"deliveries", "show", "dlv_1", "--json"}), Exit::done);
    EXPECT_EQ(world.out.str(), delivery("pending") + "\n");
}

TEST(Delivery, it_is_sent_again_or_dropped) {
    World world;
    world.answers("POST /v1/deliveries/dlv_1/retry", delivery("pending"));
    EXPECT_EQ(world.run({"deliveries", "retry", "dlv_1"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.out.str(),
              "dlv_1: Code freeze for backend-2026-01-08 goes to team-chat again.\n"
              "Follow it: cadencectl deliveries show dlv_1\n");
    EXPECT_EQ(world.asked().back().header("Idempotency-Key").size(), 36);
    world.answers("POST /v1/deliveries/dlv_1/retry", delivery("following"));
    EXPECT_EQ(world.run({"deliveries", "retry", "dlv_1"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.out.str(),
              "dlv_1: Code freeze for backend-2026-01-08 is asked about again.\n"
              "Follow it: cadencectl deliveries show dlv_1\n");
    world.answers("POST /v1/deliveries/dlv_1/drop", delivery("dropped"));
    EXPECT_EQ(world.run({"deliveries", "drop", "dlv_1"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.out.str(),
              "dlv_1: Code freeze for backend-2026-01-08 is dropped and will not go to team-chat.\n");
    EXPECT_EQ(world.run({"deliveries", "retry"}), Exit::usage) << "which one?";
}

TEST(Delivery, that_is_not_over_is_not_sent_again) {
    World world;
    world.refuses("POST /v1/deliveries/dlv_1/retry", 409,
                  R"({"type": "/problems/delivery-not-over", "title": "Delivery not over", "status": 409,
                      "detail": "Only a dead or unknown delivery can be sent again; dlv_1 is pending."})");
    EXPECT_EQ(world.run({"deliveries", "retry", "dlv_1"}), Exit::refused);
    EXPECT_EQ(world.err.str(),
              "cadencectl: Only a dead or unknown delivery can be sent again; dlv_1 is pending.\n");
}

TEST(Channels, each_says_what_it_hears_of) {
    World world;
    world.answers("GET /v1/channels", R"({"items": [
        {"name": "team-chat", "kind": "slack", "trains": ["backend", "web"], "topics": ["rollback", "decision"]},
        {"name": "all-hands", "kind": "email", "trains": ["web"], "topics": ["a", "b", "c", "d", "e", "f", "g"]}]})");
    EXPECT_EQ(world.run({"channels"}), Exit::done);
    EXPECT_EQ(world.out.str(),
              R"(CHANNEL    KIND   TRAINS        TOPICS
team-chat  slack  backend, web  rollback, decision
all-hands  email  web           7 topics (--json lists them)
Test one: cadencectl channel test NAME --wait
)");
    world.answers("GET /v1/channels", R"({"items": []})");
    EXPECT_EQ(world.run({"channels"}), Exit::done);
    EXPECT_EQ(world.out.str(), "No channels. The configuration names them in [[channels]].\n");
}

TEST(ChannelTest, it_says_where_to_look_and_does_not_wait) {
    World world;
    world.answers("POST /v1/channels/team-chat/test", delivery("pending"), 202);
    EXPECT_EQ(world.run({"channel", "test", "team-chat"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.out.str(),
              "Test message dlv_1 is on its way to team-chat. Look for it there, or run: cadencectl "
              "deliveries show dlv_1\n");
    EXPECT_EQ(world.asked().size(), 1);
}

class ChannelTestAwaited : public ::testing::Test {
  protected:
    ChannelTestAwaited() {
        world.limits.pause = 0ms;
        world.answers("POST /v1/channels/team-chat/test", delivery("pending"), 202);
    }
    /// What the daemon answers from one look to the next; the last for ever.
    void goes_through(std::vector<std::string> states) {
        world.handles("GET /v1/deliveries/dlv_1",
                      [this, states = std::move(states)](auto const&, httplib::Response& response) {
                          auto const at = std::min(looks++, states.size() - 1);
                          response.set_content(states[at], "application/json");
                      });
    }
    World world;
    std::size_t looks = 0;
};

TEST_F(ChannelTestAwaited, it_is_done_once_the_message_is_delivered) {
    goes_through({delivery("pending"), delivery("sending"), delivery("delivered")});
    EXPECT_EQ(world.run({"channel", "test", "team-chat", "--wait"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.out.str(), "team-chat: delivered (dlv_1).\n");
    EXPECT_EQ(looks, 3);
}

TEST_F(ChannelTestAwaited, a_message_that_is_refused_for_good_fails_it_with_the_reason) {
    goes_through({delivery("dead", R"(, "detail": "HTTP 404: no_service")")});
    EXPECT_EQ(world.run({"channel", "test", "team-chat", "--wait"}), Exit::refused);
    EXPECT_EQ(world.out.str(),
              "team-chat: dead: HTTP 404: no_service\n"
              "Send it again: cadencectl deliveries retry dlv_1\n"
              "Drop it: cadencectl deliveries drop dlv_1\n");
}

TEST_F(ChannelTestAwaited, it_does_not_wait_for_ever) {
    world.limits.patience = 0ms;
    world.limits.pause = 1ms;
    goes_through({delivery("pending", R"(, "next_at": "2026-01-06T09:05:00Z", "detail": "HTTP 503")")});
    EXPECT_EQ(world.run({"channel", "test", "team-chat", "--wait"}), Exit::refused);
    EXPECT_EQ(world.out.str(),
              "team-chat: pending: HTTP 503 (next in 5 min)\n"
              "Follow it: cadencectl deliveries show dlv_1\n");
    EXPECT_EQ(looks, 1);
}

TEST_F(ChannelTestAwaited, as_json_it_is_the_delivery_at_its_end) {
    goes_through({delivery("delivered")});
    EXPECT_EQ(world.run({"channel", "test", "team-chat", "--wait", "--json"}), Exit::done);
    EXPECT_EQ(world.out.str(), delivery("delivered") + "\n");
}

TEST(Status, deliveries_that_need_a_person_are_a_line_at_its_end) {
    World world;
    world.answers("GET /v1/status?train=backend", kStatus);
    world.answers("GET /v1/deliveries?train=backend&state=dead&limit=20",
                  page({delivery("dead"), delivery("dead")}, "\"o1.3\""));
    world.answers("GET /v1/deliveries?train=backend&state=unknown&limit=20", page({kAction}));
    EXPECT_EQ(world.run({"status", "--train", "backend"}), Exit::done) << world.err.str();
    auto const said = world.out.str();
    auto const remark =
        "\n\nat least 2 deliveries are dead: cadencectl deliveries --state dead\n"
        "1 delivery is unknown: cadencectl deliveries --state unknown\n";
    EXPECT_TRUE(said.ends_with(remark)) << said;
}

TEST(Status, it_is_only_itself_when_nothing_needs_a_person_or_as_json) {
    World world;
    world.answers("GET /v1/status", kStatus);
    EXPECT_EQ(world.run({"status"}), Exit::done) << "a daemon that tells nothing of deliveries";
    auto const alone = world.out.str();
    world.answers("GET /v1/deliveries?state=dead&limit=20", page({}));
    world.answers("GET /v1/deliveries?state=unknown&limit=20", page({}));
    EXPECT_EQ(world.run({"status"}), Exit::done);
    EXPECT_EQ(world.out.str(), alone);
    auto const before = world.asked().size();
    EXPECT_EQ(world.run({"status", "--json"}), Exit::done);
    EXPECT_EQ(world.asked().size(), before + 1);
}

std::string forge(std::string const& more) {
    return R"x({"items": [{"train": "backend", "kind": "github", "repository": "acme/backend",
        "branch": "main", "context": "cadenced/merge (main)", "open": 3, "posted": 2, "waiting": 1)x" +
           more + "}]}";
}

constexpr auto kNotRequired = R"(, "required": false, "advice": "the status is not required",
    "swept_at": "2026-01-06T08:58:00Z")";
constexpr auto kFailing =
    R"(, "failing_since": "2026-01-06T08:00:00Z", "failing": "HTTP 401: Bad credentials", "cut_off": true,
    "limited_until": "2026-01-06T09:05:00Z")";

TEST(Forges, say_whether_a_merge_must_heed_the_gate_and_what_is_wrong) {
    World world;
    world.answers("GET /v1/forges?train=backend", forge(kNotRequired));
    EXPECT_EQ(world.run({"forges", "--train", "backend"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.out.str(),
              "TRAIN    FORGE                BRANCH  OPEN  STATUSES  REQUIRED  LAST SWEEP\n"
              "backend  github acme/backend  main    3     2 of 3    no        2 min ago\n"
              "acme/backend (backend): the status is not required\n");
    world.answers("GET /v1/forges", forge(kFailing));
    EXPECT_EQ(world.run({"forges"}), Exit::done) << world.err.str();
    EXPECT_EQ(
        world.out.str(),
        "TRAIN    FORGE                BRANCH  OPEN  STATUSES  REQUIRED  LAST SWEEP\n"
        "backend  github acme/backend  main    3     2 of 3    ?         not yet\n"
        "acme/backend (backend): failing since Tue 2026-01-06 08:00 UTC: HTTP 401: Bad credentials\n"
        "acme/backend (backend): the forge takes no requests for now; next try in 5 min\n"
        "acme/backend (backend): too many pull requests; those that changed longest ago are not watched\n");
    world.answers("GET /v1/forges", page({}));
    EXPECT_EQ(world.run({"forges"}), Exit::done);
    EXPECT_EQ(world.out.str(), "No forges. The configuration names them in [trains.forge].\n");
}

TEST(Status, a_merge_gate_that_nobody_must_heed_is_a_line_at_its_end) {
    World world;
    world.answers("GET /v1/status", kStatus);
    world.answers("GET /v1/forges", forge(kNotRequired));
    EXPECT_EQ(world.run({"status"}), Exit::done);
    EXPECT_TRUE(world.out.str().ends_with("\n\nacme/backend (backend): the status is not required\n"))
        << world.out.str();
}

std::string hooks_page(std::string const& more) {
    return page({R"({"hook": "github/backend", "source": "github", "train": "backend", "received": 12,
        "understood": 7, "ignored": 2, "failed": 3, "received_at": "2026-01-06T08:58:00Z",
        "understood_at": "2026-01-05T09:00:00Z", "failed_at": "2026-01-06T08:58:00Z",
        "failure": "push: /after must be a commit id.", "refused": 0)" +
                 more + "}"});
}

TEST(Hooks, say_what_came_and_why_the_last_failed) {
    World world;
    world.answers("GET /v1/hooks?train=backend", hooks_page(R"(, "failures_in_a_row": 3)"));
    EXPECT_EQ(world.run({"hooks", "--train", "backend"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.out.str(),
              "HOOK            TRAIN    SEEN  UNDERSTOOD  IGNORED  FAILED  LAST SEEN  LAST UNDERSTOOD\n"
              "github/backend  backend  12    7           2        3       2 min ago  1 d ago\n"
              "hook github/backend: last failed Tue 2026-01-06 08:58 UTC: push: /after must be a "
              "commit id.\n");
    world.answers("GET /v1/hooks", page({}));
    EXPECT_EQ(world.run({"hooks"}), Exit::done);
    EXPECT_EQ(world.out.str(), "No hooks. The configuration names them in [[hooks]].\n");
}

TEST(Status, a_hook_that_fails_or_is_signed_wrongly_is_a_line_at_its_end) {
    World world;
    world.answers("GET /v1/status", kStatus);
    world.answers("GET /v1/hooks", hooks_page(R"(, "failures_in_a_row": 3)"));
    EXPECT_EQ(world.run({"status"}), Exit::done);
    EXPECT_TRUE(
        world.out.str().ends_with("\n\nhook github/backend: the last 3 notices failed: push: "
                                  "/after must be a commit id.\n"))
        << world.out.str();
    world.answers("GET /v1/hooks",
                  hooks_page(R"(, "failures_in_a_row": 0, "refused_at": "2026-01-06T08:00:00Z",
                             "refusal": "The signature matches no secret of this hook.")"));
    EXPECT_EQ(world.run({"status"}), Exit::done);
    EXPECT_TRUE(
        world.out.str().ends_with("hook github/backend: refused Tue 2026-01-06 08:00 UTC: The signature "
                                  "matches no secret of this hook.\n"))
        << world.out.str();
}

}  // namespace

}  // namespace cadence::ctl::testing
