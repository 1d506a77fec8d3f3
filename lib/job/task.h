// A check or an action under way: a chain of requests and programs, one at a time and all within one time
// limit, that ends in `finish`. No secret that it has read leaves it in words. Its owner ends it by letting
// go: it is not called back any more.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "job/action.h"
#include "job/check.h"
#include "job/fill.h"
#include "job/secrets.h"
#include "net/transport.h"

namespace cadence::job {

/// What tasks work with.
struct Tools {
    net::Transport& transport;
    Clock const& clock;
    Secrets const* secrets = nullptr;  // without them each is empty
    std::string clones = {};           // the directory of git clones: below the state directory
    std::string ca_file = {};          // git's, as the transport's
    std::string proxy = {};
};

class Task : public std::enable_shared_from_this<Task> {
  public:
    virtual ~Task() = default;
    Task(Task const&) = delete;
    Task& operator=(Task const&) = delete;

    virtual void begin() = 0;

    // What they state as a time-out does not count: this step's `at_most` does, and what is left of the
    // limit.
    void send(net::HttpRequest request, std::function<void(Result<net::HttpResponse> const&)> next,
              Duration at_most = Duration::max());
    void run(net::ProcessSpec program, std::function<void(Result<net::ProcessResult> const&)> next,
             Duration at_most = Duration::max());

    [[nodiscard]] Result<std::string> secret(std::string const& from);
    /// A secret that must not appear in words.
    void keep_out_of_words(std::string text);
    [[nodiscard]] Tools const& tools() const { return tools_; }

    /// Something that lives as long as the task.
    template <class State>
    State& keep(std::shared_ptr<State> state) {
        state_ = state;
        return *state;
    }

  protected:
    Task(Tools const& tools, Duration limit) : tools_{tools}, limit_{limit} {}
    [[nodiscard]] std::string fit(std::string words) const;
    [[nodiscard]] Duration spent() const { return spent_; }

  private:
    [[nodiscard]] Duration time_for(Duration at_most) const;

    Tools const& tools_;
    Duration limit_;
    Duration spent_{0};
    std::vector<std::string> secrets_;
    std::shared_ptr<void> state_;
};

class CheckTask final : public Task {
  public:
    using Done = std::function<void(Finding)>;

    CheckTask(Tools const& tools, Check check, CheckSubject subject, Done done);
    void begin() override;

    // What cannot be asked, or is not answered, ends the check.
    void ask(Result<net::HttpRequest> request, std::function<void(net::HttpResponse const&)> judge);
    void ask(Result<net::ProcessSpec> program, std::function<void(net::ProcessResult const&)> judge);
    /// The last that is called.
    void finish(Finding finding);
    [[nodiscard]] CheckSubject const& subject() const { return subject_; }

  private:
    Check check_;
    CheckSubject subject_;
    Done done_;
};

class ActionTask final : public Task {
  public:
    using Done = std::function<void(DeliveryResult)>;

    ActionTask(Tools const& tools, ActionRun call, Done done);
    void begin() override;

    /// The last that is called.
    void finish(DeliveryResult result);
    void finish(DeliveryResult::What what, std::string detail) {
        finish({.what = what, .detail = std::move(detail)});
    }
    [[nodiscard]] ActionRun const& call() const { return call_; }

  private:
    ActionRun call_;
    Done done_;
};

[[nodiscard]] Finding passed(std::string saw);
[[nodiscard]] Finding failed(std::string saw);
/// It cannot be known yet.
[[nodiscard]] Finding pending(std::string saw);
/// That a request needs what is still to come. Problem `check-not-ready`.
[[nodiscard]] tl::unexpected<Error> not_ready(std::string detail);
/// Of a check that cannot be asked: pending where it is not ready, else failed.
[[nodiscard]] Finding finding_of(Error const& error);

/// For what can neither be asked about nor sent twice.
[[nodiscard]] DeliveryResult unanswered(bool repeatable);
/// The outcome of an error before anything was sent: worth another try, unless the configuration is wrong.
[[nodiscard]] DeliveryResult never_sent(Error const& error);

}  // namespace cadence::job
