// Tags made and pushed with real git into a real, bare repository.
#include <sstream>

#include "job/action_world.h"

namespace cadence::job::testing {

namespace {

struct Tagger : Actor {
    Tagger() {
        timeout = 20s;
        shell("git init -q --bare -b main remote.git && git clone -q remote.git work 2>/dev/null");
        shell("cd work && git config user.name Anna && git config user.email a@b && git checkout -q -b main");
        order.commit = commit("main");
    }
    /// One more commit on the branch, pushed.
    [[nodiscard]] std::string commit(std::string const& branch) {
        auto const message = std::to_string(++commits_);
        shell("cd work && (git checkout -q " + branch + " 2>/dev/null || git checkout -q -b " + branch +
              ") && git commit -q --allow-empty -m " + message + " && git push -q origin " + branch);
        return output("cd work && git rev-parse HEAD");
    }
    [[nodiscard]] std::string output(std::string const& line) const {
        shell("( " + line + " ) > " + file("output"));
        std::stringstream text;
        text << std::ifstream{file("output")}.rdbuf();
        auto all = text.str();
        if (all.ends_with('\n')) all.pop_back();
        return all;
    }
    [[nodiscard]] std::string in_remote(std::string const& words) const {
        return output("cd remote.git && git " + words);
    }
    [[nodiscard]] GitTagAction tagging() const { return {.remote = file("remote.git")}; }
    [[nodiscard]] std::string short_commit() const { return order.commit.substr(0, 7); }
    [[nodiscard]] std::string clone() const {
        for (auto const& entry : std::filesystem::directory_iterator{file("clones")})
            if (entry.path().extension() == ".git") return entry.path();
        return {};
    }

  private:
    int commits_ = 0;
};

TEST(GitTagAction, publishes_an_annotated_tag_on_the_candidate) {
    Tagger tagger;
    EXPECT_EQ(in_words(tagger.carry(tagger.tagging())),
              "done: v1.2.0 is published on " + tagger.short_commit());
    EXPECT_EQ(tagger.in_remote("cat-file -p v1.2.0"),
              "object " + tagger.order.commit +
                  "\ntype commit\ntag v1.2.0\ntagger cadenced <cadenced@localhost> 1769076000 "
                  "+0000\n\nRelease v1.2.0");
    EXPECT_EQ(tagger.in_remote("for-each-ref --format='%(refname)'"), "refs/heads/main\nrefs/tags/v1.2.0");
}

TEST(GitTagAction, done_twice_it_is_done_once) {
    Tagger tagger;
    (void)tagger.carry(tagger.tagging());
    auto const tag = tagger.in_remote("rev-parse v1.2.0");
    tagger.clock.advance(1h);
    auto const already = "done: v1.2.0 is published on " + tagger.short_commit() + " already";
    EXPECT_EQ(in_words(tagger.carry(tagger.tagging())), already);
    EXPECT_EQ(in_words(tagger.recover(tagger.tagging())), already);
    EXPECT_EQ(tagger.in_remote("rev-parse v1.2.0"), tag);
}

TEST(GitTagAction, a_published_tag_is_never_moved) {
    for (auto const* const how : {"git tag", "git tag -m theirs"}) {
        Tagger tagger;
        auto const other = tagger.commit("main");
        tagger.shell("cd work && " + std::string{how} + " v1.2.0 && git push -q origin v1.2.0");
        auto const tag = tagger.in_remote("rev-parse v1.2.0");
        auto const words = "failed: v1.2.0 is already published on " + other.substr(0, 7) + ", not on " +
                           tagger.short_commit() + "; a published tag is never moved";
        EXPECT_EQ(in_words(tagger.carry(tagger.tagging())), words);
        EXPECT_EQ(in_words(tagger.recover(tagger.tagging())), words);
        EXPECT_EQ(tagger.in_remote("rev-parse v1.2.0"), tag);
    }
}

TEST(GitTagAction, somebody_who_publishes_meanwhile_is_first) {
    Tagger tagger;
    auto const other = tagger.commit("main");
    // The remote's own hook publishes another tag while ours is on its way.
    tagger.write("remote.git/hooks/pre-receive",
                 "#!/bin/sh\nunset GIT_QUARANTINE_PATH\ngit update-ref refs/tags/v1.2.0 " + other + "\n");
    tagger.shell("chmod +x remote.git/hooks/pre-receive");
    EXPECT_EQ(in_words(tagger.carry(tagger.tagging())),
              "failed: v1.2.0 is already published on " + other.substr(0, 7) + ", not on " +
                  tagger.short_commit() + "; a published tag is never moved");
    EXPECT_EQ(tagger.in_remote("rev-parse v1.2.0"), other);
}

TEST(GitTagAction, a_remote_that_refuses_is_quoted) {
    Tagger tagger;
    tagger.write("remote.git/hooks/pre-receive", "#!/bin/sh\necho no tags today >&2\nexit 1\n");
    tagger.shell("chmod +x remote.git/hooks/pre-receive");
    EXPECT_EQ(in_words(tagger.carry(tagger.tagging())),
              "failed: The remote refuses v1.2.0: [remote rejected] (pre-receive hook declined)");
    EXPECT_EQ(tagger.in_remote("tag"), "");
}

TEST(GitTagAction, a_push_that_git_calls_a_success_is_looked_for) {
    Tagger tagger;
    tagger.write("remote.git/hooks/post-receive", "#!/bin/sh\ngit update-ref -d refs/tags/v1.2.0\n");
    tagger.shell("chmod +x remote.git/hooks/post-receive");
    EXPECT_EQ(in_words(tagger.carry(tagger.tagging())),
              "again: git has pushed v1.2.0, and the remote does not have it");
}

TEST(GitTagAction, any_commit_of_any_branch_may_be_tagged_also_by_its_short_name) {
    Tagger tagger;
    auto const hotfix = tagger.commit("hotfix/1.2.1");
    tagger.order.version = "1.2.1";
    tagger.order.commit = hotfix.substr(0, 8);
    EXPECT_EQ(in_words(tagger.carry(tagger.tagging())),
              "done: v1.2.1 is published on " + hotfix.substr(0, 7));
    EXPECT_EQ(tagger.in_remote("rev-parse v1.2.1^{commit}"), hotfix);
    EXPECT_EQ(tagger.carry(tagger.tagging()).what, DeliveryResult::What::done);
    // One that came after the clone was made.
    tagger.order.version = "1.3.0";
    tagger.order.commit = tagger.commit("main");
    EXPECT_EQ(in_words(tagger.carry(tagger.tagging())),
              "done: v1.3.0 is published on " + tagger.short_commit());
}

TEST(GitTagAction, without_a_commit_that_the_remote_has_it_fails) {
    Tagger tagger;
    tagger.order.commit = kCommit;
    EXPECT_EQ(in_words(tagger.carry(tagger.tagging())),
              "failed: No branch or tag of the remote has the commit " + kCommit +
                  ": push it, or correct the candidate");
    tagger.order.commit = "main";
    EXPECT_EQ(in_words(tagger.carry(tagger.tagging())), "failed: \"main\" is not a commit that git accepts.");
    auto const none = "failed: The release has no candidate: a tag needs its version and its commit.";
    tagger.order.commit = "";
    EXPECT_EQ(in_words(tagger.carry(tagger.tagging())), none);
    tagger.order.commit = kCommit;
    tagger.order.version = "";
    EXPECT_EQ(in_words(tagger.carry(tagger.tagging())), none);
    EXPECT_EQ(tagger.in_remote("tag"), "");
}

TEST(GitTagAction, names_and_messages_are_what_they_are) {
    Tagger tagger;
    tagger.order.version = "2.0.0-rc.1+build.7";
    auto action = tagger.tagging();
    action.message = "-m \"Release\" {tag}; $(touch x) 'it'\n\n# of {release}\n* by hand";
    action.name = "Release Bot";
    action.email = "bot@example.org";
    EXPECT_EQ(in_words(tagger.carry(action)),
              "done: v2.0.0-rc.1+build.7 is published on " + tagger.short_commit());
    auto const tag = tagger.in_remote("cat-file -p v2.0.0-rc.1+build.7");
    EXPECT_NE(tag.find("tagger Release Bot <bot@example.org> "), std::string::npos) << tag;
    EXPECT_TRUE(tag.ends_with(
        "\n\n-m \"Release\" v2.0.0-rc.1+build.7; $(touch x) 'it'\n\n# of backend-2026-01-22\n* by hand"))
        << tag;
    tagger.order.version = "1.2..0";
    EXPECT_TRUE(in_words(tagger.carry(action))
                    .starts_with("failed: No tag is created: \"1.2..0\" is not a version: "));
}

TEST(GitTagAction, a_version_that_has_a_v_already_gets_no_second_one) {
    Tagger tagger;
    tagger.order.version = "v1.4.0";
    EXPECT_EQ(in_words(tagger.carry(tagger.tagging())),
              "done: v1.4.0 is published on " + tagger.short_commit());
}

TEST(GitTagAction, a_broken_clone_is_made_anew) {
    for (auto const* const harm : {"find objects -type f -delete", "rm HEAD && mkdir HEAD",
                                   "echo junk > config", "touch packed-refs.lock shallow.lock",
                                   "find . -type f -exec truncate -s 0 {} +", "rm -rf refs && touch refs"}) {
        Tagger tagger;
        ASSERT_EQ(tagger.carry(tagger.tagging()).what, DeliveryResult::What::done);
        tagger.shell("cd " + tagger.clone() + " && chmod -R u+w . && " + harm);
        tagger.order.version = "1.3.0";
        tagger.order.commit = tagger.commit("main");
        EXPECT_EQ(in_words(tagger.carry(tagger.tagging())),
                  "done: v1.3.0 is published on " + tagger.short_commit())
            << harm;
        EXPECT_EQ(tagger.in_remote("rev-parse v1.3.0^{commit}"), tagger.order.commit);
    }
}

TEST(GitTagAction, a_remote_that_is_gone_is_tried_again) {
    Tagger tagger;
    tagger.shell("mv remote.git gone.git");
    auto const gone = in_words(tagger.carry(tagger.tagging()));
    EXPECT_TRUE(gone.starts_with("again: The remote cannot be asked for its tags: ")) << gone;
    EXPECT_TRUE(in_words(tagger.recover(tagger.tagging())).starts_with("again: "));
    tagger.shell("mv gone.git remote.git");
    EXPECT_EQ(in_words(tagger.recover(tagger.tagging())), "again: v1.2.0 is not published");
    EXPECT_EQ(tagger.in_remote("tag"), "") << "to recover is to look, not to do";
    EXPECT_EQ(tagger.carry(tagger.tagging()).what, DeliveryResult::What::done);
}

TEST(GitTagAction, a_remote_is_an_address_and_no_command) {
    Tagger tagger;
    for (auto const& remote :
         {"--upload-pack=touch " + tagger.file("hit") + ";", "ext::sh -c touch% " + tagger.file("hit")}) {
        EXPECT_EQ(tagger.carry(GitTagAction{.remote = remote}).what, DeliveryResult::What::again);
        EXPECT_FALSE(std::filesystem::exists(tagger.file("hit")));
    }
}

}  // namespace

}  // namespace cadence::job::testing
