// Actions that run, and a real server for them.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "job/check_world.h"
#include "net/server.h"

namespace cadence::job::testing {

inline std::string const kCommit = "0123456789abcdef0123456789abcdef01234567";
inline std::string const kId = "dlv_3f2a";

struct Actor : RunnerWorld {
    ActionOrder order{.action = "it",
                      .train = "backend",
                      .release = "backend-2026-01-22",
                      .version = "1.2.0",
                      .commit = kCommit,
                      .branch = "main"};
    std::string production_url;
    Duration timeout = 5s;

    explicit Actor(net::Client::Options client = {}) : RunnerWorld{{}, std::move(client)} {}

    template <class What>
    [[nodiscard]] Action action(What what) const {
        return {.name = "it", .timeout = timeout, .what = std::move(what)};
    }
    [[nodiscard]] ActionRun call(Action it) const {
        return {.delivery = kId,
                .action = std::move(it),
                .order = order,
                .staging_url = "https://staging.example.org/",
                .production_url = production_url};
    }
    DeliveryResult wait_for(ActionRun call) {
        std::optional<DeliveryResult> result;
        runner->run(std::move(call), [&](DeliveryResult told) {
            EXPECT_FALSE(result) << "told twice";
            result = std::move(told);
        });
        EXPECT_FALSE(result) << "told from within the call";
        run_until([&] { return result.has_value(); });
        return result.value_or(DeliveryResult{});
    }
    template <class What>
    DeliveryResult carry(What what) {
        return wait_for(call(action(std::move(what))));
    }
    template <class What>
    DeliveryResult follow(What what, std::string reference) {
        auto it = call(action(std::move(what)));
        it.step = ActionRun::Step::follow;
        it.reference = std::move(reference);
        return wait_for(std::move(it));
    }
    template <class What>
    DeliveryResult recover(What what, Instant attempted_at = kNow) {
        auto it = call(action(std::move(what)));
        it.step = ActionRun::Step::recover;
        it.attempted_at = attempted_at;
        return wait_for(std::move(it));
    }
};

/// "done: HTTP 200"
[[nodiscard]] inline std::string in_words(DeliveryResult const& result) {
    constexpr std::array kNames{"done", "failed", "again", "following", "unknown", "begun"};
    return std::string{kNames.at(static_cast<std::size_t>(result.what))} + ": " + result.detail;
}

}  // namespace cadence::job::testing
