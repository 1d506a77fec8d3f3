// Release notes over HTTP: taken from a changelog, read in four forms.
#include <boost/json.hpp>

#include "api/refused.h"

namespace cadence::testing {
namespace {

std::string const kNotes = kReleasePath + "/notes";

std::string body_of(std::string const& changelog) {
    return boost::json::serialize(boost::json::object{{"changelog", changelog}});
}

std::string const kChangelog =
    "# Changelog\n\n## [1.2.0] - 2026-01-08\n\n### Added\n"
    "- Bulk upload <script>alert(1)</script> ([#12](https://example.org/12))\n\n"
    "## [1.1.0] - 2025-12-11\n\n### Fixed\n- Search\n";

void set_version(ApiWorld& world) {
    world.post("anna", kReleasePath + "/candidate", R"({"version":"v1.2.0"})");
}

TEST(Notes, the_chapter_of_the_candidate_is_taken_from_the_changelog) {
    ApiWorld world;
    set_version(world);
    auto const taken = world.post("paul", kNotes, body_of(kChangelog));
    EXPECT_EQ(taken.status, 200);
    EXPECT_EQ(taken.at("/notes/version"), "1.2.0");
    EXPECT_EQ(taken.at("/notes/source"), "paul");
    EXPECT_EQ(taken.at("/notes/problems"), "[]");
    auto const notes = world.get(kNotes);
    EXPECT_EQ(notes.at("/version"), "1.2.0");
    EXPECT_NE(notes.at("/markdown").find("Bulk upload"), std::string::npos);
    EXPECT_EQ(notes.at("/markdown").find("Search"), std::string::npos);
    EXPECT_NE(notes.at("/chat").find("- Bulk upload"), std::string::npos);
    EXPECT_NE(notes.at("/html").find("<li>"), std::string::npos);
    EXPECT_EQ(notes.at("/html").find("<script>"), std::string::npos);
    EXPECT_EQ(notes.at("/at"), "2026-01-04T09:00:00Z");
}

TEST(Notes, in_every_form_the_link_to_all_changes_stands_behind_the_bullets) {
    ApiWorld world;
    set_version(world);
    world.post("paul", kNotes,
               body_of(kChangelog + "\n[1.2.0]: https://example.org/compare/v1.1.0...v1.2.0\n"));
    auto const notes = world.get(kNotes);
    for (auto const* const member : {"/markdown", "/html", "/chat"}) {
        auto const text = notes.at(member);
        auto const heading = text.find("Added");
        auto const bullet = text.find("Bulk upload");
        auto const link = text.find("All changes");
        ASSERT_NE(link, std::string::npos) << text;
        EXPECT_LT(heading, bullet) << text;
        EXPECT_LT(bullet, link) << text;
    }
    EXPECT_EQ(notes.at("/chat"),
              "1.2.0 (2026-01-08)\nAdded:\n- Bulk upload alert(1) (#12 (https://example.org/12))\n"
              "All changes (https://example.org/compare/v1.1.0...v1.2.0)");
}

TEST(Notes, they_are_read_as_whatever_one_likes_best) {
    ApiWorld world;
    set_version(world);
    world.post("paul", kNotes, body_of(kChangelog));
    auto const document = world.get(kNotes);
    for (auto const& [type, member] : {std::pair{"text/markdown", "/markdown"},
                                       std::pair{"text/html", "/html"}, std::pair{"text/plain", "/chat"}}) {
        auto const answer = world.get(kNotes, {{"accept", type}});
        EXPECT_EQ(answer.header("content-type"), std::string{type} + "; charset=utf-8");
        EXPECT_EQ(answer.body, document.at(member));
        EXPECT_EQ(answer.header("vary"), "Accept, Accept-Encoding");
    }
    auto const browser = world.get(kNotes, {{"accept", "text/html,application/xhtml+xml,*/*;q=0.8"}});
    EXPECT_EQ(browser.header("content-type"), "text/html; charset=utf-8");
    EXPECT_EQ(world.get(kNotes, {{"accept", "*/*"}}).header("content-type"), "application/json");
    EXPECT_EQ(
        world.get(kNotes, {{"accept", "text/html;q=0.2, application/json;q=0.7"}}).header("content-type"),
        "application/json");
}

TEST(Notes, where_there_are_none_it_is_said_how_they_come) {
    ApiWorld world;
    auto const answer = world.get(kNotes);
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(answer.problem(), "no-notes");
    EXPECT_NE(answer.at("/detail").find("record a changelog, or let a changelog check do it"),
              std::string::npos);
    EXPECT_EQ(world.get("/v1/releases/backend-2026-01-09/notes").problem(), "release-not-found");
}

TEST(Notes, a_changelog_that_is_none_is_refused) {
    ApiWorld world;
    expect_refused(world, {{"paul", kNotes, body_of(kChangelog), 409, "candidate-without-version"}});
    set_version(world);
    auto const large = "## 1.2.0\n" + std::string(1024 * 1024, 'x');
    expect_refused(
        world,
        {{"paul", kNotes, body_of(std::string{"## 1.2.0\n\0\1\2", 12}), 400, "changelog-binary",
          "#/changelog"},
         {"paul", kNotes, body_of("nothing"), 400, "changelog-empty", "#/changelog"},
         {"paul", kNotes, body_of(large), 400, "changelog-too-large", "#/changelog"},
         {"paul", kNotes, body_of("## 1.1.0\n- Search\n"), 422, "version-not-in-changelog", "#/changelog"},
         {"paul", kNotes, body_of(std::string(2 * 1024 * 1024, 'x')), 413, "body-too-large"},
         {"paul", kNotes, "{}", 400, "missing-field", "#/changelog"},
         {"quinn", kNotes, body_of(kChangelog), 403, "role-needed"}});
}

TEST(Notes, only_a_changelog_may_be_large_and_only_of_somebody_we_know) {
    ApiWorld world;
    auto const large = [&](std::string const& path, net::Headers headers) {
        headers.emplace_back("content-length", "100000");
        headers.emplace_back("content-type", "application/json");
        auto request = ApiWorld::request(net::Method::post, path, std::move(headers));
        return world.api().admit(request);
    };
    EXPECT_EQ(large(kNotes, {world.as("paul")}), std::nullopt);
    auto const issue = large(kReleasePath + "/issues", {world.as("paul")});
    ASSERT_TRUE(issue);
    EXPECT_EQ(issue->status, 413);
    auto const stranger = large(kNotes, {});
    ASSERT_TRUE(stranger);
    EXPECT_EQ(stranger->status, 401);
}

}  // namespace
}  // namespace cadence::testing
