// Actions that run a program.
#include "job/action_world.h"

namespace cadence::job::testing {

namespace {

CommandAction shell(std::string const& line) {
    return {.command = {"sh", "-c", line, "{tag}"}};
}

TEST(CommandAction, what_its_end_means) {
    Actor actor;
    EXPECT_EQ(in_words(actor.carry(shell("echo deployed $0"))), "done: exit status 0: deployed v1.2.0");
    EXPECT_EQ(in_words(actor.carry(shell("echo busy >&2; exit 75"))), "again: exit status 75: busy");
    EXPECT_EQ(in_words(actor.carry(shell("echo begin; echo broken; exit 1"))),
              "failed: exit status 1: broken");
    EXPECT_EQ(in_words(actor.carry(CommandAction{.command = {"/no/such/deploy"}})),
              "failed: cannot run /no/such/deploy: No such file or directory");
    EXPECT_EQ(in_words(actor.carry(CommandAction{.command = {"deploy", "{production}"}})),
              "failed: {production} has no value: the train has no production address.");
}

TEST(CommandAction, one_that_did_not_end_by_itself_is_unknown_unless_it_may_be_repeated) {
    Actor actor;
    actor.timeout = 200ms;
    auto action = shell("echo half; exec sleep 60");
    auto const stuck = in_words(actor.carry(action));
    EXPECT_TRUE(stuck.starts_with("unknown: Check whether it happened, then retry or drop it: killed after "))
        << stuck;
    action.repeatable = true;
    EXPECT_TRUE(in_words(actor.carry(action)).starts_with("again: killed after "));
    actor.timeout = 5s;
    EXPECT_EQ(in_words(actor.carry(shell("kill -TERM $$"))),
              "unknown: Check whether it happened, then retry or drop it: killed by SIGTERM");
    EXPECT_TRUE(
        in_words(actor.carry(CommandAction{.command = {"yes"}}))
            .starts_with("unknown: Check whether it happened, then retry or drop it: killed after writing"));
}

TEST(CommandAction, knows_what_it_is_for_and_nothing_else) {
    Actor actor;
    actor.production_url = "https://api.example.org";
    auto action =
        actor.action(CommandAction{.command = {"sh", "-c", "env | sort > seen"},
                                   .environment = {{"URL", "{production}"}, {"CADENCE_TRAIN", "mine"}},
                                   .directory = actor.file("")});
    action.environment = release::Environment::production;
    EXPECT_EQ(in_words(actor.wait_for(actor.call(action))), "done: exit status 0");
    std::ifstream stream{actor.file("seen")};
    std::string seen;
    for (std::string line; std::getline(stream, line);)
        if (!line.starts_with("PWD=") && !line.starts_with("_=") && !line.starts_with("SHLVL="))
            seen += line + "\n";
    EXPECT_EQ(seen, "CADENCE_COMMIT=" + kCommit + "\n" +
                        "CADENCE_DELIVERY=dlv_3f2a\nCADENCE_ENVIRONMENT=production\n"
                        "CADENCE_RELEASE=backend-2026-01-22\nCADENCE_TRAIN=mine\nCADENCE_VERSION=1.2.0\n"
                        "LANG=C.UTF-8\nPATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n"
                        "URL=https://api.example.org\n");
}

TEST(CommandAction, after_a_crash_only_what_may_be_repeated_is_run_again) {
    Actor actor;
    auto action = shell("true");
    EXPECT_TRUE(in_words(actor.recover(action)).starts_with("unknown: "));
    action.repeatable = true;
    EXPECT_TRUE(in_words(actor.recover(action)).starts_with("again: "));
}

}  // namespace

}  // namespace cadence::job::testing
