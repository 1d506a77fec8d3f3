#include "worker/inbox.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "base/plain_text.h"
#include "base/text.h"
#include "config/endpoint.h"
#include "worker/hook_question.h"

namespace cadence::worker {

namespace {

/// Of what is unknown, or was given up, nobody tells any more.
bool tells_of_its_end(store::Delivery const& action) {
    return action.state != store::DeliveryState::unknown && action.state != store::DeliveryState::dropped;
}

/// Whether an action has begun this deployment, and follows it to its end or has.
bool is_followed(store::Store const& store, std::string const& train, std::string const& reference) {
    constexpr std::size_t kLookedAt = 50;
    auto const actions =
        store.deliveries({.train = train, .kind = store::DeliveryKind::action, .limit = kLookedAt});
    return std::ranges::any_of(actions, [&](store::Delivery const& each) {
        return tells_of_its_end(each) && each.reference.find('"' + reference + '"') != std::string::npos;
    });
}

void fail(engine::FinishHook& finish, std::string why) {
    finish.commands.clear();
    finish.state = store::ArrivalState::failed;
    finish.detail = one_line(std::move(why));
}

}  // namespace

struct Inbox::Reading {
    [[nodiscard]] Facts facts() {
        auto const read = document->take();
        return read ? forge::read(source, arrival.headers, *read) : tl::unexpected{read.error()};
    }

    store::Arrival arrival;
    forge::Source source = {};
    std::optional<forge::Document> document = {};
};

void Inbox::work() {
    if (busy_) return;
    auto waiting = engine_.store().waiting_arrivals(1);
    if (waiting.empty()) return;
    busy_ = true;
    auto const reading = std::make_shared<Reading>(Reading{std::move(waiting.front())});
    auto const& arrival = reading->arrival;
    auto const* const hook = config::hook_at(engine_.config(), arrival.endpoint);
    if (hook == nullptr) return decide(arrival, {});
    reading->source = hook->source;
    reading->document.emplace(hook->source, forge::Arriving{arrival.headers, arrival.body});
    read_on(reading);
}

/// Step by step: it may be large.
void Inbox::read_on(std::shared_ptr<Reading> const& reading) {
    auto more = false;
    Facts facts;
    try {
        more = reading->document->step();
        if (!more) facts = reading->facts();
    } catch (std::exception const& error) {
        facts = refuse(ErrorCode::invalid, "malformed-hook",
                       std::string{"it could not be read: "} + error.what());
    }
    if (more) return options_.later([this, reading] { read_on(reading); });
    decide(reading->arrival, facts);
}

void Inbox::decide(store::Arrival const& arrival, Facts const& facts) {
    if (!ask_about(arrival, facts)) submit(task_of(arrival, facts, {}));
}

/// Before it is worked on: what the notice does not say. False: there is nothing to ask, or nobody.
bool Inbox::ask_about(store::Arrival const& arrival, Facts const& facts) {
    auto const* const hook = config::hook_at(engine_.config(), arrival.endpoint);
    auto const* const train = hook == nullptr ? nullptr : engine_.config().train(hook->train);
    if (train == nullptr || hook->source != forge::Source::coolify) return false;
    if (options_.transport == nullptr || options_.secrets == nullptr) return false;
    if (!facts || facts->size() != 1) return false;
    auto question = question_about(facts->front(), *hook, *train);
    if (!question) return false;
    auto const& told = std::get<forge::Deployed>(facts->front());
    if (is_followed(engine_.store(), train->id, told.reference)) return false;
    auto const token = options_.secrets->read(question->token_from);
    if (!token) {
        submit(task_of(arrival, facts, AskedCommit{{}, token.error().detail}));
        return true;
    }
    auto const host = host_of(question->request.url);
    if (circuits_.open_until(host, engine_.clock().now())) {
        Error silent{ErrorCode::unavailable, "left-alone", host + " has not answered lately", {}, {}};
        submit(task_of(arrival, facts, answer_to(tl::unexpected{std::move(silent)}, told)));
        return true;
    }
    question->request.headers.emplace_back("Authorization", "Bearer " + *token);
    options_.transport->send(std::move(question->request),
                             [this, host, arrival, facts, told](Result<net::HttpResponse> const& response) {
                                 if (response)
                                     circuits_.succeeded(host);
                                 else
                                     circuits_.failed(host, engine_.clock().now());
                                 submit(task_of(arrival, facts, answer_to(response, told)));
                             });
    return true;
}

/// Whatever is wrong with it, something comes of it: else it would be the first one for ever.
Inbox::Task Inbox::task_of(store::Arrival const& arrival, Facts const& facts,
                           std::optional<AskedCommit> asked) const {
    Task task;
    task.finish.arrival = arrival.seq;
    task.finish.endpoint = arrival.endpoint;
    task.finish.event = arrival.event;
    try {
        work_out(arrival, facts, std::move(asked), task);
    } catch (std::exception const& error) {
        fail(task.finish, std::string{"it could not be read: "} + error.what());
    }
    return task;
}

void Inbox::work_out(store::Arrival const& arrival, Facts const& facts, std::optional<AskedCommit> asked,
                     Task& task) const {
    auto const* const hook = config::hook_at(engine_.config(), arrival.endpoint);
    if (hook == nullptr) return fail(task.finish, "the configuration no longer has this hook");
    auto const* const train = engine_.config().train(hook->train);
    if (train == nullptr) return fail(task.finish, "the configuration has no train " + hook->train);
    if (!facts) return fail(task.finish, facts.error().detail);
    auto const record = engine_.store().hook(arrival.endpoint);
    auto work = work_of(
        *facts,
        {.config = engine_.config(),
         .hook = *hook,
         .train = *train,
         .standing = engine_.train(train->id),
         .arrived_at = arrival.arrived_at,
         .known_pull_request = options_.known_pull_request,
         .is_ours = [&](auto const& reference) { return is_followed(engine_.store(), train->id, reference); },
         .asked = std::move(asked),
         .first_repository = record ? record->repository : std::string{}});
    if (!work.faults.empty()) return fail(task.finish, listed(work.faults, "; "));
    task.train = train->id;
    task.heard = std::move(work.heard);
    task.doubts = std::move(work.doubts);
    task.finish.commands = std::move(work.commands);
    task.finish.detail = listed(work.notes, "; ");
    task.finish.understood = work.understood;
    task.finish.repository = std::move(work.repository);
    if (!task.doubts.empty()) task.finish.doubt = task.doubts.back();
}

void Inbox::submit(Task task) {
    engine::Request request{.actor = config::hook_actor(task.finish.endpoint), .work = task.finish};
    request.done = [this, task = std::move(task)](Result<engine::Outcome> const& outcome) {
        finished(task, outcome);
    };
    engine_.submit(std::move(request));
}

void Inbox::finished(Task const& task, Result<engine::Outcome> const& outcome) {
    busy_ = false;
    if (!outcome) {
        auto const& why = outcome.error();
        report(task.finish, why.detail);
        auto const passing = why.code == ErrorCode::storage_full || why.problem == "database-removed" ||
                             (why.code == ErrorCode::internal &&
                              std::exchange(troubled_, task.finish.arrival) != task.finish.arrival);
        if (passing || task.finish.state == store::ArrivalState::failed)
            return;  // it waits on; the next call of `work` takes it up again
        auto failed = task.finish;
        fail(failed, why.detail);
        busy_ = true;
        return submit({std::move(failed), task.train});
    }
    if (!outcome->detail.empty()) report(task.finish, outcome->detail);
    for (auto const& doubt : task.doubts) report_once(task.finish, doubt);
    if (options_.heard) {
        for (auto const& fact : task.heard) options_.heard(task.train, fact);
    }
    work();
}

void Inbox::report(engine::FinishHook const& finish, std::string const& detail) const {
    if (!options_.report) return;
    options_.report("hook " + finish.endpoint + (finish.event.empty() ? "" : ", " + finish.event) + ": " +
                    detail);
}

void Inbox::report_once(engine::FinishHook const& finish, std::string const& doubt) {
    constexpr std::size_t kRemembered = 200;
    if (doubted_.size() >= kRemembered) doubted_.clear();
    if (doubted_.insert(finish.endpoint + " " + doubt).second) report(finish, doubt);
}

}  // namespace cadence::worker
