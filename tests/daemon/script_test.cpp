// A rehearsal script: what is read, and what is said about what is wrong.
#include "cadenced/script.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

namespace cadence::daemon {
namespace {

std::string complaint(std::string const& text) {
    auto const calls = parse_script(text);
    return calls ? "fine" : calls.error().detail;
}

std::string line(std::string const& more) {
    return R"({"at":"2026-01-07T09:00:00Z","as":"anna")" + more + "}";
}

ScriptCall const& call_of(ScriptLine const& line) {
    return std::get<ScriptCall>(line.does);
}

TEST(Script, is_calls_in_order_of_time) {
    auto const calls = parse_script(
        "# the go of the Tech Lead\n"
        R"({"at": "2026-01-07T09:00:00Z", "as": "anna", )"
        R"("post": "/v1/releases/backend-2026-01-08/votes", "body": {"vote": "go"}})"
        "\n\n  \t\r\n"
        R"({"at": "2026-01-07T10:00:00+01:00", "as": "operator", )"
        R"("delete": "/v1/trains/backend/blackouts/blackout-1", "expect": 404})"
        "\r\n");
    ASSERT_TRUE(calls) << calls.error().detail;
    ASSERT_EQ(calls->size(), 2U);
    EXPECT_EQ(calls->front().line, 2);
    EXPECT_EQ(calls->front().at, parse_instant("2026-01-07T09:00:00Z").value());
    auto const& vote = call_of(calls->front());
    EXPECT_EQ(vote.as, "anna");
    EXPECT_EQ(vote.method, net::Method::post);
    EXPECT_EQ(vote.target, "/v1/releases/backend-2026-01-08/votes");
    EXPECT_EQ(vote.body, R"({"vote":"go"})");
    EXPECT_EQ(vote.expect, std::nullopt);
    EXPECT_EQ(calls->back().line, 5);
    EXPECT_EQ(calls->back().at, calls->front().at) << "at the same time is in order";
    auto const& end = call_of(calls->back());
    EXPECT_EQ(end.method, net::Method::del);
    EXPECT_EQ(end.body, "");
    EXPECT_EQ(end.expect, 404);
}

TEST(Script, may_be_empty) {
    EXPECT_EQ(complaint(""), "fine");
    EXPECT_EQ(complaint("# nothing\n"), "fine");
}

TEST(Script, knows_every_verb) {
    EXPECT_EQ(call_of(parse_script(line(R"(,"get":"/v1/status")"))->front()).method, net::Method::get);
    EXPECT_EQ(call_of(parse_script(line(R"(,"put":"/v1/x")"))->front()).method, net::Method::put);
}

TEST(Script, says_what_a_check_finds) {
    auto const script = parse_script(
        R"({"at": "2026-01-08T11:00:00Z", "check": "production_health", "passes": false, "saw": "HTTP 503"})");
    ASSERT_TRUE(script) << script.error().detail;
    auto const& finding = std::get<ScriptFinding>(script->front().does);
    EXPECT_EQ(finding.check, "production_health");
    EXPECT_FALSE(finding.passes);
    EXPECT_EQ(finding.saw, "HTTP 503");
}

TEST(Script, with_a_mistake_is_refused_with_its_line) {
    struct {
        std::string text;
        std::string says;
    } const cases[] = {
        {"\n[1]", "script line 2: a line is one JSON object"},
        {line(R"(,"post":"/v1/x","expects":404)"), "script line 1: \"expects\" is not known here"},
        {R"({"as":"anna","get":"/v1/status"})",
         "script line 1: \"at\" must be an instant such as 2026-01-07T09:00:00Z"},
        {R"({"at":"tomorrow","as":"anna","get":"/"})",
         "script line 1: \"at\" must be an instant such as 2026-01-07T09:00:00Z"},
        {R"({"at":"2026-01-07T09:00:00Z","get":"/"})",
         "script line 1: \"as\" must name the caller: a person in the configuration, or operator"},
        {line(""),
         "script line 1: one of \"post\", \"put\", \"delete\", \"get\" must give the path, such as "
         "/v1/status"},
        {line(R"(,"get":"v1/status")"), "script line 1: a path begins with /, such as /v1/status"},
        {line(R"(,"get":"/","post":"/")"),
         "script line 1: one of \"post\", \"put\", \"delete\", \"get\" must give the path, such as "
         "/v1/status"},
        {line(R"(,"get":"/","expect":9)"), "script line 1: \"expect\" must be an HTTP status"},
        {R"({"at":"2026-01-07T09:00:00Z","check":"health","passes":"no"})",
         "script line 1: \"passes\" must be true or false"},
        {R"({"at":"2026-01-07T09:00:00Z","check":"health","as":"anna"})",
         "script line 1: \"as\" is not known here"},
        {line(R"(,"get":"/","expect":"404")"), "script line 1: \"expect\" must be an HTTP status"},
        {line(R"(,"get":"/")") + "\n" + R"({"at":"2026-01-07T08:59:59Z","as":"anna","get":"/"})",
         "script line 2: Wed 2026-01-07 08:59:59 UTC is before the line above it; sort the lines by time"},
    };
    for (auto const& each : cases) EXPECT_EQ(complaint(each.text), each.says) << each.text;
    EXPECT_TRUE(complaint("{\"at\": }").starts_with("script line 1: ")) << complaint("{\"at\": }");
}

TEST(Script, is_read_from_a_file_that_must_be_there) {
    auto const file = std::filesystem::temp_directory_path() / ("script-test-" + std::to_string(::getpid()));
    EXPECT_EQ(load_script(file).error().detail, "cannot read the script " + file.string());
    std::ofstream{file} << line(R"(,"get":"/v1/status")");
    EXPECT_EQ(load_script(file)->size(), 1U);
    std::filesystem::remove(file);
}

}  // namespace
}  // namespace cadence::daemon
