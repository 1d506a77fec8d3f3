#include "job/action_task.h"

#include <algorithm>

#include "job/check_text.h"

namespace cadence::job {

namespace {

std::string without(std::string text, std::string const& secret) {
    constexpr std::string_view kInstead = "***";
    for (auto at = text.find(secret); at != text.npos; at = text.find(secret, at + kInstead.size()))
        text.replace(at, secret.size(), kInstead);
    return text;
}

}  // namespace

ActionTask::ActionTask(ActionTools const& tools, ActionCall call, Finish finish)
    : tools_(tools), call_(std::move(call)), finish_(std::move(finish)) {}

Duration ActionTask::time_left() const {
    return std::max<Duration>(call_.action.timeout - spent_, std::chrono::milliseconds{1});
}

void ActionTask::ask(net::HttpRequest request, std::function<void(Result<net::HttpResponse> const&)> next) {
    request.timeout = std::min(request.timeout, time_left());
    auto const limit = request.timeout;
    asking_ = tools_.client.ask(
        std::move(request), [this, limit, next = std::move(next)](Result<net::HttpResponse> const& response) {
            spent_ += response ? response->took : limit;
            next(response);
        });
}

void ActionTask::run(net::ProcessSpec program, std::function<void(Result<net::ProcessResult> const&)> next) {
    program.timeout = std::min(program.timeout, time_left());
    child_ =
        std::make_unique<net::Child>(tools_.loop, std::move(program),
                                     [this, next = std::move(next)](Result<net::ProcessResult> const& ran) {
                                         if (ran) spent_ += ran->took;
                                         next(ran);
                                     });
}

void ActionTask::finish(ActionResult result) {
    for (auto const& secret : secrets_) result.detail = without(std::move(result.detail), secret);
    result.detail = to_saw(result.detail);
    finish_(std::move(result));
}

Result<std::string> ActionTask::secret(std::string const& from) {
    auto text = tools_.secrets.read(from);
    if (text) keep_out_of_words(*text);
    return text;
}

void ActionTask::keep_out_of_words(std::string text) {
    if (!text.empty()) secrets_.push_back(std::move(text));
}

ActionResult unanswered(bool repeatable) {
    if (repeatable)
        return {.what = ActionResult::What::again, .detail = "It was never answered, and may be repeated."};
    return {
        .what = ActionResult::What::unknown,
        .detail = "It was sent and never answered: check there whether it happened, then retry or drop it."};
}

ActionResult never_sent(Error const& error) {
    bool const configured = error.code == ErrorCode::invalid || error.code == ErrorCode::conflict;
    return {.what = configured ? ActionResult::What::failed : ActionResult::What::again,
            .detail = error.detail};
}

}  // namespace cadence::job
