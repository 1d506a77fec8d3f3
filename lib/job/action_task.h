// One action under way, private to action_runner.cpp: a chain of requests and programs that ends in `finish`.
// Letting go of it ends what it does, and nobody is told. No secret that it has read leaves it in words.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "job/action_runner.h"
#include "job/fill.h"
#include "net/process.h"

namespace cadence::job {

struct ActionTools {
    boost::asio::io_context& loop;
    Clock const& clock;
    Secrets const& secrets;
    ActionRunner::Options const& options;
    net::Client& client;
};

enum class Purpose { carry, follow, recover };

struct ActionCall {
    Purpose purpose = Purpose::carry;
    std::string id;
    Action action;
    ActionOrder order;
    FillWords words = {};
    std::string reference = {};  // to follow
    Instant attempted_at = {};   // to recover
};

class ActionTask {
  public:
    using Finish = std::function<void(ActionResult)>;

    ActionTask(ActionTools const& tools, ActionCall call, Finish finish);
    virtual ~ActionTask() = default;
    ActionTask(ActionTask const&) = delete;
    ActionTask& operator=(ActionTask const&) = delete;

    virtual void begin() = 0;

  protected:
    using What = ActionResult::What;

    // One at a time, and together within the action's time limit.
    void ask(net::HttpRequest request, std::function<void(Result<net::HttpResponse> const&)> next);
    void run(net::ProcessSpec program, std::function<void(Result<net::ProcessResult> const&)> next);
    /// Ends the task: the last that is called.
    void finish(ActionResult result);
    void finish(What what, std::string detail) { finish({.what = what, .detail = std::move(detail)}); }

    [[nodiscard]] Result<std::string> secret(std::string const& from);
    /// A secret that must not appear in a detail.
    void keep_out_of_words(std::string text);
    [[nodiscard]] Duration time_left() const;
    [[nodiscard]] ActionTools const& tools() const { return tools_; }
    [[nodiscard]] ActionCall const& call() const { return call_; }

  private:
    ActionTools const& tools_;
    ActionCall call_;
    Finish finish_;
    std::vector<std::string> secrets_;
    Duration spent_{0};
    // What is under way; letting go of it ends it.
    net::RequestHandle asking_;
    std::unique_ptr<net::Child> child_;
};

/// For what can neither be asked about nor sent twice.
[[nodiscard]] ActionResult unanswered(bool repeatable);
/// The outcome of an error before anything was sent: worth another try, unless the configuration is wrong.
[[nodiscard]] ActionResult never_sent(Error const& error);

using Task = std::unique_ptr<ActionTask>;
[[nodiscard]] Task http_task(ActionTools const& tools, ActionCall call, ActionTask::Finish finish);
[[nodiscard]] Task coolify_task(ActionTools const& tools, ActionCall call, ActionTask::Finish finish);
[[nodiscard]] Task command_task(ActionTools const& tools, ActionCall call, ActionTask::Finish finish);
[[nodiscard]] Task git_tag_task(ActionTools const& tools, ActionCall call, ActionTask::Finish finish);

}  // namespace cadence::job
