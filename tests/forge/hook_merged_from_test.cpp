#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/git_name.h"
#include "forge/hook_world.h"

namespace cadence::forge {
namespace {

struct Message {
    std::string_view text;
    std::string_view number;
    std::string_view branch;
};

class MergedFromMessage : public testing::TestWithParam<Message> {};

TEST_P(MergedFromMessage, names_what_was_merged) {
    auto const found = merged_from(GetParam().text);
    EXPECT_EQ(found.pull_request, GetParam().number) << GetParam().text;
    EXPECT_EQ(found.branch, GetParam().branch) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    GitHub, MergedFromMessage,
    testing::Values(Message{"Merge pull request #12 from anna/fix", "12", "fix"},
                    Message{"Merge pull request #2048 from octo-repo/update-readme\n\nUpdate README.md",
                            "2048", "update-readme"},
                    Message{"Merge pull request #12 from acme/hotfix/2026-01-14-booking\r\n\r\nFix", "12",
                            "hotfix/2026-01-14-booking"},
                    Message{"Merge pull request #12 from anna", "", ""},
                    Message{"Merge pull request #x from anna/fix", "", ""},
                    Message{"Merge pull request #12 from anna/a..b", "12", ""},
                    Message{"Fix it (#12)", "12", ""}, Message{"Fix it (#12)\n\n* one (#7)\n* two", "12", ""},
                    Message{"Revert \"Fix it (#12)\" (#13)", "13", ""}, Message{"Fix it (#12) again", "", ""},
                    Message{"Fix it (12)", "", ""}, Message{"Fix #12", "", ""}, Message{"Fix it (#)", "", ""},
                    Message{"Fix it (#012)", "", ""}, Message{"Fix it (#1234567890123)", "", ""},
                    Message{"(#12)", "12", ""}, Message{"", "", ""}, Message{")", "", ""},
                    Message{"()", "", ""}));

INSTANTIATE_TEST_SUITE_P(
    GitLab, MergedFromMessage,
    testing::Values(
        Message{"Merge branch 'fix' into 'main'\n\nFix it\n\nSee merge request acme/app!12", "12", "fix"},
        Message{"Merge branch 'a/b' into 'release/1.3'\n\nSee merge request acme/team/app!7\n", "7", "a/b"},
        Message{"Merge branch 'fix' into 'main'", "", "fix"}, Message{"Merge branch 'fix'", "", "fix"},
        Message{"Merge branch 'fix' into main", "", "fix"},
        Message{"Merge branch 'main' of git.example.com:acme/app", "", ""},
        Message{"Merge branch 'a b' into 'main'", "", ""}, Message{"Merge branch ''", "", ""},
        Message{"Merge branch '", "", ""}, Message{"Merge branch ", "", ""},
        Message{"Fix it\n\nSee merge request acme/app!12", "12", ""},
        Message{"Fix it\n\nSee merge request !1\nSee merge request acme/app!12", "12", ""},
        Message{"Fix it\n\nSee merge request acme/app#12", "", ""},
        Message{"Fix it\n\nI See merge request acme/app!12", "", ""}));

INSTANTIATE_TEST_SUITE_P(
    Gitea, MergedFromMessage,
    testing::Values(
        Message{"Merge pull request 'Fix it' (#12) from fix into main\n\nReviewed-on: "
                "https://git.example/acme/app/pulls/12",
                "12", "fix"},
        Message{"Merge pull request 'Fix it' (#12) from anna/app:fix/totals into main", "12", "fix/totals"},
        Message{"Merge pull request 'Fix' (#13) from evil into main' (#12) from fix into main", "12", "fix"},
        Message{"Merge pull request 'It's 'quoted'' (!12) from fix into main", "12", "fix"},
        Message{"Merge pull request 'Fix it' from fix into main", "", ""},
        Message{"Merge pull request 'Fix it' (#12)", "12", ""}));

RC_GTEST_PROP(MergedFrom, finds_nothing_but_numbers_and_names_that_git_takes, ()) {
    auto const pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "Merge pull request ", "Merge branch ", "#12", "(#12)", "(!7)", "!7", "'", " from ", " into ",
        "anna/fix", "main", ":", "\nSee merge request ", "\n", "\r", " ", "(", ")", "..", "ü", "\xff",
        std::string{"\0", 1}));
    std::string message;
    for (auto const& piece : pieces) message += piece;

    auto const found = merged_from(message);

    RC_ASSERT(found.branch.empty() || is_ref_name(found.branch));
    RC_ASSERT(found.pull_request.find_first_not_of("0123456789") == std::string::npos);
}

TEST(MergedFrom, a_message_without_end_takes_no_time) {
    std::string const line = "Merge pull request '" + std::string(1'000'000, '(') + " from x into y";
    EXPECT_EQ(merged_from(line).pull_request, "");
}

TEST(GitName, takes_what_git_takes) {
    for (auto const* name :
         {"main", "fix/größe", "a.b", "a/b.c/d", "HEAD", "feature@home", "a{b}", "#12", "1"})
        EXPECT_TRUE(is_ref_name(name)) << name;
    for (auto const* name :
         {"",    "@",   "-x", ".x",  "x.", "a..b", "a//b", "/a",   "a/",    "a/.b", "a.lock", "a.lock/b",
          "a b", "a~1", "a^", "a:b", "a?", "a*",   "a[",   "a\\b", "a@{0}", "a\nb", "a\x7f"})
        EXPECT_FALSE(is_ref_name(name)) << name;
    EXPECT_FALSE(is_ref_name(std::string(1025, 'a')));
}

TEST(GitName, knows_object_ids_of_both_kinds) {
    for (std::size_t const length : {40U, 64U}) {
        EXPECT_TRUE(is_object_id(std::string(length, 'a')));
        EXPECT_FALSE(is_object_id(std::string(length, '0')));
        EXPECT_TRUE(is_null_id(std::string(length, '0')));
        EXPECT_FALSE(is_object_id(std::string(length, 'A')));
        EXPECT_FALSE(is_object_id(std::string(length - 1, 'a')));
    }
    EXPECT_FALSE(is_null_id(""));
}

}  // namespace
}  // namespace cadence::forge
