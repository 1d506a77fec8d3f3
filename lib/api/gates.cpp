// May I merge, deploy, flip a flag, and why not; freezes and exemptions, which shut and open the gates.
#include "api/change.h"
#include "api/negotiate.h"
#include "api/parts.h"
#include "api/problem.h"
#include "api/routes.h"
#include "api/text.h"
#include "base/git_name.h"
#include "base/pasted.h"
#include "base/plain_text.h"
#include "base/text.h"

namespace cadence::api {

namespace {

struct ExemptionBody {  // of exactly one of the four
    std::optional<std::string> branch;
    std::optional<std::string> pull_request;
    std::optional<std::string> label;
    std::optional<std::string> path;
    Instant until;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(ExemptionBody, (), (branch, pull_request, label, path, until, reason))

/// The train that a question about gates means: the only one, or the one that is named.
Result<config::TrainConfig const*> gated_train(Call const& call) {
    auto named = call.train();
    if (!named || *named != nullptr) return named;
    return only_train(call.engine.config(), "train", "There are several trains: say which.");
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
    if (!release.empty())
        if (auto known = release_shown(call.engine, release); !known) return tl::unexpected{known.error()};
    auto branch = one("branch", pasted_branch);
    auto commit = one("commit", pasted_commit);
    auto pull_request = one("pull_request", pasted_pull_request);
    auto const no = [](char const* name, std::string const& value, std::string const& what) {
        return wrong_parameter(name, "is \"" + one_line(value) + "\", which is not " + what);
    };
    if (!branch.empty() && !is_ref_name(branch))
        return no("branch", branch, "a branch: give its name, like fix/login.");
    if (!commit.empty() && !is_commit_id(commit))
        return no("commit", commit, "a commit: give 7 to 64 digits of it, 0-9 and a-f.");
    if (!pull_request.empty() && !is_number(pull_request))
        return no("pull_request", pull_request, "a pull request: give its number, like 412.");
    return release::Subject{.branch = std::move(branch),
                            .commit = std::move(commit),
                            .pull_request = std::move(pull_request),
                            .labels = all_of(call, "label", pasted_word),
                            .release = std::move(release),
                            .paths = all_of(call, "path", pasted_path)};
}

Result<Answer> get_gates(Call const& call) {
    auto const train = gated_train(call);
    if (!train) return tl::unexpected{train.error()};
    auto const& id = (*train)->id;
    auto const subject = subject_of(call);
    if (!subject) return tl::unexpected{subject.error()};
    if (call.form == Form::text)
        return answered_in(Form::text, gates_text(call.engine, **train, *subject), id);
    return answer_with(
        [&](Object& gates) {
            put(gates, "train", id);
            put_gates(object_in(gates, "gates"), call.engine, **train, *subject);
        },
        id);
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
    put(problem.more, "reasons", gate.reasons);
    put_known(problem.more, "changes_at", gate.changes_at);
    auto answer = answer_of(problem, call.request.path);
    answer.scope = (*train)->id;
    return answer;
}

Result<Change> add_freeze(Call const& call) {
    return about_train(call, body_of<release::AddFreeze>(call));
}

Result<Change> end_freeze(Call const& call) {
    return about_train(call, release::EndFreeze{call.path[1], call.query("reason").value_or("")});
}

/// For the one of the four that is given.
Result<release::AddExemption> exemption_in(ExemptionBody body) {
    using release::ExemptionKind;
    std::vector<std::pair<ExemptionKind, std::string>> given;
    if (body.branch) given.emplace_back(ExemptionKind::branch, pasted_branch(*body.branch));
    if (body.pull_request)
        given.emplace_back(ExemptionKind::pull_request, pasted_pull_request(*body.pull_request));
    if (body.label) given.emplace_back(ExemptionKind::label, pasted_word(*body.label));
    if (body.path) given.emplace_back(ExemptionKind::path, pasted_path(*body.path));
    if (given.size() != 1) {
        return tl::unexpected{
            Error{ErrorCode::invalid,
                  "exactly-one-needed",
                  "Give exactly one of branch, pull_request, label and path.",
                  given.empty() ? "#/branch" : "#/" + std::string{name_of(given[1].first)},
                  {Names<ExemptionKind>::values.begin(), Names<ExemptionKind>::values.end()}}};
    }
    auto& [admits, value] = given.front();
    return release::AddExemption{admits, std::move(value), body.until, std::move(body.reason)};
}

Result<Change> add_exemption(Call const& call) {
    return about_train(call, body_of<ExemptionBody>(call).and_then(exemption_in));
}

Result<Change> end_exemption(Call const& call) {
    return about_train(call, release::EndExemption{call.path[1]});
}

/// They ask for what may carry several labels and paths.
Route of_gates(Route route) {
    route.query = {"train", "branch", "pull_request", "label", "path", "commit", "release"};
    route.repeatable = {"label", "path"};
    return route;
}

}  // namespace

std::size_t put_gates(Object& into, engine::Engine& engine, config::TrainConfig const& config,
                      release::Subject const& subject, std::size_t most) {
    std::size_t left_off = 0;
    for (auto const action : {release::Action::merge, release::Action::deploy, release::Action::flag}) {
        auto gate = gate_of(engine, config, action, subject);
        auto const shown = std::min(most, gate.reasons.size());
        left_off += gate.reasons.size() - shown;
        gate.reasons.resize(shown);
        put(into, name_of(action), gate);
    }
    return left_off;
}

void put_exemption(Object& into, release::Exemption const& exemption) {
    put(into, "id", exemption.id);
    put(into, name_of(exemption.admits), exemption.value);
    put_members(into, exemption, {"id", "admits", "value"});
}

Routes gates_routes() {
    return {
        of_gates(
            also_as_text(get("/v1/gates", "May I merge, deploy or flip a flag, and why not", get_gates))),
        also_as_text(
            of_gates(get("/v1/gates/{action}/check", "One gate as a status code: 204 or 423", check_gate))),
        post("/v1/trains/{train}/freezes", "Stop the line", add_freeze, Right::freeze),
        del("/v1/trains/{train}/freezes/{freeze}", "End a freeze", end_freeze, Right::freeze, {"reason"}),
        post("/v1/trains/{train}/exemptions",
             "Let a branch, pull request, label or path through the merge gate", add_exemption,
             Right::exempt),
        del("/v1/trains/{train}/exemptions/{exemption}", "End an exemption", end_exemption, Right::exempt),
    };
}

}  // namespace cadence::api
