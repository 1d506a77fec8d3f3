// The merge gate on the forge: every open pull request into a train's main branch carries what the gate says
// of it, as a commit status (and of GitLab as the answer to an external check). A reconciler, not a queue:
// notices and sweeps only change what is known, the gate what is wanted, and whatever differs is posted,
// paced. What a webhook loses a sweep repairs, merges too. Sends nothing by itself: it is given `ask`.
//
// Invariants: nothing is posted that is there already; a failing forge is asked ever more seldom and is
// visible; no token is in what is reported.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "engine/forge_standing.h"
#include "forge/forge.h"
#include "job/secrets.h"

namespace cadence::worker {

class ForgeGate {
  public:
    struct Options {
        engine::Engine& engine;
        job::Secrets const& secrets;
        std::function<void(net::HttpRequest, std::function<void(Result<net::HttpResponse>)>)> ask;
        std::function<void(std::string_view)> report;  // for the log
    };

    explicit ForgeGate(Options options);
    ~ForgeGate();
    ForgeGate(ForgeGate const&) = delete;
    ForgeGate& operator=(ForgeGate const&) = delete;

    /// Once, after the engine's start.
    void start();
    /// Wants to hear of every commit.
    void committed(std::vector<release::LogLine> const& lines);
    /// Wants to hear of what hooks tell about a train's repository; others than pull requests and merge
    /// groups are passed over.
    void heard(std::string const& train, forge::Fact const& fact);
    /// Does what may be done now. Whoever owns it calls it at next_wake.
    void wake();
    [[nodiscard]] std::optional<Instant> next_wake() const;

    /// One that is open, or was lately.
    [[nodiscard]] std::optional<forge::PullRequest> pull_request(std::string const& train,
                                                                 std::string const& number) const;
    [[nodiscard]] std::vector<engine::ForgeStanding> standings() const;

  private:
    class Impl;
    std::shared_ptr<Impl> impl_;  // shared with what is asked, weakly
};

}  // namespace cadence::worker
