// Status and gates: what bots and CI poll.
#include "api/handlers.h"
#include "api/negotiate.h"
#include "api/page.h"
#include "api/problem.h"
#include "api/render.h"
#include "api/text.h"
#include "base/git_name.h"
#include "base/pasted.h"
#include "base/text.h"

namespace cadence::api {

namespace {

std::string scope_of(config::TrainConfig const* train) {
    return train == nullptr ? std::string{} : train->id;
}

Answer text_answer(std::string text, std::string scope) {
    return {.content_type = std::string{content_type_of(Form::text)},
            .body = std::move(text),
            .scope = std::move(scope)};
}

void put_train_status(Object& into, engine::Engine& engine, config::TrainConfig const& config) {
    auto const& train = engine.train(config.id);
    auto const& zone = config.policy.rule.zone;
    put(into, "id", config.id);
    put(into, "name", config.name);
    put(into, "timezone", zone.name());
    if (auto const current = release::current_of(train))
        put_release_status(object_in(into, "current"), shown(*current, &config), zone);
    if (auto const next = next_shown(train, config.policy))
        put_release_status(object_in(into, "next"), *next, zone);
    auto& on_demand = array_in(into, "on_demand");
    for (auto& each : live_off_calendar(train))
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

/// The train that a question about gates means: the only one, or the one that is named.
Result<config::TrainConfig const*> gated_train(Call const& call) {
    auto named = call.train();
    if (!named || *named != nullptr) return named;
    auto const& trains = call.engine.config().trains;
    if (trains.size() == 1) return &trains.front();
    Error error{ErrorCode::invalid, "train-needed", "There are several trains: say which.", "train", {}};
    for (auto const& train : trains) error.alternatives.push_back(train.id);
    return tl::unexpected{std::move(error)};
}

std::vector<std::string> all_of(Call const& call, std::string_view name,
                                std::string (*meant)(std::string_view)) {
    auto values = call.queries(name);
    for (auto& value : values) value = meant(value);
    return values;
}

/// Errors: not_found `release-not-found`; invalid `wrong-parameter` for what can match nothing.
Result<release::Subject> subject_of(Call const& call) {
    auto const one = [&](std::string_view name, std::string (*meant)(std::string_view)) {
        return meant(call.query(name).value_or(""));
    };
    auto release = one("release", pasted_word);
    if (!release.empty()) {
        if (auto known = release_shown(call.engine, release); !known) return tl::unexpected{known.error()};
    }
    auto branch = one("branch", pasted_branch);
    if (!branch.empty() && !is_ref_name(branch))
        return wrong_parameter(
            "branch", "is \"" + one_line(branch) + "\", which is no branch: give its name, like fix/login.");
    auto commit = one("commit", pasted_commit);
    if (!commit.empty() && !is_commit_id(commit))
        return wrong_parameter(
            "commit",
            "is \"" + one_line(commit) + "\", which is no commit: give 7 to 64 digits of it, 0-9 and a-f.");
    auto pull_request = one("pull_request", pasted_pull_request);
    if (pull_request.find_first_not_of("0123456789") != std::string::npos)
        return wrong_parameter(
            "pull_request",
            "is \"" + one_line(pull_request) + "\", which is no pull request: give its number, like 412.");
    return release::Subject{.branch = std::move(branch),
                            .commit = std::move(commit),
                            .pull_request = std::move(pull_request),
                            .labels = all_of(call, "label", pasted_word),
                            .release = std::move(release),
                            .paths = all_of(call, "path", pasted_path)};
}

}  // namespace

Result<Answer> get_status(Call const& call) {
    auto const train = call.train();
    if (!train) return tl::unexpected{train.error()};
    auto const page = page_of_trains(call, *train);
    if (!page) return tl::unexpected{page.error()};
    Answer answer{.scope = scope_of(*train)};
    link_to_next(answer, call, page->cursor);
    if (call.form == Form::text) {
        answer.content_type = content_type_of(Form::text);
        answer.body = status_text(call.engine, page->trains);
        return answer;
    }
    answer.body = document([&](Object& status) {
        put(status, "revision", call.engine.revision(answer.scope));
        put_clock(object_in(status, "clock"), call.engine.hold());
        auto& items = array_in(status, "trains");
        for (auto const* const each : page->trains) put_train_status(object_in(items), call.engine, *each);
        put_cursor(status, page->cursor);
    });
    return answer;
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
    auto const action = name_meant<release::Action>(call.path[0]);
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
    Problem problem{.status = 423,
                    .slug = "gate-shut",
                    .detail = "The " + std::string{name_of(*action)} + " gate is shut: "};
    problem.detail += release::in_short(gate.reasons) + ".";
    put(problem.more, "train", (*train)->id);
    put_reasons(problem.more, gate.reasons);
    put_known(problem.more, "changes_at", gate.changes_at);
    auto answer = answer_of(problem, call.request.path);
    answer.scope = (*train)->id;
    return answer;
}

}  // namespace cadence::api
