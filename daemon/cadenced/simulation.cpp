#include "cadenced/simulation.h"

#include <stdexcept>

#include <boost/json.hpp>

#include "base/describe.h"
#include "base/plain_text.h"
#include "base/text.h"
#include "chat/narrate.h"
#include "engine/deliveries_for.h"
#include "engine/delivery_body.h"
#include "json/text.h"
#include "net/prepared.h"
#include "net/server.h"
#include "net/target.h"

namespace cadence::daemon {

namespace {

/// An exchange without a wire: the answer is kept.
class Answer final : public net::Exchange {
  public:
    void reply(net::Reply reply) override { reply_ = std::move(reply); }
    void reply(std::shared_ptr<net::Prepared const> prepared) override {
        constexpr std::size_t kStatus = std::string_view{"HTTP/1.1 "}.size();
        reply_ = net::Reply{.status = std::stoi(prepared->head.substr(kStatus, 3)), .body = prepared->body};
    }
    void begin_stream(net::Reply head) override { reply_ = std::move(head); }
    bool send(std::string_view) override { return false; }
    void on_close(std::function<void()>) override {}
    void waits(std::function<void()> /*give_way*/) override {}

    [[nodiscard]] std::optional<net::Reply> const& get() const { return reply_; }

  private:
    std::optional<net::Reply> reply_;
};

std::string_view verb_of(net::Method method) {
    switch (method) {
        case net::Method::get:
            return "GET";
        case net::Method::head:
            return "HEAD";
        case net::Method::post:
            return "POST";
        case net::Method::put:
            return "PUT";
        case net::Method::del:
            return "DELETE";
    }
    return "";
}

std::string detail_of(net::Reply const& reply) {
    auto const body = json::parse(reply.body);
    if (!body || !body->is_object()) return reply.body;
    auto const* const detail = body->get_object().if_contains("detail");
    return detail != nullptr && detail->is_string() ? std::string{detail->get_string()} : reply.body;
}

std::string stamp(Instant instant) {
    auto text = format_instant(std::chrono::floor<std::chrono::seconds>(instant));
    text[10] = ' ';
    return text;
}

}  // namespace

Simulation::Simulation(Options options)
    : options_{std::move(options)}, clock_{options_.from}, host_{options_.config.server.listen} {
    auto opened = store::Store::open(":memory:", clock_.now());
    if (!opened) throw std::runtime_error(opened.error().detail);
    store_ = std::move(*opened);
    engine_ = std::make_unique<engine::Engine>(
        engine::Engine::Options{.clock = clock_,
                                .store = *store_,
                                .config = options_.config,
                                .wake = [this] { engine_->flush(); },
                                .committed =
                                    [this](std::vector<release::LogLine> const& lines) {
                                        for (auto const& line : lines) {
                                            ++events_;
                                            say(chat::narrate(line));
                                        }
                                        if (api_) api_->committed(lines);
                                        if (checks_) checks_->committed(lines);
                                    }});
    checks_ = std::make_unique<worker::CheckOrders>(
        *engine_,
        [this](auto const& check, auto const& subject, auto const& done) { done(find(check, subject)); });
    api_ = std::make_unique<api::Api>(*engine_);
    tokens_["operator"] = engine_->identities().make_operator_token();
    engine_->start();
}

void Simulation::say(std::string const& text) {
    options_.print(stamp(clock_.now()) + "  " + text);
}

Result<std::string> Simulation::token_of(std::string const& person) {
    if (auto const found = tokens_.find(person); found != tokens_.end()) return found->second;
    auto const operator_actor =
        release::Actor{"operator", "the local operator", {release::Role::ops}, "simulation"};
    Result<std::string> secret;
    engine_->submit({operator_actor,
                     engine::CreateToken{person, std::nullopt, "rehearsal"},
                     {},
                     [&](Result<engine::Outcome> const& outcome) {
                         secret = outcome.map([](engine::Outcome const& made) { return made.secret; });
                     }});
    if (secret) tokens_[person] = *secret;
    return secret;
}

/// Nothing is asked of the world: a check that could be asked finds what the script says, else all is well.
job::Finding Simulation::find(job::Check const& check, job::CheckSubject const& subject) {
    if (auto known = job::found_without_asking(check, subject)) return *std::move(known);
    auto const said = findings_.find(check.name);
    auto const passes = said == findings_.end() || said->second.passes;
    auto const saw = said == findings_.end() || said->second.saw.empty() ? "simulated" : said->second.saw;
    using release::CheckOutcome;
    auto const outcome = passes ? CheckOutcome::passed : CheckOutcome::failed;
    return {.outcome = outcome, .saw = saw, .took = {}, .tag = {}, .notes = {}};
}

/// Nothing is sent: an announcement has arrived, an action comes to what the script says.
job::DeliveryResult Simulation::carry(store::Delivery const& delivery) {
    using What = job::DeliveryResult::What;
    if (delivery.kind == store::DeliveryKind::announcement) {
        auto const message = engine::message_in(delivery.body).value();
        say("  -> " + std::string{engine::channel_in(delivery.lane)} + ": " + one_line(message.title));
        return {What::done, "simulated"};
    }
    auto const said = outcomes_.find(engine::order_in(delivery.body).value().action);
    if (said == outcomes_.end()) return {What::done, "simulated"};
    return {said->second.done ? What::done : What::failed, said->second.saw};
}

void Simulation::deliver() {
    release::Actor const courier{"cadenced", "cadenced", {release::Role::bot}, "simulation"};
    std::vector<store::Delivery> begun;
    do {
        begun.clear();
        engine_->submit({courier, engine::BeginDeliveries{}, {}, [&](Result<engine::Outcome> const& outcome) {
                             if (outcome) begun = outcome->deliveries;
                         }});
        for (auto const& each : begun)
            engine_->submit({courier, engine::FinishDelivery{each.id, each.attempts, carry(each)}});
    } while (!begun.empty());
}

void Simulation::play(ScriptLine const& line) {
    if (auto const* const finding = std::get_if<ScriptFinding>(&line.does)) {
        findings_[finding->check] = *finding;
    } else if (auto const* const outcome = std::get_if<ScriptOutcome>(&line.does)) {
        outcomes_[outcome->action] = *outcome;
    } else {
        call(std::get<ScriptCall>(line.does), line.line);
    }
}

void Simulation::call(ScriptCall const& call, int line) {
    auto const what = std::string{verb_of(call.method)} + " " + call.target + " as " + call.as + " -> ";
    auto const not_as_expected = "NOT AS EXPECTED (script line " + std::to_string(line) + "): ";
    auto const bearer = token_of(call.as);
    if (!bearer) {
        ++failures_;
        return say(not_as_expected + what + bearer.error().detail);
    }
    net::Request request;
    request.method = call.method;
    request.target = call.target;
    auto target = net::parse_target(call.target).value_or(net::Target{call.target, {}});
    request.path = std::move(target.path);
    request.query = std::move(target.query);
    request.headers = {{"host", host_}, {"authorization", "Bearer " + *bearer}};
    if (!call.body.empty()) request.headers.emplace_back("content-type", "application/json");
    request.body = call.body;
    auto const answer = std::make_shared<Answer>();
    if (auto const refused = api_->admit(request)) {
        answer->reply(*refused);
    } else {
        api_->handle(request, answer);
    }
    auto const reply = answer->get().value_or(net::Reply{.status = 202});
    auto const expected = call.expect ? reply.status == *call.expect : reply.status < 400;
    if (!expected) ++failures_;
    if (expected && reply.status < 400) return;
    say((expected ? "refused, as expected: " : not_as_expected) + what + std::to_string(reply.status) + " " +
        detail_of(reply));
}

void Simulation::listens_on(net::Address const& address) {
    api_->listens_on(address);
    host_ = address.text();
}

std::optional<Instant> Simulation::next() const {
    auto next = engine_->next_due();
    if (auto const delivery = store_->next_delivery({.actions = !engine_->clock_held()});
        delivery && (!next || *delivery < *next))
        next = std::max(*delivery, clock_.now());
    if (next_line_ < options_.script.size()) {
        auto const at = options_.script[next_line_].at;
        if (!next || at < *next) next = at;
    }
    if (!next || *next > options_.until) return std::nullopt;
    return next;
}

void Simulation::step() {
    auto const to = next();
    if (!to) return drift_to(options_.until);
    drift_to(*to);
    while (engine_->tick()) {
    }
    while (next_line_ < options_.script.size() && options_.script[next_line_].at <= clock_.now()) {
        play(options_.script[next_line_++]);
    }
    deliver();
}

void Simulation::drift_to(Instant now) {
    if (now > clock_.now()) clock_.advance_to(now);
}

}  // namespace cadence::daemon
