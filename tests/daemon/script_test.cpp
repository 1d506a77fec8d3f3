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
    auto const& vote = calls->front();
    EXPECT_EQ(vote.line, 2);
    EXPECT_EQ(vote.at, parse_instant("2026-01-07T09:00:00Z").value());
    EXPECT_EQ(vote.as, "anna");
    EXPECT_EQ(vote.method, net::Method::post);
    EXPECT_EQ(vote.target, "/v1/releases/backend-2026-01-08/votes");
    EXPECT_EQ(vote.body, R"({"vote":"go"})");
    EXPECT_EQ(vote.expect, std::nullopt);
    auto const& end = calls->back();
    EXPECT_EQ(end.line, 5);
    EXPECT_EQ(end.at, vote.at) << "at the same time is in order";
    EXPECT_EQ(end.method, net::Method::del);
    EXPECT_EQ(end.body, "");
    EXPECT_EQ(end.expect, 404);
}

TEST(Script, may_be_empty) {
    EXPECT_EQ(complaint(""), "fine");
    EXPECT_EQ(complaint("# nothing\n"), "fine");
}

TEST(Script, knows_every_verb) {
    EXPECT_EQ(parse_script(line(R"(,"get":"/v1/status")"))->front().method, net::Method::get);
    EXPECT_EQ(parse_script(line(R"(,"put":"/v1/x")"))->front().method, net::Method::put);
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
         "script line 1: \"as\" must say who calls: a person of the configuration, or operator"},
        {line(""),
         "script line 1: one of \"post\", \"put\", \"delete\", \"get\" must give the path, such as "
         "/v1/status"},
        {line(R"(,"get":"v1/status")"),
         "script line 1: one of \"post\", \"put\", \"delete\", \"get\" must give the path, such as "
         "/v1/status"},
        {line(R"(,"get":"/","expect":"404")"), "script line 1: \"expect\" must be an HTTP status"},
        {line(R"(,"get":"/")") + "\n" + R"({"at":"2026-01-07T08:59:59Z","as":"anna","get":"/"})",
         "script line 2: 2026-01-07T08:59:59Z is before the line above it; put lines in order of time"},
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
