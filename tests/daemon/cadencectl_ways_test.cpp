// What a refusal offers: commands that work when they are pasted, and words of the terminal.
#include <boost/json.hpp>

#include "cadencectl_samples.h"
#include "cadencectl_world.h"

namespace cadence::ctl::testing {

namespace {

std::string problem(std::string const& slug, std::string const& detail, std::string const& more = "") {
    return R"({"type": "/problems/)" + slug + R"(", "title": "T", "detail": ")" + detail + "\"" + more + "}";
}

TEST(Ways, the_train_goes_where_the_command_takes_it) {
    World world;
    world.answers("GET /v1/trains", R"({"items": [{"id": "backend"}, {"id": "web"}]})");
    EXPECT_EQ(world.run({"train", "show"}), Exit::usage);
    EXPECT_EQ(world.err.str(),
              "cadencectl: There are several trains: say which.\n"
              "  cadencectl train show backend\n  cadencectl train show web\n");
    world.refuses("GET /v1/gates", 400,
                  problem("train-needed", "There are several trains: say which.",
                          R"(, "field": "train", "alternatives": ["backend", "web"])"));
    EXPECT_EQ(world.run({"gate", "merge"}), Exit::usage);
    EXPECT_EQ(world.err.str(),
              "cadencectl: There are several trains: say which.\n"
              "  cadencectl gate merge --train backend\n  cadencectl gate merge --train web\n");
}

TEST(Ways, of_several_freezes_each_is_offered_as_it_is_ended) {
    World world;
    world.answers("GET /v1/trains", kTrains);
    world.answers("GET /v1/trains/backend",
                  R"({"id": "backend", "freezes": [{"id": "freeze-2"}, {"id": "freeze-3"}]})");
    EXPECT_EQ(world.run({"unfreeze", "--reason", "it is green"}), Exit::usage);
    EXPECT_EQ(world.err.str(),
              "cadencectl: there are several freezes: say which.\n"
              "  cadencectl unfreeze --reason \"it is green\" freeze-2\n"
              "  cadencectl unfreeze --reason \"it is green\" freeze-3\n");
}

TEST(Ways, another_date_takes_the_place_of_the_one_that_did_not_fit) {
    World world;
    world.answers("GET /v1/releases/r",
                  R"({"id": "r", "state": "planned", "opens_at": "2026-12-10T10:00:00Z"})");
    world.refuses("POST /v1/releases/r/postpone", 409,
                  problem("date-collides", "It does not fit.",
                          R"(, "field": "#/to", "alternatives":
                              ["postpone to 2026-12-18 10:00 UTC", "2026-12-19T10:00:00Z", "cancel r"])"));
    EXPECT_EQ(world.run({"postpone", "r", "--to", "2026-12-24T10:00:00Z", "--reason", "late"}),
              Exit::refused);
    EXPECT_EQ(world.err.str(),
              "cadencectl: It does not fit.\n"
              "  cadencectl postpone r --reason late --to 2026-12-18T10:00:00Z\n"
              "  cadencectl postpone r --reason late --to 2026-12-19T10:00:00Z\n"
              "  cadencectl cancel r --reason late\n");
}

TEST(Ways, of_many_names_the_nearest_three_and_what_lists_them) {
    World world;
    world.refuses(
        "POST /v1/releases/meant/checklist/smoke_test", 404,
        problem("item-not-found", "r has no checklist item smoke_test.",
                R"(, "alternatives": ["ci_checks", "code_review", "manual_qa", "smoke_tests_production",
                              "smoke_tests_staging", "announced"])"));
    EXPECT_EQ(world.run({"check", "smoke_test"}), Exit::refused);
    EXPECT_EQ(world.err.str(),
              "cadencectl: r has no checklist item smoke_test.\n"
              "  cadencectl check smoke_tests_production\n"
              "  cadencectl check smoke_tests_staging\n"
              "  cadencectl check code_review\n"
              "  see: cadencectl checklist\n");
}

TEST(Ways, what_the_command_lacks_is_added_to_it) {
    World world;
    world.refuses(
        "POST /v1/releases/meant/votes", 400,
        problem("reason-needed", "A no-go is a veto and needs a reason.", R"(, "field": "#/reason")"));
    EXPECT_EQ(world.run({"vote", "no-go"}), Exit::usage);
    EXPECT_EQ(world.err.str(),
              "cadencectl: A no-go is a veto and needs a reason.\n"
              "  cadencectl vote no-go --reason TEXT\n");
    world.refuses("POST /v1/releases/meant/rollback", 422,
                  problem("fix-forward", "P2 is fixed forward.", R"(, "field": "#/severity")"));
    EXPECT_EQ(world.run({"rollback", "--severity", "p2", "--reason", "slow"}), Exit::refused);
    EXPECT_EQ(world.err.str(),
              "cadencectl: P2 is fixed forward.\n"
              "  cadencectl rollback --severity p2 --reason slow --force\n");
    world.refuses("POST /v1/releases/meant/votes", 409, problem("already-voted", "anna said go already."));
    EXPECT_EQ(world.run({"vote", "go"}), Exit::refused);
    EXPECT_EQ(world.err.str(), "cadencectl: anna said go already.\n  see: cadencectl unvote\n");
}

TEST(Ways, a_parameter_is_called_by_its_option) {
    World world;
    world.refuses("GET /v1/releases?state=x", 400,
                  problem("wrong-parameter", "The parameter state is nonsense.", R"(, "field": "state")"));
    EXPECT_EQ(world.run({"releases", "--state", "x"}), Exit::usage);
    EXPECT_EQ(world.err.str(), "cadencectl: --state is nonsense.\n");
}

TEST(Ways, a_release_that_is_not_there_leads_to_those_that_are) {
    World world;
    world.refuses("GET /v1/releases/https%3A%2F%2Fx%2Fr", 404,
                  problem("release-not-found", "There is no release https://x/r."));
    EXPECT_EQ(world.run({"show", "https://x/r"}), Exit::refused);
    EXPECT_EQ(world.err.str(), "cadencectl: There is no release https://x/r.\n  see: cadencectl releases\n");
}

TEST(Names, are_taken_in_any_case_and_with_a_dash_for_a_low_line) {
    World world;
    world.answers("POST /v1/releases/r/votes", kRelease);
    EXPECT_EQ(world.run({"vote", "NO_GO", "r", "--reason", "x"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.asked().back().body, R"({"reason":"x","vote":"no_go"})");
    EXPECT_EQ(world.run({"vote", "GO", "r"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.asked().back().body, R"({"vote":"go"})");
    world.answers("POST /v1/releases/r/issues", kRelease);
    EXPECT_EQ(world.run({"issue", "slow", "r", "--severity", "p2"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.asked().back().body, R"({"text":"slow","severity":"P2"})");
    world.answers("POST /v1/releases/r/deployments", kRelease);
    EXPECT_EQ(world.run({"deployed", "--release", "r", "--environment", "Staging", "--version", "1.0.0"}),
              Exit::done)
        << world.err.str();
    EXPECT_NE(world.asked().back().body.find(R"("environment":"staging")"), std::string::npos);
}

TEST(Time, is_the_daemons_whatever_this_machine_says) {
    World world;
    auto const with_date = [](std::string const& body) {
        return [=](auto const&, httplib::Response& response) {
            response.set_header("Date", "Wed, 01 Jul 2026 12:00:00 GMT");
            response.set_content(body, "application/json");
        };
    };
    world.handles("GET /health", with_date(R"({"status": "ok"})"));
    world.answers("POST /v1/trains/backend/freezes", train("[" + kFreeze + "]"));
    EXPECT_EQ(world.run({"freeze", "--reason", "x", "--for", "2h", "--train", "backend"}), Exit::done)
        << world.err.str();
    EXPECT_NE(world.asked().back().body.find("2026-07-01T14:00:00Z"), std::string::npos)
        << world.asked().back().body;
    world.handles("GET /v1/deadlines", with_date(R"({"items": [{"train": "backend", "kind": "rollback",
        "subject": "r", "state": "open", "due_at": "2026-07-01T13:00:00Z"}]})"));
    EXPECT_EQ(world.run({"deadlines"}), Exit::done) << world.err.str();
    EXPECT_NE(world.out.str().find("in 1 h"), std::string::npos) << world.out.str();
}

TEST(Usage, what_can_never_match_is_refused_before_it_is_sent) {
    World world;
    std::vector<std::vector<std::string>> const wrong{
        {"show", ""},
        {"check", " ", "--release", "r"},
        {"exempt", "--pull-request", "0", "--for", "2h", "--reason", "x", "--train", "t"},
        {"gate", "merge", "--pull-request", "abc"},
        {"gate", "merge", "--commit", "zzz"},
        {"gate", "merge", "--branch", "https://github.com/acme/backend/pull/412"},
        {"merged", "4f1c9a2b7d", "--pull-request", "abc", "--train", "t"},
        {"events", "--count", "0"},
        {"upcoming", "--count", "0"},
        {"releases", "--limit", "0"},
    };
    for (auto const& arguments : wrong)
        EXPECT_EQ(world.run(arguments), Exit::usage) << ::testing::PrintToString(arguments);
    EXPECT_TRUE(world.asked().empty());
    world.run({"show", ""});
    EXPECT_EQ(world.err.str().find("cadencectl: --release: the value is empty."), 0U) << world.err.str();
}

TEST(Usage, the_parsers_words_are_ours) {
    World world;
    auto const said = [&](std::vector<std::string> const& arguments) {
        EXPECT_EQ(world.run(arguments), Exit::usage);
        return world.err.str().substr(0, world.err.str().find('\n'));
    };
    EXPECT_EQ(said({"stauts"}), "cadencectl: cadencectl knows no \"stauts\": did you mean status?");
    EXPECT_EQ(said({"vote", "go", "--reson", "x"}),
              "cadencectl: cadencectl vote knows no \"--reson\": did you mean --reason?");
    EXPECT_EQ(said({"token"}), "cadencectl: cadencectl token needs a subcommand: create, list, revoke");
    EXPECT_EQ(said({"vote"}), "cadencectl: cadencectl vote needs VOTE");
    EXPECT_EQ(said({"vote", "go", "--reason"}), "cadencectl: --reason needs a value: --reason TEXT");
    EXPECT_EQ(said({"vote", "go", "--reason", "a", "--reason", "b"}), "cadencectl: --reason is given twice");
}

TEST(Token, of_the_operator_goes_to_the_daemon_only_that_has_left_it) {
    World world;
    world.answers("GET /v1/rights", R"({"items": []})");
    world.dir.file("operator.token", "cad_operator\n");
    auto const bearer = [&] {
        EXPECT_EQ(world.run({"rights"}), Exit::done) << world.err.str();
        return world.asked().back().header("Authorization");
    };
    EXPECT_EQ(bearer(), "");
    world.dir.file("url", "http://127.0.0.1:1\n");
    EXPECT_EQ(bearer(), "");
    world.refuses("GET /v1/tokens", 401, problem("token-missing", "Send one."));
    EXPECT_EQ(world.run({"token", "list"}), Exit::refused);
    EXPECT_NE(world.err.str().find("is not sent: it is for http://127.0.0.1:1, and this is " + world.url()),
              std::string::npos)
        << world.err.str();
    world.dir.file("url", world.url() + "\n");
    EXPECT_EQ(bearer(), "Bearer cad_operator");
}

TEST(Token, one_that_is_not_known_is_named_by_where_it_came_from) {
    World world;
    world.environment["CADENCE_TOKEN"] = "cad_1_2_3";
    world.refuses("GET /v1/rights", 401, problem("token-unknown", "This token is not known here."));
    EXPECT_EQ(world.run({"rights"}), Exit::refused);
    EXPECT_EQ(world.err.str(),
              "cadencectl: This token is not known here.\n"
              "The token was read from CADENCE_TOKEN. For a new one, ops run on the daemon's host:\n"
              "  env -u CADENCE_TOKEN cadencectl token create --person YOU --valid-for 90d\n");
}

TEST(Events, the_types_are_those_of_the_contract) {
    World world;
    world.answers("GET /openapi.json", R"({"components": {"parameters": {"type": {"schema":
        {"type": "string", "x-extensible-enum": ["vote_cast", "phase_fired"]}}}}})");
    EXPECT_EQ(world.run({"events", "--types"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.out.str(), "vote_cast\nphase_fired\n");
}

}  // namespace

}  // namespace cadence::ctl::testing
