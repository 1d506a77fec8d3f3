// Actions that run a program, and the life of their runner.
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
    actor.where.production_url = "https://api.example.org";
    auto action =
        actor.action(CommandAction{.command = {"sh", "-c", "env | sort > seen"},
                                   .environment = {{"URL", "{production}"}, {"CADENCE_TRAIN", "mine"}},
                                   .directory = actor.file("")});
    action.environment = release::Environment::production;
    auto const result =
        actor.wait_for([&](auto done) { actor.runner->carry(kId, action, actor.order, actor.where, done); });
    EXPECT_EQ(in_words(result), "done: exit status 0");
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

TEST(ActionRunner, that_dies_ends_everything_and_tells_nobody) {
    Actor actor;
    std::shared_ptr<net::Exchange> held;
    net::Server silent{
        actor.loop,
        [&](net::Request const&, std::shared_ptr<net::Exchange> exchange) { held = std::move(exchange); },
        {}};
    auto const url = "http://" + silent.listen({"127.0.0.1", 0}).value().text();
    int told = 0;
    auto const count = [&](ActionResult const&) { ++told; };
    auto const begin = [&](auto what) {
        actor.runner->carry(kId, actor.action(std::move(what)), actor.order, actor.where, count);
    };
    begin(HttpAction{.url = url});
    begin(shell("echo $$ > " + actor.file("pid") + "; exec sleep 60"));
    begin(HttpAction{.url = "nothing"});
    int pid = 0;
    actor.run_until(
        [&] { return silent.connections() == 1 && std::ifstream{actor.file("pid")} >> pid && told == 1; });
    begin(CommandAction{});
    actor.runner.reset();
    auto const process = std::filesystem::path{"/proc"} / std::to_string(pid);
    actor.run_until([&] { return !std::filesystem::exists(process) && silent.connections() == 0; });
    EXPECT_EQ(told, 1);
}

TEST(ActionRunner, may_die_in_what_it_tells) {
    for (auto const* const command : {"true", "/no/such/program"}) {
        Actor actor;
        int told = 0;
        for (int i = 0; i < 4; ++i)
            actor.runner->carry(kId, actor.action(CommandAction{.command = {command}}), actor.order,
                                actor.where, [&](ActionResult const&) {
                                    ++told;
                                    actor.runner.reset();
                                });
        actor.run_until([&] { return told != 0; });
        actor.loop.restart();
        actor.loop.run();
        EXPECT_EQ(told, 1);
    }
}

}  // namespace

}  // namespace cadence::job::testing
