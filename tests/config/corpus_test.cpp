#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/config.h"

namespace cadence::config {
namespace {

using Lines = std::vector<std::string>;

constexpr std::string_view kExpect = "#expect ";

/// What the file's last lines say will be said about it.
Lines expected_of(std::filesystem::path const& file) {
    Lines expected;
    std::ifstream stream{file};
    for (std::string line; std::getline(stream, line);) {
        if (line.starts_with(kExpect)) expected.push_back(line.substr(kExpect.size()));
    }
    return expected;
}

Lines messages_of(std::filesystem::path const& file) {
    auto const loaded = load_config(file);
    Lines messages;
    if (loaded) {
        for (auto const& warning : loaded->warnings) messages.push_back("warning: " + warning);
    } else {
        for (auto const& problem : loaded.error()) messages.push_back(problem.message("config"));
    }
    return messages;
}

std::vector<std::filesystem::path> corpus() {
    std::vector<std::filesystem::path> files;
    for (auto const& entry :
         std::filesystem::directory_iterator{CADENCE_SOURCE_DIR "/tests/config/configs"}) {
        files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

class ConfigCorpus : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(ConfigCorpus, says_all_that_is_wrong_and_nothing_else) {
    auto const expected = expected_of(GetParam());
    ASSERT_FALSE(expected.empty()) << GetParam() << " expects nothing";
    EXPECT_EQ(messages_of(GetParam()), expected) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(Files, ConfigCorpus, testing::ValuesIn(corpus()),
                         [](auto const& file) { return file.param.stem().string(); });

TEST(ConfigMessages, names_the_key_of_a_problem_by_its_path) {
    auto const loaded = load_config(CADENCE_SOURCE_DIR "/tests/config/configs/everything_at_once.toml");
    ASSERT_FALSE(loaded);
    Lines keys;
    for (auto const& problem : loaded.error()) keys.push_back(problem.key);
    EXPECT_THAT(keys, testing::IsSupersetOf({"server.reads", "people[0].roles[0]", "trains[0].first_release",
                                             "trains[0].blackouts[0].to", "trains[1].id"}));
}

TEST(ConfigMessages, never_repeats_a_secret_it_was_given) {
    for (auto const& file : corpus()) {
        EXPECT_THAT(messages_of(file), testing::Each(testing::Not(testing::HasSubstr("s3cret")))) << file;
    }
}

}  // namespace
}  // namespace cadence::config
