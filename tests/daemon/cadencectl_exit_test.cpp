// Exit statuses and what goes to standard error.
#include <filesystem>
#include <future>

#include <unistd.h>

#include "cadencectl_samples.h"
#include "cadencectl_world.h"

namespace cadence::ctl::testing {

namespace {

using ::testing::Test;

TEST(Unreachable, it_says_where_it_looked_and_how_to_start_the_daemon) {
    World world;
    world.environment["CADENCE_URL"] = "http://127.0.0.1:1";
    EXPECT_EQ(world.run({"status"}), Exit::unreachable);
    EXPECT_EQ(world.out.str(), "");
    EXPECT_EQ(world.err.str(),
              "cadencectl: nothing answers at http://127.0.0.1:1 (no connection). Start the daemon with "
              "`systemctl start cadenced`, or name its address with --url or CADENCE_URL.\n");
}

TEST(Unreachable, a_daemon_that_does_not_answer_in_time_is_given_up) {
    World world;
    world.limits.total = 50ms;
    std::promise<void> over;
    world.handles("GET /v1/status", [end = over.get_future().share()](auto const&, auto&) { end.wait(); });
    EXPECT_EQ(world.run({"status"}), Exit::unreachable);
    over.set_value();
    EXPECT_EQ(world.asked().size(), 1);
    EXPECT_NE(world.err.str().find("did not answer within"), std::string::npos) << world.err.str();
}

TEST(Unreachable, an_answer_beyond_all_bounds_is_not_read) {
    World world;
    world.limits.bytes = 1'000;
    world.answers("GET /v1/status", std::string(1'001, ' '));
    EXPECT_EQ(world.run({"status"}), Exit::unreachable);
}

TEST(Unreachable, a_proxy_without_a_daemon_behind_it_is_no_daemon) {
    World world;
    world.answers("GET /v1/status", "<h1>Bad gateway</h1>", 502, "text/html");
    EXPECT_EQ(world.run({"status"}), Exit::unreachable);
    world.answers("GET /v1/status", "<h1>Welcome</h1>", 200, "text/html");
    EXPECT_EQ(world.run({"status"}), Exit::refused);
    EXPECT_NE(world.err.str().find("it is not cadenced"), std::string::npos);
}

TEST(Refused, the_problem_and_what_would_have_been_possible_are_said) {
    World world;
    world.answers("GET /v1/releases/backend-2026-01-08", kRelease);
    world.refuses("POST /v1/releases/backend-2026-01-08/postpone", 409,
                  R"({"type": "/problems/date-collides", "title": "Date collides", "status": 409,
                      "detail": "The window would reach into the next release's.",
                      "alternatives": ["2026-01-13T10:00:00Z", "2026-01-15T10:00:00Z"]})");
    EXPECT_EQ(world.run({"postpone", "--release", "backend-2026-01-08", "--reason", "late"}), Exit::refused);
    EXPECT_EQ(world.out.str(), "");
    EXPECT_EQ(world.err.str(),
              "cadencectl: The window would reach into the next release's.\n"
              "  possible: 2026-01-13T10:00:00Z\n"
              "  possible: 2026-01-15T10:00:00Z\n");
}

std::string const kNoToken =
    R"({"type": "/problems/token-missing", "title": "Token missing", "detail": "Send one."})";

TEST(Refused, without_a_token_it_says_how_this_caller_comes_by_one) {
    World world;
    world.refuses("GET /v1/tokens", 401, kNoToken);
    EXPECT_EQ(world.run({"token", "list"}), Exit::refused);
    EXPECT_EQ(world.err.str(), "cadencectl: this needs a token.\nThere is no operator.token in " +
                                   world.dir.path() +
                                   ". Name its directory with --runtime-dir.\n"
                                   "Ask ops for a token of your own. They create it on the daemon's host:\n"
                                   "  cadencectl token create --person YOU --valid-for 90d\n"
                                   "Put it into CADENCE_TOKEN, or into a file for --token-file.\n");
}

/// Root may read everything.
class AsNobody {
  public:
    AsNobody() : was_root_{::geteuid() == 0 && ::seteuid(kNobody) == 0} {}
    ~AsNobody() {
        if (was_root_ && ::seteuid(0) != 0) ADD_FAILURE() << "this test is nobody for good";
    }
    AsNobody(AsNobody const&) = delete;
    AsNobody& operator=(AsNobody const&) = delete;

  private:
    static constexpr ::uid_t kNobody = 65534;
    bool was_root_;
};

TEST(Refused, whoever_may_not_read_the_operators_token_is_told_who_may) {
    World world;
    world.refuses("GET /v1/tokens", 401, kNoToken);
    auto const file = world.dir.file("operator.token", "cad_operator\n");
    std::filesystem::permissions(file, std::filesystem::perms::none);
    AsNobody const nobody;
    EXPECT_EQ(world.run({"token", "list"}), Exit::refused);
    EXPECT_NE(
        world.err.str().find(
            file + " is readable by root and the group cadenced only.\nIf you are ops: sudo cadencectl"),
        std::string::npos)
        << world.err.str();
    EXPECT_NE(world.err.str().find("adduser $USER cadenced"), std::string::npos);
    EXPECT_NE(world.err.str().find("cadencectl token create --person YOU"), std::string::npos);
}

TEST(Refused, a_known_person_without_the_right_reads_which_role_it_takes) {
    World world;
    world.environment["CADENCE_TOKEN"] = "cad_1_2_3";
    world.refuses(
        "POST /v1/configuration/reload", 403,
        R"({"type": "/problems/role-needed", "title": "Role required", "detail": "Only Ops may do this."})");
    EXPECT_EQ(world.run({"reload"}), Exit::refused);
    EXPECT_EQ(world.err.str(), "cadencectl: Only Ops may do this.\n");
}

TEST(Refused, each_mistake_of_a_configuration_is_a_line) {
    World world;
    auto const file = world.dir.file("new.toml", "nonsense");
    world.refuses(
        "POST /v1/configuration/plan", 422,
        R"({"type": "/problems/configuration-wrong", "title": "Configuration wrong", "detail": "2 mistakes.",
                      "errors": [{"detail": "unknown key", "line": 3, "key": "server.lisen"},
                                 {"detail": "no train", "line": 0, "key": ""}]})");
    EXPECT_EQ(world.run({"plan", "--config", file}), Exit::refused);
    EXPECT_EQ(world.err.str(), "cadencectl: 2 mistakes.\n  line 3: server.lisen: unknown key\n  no train\n");
    EXPECT_EQ(world.asked().back().body, R"({"toml":"nonsense"})");
}

TEST(Gate, the_exit_status_is_the_answer) {
    World world;
    world.answers("GET /v1/gates", kShutGates);
    EXPECT_EQ(world.run({"gate", "merge"}), Exit::refused);
    EXPECT_EQ(world.out.str(),
              "merge shut until Thu 2026-01-08 12:00 UTC\n"
              "  - Release backend-2026-01-08 is being deployed until 12:00 UTC\n");
    EXPECT_EQ(world.run({"gate", "deploy"}), Exit::done);
    EXPECT_EQ(world.out.str(), "deploy open\n");
    EXPECT_EQ(world.run({"gate"}), Exit::refused);
    world.answers("GET /v1/gates?train=backend&branch=hotfix%2Fx", kShutGates);
    EXPECT_EQ(world.run({"gate", "flag", "--train", "backend", "--branch", "hotfix/x", "--json"}),
              Exit::done);
    EXPECT_EQ(world.out.str(), kShutGates + "\n");
}

TEST(Json, the_answer_comes_as_it_is_problems_included) {
    World world;
    world.answers("GET /v1/status", kStatus);
    EXPECT_EQ(world.run({"--json", "status"}), Exit::done);
    EXPECT_EQ(world.out.str(), kStatus + "\n");
    std::string const problem =
        R"({"type":"/problems/role-needed","title":"Role required","detail":"Only Ops."})";
    world.refuses("GET /v1/tokens", 403, problem);
    EXPECT_EQ(world.run({"token", "list", "--json"}), Exit::refused);
    EXPECT_EQ(world.out.str(), problem + "\n");
}

TEST(Usage, every_way_to_hold_it_wrong_is_status_2_and_asks_nobody) {
    World world;
    std::vector<std::vector<std::string>> const wrong{
        {},
        {"stauts"},
        {"token"},
        {"status", "--frobnicate"},
        {"vote"},
        {"vote", "maybe"},
        {"postpone"},
        {"postpone", "--reason", "x", "--to", "tomorrow"},
        {"upcoming", "--count", "many"},
        {"calendar", "2026-13"},
        {"blackout", "add", "2026-02-30", "2026-03-01", "--reason", "x"},
        {"candidate", "--release", "backend-2026-01-08"},
        {"show", "backend-2026-01-08", "--release", "backend-2026-01-22"},
        {"plan", "--config", "/does/not/exist"},
        {"hotfix"},
        {"hotfix", "x"},
        {"hotfix", "x", "--criterion", "boredom"},
        {"hotfix", "x", "--criterion", "security", "--cvss", "10.1"},
        {"hotfix", "x", "--criterion", "security", "--cvss", "nan"},
        {"expedite", "x"},
        {"reject", "r"},
        {"check"},
        {"check", "ci_checks", "--status", "done"},
        {"check", "ci_checks", "--run", "--status", "passed", "--release", "r"},
        {"rollback", "r"},
        {"rollback", "r", "--severity", "P3", "--reason", "x"},
        {"rollback", "r", "--severity", "P1"},
        {"rollback", "r", "--severity", "P1", "--reason", "x", "--to", "latest"},
        {"rollback", "--severity", "P1", "--reason", "x", "--revert", "4f1c9a2b7d", "backend-2026-01-08"},
        {"rollback", "r", "--severity", "P1", "--reason", "x", "--to", "1.0.0", "--branch", "b"},
        {"rollback", "undo"},
        {"retro", "r"},
        {"review", "--link", "https://w/q1"},
        {"post-mortem", "r", "--text", "/does/not/exist"},
        {"freeze"},
        {"freeze", "everything", "--reason", "x"},
        {"freeze", "--reason", "x", "--train", "t", "--for", "-2h"},
        {"freeze", "--reason", "x", "--train", "t", "--for", "2h", "--until", "2026-01-08T10:00:00Z"},
        {"freeze", "--reason", "x", "--until", "tomorrow"},
        {"exempt", "--branch", "b", "--for", "2h"},
        {"exempt", "--branch", "b", "--reason", "x", "--train", "t"},
        {"exempt", "--for", "2h", "--reason", "x", "--train", "t"},
        {"exempt", "--branch", "b", "--label", "l", "--for", "2h", "--reason", "x", "--train", "t"},
        {"exempt", "--path", "docs/", "--label", "l", "--for", "2h", "--reason", "x", "--train", "t"},
        {"unexempt"},
        {"gate", "ship"},
        {"gate", "--label", "docs", "small", "big"},
        {"merged"},
        {"merged", "4f1c9a2b7d", "--merged-at", "now"},
        {"merges", "--limit", "all"},
        {"deployed", "--environment", "moon"},
        {"deployed", "--train", "t"},
        {"deployed", "--baseline", "--train", "t"},
        {"deadlines", "--limit", "-1"},
        {"notes", "r", "--format", "pdf"},
        {"notes", "r", "--changelog", "/does/not/exist"},
        {"notes", "lint"},
        {"notes", "lint", "/does/not/exist"},
        {"notes", "next"},
        {"notes", "next", "/does/not/exist"},
        {"notes", "next", "-", "--last", "one"},
        {"token", "create", "--item", "ci_checks"},
        {"status", "--url", "releases.example.org"},
        {"status", "--token-file", "/does/not/exist"},
    };
    for (auto const& arguments : wrong) {
        EXPECT_EQ(world.run(arguments), Exit::usage) << ::testing::PrintToString(arguments);
        EXPECT_NE(world.err.str(), "") << ::testing::PrintToString(arguments);
    }
    EXPECT_TRUE(world.asked().empty());
}

TEST(Usage, an_unknown_word_is_named) {
    World world;
    world.run({"stauts"});
    EXPECT_EQ(world.err.str(),
              "cadencectl: cadencectl knows no \"stauts\": did you mean status?\n  see: cadencectl --help\n");
    world.run({"token", "burn"});
    EXPECT_EQ(world.err.str(),
              "cadencectl: cadencectl token knows no \"burn\"\n  see: cadencectl token --help\n");
}

TEST(Usage, a_request_that_the_daemon_finds_wrong_in_itself_counts_too) {
    World world;
    world.refuses("GET /v1/gates", 400,
                  R"({"type": "/problems/train-needed", "title": "Train needed", "detail": "Say which train.",
                      "alternatives": ["backend", "web"]})");
    EXPECT_EQ(world.run({"gate", "merge"}), Exit::usage);
}

}  // namespace

}  // namespace cadence::ctl::testing
