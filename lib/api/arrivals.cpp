#include "api/arrivals.h"

#include <algorithm>
#include <array>

#include <spdlog/spdlog.h>

#include "api/negotiate.h"
#include "api/problem.h"
#include "base/digest.h"
#include "base/text.h"
#include "config/endpoint.h"

namespace cadence::api {

namespace {

using forge::Source;

/// Guessing secrets must not fill the log.
constexpr Duration kToldEvery = std::chrono::minutes{1};
constexpr std::size_t kLongestHeader = 1000;
constexpr std::size_t kLargestCommand = 65536;  // bytes of a slash command's form

constexpr std::string_view kForm = "application/x-www-form-urlencoded";
constexpr std::string_view kCloudEvent = "application/cloudevents+json";

/// How a source speaks.
struct Manner {
    bool forms = false;           // it may send those
    std::string_view event = {};  // the header in which it names its event
};

/// In the order of Source: github, gitlab, gitea, coolify, generic, slack, mattermost.
constexpr std::array kManners{Manner{true, "x-github-event"},
                              Manner{false, "x-gitlab-event"},
                              Manner{true, "x-gitea-event"},
                              Manner{false},
                              Manner{false, "ce-type"},
                              Manner{true},
                              Manner{true}};
static_assert(kManners.size() == Names<Source>::values.size());

constexpr Manner manner_of(Source source) {
    return kManners[static_cast<std::size_t>(source)];
}

bool is_chat(Source source) {
    return source == Source::slack || source == Source::mattermost;
}

/// Those that say what it is. Never a signature or a token: GitLab's is the secret itself.
bool is_kept(std::string_view name) {
    static constexpr std::array<std::string_view, 14> kKept{
        "content-type",     "x-github-event",      "x-github-delivery", "x-gitlab-event",
        "idempotency-key",  "x-gitlab-event-uuid", "x-gitea-event",     "x-gitea-event-type",
        "x-gitea-delivery", "x-gogs-event",        "x-forgejo-event",   "x-forgejo-event-type",
        "webhook-id",       "webhook-timestamp"};
    return name.starts_with("ce-") || std::ranges::find(kKept, name) != kKept.end();
}

bool is_plain(std::string_view value) {
    return value.size() <= kLongestHeader &&
           std::ranges::all_of(value, [](char c) { return c >= ' ' && c <= '~'; });
}

net::Headers kept_headers(net::Headers const& headers) {
    net::Headers kept;
    std::ranges::copy_if(headers, std::back_inserter(kept),
                         [](auto const& header) { return is_kept(header.first) && is_plain(header.second); });
    return kept;
}

std::string event_of(Source source, net::Headers const& kept) {
    auto const wanted = manner_of(source).event;
    auto const found = std::ranges::find(kept, wanted, [](auto const& each) { return each.first; });
    return found == kept.end() ? std::string{} : found->second;
}

bool takes_type(Source source, std::string_view type) {
    return equals_ignoring_case(type, "application/json") ||
           (manner_of(source).forms && equals_ignoring_case(type, kForm)) ||
           (source == Source::generic && equals_ignoring_case(type, kCloudEvent));
}

Problem wrong_type(Source source) {
    return {.status = 415,
            .slug = "hook-type",
            .detail = std::string{"This hook takes application/json"} +
                      (manner_of(source).forms     ? ", or the form of its source."
                       : source == Source::generic ? ", or application/cloudevents+json."
                                                   : ".")};
}

store::Arrival arrival_of(config::HookConfig const& hook, net::Request const& request) {
    store::Arrival arrival;
    arrival.endpoint = config::endpoint_of(hook);
    arrival.key = forge::delivery_key(hook.source, {request.headers, request.body});
    arrival.headers = kept_headers(request.headers);
    arrival.event = event_of(hook.source, arrival.headers);
    return arrival;
}

net::Reply status_reply(int status, std::string_view word) {
    return reply_of(Answer{.status = status, .body = R"({"status":")" + std::string{word} + "\"}"});
}

}  // namespace

config::HookConfig const* find_hook(config::Config const& config, std::vector<std::string> const& path) {
    auto const source = parse_name<Source>(path[0]);
    config::HookConfig const* found = nullptr;
    for (auto const& hook : config.hooks)
        if (hook.source == source && equal_in_constant_time(hook.name, path[1])) found = &hook;
    return found;
}

std::optional<net::Reply> Hooks::admit(Call const& call) const {
    auto const* const hook = find_hook(engine_.config(), call.path);
    if (hook == nullptr) return std::nullopt;
    auto const most = is_chat(hook->source) ? std::min(hook->max_body, kLargestCommand) : hook->max_body;
    if (body_size(call.request) <= most) return std::nullopt;
    auto const limit = std::to_string(most);
    refused(*hook, "size",
            "a body of " + std::to_string(body_size(call.request)) +
                " bytes was refused; max_body of this hook is " + limit);
    if (forge::disables_on_refusal(hook->source)) return status_reply(200, "ignored");
    return reply_of(Problem{.status = 413,
                            .slug = "body-too-large",
                            .detail = "The body is larger than " + limit +
                                      " bytes, the max_body of this hook in the configuration."},
                    call.request.path);
}

void Hooks::take(Call const& call, std::shared_ptr<net::Exchange> exchange) {
    auto const* const hook = find_hook(engine_.config(), call.path);
    if (hook == nullptr) return;  // admission has answered
    if (auto refused = refusal(*hook, call.request)) return exchange->reply(std::move(*refused));
    if (!takes_type(hook->source, media_type(call.request))) {
        auto problem = wrong_type(hook->source);
        if (!is_chat(hook->source)) return keep_failed(*hook, call.request, problem, std::move(exchange));
        refused(*hook, problem.slug, problem.detail);
        return exchange->reply(reply_of(problem, call.request.path));
    }
    if (is_chat(hook->source)) return slash_.answer(*hook, call.request, std::move(exchange));
    keep(*hook, call.request, std::move(exchange));
}

std::optional<net::Reply> Hooks::refusal(config::HookConfig const& hook, net::Request const& request) const {
    std::vector<std::string> secrets;
    std::string unreadable;
    for (auto const& from : hook.secrets_from) {
        auto secret = secrets_.read(from);
        if (secret) {
            secrets.push_back(std::move(*secret));
        } else {
            unreadable = secret.error().detail;
        }
    }
    if (!unreadable.empty()) say_error(hook, "secret", unreadable);
    forge::Arriving const arriving{request.headers, request.body};
    auto const can_be_verified = !secrets.empty() || hook.source == Source::coolify;
    auto const verified = forge::verify(hook.source, secrets, arriving, engine_.clock().now());
    if (can_be_verified && verified) return std::nullopt;
    if (!unreadable.empty()) {
        auto const problem = problem_of({ErrorCode::unavailable,
                                         "hook-not-ready",
                                         "The secret of this hook cannot be read; see the log of cadenced.",
                                         {},
                                         {}});
        return reply_of(problem, request.path);
    }
    if (verified)
        refused(hook, "no-secret", "it has no secret");
    else
        refused(hook, verified.error().problem, verified.error().detail);
    return reply_of(
        Problem{.status = 401,
                .slug = "hook-not-verified",
                .detail = "This is not signed with the secret of this hook, or was signed too long ago."},
        request.path);
}

void Hooks::keep(config::HookConfig const& hook, net::Request const& request,
                 std::shared_ptr<net::Exchange> exchange) {
    forge::Arriving const arriving{request.headers, request.body};
    if (auto const facts = forge::read(hook.source, arriving); !facts)
        return keep_failed(hook, request,
                           Problem{.status = 400, .slug = "hook-unreadable", .detail = facts.error().detail},
                           std::move(exchange));
    auto arrival = arrival_of(hook, request);
    arrival.body = request.body;
    submit(hook, request.path, std::move(arrival), status_reply(202, "accepted"), std::move(exchange));
}

/// A source that gives up refusing hooks is told that all is well; the failure is still counted here.
void Hooks::keep_failed(config::HookConfig const& hook, net::Request const& request, Problem const& problem,
                        std::shared_ptr<net::Exchange> exchange) {
    auto arrival = arrival_of(hook, request);
    arrival.state = store::ArrivalState::failed;
    arrival.detail = problem.detail;
    auto reply = forge::disables_on_refusal(hook.source) ? status_reply(200, "failed")
                                                         : reply_of(problem, request.path);
    submit(hook, request.path, std::move(arrival), std::move(reply), std::move(exchange));
}

void Hooks::submit(config::HookConfig const& hook, std::string const& path, store::Arrival arrival,
                   net::Reply accepted, std::shared_ptr<net::Exchange> exchange) {
    auto const waits = arrival.state == store::ArrivalState::waiting;
    engine::Request keeping{.actor = config::hook_actor(arrival.endpoint),
                            .work = engine::ReceiveHook{std::move(arrival)}};
    keeping.done = [this, hook, path, waits, accepted = std::move(accepted),
                    exchange = std::move(exchange)](Result<engine::Outcome> const& outcome) {
        if (!outcome) {
            say_error(hook, "keeping", "a delivery was not stored: " + outcome.error().detail);
            return exchange->reply(reply_of(problem_of(outcome.error()), path));
        }
        if (outcome->duplicate) return exchange->reply(status_reply(200, "duplicate"));
        exchange->reply(accepted);
        if (waits) arrived();
    };
    engine_.submit(std::move(keeping));
}

/// Counted whether it is signed or not: nothing is written of it.
void Hooks::refused(config::HookConfig const& hook, std::string_view kind, std::string const& why) const {
    auto& refusal = refusals_[config::endpoint_of(hook)];
    ++refusal.count;
    refusal.last = engine_.clock().now();
    refusal.why = why;
    say_warning(hook, kind, why);
}

std::optional<std::string> Hooks::news(config::HookConfig const& hook, std::string_view kind,
                                       std::string const& what) const {
    auto const now = engine_.clock().now();
    auto const endpoint = config::endpoint_of(hook);
    auto const [last, added] = told_.emplace(endpoint + " " + std::string{kind}, now);
    auto const since = now - last->second;
    if (!added && since >= Duration{0} && since < kToldEvery) return std::nullopt;
    last->second = now;
    return "hook " + endpoint + ": " + what;
}

void Hooks::say_warning(config::HookConfig const& hook, std::string_view kind,
                        std::string const& what) const {
    if (auto const line = news(hook, kind, what)) warn ? warn(*line) : spdlog::warn(*line);
}

void Hooks::say_error(config::HookConfig const& hook, std::string_view kind, std::string const& what) const {
    if (auto const line = news(hook, kind, what)) report ? report(*line) : spdlog::error(*line);
}

}  // namespace cadence::api
