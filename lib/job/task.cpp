#include "job/task.h"

#include <algorithm>

#include "job/words.h"

namespace cadence::job {

namespace {

std::string without(std::string text, std::string const& secret) {
    constexpr std::string_view kInstead = "***";
    for (auto at = text.find(secret); at != text.npos; at = text.find(secret, at + kInstead.size()))
        text.replace(at, secret.size(), kInstead);
    return text;
}

/// Asks nobody, and so never answers.
class NoTransport final : public net::Transport {
  public:
    void send(net::HttpRequest, std::function<void(Result<net::HttpResponse>)>) override {}
    void run(net::ProcessSpec, std::function<void(Result<net::ProcessResult>)>) override {}
};

}  // namespace

Duration Task::time_for(Duration at_most) const {
    return std::min(at_most, std::max<Duration>(limit_ - spent_, std::chrono::milliseconds{1}));
}

void Task::send(net::HttpRequest request, std::function<void(Result<net::HttpResponse> const&)> next,
                Duration at_most) {
    request.timeout = time_for(at_most);
    auto const limit = request.timeout;
    tools_.transport.send(std::move(request), [weak = weak_from_this(), limit, next = std::move(next)](
                                                  Result<net::HttpResponse> const& response) {
        auto const self = weak.lock();
        if (!self) return;
        if (response)
            self->spent_ += response->took;
        else if (response.error().problem.starts_with("http-timeout"))
            self->spent_ += limit;
        next(response);
    });
}

void Task::run(net::ProcessSpec program, std::function<void(Result<net::ProcessResult> const&)> next,
               Duration at_most) {
    program.timeout = time_for(at_most);
    tools_.transport.run(std::move(program), [weak = weak_from_this(),
                                              next = std::move(next)](Result<net::ProcessResult> const& ran) {
        auto const self = weak.lock();
        if (!self) return;
        if (ran) self->spent_ += ran->took;
        next(ran);
    });
}

Result<std::string> Task::secret(std::string const& from) {
    auto text = tools_.secrets == nullptr ? std::string{} : tools_.secrets->read(from);
    if (text) keep_out_of_words(*text);
    return text;
}

void Task::keep_out_of_words(std::string text) {
    if (!text.empty()) secrets_.push_back(std::move(text));
}

std::string Task::fit(std::string words) const {
    for (auto const& secret : secrets_) words = without(std::move(words), secret);
    return to_saw(words);
}

CheckTask::CheckTask(Tools const& tools, Check check, CheckSubject subject, Done done)
    : Task{tools, check.timeout},
      check_{std::move(check)},
      subject_{std::move(subject)},
      done_{std::move(done)} {}

void CheckTask::begin() {
    std::visit([this](auto const& what) { job::begin(*this, what); }, check_.what);
}

void CheckTask::ask(Result<net::HttpRequest> request, std::function<void(net::HttpResponse const&)> judge) {
    if (!request) return finish(finding_of(request.error()));
    send(*std::move(request), [this, judge = std::move(judge)](Result<net::HttpResponse> const& response) {
        response ? judge(*response) : finish(failed(response.error().detail));
    });
}

void CheckTask::ask(Result<net::ProcessSpec> program, std::function<void(net::ProcessResult const&)> judge) {
    if (!program) return finish(finding_of(program.error()));
    run(*std::move(program), [this, judge = std::move(judge)](Result<net::ProcessResult> const& ran) {
        ran ? judge(*ran) : finish(failed(ran.error().detail));
    });
}

void CheckTask::finish(Finding finding) {
    finding.saw = fit(std::move(finding.saw));
    finding.took = spent();
    done_(std::move(finding));
}

ActionTask::ActionTask(Tools const& tools, ActionRun call, Done done)
    : Task{tools, call.action.timeout}, call_{std::move(call)}, done_{std::move(done)} {}

void ActionTask::begin() {
    std::visit([this](auto const& what) { job::begin(*this, what); }, call_.action.what);
}

void ActionTask::finish(DeliveryResult result) {
    result.detail = fit(std::move(result.detail));
    done_(std::move(result));
}

Finding passed(std::string saw) {
    return {.outcome = release::CheckOutcome::passed, .saw = std::move(saw)};
}

Finding failed(std::string saw) {
    return {.outcome = release::CheckOutcome::failed, .saw = std::move(saw)};
}

Finding pending(std::string saw) {
    return {.outcome = release::CheckOutcome::pending, .saw = std::move(saw)};
}

tl::unexpected<Error> not_ready(std::string detail) {
    return refuse(ErrorCode::conflict, std::string{kNotReady}, std::move(detail));
}

Finding finding_of(Error const& error) {
    return error.problem == kNotReady ? pending(error.detail) : failed(error.detail);
}

std::optional<Finding> found_without_asking(Check const& check, CheckSubject const& subject) {
    NoTransport nobody;
    ManualClock const clock{subject.now};
    Tools const tools{nobody, clock};
    std::optional<Finding> found;
    CheckTask{tools, check, subject, [&](Finding finding) { found = std::move(finding); }}.begin();
    return found;
}

DeliveryResult unanswered(bool repeatable) {
    if (repeatable)
        return {.what = DeliveryResult::What::again, .detail = "It was never answered, and may be repeated."};
    return {
        .what = DeliveryResult::What::unknown,
        .detail = "It was sent and never answered: check there whether it happened, then retry or drop it."};
}

DeliveryResult never_sent(Error const& error) {
    bool const configured = error.code == ErrorCode::invalid || error.code == ErrorCode::conflict;
    return {.what = configured ? DeliveryResult::What::failed : DeliveryResult::What::again,
            .detail = error.detail};
}

}  // namespace cadence::job
