#include <thread>

#include "cadencectl/request_parts.h"
#include "cadencectl/requests.h"
#include "cadencectl/runs.h"
#include "cadencectl/show.h"

namespace cadence::ctl::runs {

namespace {

constexpr auto kEnough = "20";  // of those to look at: more are not counted

bool is_over(Json const& delivery) {
    auto const state = text(delivery, "state");
    return state != "pending" && state != "sending" && state != "following";
}

/// Asks until it is over or patience is, and gives what was answered last.
Result<Json> outcome_of(Session& session, std::string const& id) {
    auto const& limits = session.limits();
    auto left = limits.patience;
    for (;;) {
        auto answer = session.ask(requests::get(requests::of_delivery(id)));
        if (!answer || is_over(*answer) || left < limits.pause) return answer;
        std::this_thread::sleep_for(limits.pause);
        left -= limits.pause;
    }
}

/// A line for each thing that needs a person. What refuses to tell says nothing: it is only a remark.
std::string to_look_at(Session& session, Arguments const& arguments, Instant now) {
    std::string all;
    if (auto const page = session.ask_all(requests::get("/v1/forges", arguments, {"train"})))
        all += show::forges_to_look_at(*page, session.style(), now);
    if (auto const page = session.ask(requests::get("/v1/hooks", arguments, {"train"})))
        all += show::hooks_to_look_at(*page, session.style(), now);
    for (auto const* state : {"dead", "unknown"}) {
        auto request = requests::get("/v1/deliveries", arguments, {"train"});
        request.query.emplace_back("state", state);
        request.query.emplace_back("limit", kEnough);
        if (auto const page = session.ask(request))
            all += show::deliveries_to_look_at(*page, state, session.style());
    }
    return all;
}

}  // namespace

Result<Exit> status(Session& session, Arguments const& arguments) {
    Subject subject;
    auto const request = requests::status(arguments, subject);
    if (!request) return tl::unexpected{request.error()};
    auto const answer = session.ask_all(*request);
    if (!answer) return tl::unexpected{answer.error()};
    if (session.wrote_json()) return Exit::done;
    subject.now = session.now();
    auto const standing = show::status({*answer, session.style(), arguments, subject});
    auto const remark = to_look_at(session, arguments, subject.now);
    session.write(standing + (remark.empty() ? "" : "\n") + remark);
    return Exit::done;
}

Result<Exit> channel_test(Session& session, Arguments const& arguments) {
    Subject subject;
    auto const asked =
        session.ask(requests::post("/v1/channels/" + segment(arguments["name"]) + "/test", {}));
    if (!asked) return tl::unexpected{asked.error()};
    if (!arguments.has("wait")) {
        if (!session.wrote_json())
            session.write(show::channel_tested({*asked, session.style(), arguments, subject}));
        return Exit::done;
    }
    auto const ended = outcome_of(session, text(*asked, "id"));
    if (!ended) return tl::unexpected{ended.error()};
    subject.now = session.now();
    if (!session.wrote_json())
        session.write(show::channel_test_ended({*ended, session.style(), arguments, subject}));
    return text(*ended, "state") == "delivered" ? Exit::done : Exit::refused;
}

}  // namespace cadence::ctl::runs
