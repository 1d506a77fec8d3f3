// The merge gate on the forge: every open pull request into a train's main branch carries what the gate says
// of it, as a commit status (and of GitLab as the answer to an external check). A reconciler, not a queue:
// notices and sweeps only change what is known, the gate what is wanted, and whatever differs is posted,
// paced. What a webhook loses a sweep repairs, merges too.
//
// Invariants: nothing is posted that is there already; a failing forge is asked ever more seldom and is
// visible; no token is in what is reported.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "forge/forge.h"
#include "job/secrets.h"
#include "net/transport.h"
#include "worker/forge_watch.h"

namespace cadence::worker {

class ForgeGate {
  public:
    struct Options {
        engine::Engine& engine;
        job::Secrets const& secrets;
        net::Transport& transport;
        std::function<void(std::string_view)> report;                   // for the log
        std::function<void(std::optional<Instant>)> arm = [](auto) {};  // when to call `wake` again
    };

    explicit ForgeGate(Options options) : options_{std::move(options)} {}
    ForgeGate(ForgeGate const&) = delete;
    ForgeGate& operator=(ForgeGate const&) = delete;

    /// Wants to hear of what hooks tell about a train's repository; others than pull requests and merge
    /// groups are passed over.
    void heard(std::string const& train, forge::Fact const& fact);
    /// Does what may be done now. Wanted after the engine's start, when `arm` said, and after each commit:
    /// the engine's revisions say which trains it concerns.
    void wake();
    [[nodiscard]] std::optional<Instant> next_wake() const;

    /// One that is open, or was lately.
    [[nodiscard]] std::optional<forge::PullRequest> pull_request(std::string const& train,
                                                                 std::string const& number) const;
    [[nodiscard]] std::vector<ForgeStanding> standings() const;

  private:
    enum class Way { read, write };
    struct Answer {
        Result<net::HttpResponse> response;
        bool limited = false;  // refused for having asked too much
    };
    using Then = std::function<void(ForgeWatch&, Answer const&)>;

    void adopt_config();
    void settle(ForgeWatch& watch);
    void work();
    bool read_something(ForgeWatch& watch);
    bool begin_sweep(ForgeWatch& watch);
    bool post_something();
    void ask(ForgeWatch& watch, Way way, net::HttpRequest request, Then then);
    void answered(std::uint64_t watch, Answer answer, Then const& then);
    [[nodiscard]] std::optional<std::string> token_of(ForgeWatch& watch, ForgeRetry& retry);
    void failed(ForgeWatch const& watch, ForgeRetry& retry, std::string const& why);
    void succeeded(ForgeWatch const& watch, ForgeRetry& retry);

    void take_sweep(ForgeWatch& watch, ForgeSweep::Question const& question, Answer const& answer);
    void end_sweep(ForgeWatch& watch);
    void judge_cut_off(ForgeWatch& watch, ForgeSweep::Found const& found);
    void judge_required(ForgeWatch& watch, std::optional<bool> required);
    void take_head(ForgeWatch& watch, ForgeSweep::Found const& found);
    void record_head(ForgeWatch const& watch, release::RecordMerge merge);
    bool read_target(ForgeWatch& watch, ForgeTarget& target);
    void take_target(ForgeWatch& watch, ForgeTarget const& asked, Answer const& answer);
    bool read_files(ForgeWatch& watch);
    void take_files(ForgeWatch& watch, ForgeFiles::Question const& question, Answer const& answer);
    bool read_queue(ForgeWatch& watch);
    void take_queue(ForgeWatch& watch, Answer const& answer);
    void post_target(ForgeWatch& watch, ForgeTarget& target, std::string const& token);
    void tell_of_words(ForgeWatch& watch, forge::Status const& posted);
    void tell_if_let_through(ForgeWatch& watch, ForgeRetry const& retry, std::string const& why);
    void tell_people(ForgeWatch const& watch, std::string text);
    void take_posted(ForgeWatch& watch, ForgeTarget const& asked, Answer const& answer);

    [[nodiscard]] ForgeLane& lane_of(ForgeWatch const& watch) { return lanes_[watch.forge.api_url]; }
    [[nodiscard]] ForgeLane lane_now(ForgeWatch const& watch) const;
    [[nodiscard]] Instant now() const { return options_.engine.clock().now(); }

    Options options_;
    std::map<std::string, ForgeWatch> watches_;  // by train
    std::map<std::string, ForgeLane> lanes_;     // by api_url
    std::uint64_t last_id_ = 0;
    std::uint64_t rank_ = 0;
    bool waking_ = false;
    bool again_ = false;
};

}  // namespace cadence::worker
