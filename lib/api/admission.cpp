#include "api/admission.h"

#include <algorithm>
#include <functional>

#include "api/arrivals.h"
#include "api/negotiate.h"
#include "base/nearest.h"
#include "base/text.h"

namespace cadence::api {

namespace {

tl::unexpected<Problem> refused(int status, std::string slug, std::string detail) {
    return tl::unexpected{Problem{.status = status, .slug = std::move(slug), .detail = std::move(detail)}};
}

tl::unexpected<Problem> refused(Error const& error) {
    return tl::unexpected{problem_of(error)};
}

tl::unexpected<Problem> nothing_there(net::Request const& request) {
    return refused(404, "path-not-found",
                   "There is nothing at " + request.path +
                       "; see /openapi.json for all paths, or start with /v1/status.");
}

tl::unexpected<Problem> no_route(net::Request const& request, Match const& found) {
    if (found.allowed.empty()) return nothing_there(request);
    auto const allowed = listed(found.allowed);
    Problem problem{.status = 405,
                    .slug = "method-not-allowed",
                    .detail = std::string{verb_of(request.method)} + " is not allowed on " + request.path +
                              "; allowed: " + allowed + "."};
    problem.headers = {{"Allow", allowed}};
    return tl::unexpected{std::move(problem)};
}

tl::expected<void, Problem> check_content_type(net::Request const& request) {
    auto const writes = request.method == net::Method::post || request.method == net::Method::put;
    if (!request.header("content-type") && !writes) return {};
    if (equals_ignoring_case(media_type(request), "application/json")) return {};
    return refused(415, "json-only", "Write requests must be application/json.");
}

bool is_hook(Route const& route) {
    return std::holds_alternative<HookHandler>(route.handler);
}

Result<void> check_query(net::Request const& request, Route const& route) {
    for (auto at = request.query.begin(); at != request.query.end(); ++at) {
        auto const& name = at->first;
        auto const same = [&](auto const& other) { return other.first == name; };
        if (std::find(route.query.begin(), route.query.end(), name) == route.query.end()) {
            auto const meant = nearest(name, route.query);
            std::vector<std::string> known{route.query.begin(), route.query.end()};
            auto const hint = !meant.empty()  ? "Did you mean " + meant + "?"
                              : known.empty() ? "It takes none."
                                              : "Known: " + listed(known) + ".";
            Error error{ErrorCode::invalid, "unknown-parameter", "There is no parameter ", name,
                        std::move(known)};
            error.detail.append(name).append(" here. ").append(hint);
            if (!meant.empty()) error.alternatives = {meant};
            return tl::unexpected{std::move(error)};
        }
        auto const& again = route.repeatable;
        auto const repeatable = std::find(again.begin(), again.end(), name) != again.end();
        if (!repeatable && std::any_of(std::next(at), request.query.end(), same)) {
            return refuse(ErrorCode::invalid, "parameter-twice", "The parameter " + name + " is given twice.",
                          name);
        }
    }
    return {};
}

tl::unexpected<Problem> not_acceptable(net::Request const& request, Route const& route) {
    std::vector<std::string> types;
    for (auto const form : route.forms) types.emplace_back(content_type_of(form));
    return refused(406, "not-acceptable",
                   request.path + " is answered as " + enumerated(types, std::identity{}, " or ") +
                       ", and your Accept header takes none of these.");
}

tl::expected<void, Problem> check_size(net::Request const& request, Route const& route) {
    if (body_size(request) <= route.body_bytes) return {};
    return refused(413, "body-too-large",
                   "The body is larger than " + std::to_string(route.body_bytes) + " bytes.");
}

/// Whose roles would not do on any train need not send their body; on which train they must do the engine
/// says.
Result<void> check_right_to_change(Right right, engine::Engine const& engine,
                                   engine::Identity const& caller) {
    auto const& identities = engine.identities();
    auto const may_on = [&](config::TrainConfig const& train) {
        return release::require(identities.actor(caller, train.id), right).has_value();
    };
    if (std::ranges::any_of(engine.config().trains, may_on)) return {};
    return release::require(identities.actor(caller, {}), right);
}

/// What a role lets somebody read on one train it lets them read of all: lists tell of all. Who has no role
/// reads; an application only evaluates. A token that may only tick reads as its person.
Result<void> check_right_to_read(Right right, engine::Engine const& engine, engine::Identity const& caller) {
    auto const& identities = engine.identities();
    auto actor = identities.actor(caller, {});
    if (release::may(actor, right)) return {};
    for (auto const& train : engine.config().trains)
        for (auto const role : identities.actor(caller, train.id).roles) actor.roles.push_back(role);
    if (actor.roles.empty()) return {};
    actor.only_items.clear();
    return release::require(actor, right);
}

Result<void> check_right(net::Request const& request, Route const& route, engine::Engine const& engine,
                         engine::Identity const& caller) {
    auto const reads = !std::holds_alternative<ChangeHandler>(route.handler);
    if (reads && (!route.right || *route.right == Right::evaluate_flags))
        return check_right_to_read(route.right.value_or(Right::read), engine, caller);
    if (!route.right || body_size(request) == 0) return {};
    return check_right_to_change(*route.right, engine, caller);
}

/// The token of "Authorization: Bearer <token>", or nothing.
std::optional<std::string_view> bearer_of(net::Request const& request) {
    static constexpr std::string_view kScheme = "bearer ";
    auto const header = request.header("authorization");
    if (!header || header->size() <= kScheme.size()) return std::nullopt;
    if (!equals_ignoring_case(header->substr(0, kScheme.size()), kScheme)) return std::nullopt;
    auto token = header->substr(kScheme.size());
    while (token.starts_with(' ')) token.remove_prefix(1);
    return token;
}

tl::unexpected<Error> not_for_this(engine::Identity const& identity) {
    if (identity.signs_in)
        return refuse(ErrorCode::forbidden, "token-limited",
                      "This is the code of a sign-in link: open the link, and it becomes a token.");
    return refuse(ErrorCode::forbidden, "not-a-sign-in-link",
                  "Signing in takes the code of a sign-in link; this is a token, which needs no signing in.");
}

}  // namespace

tl::unexpected<Error> token_missing() {
    return refuse(ErrorCode::unauthenticated, "token-missing",
                  "This needs a token: send Authorization: Bearer cad_..., which ops create with `cadencectl "
                  "token create --person ID`.");
}

bool Admission::is_operator(net::Request const& request) const {
    auto const bearer = bearer_of(request);
    if (!bearer) return false;
    auto const identity = engine_.identities().authenticate(*bearer, engine_.clock().now());
    return identity && identity->is_operator;
}

tl::expected<void, Problem> Admission::check_origin(net::Request const& request) const {
    auto const& config = engine_.config().server;
    if (auto const origin = request.header("origin"); origin && !hosts_.is_our_origin(*origin, config))
        return refused(403, "foreign-origin", "Cross-origin request refused.");
    auto const site = request.header("sec-fetch-site");
    auto const reads = request.method == net::Method::get || request.method == net::Method::head;
    if (reads && request.header("sec-fetch-mode") == "navigate") return {};  // a link that somebody followed
    if (site && *site != "same-origin" && *site != "none")
        return refused(403, "foreign-origin", "Cross-site request refused.");
    return {};
}

Result<std::optional<engine::Identity>> Admission::identify(net::Request const& request,
                                                            Route const& route) const {
    auto const open =
        route.access == Access::everyone ||
        (route.access == Access::reader && engine_.config().server.reads == config::Reads::open);
    if (open) return std::nullopt;
    auto const bearer = bearer_of(request);
    if (!bearer) return token_missing();
    auto identity = engine_.identities().authenticate(*bearer, engine_.clock().now());
    if (identity && identity->signs_in != (route.pattern == kSignInPath)) return not_for_this(*identity);
    return identity;
}

tl::expected<Admitted, Problem> Admission::admit(net::Request const& request) const {
    auto const host = request.header("host").value_or("");
    if (!hosts_.are_ours(host, engine_.config().server)) {
        return refused(421, "host-not-ours",
                       "This server does not answer to " + std::string{host} + ". Use " + hosts_.example() +
                           ", or add the name to server.hosts in the configuration.");
    }
    auto const path = std::string_view{request.target}.substr(0, request.target.find('?'));
    auto found = match(request.method, path);
    if (found.route == nullptr) return no_route(request, found);
    if (auto ours = check_origin(request); !ours) return tl::unexpected{std::move(ours.error())};
    auto const reading = found.route->method == net::Method::get;
    auto const* const hook = is_hook(*found.route) ? find_hook(engine_.config(), found.path) : nullptr;
    if (hook == nullptr && is_hook(*found.route)) return nothing_there(request);
    if (!reading && hook == nullptr)
        if (auto type = check_content_type(request); !type) return tl::unexpected{std::move(type.error())};
    auto caller = identify(request, *found.route);
    if (!caller) return refused(caller.error());
    if (auto const known = check_query(request, *found.route); !known) return refused(known.error());
    if (auto const fits = check_size(request, *found.route); !fits) return tl::unexpected{fits.error()};
    if (*caller) {
        auto const allowed = check_right(request, *found.route, engine_, **caller);
        if (!allowed) return refused(allowed.error());
    }
    auto const form = preferred_form(request, found.route->forms);
    auto const streams = std::holds_alternative<FollowHandler>(found.route->handler) && wants_stream(request);
    if (reading && !form && !streams) return not_acceptable(request, *found.route);
    return Admitted{found.route,
                    Call{request, engine_, sources_, std::move(found.path), std::move(*caller),
                         form.value_or(found.route->forms.front())},
                    hook};
}

}  // namespace cadence::api
