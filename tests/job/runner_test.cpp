// The runner: real requests, real programs, so many at once, and its owner's life.
#include <fstream>

#include "job/action_world.h"
#include "job/words.h"
#include "net/server.h"

namespace cadence::job::testing {

namespace {

/// A staging system that answers, hangs or fails.
struct Staging : Checker {
    explicit Staging(CheckLimits limits = {}) : Checker{limits} {
        auto const listening = server.listen({"127.0.0.1", 0});
        EXPECT_TRUE(listening);
        subject.staging_url = "http://" + listening->text();
    }
    void answer(net::Request const& request, std::shared_ptr<net::Exchange> exchange) {
        targets.push_back(request.target);
        if (request.path == "/hang")
            hanging.push_back(std::move(exchange));
        else
            exchange->reply({request.path == "/health" ? 200 : 503, {}, R"({"status":"ok"})"});
    }
    std::vector<std::string> targets;
    std::vector<std::shared_ptr<net::Exchange>> hanging;
    net::Server server{loop,
                       [this](net::Request const& request, std::shared_ptr<net::Exchange> exchange) {
                           answer(request, std::move(exchange));
                       },
                       {}};
};

TEST(Runner, asks_a_server) {
    Staging staging;
    auto const good =
        staging.check(HttpCheck{.url = "{staging}/health?v={version}", .body_contains = "\"ok\""});
    EXPECT_TRUE(in_words(good).starts_with("passed: HTTP 200 in ")) << good.saw;
    EXPECT_GT(good.took, 0us);
    EXPECT_EQ(staging.targets, std::vector<std::string>{"/health?v=1.2.0"});
    auto const bad = staging.check(HttpCheck{.url = "{staging}/health/ready"});
    EXPECT_TRUE(in_words(bad).starts_with("failed: HTTP 503 in ")) << bad.saw;
}

TEST(Runner, a_check_that_cannot_run_is_failed_with_why) {
    Staging staging;
    EXPECT_EQ(in_words(staging.check(HttpCheck{.url = "{staging}/hang"}, 100ms)),
              "failed: 127.0.0.1 did not answer within 100 ms: it was still silent.");
    staging.subject.staging_url.clear();
    EXPECT_EQ(in_words(staging.check(HttpCheck{.url = "{staging}/health"})),
              "failed: {staging} has no value: the train has no staging address.");
    EXPECT_EQ(in_words(staging.check(HttpCheck{.url = "api.example.org"})),
              "failed: The URL begins with neither http:// nor https://.");
    EXPECT_EQ(in_words(staging.check(CommandCheck{.command = {"supabase", "db", "diff"}})),
              "failed: cannot run supabase: No such file or directory");
    EXPECT_EQ(in_words(staging.check(CommandCheck{.command = {}})),
              "failed: cannot run nothing: no program is named");
}

TEST(Runner, runs_a_program_with_what_is_stated) {
    Checker checker;
    EXPECT_EQ(
        in_words(checker.check(CommandCheck{.command = {"sh", "-c", "echo \"$0 $V in $(pwd)\"", "{release}"},
                                            .environment = {{"V", "v{version}"}},
                                            .directory = "/usr"})),
        "passed: exit status 0: 2026-01-22 v1.2.0 in /usr");
    EXPECT_EQ(in_words(checker.check(
                  CommandCheck{.command = {"sh", "-c", "echo begin; echo 2 differ >&2; exit 3"}})),
              "failed: exit status 3: 2 differ");
    EXPECT_EQ(in_words(checker.check(CommandCheck{.command = {"sh", "-c", "kill -TERM $$"}})),
              "failed: killed by SIGTERM");
    EXPECT_EQ(in_words(checker.check(CommandCheck{.command = {"env"}, .environment = {{"LANG", "C"}}})),
              "passed: exit status 0: PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
}

TEST(Runner, a_program_cannot_stall_or_flood) {
    Checker checker;
    auto const hanging = checker.check(CommandCheck{.command = {"sleep", "60"}}, 100ms);
    EXPECT_TRUE(in_words(hanging).starts_with("failed: killed after 1")) << hanging.saw;
    auto const flood = checker.check(CommandCheck{.command = {"yes", std::string(600, '\xff')}});
    EXPECT_TRUE(in_words(flood).starts_with("failed: killed after writing more than 1 MiB: \xEF\xBF\xBD"))
        << flood.saw;
    EXPECT_LE(flood.saw.size(), kMostSeen);
    EXPECT_EQ(in_words(checker.check(CommandCheck{.command = {"seq", "100000"}})),
              "passed: exit status 0: 100000");
}

TEST(Runner, so_many_run_at_once_and_the_others_wait_their_turn) {
    Staging staging{{.max_at_once = 2, .long_after = 1h}};
    std::vector<int> finished;
    for (int i = 0; i < 5; ++i)
        staging.runner->run({.name = "", .what = HttpCheck{.url = "{staging}/hang"}}, staging.subject,
                            [&, i](Finding const&) { finished.push_back(i); });
    EXPECT_EQ(staging.runner->running(), 2U);
    EXPECT_EQ(staging.runner->waiting(), 3U);
    for (std::size_t done = 0; done < 5; ++done) {
        auto const busy = std::min<std::size_t>(2, 5 - done);
        staging.run_until([&] { return staging.hanging.size() == done + busy; });
        EXPECT_EQ(staging.runner->running(), busy);
        EXPECT_EQ(staging.targets.size(), done + busy);
        staging.hanging[done]->reply({200, {}, ""});
        staging.run_until([&] { return finished.size() == done + 1; });
    }
    EXPECT_EQ(finished, (std::vector{0, 1, 2, 3, 4}));
    EXPECT_EQ(staging.runner->running() + staging.runner->waiting(), 0U);
}

TEST(Runner, checks_that_hang_hold_up_no_others) {
    Staging staging{{.max_at_once = 2, .max_long = 5, .long_after = 10ms}};
    for (int i = 0; i < 5; ++i)
        staging.runner->run({.name = "", .what = HttpCheck{.url = "{staging}/hang"}}, staging.subject,
                            [](Finding const&) {});
    auto const good = staging.check(HttpCheck{.url = "{staging}/health"});
    EXPECT_TRUE(in_words(good).starts_with("passed: HTTP 200 in ")) << good.saw;
    EXPECT_EQ(staging.hanging.size(), 5U);
    for (int i = 0; i < 5; ++i)
        staging.runner->run({.name = "", .what = HttpCheck{.url = "{staging}/hang"}}, staging.subject,
                            [](Finding const&) {});
    staging.run_until([&] { return staging.hanging.size() == 7; });
    EXPECT_EQ(staging.runner->running(), 7U);
    EXPECT_EQ(staging.runner->waiting(), 3U);
}

TEST(Runner, a_full_queue_is_said_so) {
    Staging staging{{.max_at_once = 1, .long_after = 1h, .max_waiting = 1}};
    std::vector<std::string> found;
    for (int i = 0; i < 3; ++i)
        staging.runner->run({.name = "", .what = HttpCheck{.url = "{staging}/hang"}}, staging.subject,
                            [&](Finding const& finding) { found.push_back(in_words(finding)); });
    EXPECT_TRUE(found.empty()) << "told from within run";
    staging.run_until([&] { return !found.empty(); });
    EXPECT_EQ(found, std::vector<std::string>{"failed: too many checks are waiting (1): ask again later"});
}

TEST(Runner, a_runner_that_dies_ends_everything_and_tells_nobody) {
    Staging staging{{.max_at_once = 3}};
    Folder const folder;
    int told = 0;
    auto const count = [&](Finding const&) { ++told; };
    for (Check const& check :
         {Check{.name = "", .what = HttpCheck{.url = "{staging}/hang"}},
          Check{.name = "",
          .what = CommandCheck{{"sh", "-c", "echo $$ > " + folder.file("pid") + "; exec sleep 60"}}},
          Check{.name = "", .what = HttpCheck{.url = "{nothing"}}, Check{.name = "", .what = HttpCheck{}}})
        staging.runner->run(check, staging.subject, count);
    int pid = 0;
    staging.run_until(
        [&] { return !staging.hanging.empty() && std::ifstream{folder.file("pid")} >> pid && told == 2; });
    staging.die();
    auto const process = std::filesystem::path{"/proc"} / std::to_string(pid);
    staging.run_until([&] { return !std::filesystem::exists(process) && staging.server.connections() == 0; });
    EXPECT_EQ(told, 2);
}

TEST(Runner, may_die_in_what_it_tells) {
    for (auto const& command : {"true", "/no/such/program"}) {
        Checker checker;
        int told = 0;
        for (int i = 0; i < 6; ++i)
            checker.runner->run({.name = "", .what = CommandCheck{.command = {command}}}, checker.subject,
                                [&](Finding const&) {
                                    ++told;
                                    checker.die();
                                });
        checker.run_until([&] { return told != 0; });
        checker.loop.restart();
        checker.loop.run();
        EXPECT_EQ(told, 1);
    }
}

TEST(Runner, what_it_tells_may_run_the_next) {
    Checker checker{{.max_at_once = 1}};
    std::vector<std::string> found;
    Check const check{.name = "", .what = CommandCheck{.command = {"true"}}};
    checker.runner->run(check, checker.subject, [&](Finding const& first) {
        found.push_back(in_words(first));
        checker.runner->run(check, checker.subject,
                            [&](Finding const& second) { found.push_back(in_words(second)); });
    });
    checker.run_until([&] { return found.size() == 2; });
    EXPECT_EQ(found, (std::vector<std::string>{"passed: exit status 0", "passed: exit status 0"}));
}

TEST(Runner, that_dies_ends_actions_and_tells_nobody) {
    Actor actor;
    std::shared_ptr<net::Exchange> held;
    net::Server silent{
        actor.loop,
        [&](net::Request const&, std::shared_ptr<net::Exchange> exchange) { held = std::move(exchange); },
        {}};
    auto const url = "http://" + silent.listen({"127.0.0.1", 0}).value().text();
    int told = 0;
    auto const count = [&](DeliveryResult const&) { ++told; };
    auto const begin = [&](auto what) {
        actor.runner->run(actor.call(actor.action(std::move(what))), count);
    };
    begin(HttpAction{.url = url});
    begin(CommandAction{.command = {"sh", "-c", "echo $$ > " + actor.file("pid") + "; exec sleep 60"}});
    begin(HttpAction{.url = "nothing"});
    int pid = 0;
    actor.run_until(
        [&] { return silent.connections() == 1 && std::ifstream{actor.file("pid")} >> pid && told == 1; });
    begin(CommandAction{});
    actor.die();
    auto const process = std::filesystem::path{"/proc"} / std::to_string(pid);
    actor.run_until([&] { return !std::filesystem::exists(process) && silent.connections() == 0; });
    EXPECT_EQ(told, 1);
}

TEST(Runner, may_die_in_what_it_tells_of_an_action) {
    for (auto const* const command : {"true", "/no/such/program"}) {
        Actor actor;
        int told = 0;
        for (int i = 0; i < 4; ++i)
            actor.runner->run(actor.call(actor.action(CommandAction{.command = {command}})),
                              [&](DeliveryResult const&) {
                                  ++told;
                                  actor.die();
                              });
        actor.run_until([&] { return told != 0; });
        actor.loop.restart();
        actor.loop.run();
        EXPECT_EQ(told, 1);
    }
}

}  // namespace

}  // namespace cadence::job::testing
