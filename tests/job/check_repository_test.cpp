// The changelog and the tags of a real git repository.
#include "job/check_world.h"

namespace cadence::job::testing {

namespace {

std::string const kChangelog =
    "# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2026-01-22\n\n### Added\n\n- Bulk upload (#12)\n- "
    "Export\n\n"
    "## [1.1.0] - 2026-01-08\n\n### Fixed\n\n- A crash (#9)\n";

struct Repository : Checker {
    Repository() {
        shell(
            "git init -q -b main repo && cd repo && git config user.name Anna && git config user.email a@b");
        commit(kChangelog);
        subject.commit = head();
    }
    void commit(std::string_view changelog) {
        write("repo/CHANGELOG.md", changelog);
        shell("cd repo && git add . && git commit -qm change && git rev-parse HEAD > ../head");
    }
    [[nodiscard]] std::string head() const {
        std::string commit;
        std::ifstream{file("head")} >> commit;
        return commit;
    }
    void tag(std::string const& names) const {
        shell("cd repo && for name in " + names + "; do git tag $name; done");
    }
    [[nodiscard]] ChangelogCheck in_git(std::string const& path = "CHANGELOG.md") const {
        return {.repository = file("repo"), .path = path};
    }
    [[nodiscard]] PreviousTagCheck tags() const { return {.repository = file("repo")}; }
};

TEST(ChangelogCheck, finds_the_candidates_chapter_at_the_candidates_commit) {
    Repository repository;
    repository.commit("# Changelog\n\n## [9.9.9] - 2026-02-01\n");  // later: not the candidate's
    auto const finding = repository.check(repository.in_git());
    EXPECT_EQ(in_words(finding), "passed: CHANGELOG.md has 1.2.0 (2026-01-22) with 2 entries");
    EXPECT_EQ(finding.notes.substr(0, 22), "## 1.2.0 (2026-01-22)\n") << finding.notes;
    EXPECT_NE(finding.notes.find("- Bulk upload"), std::string::npos);
    EXPECT_EQ(finding.notes.find("A crash"), std::string::npos);
    repository.subject.commit = repository.head();
    EXPECT_TRUE(in_words(repository.check(repository.in_git()))
                    .starts_with("failed: CHANGELOG.md: line 1: The changelog has no chapter for 1.2.0."));
}

TEST(ChangelogCheck, reads_a_file) {
    Checker checker;
    Folder const folder;
    auto const file = folder.write("-CHANGELOG v1.md", kChangelog);
    EXPECT_EQ(in_words(checker.check(ChangelogCheck{.file = file})),
              "passed: " + file + " has 1.2.0 (2026-01-22) with 2 entries");
}

TEST(ChangelogCheck, says_what_a_chapter_lacks_and_gives_its_notes_all_the_same) {
    Checker checker;
    Folder const folder;
    auto const file = folder.write("CHANGELOG.md", "# Changelog\n\n## 1.2.0\n\n### Added\n\n- Bulk upload\n");
    auto const finding = checker.check(ChangelogCheck{.file = file});
    EXPECT_TRUE(in_words(finding).starts_with("failed: " + file + ": 2 problems, first in line 3: "))
        << finding.saw;
    EXPECT_NE(finding.notes.find("Bulk upload"), std::string::npos);
}

TEST(ChangelogCheck, what_cannot_be_read_is_failed_with_why) {
    Repository repository;
    auto const complaint = [&](ChangelogCheck const& check) {
        auto const finding = repository.check(check);
        EXPECT_FALSE(finding.passed());
        EXPECT_EQ(finding.notes, "");
        return finding.saw;
    };
    EXPECT_EQ(complaint({.file = "/no/such"}),
              "cannot read /no/such: exit status 1: cat: /no/such: No such file or directory");
    EXPECT_EQ(complaint({.file = "/tmp"}), "cannot read /tmp: exit status 1: cat: /tmp: Is a directory");
    EXPECT_EQ(complaint({.file = "/dev/zero"}), "/dev/zero is larger than 1 MiB");
    auto const binary = repository.write("binary", std::string{"\x7f"
                                                               "ELF\0\1\2",
                                                               7});
    EXPECT_NE(complaint({.file = binary}).find("text"), std::string::npos);
    EXPECT_NE(complaint({.file = "/dev/null"}).find("/dev/null: "), std::string::npos);
    EXPECT_NE(complaint(repository.in_git("NEWS.md")).find("NEWS.md"), std::string::npos);
    EXPECT_NE(complaint({.repository = "/no/such", .path = "x"}).find("No such file or directory"),
              std::string::npos);
    EXPECT_NE(complaint({.repository = repository.file(""), .path = "x"}).find("not a git repository"),
              std::string::npos);
}

TEST(ChangelogCheck, a_huge_file_in_git_is_cut_off) {
    Repository repository;
    repository.shell("head -c 100000000 /dev/zero | tr '\\0' 'x' > repo/CHANGELOG.md");
    repository.shell("cd repo && git commit -qam huge && git rev-parse HEAD > ../head");
    repository.subject.commit = repository.head();
    EXPECT_EQ(in_words(repository.check(repository.in_git())), "failed: CHANGELOG.md is larger than 1 MiB");
}

TEST(ChangelogCheck, git_is_asked_for_a_commit_and_for_nothing_else) {
    Repository repository;
    for (auto const* const commit : {"main", "HEAD", "--help", ":0", "abc", "0123456 --exec=x"}) {
        repository.subject.commit = commit;
        EXPECT_EQ(in_words(repository.check(repository.in_git())),
                  "failed: \"" + std::string{commit} + "\" is not a commit that git accepts.");
    }
    repository.subject.commit.clear();
    EXPECT_EQ(in_words(repository.check(repository.in_git())),
              "pending: The release has no candidate commit yet.");
    repository.subject.version.clear();
    EXPECT_EQ(in_words(repository.check(repository.in_git())), "pending: The release has no version yet.");
}

TEST(PreviousTagCheck, finds_the_highest_version_before_the_candidate) {
    Repository repository;
    EXPECT_EQ(in_words(repository.check(repository.tags())),
              "failed: none of 0 tags is an earlier version than 1.2.0");
    repository.tag("v1.9.0-rc.1 nightly v1.1.0 v1.0.9 v1.0.10 v1.2.0 v1.10.0");
    auto const finding = repository.check(repository.tags());
    EXPECT_EQ(in_words(finding), "passed: the version before is tagged v1.1.0");
    EXPECT_EQ(finding.tag, "v1.1.0");
    repository.subject.version = "1.0.1";
    EXPECT_EQ(in_words(repository.check(repository.tags())),
              "failed: none of 7 tags is an earlier version than 1.0.1");
    repository.subject.version.clear();
    EXPECT_EQ(in_words(repository.check(repository.tags())),
              "pending: The release has no version yet: the tag before it is not known.");
}

TEST(PreviousTagCheck, a_repository_that_cannot_be_read_is_failed_with_why) {
    Repository repository;
    auto const finding = repository.check(PreviousTagCheck{.repository = repository.file("")});
    EXPECT_TRUE(
        in_words(finding).starts_with("failed: cannot list the tags: exit status 128: fatal: not a git "))
        << finding.saw;
}

TEST(PreviousTagCheck, reads_a_repository_that_belongs_to_somebody_else) {
    Repository repository;
    repository.tag("v1.1.0");
    if (::getuid() != 0) GTEST_SKIP() << "only root can give a file away";
    repository.shell("chown -R 65534 repo");
    EXPECT_EQ(repository.check(repository.tags()).tag, "v1.1.0");
}

}  // namespace

}  // namespace cadence::job::testing
