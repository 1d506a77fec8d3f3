// Works on what other systems told us, after they were answered: one arrival after the other, in the order
// they came. What cannot be read is `failed`, with its reason, and never keeps the others waiting. It sends
// nothing by itself and knows no loop: `work` is called when something may wait.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/engine.h"
#include "job/secrets.h"
#include "net/transport.h"
#include "worker/circuit.h"
#include "worker/hook_work.h"

namespace cadence::worker {

class Inbox {
  public:
    struct Options {
        /// To ask Coolify what it deployed, where its notice does not say; or nobody asks.
        net::Transport* transport = nullptr;
        job::Secrets const* secrets = nullptr;
        KnownPullRequest known_pull_request = {};
        /// Told, after the commit, what concerns the merge gate of a train.
        std::function<void(std::string const& train, forge::Fact const& fact)> heard = {};
        /// Told, in a line, what was refused, and once each what the configuration may be wrong about.
        std::function<void(std::string_view)> report = {};
        /// Has the next step of reading done in a turn of its own, or at once.
        std::function<void(std::function<void()>)> later = [](auto const& step) { step(); };
    };
    explicit Inbox(engine::Engine& engine) : Inbox(engine, Options{}) {}
    Inbox(engine::Engine& engine, Options options) : engine_{engine}, options_{std::move(options)} {}

    /// Takes the first that waits, unless one is being worked on; the others follow by themselves.
    void work();

  private:
    struct Task {
        engine::FinishHook finish;
        std::string train;  // or empty
        std::vector<forge::Fact> heard = {};
        std::vector<std::string> doubts = {};
    };
    using Facts = Result<std::vector<forge::Fact>>;
    /// One that is being worked on.
    struct Reading;
    void read_on(std::shared_ptr<Reading> const& reading);
    void decide(store::Arrival const& arrival, Facts const& facts);
    bool ask_about(store::Arrival const& arrival, Facts const& facts);
    [[nodiscard]] Task task_of(store::Arrival const& arrival, Facts const& facts,
                               std::optional<AskedCommit> asked) const;
    void work_out(store::Arrival const& arrival, Facts const& facts, std::optional<AskedCommit> asked,
                  Task& task) const;
    void submit(Task task);
    void finished(Task const& task, Result<engine::Outcome> const& outcome);
    void report(engine::FinishHook const& finish, std::string const& detail) const;
    void report_once(engine::FinishHook const& finish, std::string const& doubt);

    engine::Engine& engine_;
    Options options_;
    Circuits circuits_;  // of those that are asked: others wait behind one that is silent
    bool busy_ = false;
    std::set<std::string> doubted_;
    std::int64_t troubled_ = 0;  // the arrival that failed for no fault of its own, once
};

}  // namespace cadence::worker
