// Status, dates ahead and gates: what bots and CI poll.
#include <algorithm>

#include "api/handlers.h"
#include "api/negotiate.h"
#include "api/problem.h"
#include "api/render.h"
#include "api/text.h"
#include "base/pasted.h"

namespace cadence::api {

namespace {

constexpr std::size_t kUpcomingDefault = 4;
constexpr std::size_t kUpcomingMost = 100;

using Trains = std::vector<engine::TrainConfig const*>;

Trains one_or_all(engine::Config const& config, engine::TrainConfig const* one) {
    if (one != nullptr) return {one};
    Trains all;
    for (auto const& train : config.trains) all.push_back(&train);
    return all;
}

std::string scope_of(engine::TrainConfig const* train) {
    return train == nullptr ? std::string{} : train->id;
}

Answer text_answer(std::string text, std::string scope) {
    return {.content_type = std::string{content_type_of(Form::text)},
            .body = std::move(text),
            .scope = std::move(scope)};
}

void put_train_status(Object& into, engine::Engine& engine, engine::TrainConfig const& config) {
    auto const& train = engine.train(config.id);
    auto const& zone = config.policy.rule.zone;
    put(into, "id", config.id);
    put(into, "name", config.name);
    put(into, "timezone", zone.name());
    if (auto const current = release::current_of(train))
        put_release_status(object_in(into, "current"), shown(*current, &config), zone);
    auto const ahead = release::agenda_of(train, config.policy, 1).releases;
    if (!ahead.empty()) put_release_status(object_in(into, "next"), ahead.front(), zone);
    auto& on_demand = array_in(into, "on_demand");
    for (auto& each : live_on_demand(train))
        put_release_status(object_in(on_demand), shown(std::move(each), &config), zone);
    put_gates(object_in(into, "gates"), engine, config);
    put_all(into, "freezes", train.freezes, put_freeze);
    put_blocked(into, train);
    put_all(into, "deadlines", running_deadlines(train), put_deadline);
    put_main(object_in(into, "main"), train);
    if (train.production) put_running(object_in(into, "production"), *train.production);
    if (train.staging) put_running(object_in(into, "staging"), *train.staging);
}

void put_clock(Object& into, std::optional<engine::Hold> const& hold) {
    put(into, "on_hold", hold.has_value());
    if (!hold) return;
    put(into, "since", hold->since);
    put(into, "reason", hold->reason);
}

struct Dates {
    std::vector<release::Upcoming> items;
    std::vector<std::pair<std::string, release::SkippedSlot>> skipped;
};

/// The first `count` of all these trains, by opening.
Dates dates_of(engine::Engine& engine, Trains const& trains, std::size_t count, std::optional<Instant> from) {
    Dates dates;
    for (auto const* const config : trains) {
        auto agenda = release::agenda_of(engine.train(config->id), config->policy, count, from);
        std::ranges::move(agenda.releases, std::back_inserter(dates.items));
        for (auto& slot : agenda.skipped) dates.skipped.emplace_back(config->id, std::move(slot));
    }
    std::ranges::stable_sort(dates.items, {}, [](auto const& item) { return item.release.window.opens_at; });
    if (dates.items.size() > count) dates.items.resize(count);
    return dates;
}

/// The train that a question about gates means: the only one, or the one that is named.
Result<engine::TrainConfig const*> gated_train(Call const& call) {
    auto named = call.train();
    if (!named || *named != nullptr) return named;
    auto const& trains = call.engine.config().trains;
    if (trains.size() == 1) return &trains.front();
    auto error = wrong_parameter("train", "is needed: there is more than one train.");
    for (auto const& train : trains) error.value().alternatives.push_back(train.id);
    return error;
}

std::vector<std::string> all_of(Call const& call, std::string_view name,
                                std::string (*meant)(std::string_view)) {
    auto values = call.queries(name);
    for (auto& value : values) value = meant(value);
    return values;
}

/// Errors: not_found `release-not-found`.
Result<release::Subject> subject_of(Call const& call) {
    auto const one = [&](std::string_view name, std::string (*meant)(std::string_view)) {
        return meant(call.query(name).value_or(""));
    };
    auto release = one("release", pasted_word);
    if (!release.empty()) {
        if (auto known = release_shown(call.engine, release); !known) return tl::unexpected{known.error()};
    }
    return release::Subject{.branch = one("branch", pasted_branch),
                            .commit = one("commit", pasted_commit),
                            .pull_request = one("pull_request", pasted_pull_request),
                            .labels = all_of(call, "label", pasted_word),
                            .release = std::move(release),
                            .paths = all_of(call, "path", pasted_path)};
}

}  // namespace

Result<Answer> get_status(Call const& call) {
    auto const train = call.train();
    if (!train) return tl::unexpected{train.error()};
    auto const trains = one_or_all(call.engine.config(), *train);
    auto scope = scope_of(*train);
    if (call.form == Form::text) return text_answer(status_text(call.engine, trains), std::move(scope));
    auto body = document([&](Object& status) {
        put(status, "revision", call.engine.revision(scope));
        put_clock(object_in(status, "clock"), call.engine.hold());
        auto& items = array_in(status, "trains");
        for (auto const* const each : trains) put_train_status(object_in(items), call.engine, *each);
    });
    return Answer{.body = std::move(body), .scope = std::move(scope)};
}

Result<Answer> get_upcoming(Call const& call) {
    auto const train = call.train();
    if (!train) return tl::unexpected{train.error()};
    auto const count = call.count("count", kUpcomingDefault, kUpcomingMost);
    if (!count) return tl::unexpected{count.error()};
    auto const from = call.moment("from");
    if (!from) return tl::unexpected{from.error()};
    auto const& config = call.engine.config();
    auto const dates = dates_of(call.engine, one_or_all(config, *train), *count, *from);
    if (call.form == Form::text) return text_answer(upcoming_text(config, dates.items), scope_of(*train));
    auto body = document([&](Object& page) {
        auto& items = array_in(page, "items");
        for (auto const& item : dates.items)
            put_summary(object_in(items), item, zone_of(config, item.release.train));
        auto& skipped = array_in(page, "skipped");
        for (auto const& [id, slot] : dates.skipped) {
            auto& object = object_in(skipped);
            put(object, "train", id);
            put(object, "slot", format_date(slot.slot));
            put(object, "reason", slot.reason);
        }
    });
    return Answer{.body = std::move(body), .scope = scope_of(*train)};
}

Result<Answer> get_gates(Call const& call) {
    auto const train = gated_train(call);
    if (!train) return tl::unexpected{train.error()};
    auto const& id = (*train)->id;
    auto const subject = subject_of(call);
    if (!subject) return tl::unexpected{subject.error()};
    if (call.form == Form::text) return text_answer(gates_text(call.engine, **train, *subject), id);
    auto body = document([&](Object& gates) {
        put(gates, "train", id);
        put_gates(object_in(gates, "gates"), call.engine, **train, *subject);
    });
    return Answer{.body = std::move(body), .scope = id};
}

Result<Answer> check_gate(Call const& call) {
    auto const action = parse_name<release::Action>(call.path[0]);
    if (!action) {
        return refuse(
            ErrorCode::not_found, "gate-not-found",
            "There is no gate " + call.path[0] + "; the gates are " + all_names<release::Action>() + ".");
    }
    auto const train = gated_train(call);
    if (!train) return tl::unexpected{train.error()};
    auto const subject = subject_of(call);
    if (!subject) return tl::unexpected{subject.error()};
    auto const gate = gate_of(call.engine, **train, *action, *subject);
    if (gate.open) return Answer{.status = 204, .scope = (*train)->id};
    Problem problem{.status = 423, .slug = "gate-shut", .detail = "The " + call.path[0] + " gate is shut: "};
    problem.detail += release::text_of(gate.reasons) + ".";
    put(problem.more, "train", (*train)->id);
    put_reasons(problem.more, gate.reasons);
    put_known(problem.more, "changes_at", gate.changes_at);
    auto answer = answer_of(problem, call.request.path);
    answer.scope = (*train)->id;
    return answer;
}

}  // namespace cadence::api
