// What subcommands ask for: the release that was left out, bodies, idempotency, tokens and addresses.
#include <atomic>
#include <iterator>
#include <set>

#include <boost/json.hpp>

#include "cadencectl/settings.h"
#include "cadencectl/subcommand.h"
#include "cadencectl_samples.h"
#include "cadencectl_world.h"

namespace cadence::ctl::testing {

namespace {

TEST(WhichRelease, is_for_the_daemon_to_find_and_for_its_answer_to_say) {
    World world;
    world.answers("POST /v1/releases/meant/votes", kRelease);
    EXPECT_EQ(world.run({"vote", "go"}), Exit::done) << world.err.str();
    ASSERT_EQ(world.asked().size(), 1U);
    EXPECT_EQ(world.asked().back().body, R"({"vote":"go"})");
    EXPECT_EQ(world.out.str(),
              "backend-2026-01-08: vote go by anna recorded.\n"
              "Undecided: Product Owner has not said go.\n");
}

TEST(WhichRelease, with_several_trains_one_must_be_named) {
    World world;
    world.refuses("POST /v1/releases/meant/votes", 400, which("train", R"(["backend", "web"])"));
    EXPECT_EQ(world.run({"vote", "go"}), Exit::usage);
    EXPECT_EQ(world.err.str(),
              "cadencectl: Several could be meant: say which.\n"
              "  cadencectl vote go --train backend\n  cadencectl vote go --train web\n");
    world.answers("GET /v1/releases/meant?train=backend", kRelease);
    EXPECT_EQ(world.run({"show", "--train", "backend"}), Exit::done) << world.err.str();
    world.answers("GET /v1/trains", R"({"items": [{"id": "backend"}, {"id": "web"}]})");
    EXPECT_EQ(world.run({"unfreeze"}), Exit::usage);
    EXPECT_EQ(world.err.str(),
              "cadencectl: There are several trains: say which.\n"
              "  cadencectl unfreeze --train backend\n  cadencectl unfreeze --train web\n");
}

TEST(Postpone, the_release_that_is_shown_is_the_one_that_moves) {
    World world;
    world.answers("GET /v1/releases/meant?for=postpone", kRelease);
    world.answers("POST /v1/releases/backend-2026-01-08/postpone", kRelease);
    EXPECT_EQ(world.run({"postpone", "--reason", "holiday"}), Exit::done) << world.err.str();
}

TEST(Postpone, a_day_is_the_daemons_to_find_the_time_of) {
    World world;
    world.answers("GET /v1/releases/r", R"({"id": "r", "state": "planned", "timezone": "Europe/Berlin",
        "opens_at": "2026-03-26T09:00:00Z", "closes_at": "2026-03-26T11:00:00Z"})");
    world.answers("POST /v1/releases/r/postpone",
                  R"({"id": "r", "state": "planned", "timezone": "Europe/Berlin",
        "opens_at": "2026-03-30T08:00:00Z", "closes_at": "2026-03-30T10:00:00Z"})");
    EXPECT_EQ(world.run({"postpone", "--release", "r", "--to", "2026-03-30", "--reason", "holiday"}),
              Exit::done);
    EXPECT_EQ(boost::json::parse(world.asked().back().body),
              boost::json::parse(R"({"day": "2026-03-30", "reason": "holiday"})"));
    EXPECT_EQ(world.out.str(),
              "r: moved to Mon 2026-03-30 08:00-10:00 UTC (10:00 CEST) (was Thu 2026-03-26 09:00-11:00 UTC "
              "(10:00 CET)); votes start over. State: planned.\n");
}

TEST(Writing, each_write_has_a_key_of_its_own_and_keeps_it_when_it_is_tried_again) {
    World world;
    std::atomic<int> times = 0;
    world.handles("POST /v1/clock/accept", [&](auto const&, httplib::Response& response) {
        if (++times == 1)  // dies in the middle of the answer
            response.set_content_provider(100, "application/json", [](auto, auto, auto&) { return false; });
        else
            response.set_content(R"({"accepted": true})", "application/json");
    });
    EXPECT_EQ(world.run({"clock", "accept"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.run({"clock", "accept"}), Exit::done) << world.err.str();
    auto const asked = world.asked();
    ASSERT_EQ(asked.size(), 3);
    EXPECT_EQ(asked[0].header("Idempotency-Key").size(), 36);
    EXPECT_EQ(asked[0].header("Idempotency-Key"), asked[1].header("Idempotency-Key"));
    EXPECT_NE(asked[0].header("Idempotency-Key"), asked[2].header("Idempotency-Key"));
    EXPECT_EQ(asked[0].header("Content-Type"), "application/json");
}

TEST(Writing, go_is_go_and_no_go_is_no_go_however_it_is_spelt) {
    World world;
    world.answers("POST /v1/releases/r/votes", kRelease);
    for (auto const& [said, sent] : {std::pair{"go", "go"}, {"no-go", "no_go"}, {"no_go", "no_go"}}) {
        EXPECT_EQ(world.run({"vote", said, "--release", "r", "--reason", "x"}), Exit::done)
            << world.err.str();
        EXPECT_EQ(boost::json::parse(world.asked().back().body),
                  (boost::json::object{{"vote", sent}, {"reason", "x"}}));
    }
}

TEST(Writing, a_vote_is_lifted_with_its_reason) {
    World world;
    world.answers("DELETE /v1/releases/r/votes?person=paul&reason=on%20leave", kRelease);
    EXPECT_EQ(world.run({"unvote", "--release", "r", "--person", "paul", "--reason", "on leave"}), Exit::done)
        << world.err.str();
}

TEST(Writing, an_odd_name_cannot_leave_its_place_in_the_path) {
    World world;
    EXPECT_EQ(world.run({"show", "../tokens?x=1#y"}), Exit::refused);
    EXPECT_EQ(world.asked().back().line, "GET /v1/releases/..%2Ftokens%3Fx%3D1%23y");
}

TEST(Token, the_file_wins_over_the_environment_and_that_over_the_operators) {
    World world;
    world.answers("GET /v1/rights", R"({"items": []})");
    auto const bearer = [&](std::vector<std::string> const& arguments) {
        EXPECT_EQ(world.run(arguments), Exit::done) << world.err.str();
        return world.asked().back().header("Authorization");
    };
    EXPECT_EQ(bearer({"rights"}), "");
    world.dir.file("operator.token", "cad_operator\n");
    world.dir.file("url", world.url() + "\n");
    EXPECT_EQ(bearer({"rights"}), "Bearer cad_operator");
    world.environment["CADENCE_TOKEN"] = "cad_environment";
    EXPECT_EQ(bearer({"rights"}), "Bearer cad_environment");
    EXPECT_EQ(bearer({"rights", "--token-file", world.dir.file("mine", "cad_mine\n")}), "Bearer cad_mine");
}

TEST(Token, the_operators_stays_on_its_machine) {
    World world;
    world.dir.file("operator.token", "cad_operator\n");
    Surroundings const surroundings{
        [](char const*) { return std::nullopt; }, false, world.in, world.out, world.err, world.clock};
    for (auto const* url :
         {"http://releases.example.org", "https://127.0.0.1.example.org", "http://127.evil.example"}) {
        world.dir.file("url", url);
        auto const settings = settle({.url = url, .runtime_dir = world.dir.path()}, surroundings);
        ASSERT_TRUE(settings.has_value()) << url;
        EXPECT_EQ(settings->server.token, "") << url;
    }
    for (auto const* url : {"http://127.0.0.1:8420", "http://localhost/x", "http://[::1]:8420"}) {
        world.dir.file("url", url);
        EXPECT_EQ(settle({.url = url, .runtime_dir = world.dir.path()}, surroundings)->server.token,
                  "cad_operator")
            << url;
    }
}

TEST(Token, none_leaves_this_machine_in_the_clear_unless_that_is_wanted) {
    World world;
    auto const file = world.dir.file("mine", "cad_mine\n");
    Surroundings const surroundings{
        [](char const*) { return std::nullopt; }, false, world.in, world.out, world.err, world.clock};
    auto const sent = [&](std::string const& url, bool insecure) {
        return settle({.url = url, .token_file = file, .insecure = insecure}, surroundings)->server.token;
    };
    EXPECT_EQ(sent("http://releases.example.org", false), "");
    EXPECT_EQ(sent("http://10.0.0.7:8420", false), "");
    EXPECT_EQ(sent("http://releases.example.org", true), "cad_mine");
    EXPECT_EQ(sent("https://releases.example.org", false), "cad_mine");
    EXPECT_EQ(sent("http://127.0.0.1:8420", false), "cad_mine");
    auto const settings = settle({.url = "http://releases.example.org", .token_file = file}, surroundings);
    EXPECT_TRUE(settings->without_token.ends_with(
        "is not encrypted, and whoever is on the way could read it.\n"
        "Use its https:// address, or --insecure where you trust the network."))
        << settings->without_token;
}

TEST(Token, what_could_not_be_one_is_never_sent) {
    World world;
    world.environment["CADENCE_TOKEN"] = "cad_1\r\nX-Evil: 1";
    EXPECT_EQ(world.run({"rights"}), Exit::usage);
    EXPECT_TRUE(world.asked().empty());
}

TEST(Address, the_daemon_is_found_by_what_it_left_in_its_runtime_directory) {
    World world;
    world.answers("GET /v1/rights", R"({"items": []})");
    world.environment.erase("CADENCE_URL");
    world.dir.file("url", world.url() + "\n");
    EXPECT_EQ(world.run({"rights"}), Exit::done) << world.err.str();
}

TEST(Address, one_started_by_hand_is_found_too) {
    World world;
    std::filesystem::create_directories(world.dir.path() + "/cadenced");
    world.answers("GET /v1/rights", R"({"items": []})");
    world.environment = {{"XDG_RUNTIME_DIR", world.dir.path()}, {"HOME", "/nowhere"}};
    world.dir.file("cadenced/url", world.url() + "\n");
    world.dir.file("cadenced/operator.token", "cad_operator\n");
    if (std::filesystem::exists("/run/cadenced/url")) GTEST_SKIP() << "the service runs here";
    EXPECT_EQ(world.run({"rights"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.asked().back().header("Authorization"), "Bearer cad_operator");
}

TEST(Address, a_daemon_behind_a_path_is_asked_there) {
    World world;
    world.answers("GET /cadence/v1/rights", R"({"items": []})");
    EXPECT_EQ(world.run({"rights", "--url", world.url() + "/cadence/"}), Exit::done) << world.err.str();
}

TEST(Help, every_subcommand_explains_itself_with_an_example) {
    World world;
    std::set<std::string_view> names;
    for (auto const& row : subcommands()) {
        EXPECT_TRUE(names.insert(row.name).second) << row.name;
        EXPECT_EQ(row.run == nullptr, !row.request.path.empty() && row.show != nullptr) << row.name;
        std::istringstream words{std::string{row.name}};
        std::vector<std::string> arguments{std::istream_iterator<std::string>{words}, {}};
        arguments.emplace_back("--help");
        EXPECT_EQ(world.run(arguments), Exit::done) << row.name;
        auto const help = world.out.str();
        EXPECT_NE(help.find(row.does), std::string::npos) << row.name;
        EXPECT_NE(help.find("  cadencectl " + std::string{row.name}), std::string::npos) << help;
    }
    EXPECT_TRUE(world.asked().empty());
}

}  // namespace

}  // namespace cadence::ctl::testing
