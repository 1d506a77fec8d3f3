// A runner of actions on a loop that the test runs until what it waits for has happened, a folder and a
// clock.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "job/action_runner.h"
#include "job/check_world.h"
#include "net/server.h"

namespace cadence::job::testing {

inline Instant const kNow{std::chrono::seconds{1'769'076'000}};  // 2026-01-22T10:00:00Z
inline std::string const kCommit = "0123456789abcdef0123456789abcdef01234567";
inline std::string const kId = "dlv_3f2a";

struct Actor : Folder {
    boost::asio::io_context loop;
    ManualClock clock{kNow};
    Secrets secrets{file("credentials")};
    std::unique_ptr<ActionRunner> runner;
    ActionOrder order{.action = "it",
                      .train = "backend",
                      .release = "backend-2026-01-22",
                      .version = "1.2.0",
                      .commit = kCommit,
                      .branch = "main"};
    ActionRunner::Where where{.staging_url = "https://staging.example.org/", .production_url = ""};
    Duration timeout = 5s;

    explicit Actor(net::Client::Options client = {}) {
        std::filesystem::create_directory(file("credentials"));
        runner = std::make_unique<ActionRunner>(
            loop, clock, secrets,
            ActionRunner::Options{.clones = file("clones"), .client = std::move(client)});
    }

    void run_until(std::function<bool()> const& holds, std::chrono::seconds within = 20s) {
        testing::run_until(loop, holds, within);
    }

    template <class What>
    [[nodiscard]] Action action(What what) const {
        return {.name = "it", .timeout = timeout, .what = std::move(what)};
    }
    ActionResult wait_for(std::function<void(ActionRunner::Done)> const& begin) {
        std::optional<ActionResult> result;
        begin([&](ActionResult told) {
            EXPECT_FALSE(result) << "told twice";
            result = std::move(told);
        });
        EXPECT_FALSE(result) << "told from within the call";
        run_until([&] { return result.has_value(); });
        return result.value_or(ActionResult{});
    }
    template <class What>
    ActionResult carry(What what) {
        auto const it = action(std::move(what));
        return wait_for([&](auto done) { runner->carry(kId, it, order, where, std::move(done)); });
    }
    template <class What>
    ActionResult follow(What what, std::string const& reference) {
        auto const it = action(std::move(what));
        return wait_for([&](auto done) { runner->follow(kId, it, order, reference, std::move(done)); });
    }
    template <class What>
    ActionResult recover(What what, Instant attempted_at = kNow) {
        auto const it = action(std::move(what));
        return wait_for([&](auto done) { runner->recover(kId, it, order, attempted_at, std::move(done)); });
    }
};

/// "done: HTTP 200"
[[nodiscard]] inline std::string in_words(ActionResult const& result) {
    constexpr std::array kNames{"done", "failed", "again", "following", "unknown", "begun"};
    return std::string{kNames.at(static_cast<std::size_t>(result.what))} + ": " + result.detail;
}

}  // namespace cadence::job::testing
