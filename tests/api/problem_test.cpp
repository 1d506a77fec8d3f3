// What problems are called.
#include "api/problem.h"

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "api/world.h"

namespace cadence::testing {
namespace {

/// Every problem that the folders behind the API can answer with, as their sources name it.
std::set<std::string> slugs() {
    static std::regex const kNamed{R"re((?:ErrorCode::\w+,\s*|slug = )"([a-z0-9]+(?:-[a-z0-9]+)*)")re"};
    std::set<std::string> found;
    for (auto const* folder : {"release", "api", "json", "chat"}) {
        for (auto const& file :
             std::filesystem::directory_iterator{CADENCE_SOURCE_DIR "/lib/" + std::string{folder}}) {
            std::ostringstream text;
            text << std::ifstream{file.path()}.rdbuf();
            auto const source = text.str();
            for (std::sregex_iterator at{source.begin(), source.end(), kNamed}, end; at != end; ++at)
                found.insert((*at)[1]);
        }
    }
    return found;
}

TEST(Problems, each_has_a_title_of_its_own) {
    auto const all = slugs();
    ASSERT_GE(all.size(), 60U);
    for (auto const& slug : all) EXPECT_TRUE(api::has_title(slug)) << slug << " has none";
}

TEST(Problems, titles_read_as_titles) {
    EXPECT_EQ(api::title_of("malformed-json"), "Malformed JSON");
    EXPECT_EQ(api::title_of("json-only"), "JSON required");
    EXPECT_EQ(api::title_of("date-in-the-future"), "Time in the future");
    EXPECT_EQ(api::title_of("nobody-knows-this"), "Nobody knows this");
    ApiWorld world;
    EXPECT_EQ(world.get("/v1/releases/backend-2026-01-09").at("/title"), "No such release");
}

TEST(Paths, an_encoded_slash_is_none_and_an_encoded_letter_is_one) {
    ApiWorld world;
    EXPECT_EQ(world.get("/v1/st%61tus").status, 200);
    for (auto const* path :
         {"/v1%2Fstatus", "/v1%2fstatus", "/v1%5Cstatus", "/v1%5cstatus", "/v1/%2e%2e/v1/status",
          "/v1/%2E/status", "/v1/status%2F", "/v1//status", "/v1/status/"}) {
        auto const answer = world.get(path);
        EXPECT_EQ(answer.problem(), "path-not-found") << path;
        EXPECT_EQ(answer.at("/instance"), path) << "it is called what was asked for";
    }
    auto const release = world.get("/v1/releases/..%2F..%2Fstatus");
    EXPECT_EQ(release.problem(), "release-not-found");
    EXPECT_EQ(release.at("/instance"), "/v1/releases/..%2F..%2Fstatus");
}

TEST(Paths, the_release_that_was_meant_is_named_however_the_path_is_encoded) {
    ApiWorld world;
    EXPECT_EQ(world.get("/v1/rele%61ses/m%65ant?for=vote").header("content-location"),
              "/v1/rele%61ses/backend-2026-01-08");
}

}  // namespace
}  // namespace cadence::testing
