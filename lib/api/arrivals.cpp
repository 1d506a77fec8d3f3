#include "api/arrivals.h"

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

#include <spdlog/spdlog.h>

#include "api/negotiate.h"
#include "api/problem.h"
#include "base/digest.h"
#include "base/text.h"
#include "config/endpoint.h"
#include "json/text.h"

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

net::Reply status_reply(int status, std::string_view word) {
    return reply_of(Answer{.status = status, .body = R"({"status":")" + std::string{word} + "\"}"});
}

constexpr std::size_t kSmall = 64 * 1024;  // is read at once

}  // namespace

/// One that is being verified and read. It owns what it needs: neither request nor configuration waits.
struct Hooks::Arriving {
    [[nodiscard]] store::Arrival arrival(json::Value const& its_document) const {
        store::Arrival arrival;
        arrival.endpoint = config::endpoint_of(hook);
        arrival.key = forge::delivery_key(hook.source, request.headers, its_document, verification->digest());
        arrival.headers = kept_headers(request.headers);
        arrival.event = event_of(hook.source, arrival.headers);
        return arrival;
    }
    [[nodiscard]] forge::Arriving content() const { return {request.headers, request.body}; }

    config::HookConfig hook;
    net::Request request;
    std::shared_ptr<net::Exchange> exchange;
    bool can_be_verified = true;
    bool secret_unreadable = false;
    std::optional<forge::Verification> verification = {};
    std::optional<forge::Document> document = {};
    std::optional<json::Value> read = {};  // and understood
};

config::HookConfig const* find_hook(config::Config const& config, std::vector<std::string> const& path) {
    auto const source = parse_name<Source>(path[0]);
    config::HookConfig const* found = nullptr;
    for (auto const& hook : config.hooks)
        if (hook.source == source && equal_in_constant_time(hook.name, path[1])) found = &hook;
    return found;
}

std::optional<net::Reply> Hooks::admit(config::HookConfig const& hook, net::Request const& request) const {
    auto const most = is_chat(hook.source) ? std::min(hook.max_body, kLargestCommand) : hook.max_body;
    if (body_size(request) <= most) return std::nullopt;
    auto const limit = std::to_string(most);
    refused(hook, "size",
            "a body of " + std::to_string(body_size(request)) +
                " bytes was refused; max_body of this hook is " + limit);
    if (forge::disables_on_refusal(hook.source)) return status_reply(200, "ignored");
    return reply_of(Problem{.status = 413,
                            .slug = "body-too-large",
                            .detail = "The body is larger than " + limit +
                                      " bytes, the max_body of this hook in the configuration."},
                    request.path);
}

void Hooks::take(config::HookConfig const& hook, net::Request& request,
                 std::shared_ptr<net::Exchange> exchange) {
    auto body = std::move(request.body);
    auto arriving = std::make_shared<Arriving>(Arriving{hook, request, std::move(exchange)});
    arriving->request.body = std::move(body);
    auto const secrets = secrets_of(hook, arriving->secret_unreadable);
    arriving->can_be_verified = !secrets.empty() || hook.source == Source::coolify;
    arriving->verification.emplace(hook.source, secrets, arriving->content(), engine_.clock().now());
    if (arriving->request.body.size() <= kSmall) {
        while (step(*arriving)) {
        }
        return;
    }
    arriving->exchange->on_close([gone = std::weak_ptr{arriving}, this] {
        std::erase(large_, gone.lock());  // its sender comes again
    });
    large_.push_back(std::move(arriving));
    if (!std::exchange(takes_turns_, true)) later([this] { take_turns(); });
}

void Hooks::take_turns() {
    takes_turns_ = !large_.empty();
    if (!takes_turns_) return;
    auto arriving = std::move(large_.front());
    large_.pop_front();
    try {
        if (step(*arriving)) large_.push_back(std::move(arriving));
    } catch (std::exception const& failure) {  // let go of, it is answered 500
        say_error(arriving->hook, "reading", std::string{"a delivery could not be read: "} + failure.what());
    }
    later([this] { take_turns(); });
}

/// False: there is nothing more to do.
bool Hooks::step(Arriving& arriving) {
    if (arriving.read) {
        keep(arriving);
        return false;
    }
    if (arriving.document) return arriving.document->step() || understood(arriving);
    return arriving.verification->step() || verified(arriving);
}

std::vector<std::string> Hooks::secrets_of(config::HookConfig const& hook, bool& unreadable) const {
    std::vector<std::string> secrets;
    for (auto const& from : hook.secrets_from) {
        auto secret = secrets_.read(from);
        unreadable = unreadable || !secret;
        if (secret)
            secrets.push_back(std::move(*secret));
        else
            say_error(hook, "secret", secret.error().detail);
    }
    return secrets;
}

/// The verdict is known. True: it is read now; false: it was answered.
bool Hooks::verified(Arriving& arriving) {
    auto const& hook = arriving.hook;
    auto const& request = arriving.request;
    if (auto refused = refusal(arriving)) {
        arriving.exchange->reply(std::move(*refused));
    } else if (!takes_type(hook.source, media_type(request))) {
        refuse_type(arriving);
    } else if (is_chat(hook.source)) {
        slash_.answer(hook, request, arriving.verification->digest(), arriving.exchange);
    } else {
        arriving.document.emplace(hook.source, arriving.content());
    }
    return arriving.document.has_value();
}

void Hooks::refuse_type(Arriving const& arriving) {
    auto const problem = wrong_type(arriving.hook.source);
    if (!is_chat(arriving.hook.source)) return keep_failed(arriving, {}, problem);
    refused(arriving.hook, problem.slug, problem.detail);
    arriving.exchange->reply(reply_of(problem, arriving.request.path));
}

std::optional<net::Reply> Hooks::refusal(Arriving const& arriving) const {
    auto const& hook = arriving.hook;
    auto const& verdict = arriving.verification->verdict();
    if (arriving.can_be_verified && verdict) return std::nullopt;
    if (arriving.secret_unreadable) {
        auto const problem = problem_of({ErrorCode::unavailable,
                                         "hook-not-ready",
                                         "The secret of this hook cannot be read; see the log of cadenced.",
                                         {},
                                         {}});
        return reply_of(problem, arriving.request.path);
    }
    if (verdict)
        refused(hook, "no-secret", "it has no secret");
    else
        refused(hook, verdict.error().problem, verdict.error().detail);
    return reply_of(
        Problem{.status = 401,
                .slug = "hook-not-verified",
                .detail = "This is not signed with the secret of this hook, or was signed too long ago."},
        arriving.request.path);
}

/// It was read to its end. True: it is kept now; false: it was refused.
bool Hooks::understood(Arriving& arriving) {
    auto document = arriving.document->take();
    auto const facts = document ? forge::read(arriving.hook.source, arriving.request.headers, *document)
                                : tl::unexpected{document.error()};
    if (facts)
        arriving.read = *std::move(document);
    else
        keep_failed(arriving, document ? *document : json::Value{},
                    {.status = 400, .slug = "hook-unreadable", .detail = facts.error().detail});
    return arriving.read.has_value();
}

/// What its readers ask for, whatever came with it.
void Hooks::keep(Arriving const& arriving) {
    auto arrival = arriving.arrival(*arriving.read);
    std::erase_if(arrival.headers, [](auto const& header) { return header.first == "content-type"; });
    arrival.body = json::dump(*arriving.read);
    submit(arriving, std::move(arrival), status_reply(202, "accepted"));
}

/// A source that gives up refusing hooks is told that all is well; the failure is still counted here.
void Hooks::keep_failed(Arriving const& arriving, json::Value const& document, Problem const& problem) {
    auto arrival = arriving.arrival(document);
    arrival.state = store::ArrivalState::failed;
    arrival.detail = problem.detail;
    auto reply = forge::disables_on_refusal(arriving.hook.source) ? status_reply(200, "failed")
                                                                  : reply_of(problem, arriving.request.path);
    submit(arriving, std::move(arrival), std::move(reply));
}

void Hooks::submit(Arriving const& arriving, store::Arrival arrival, net::Reply accepted) {
    auto const waits = arrival.state == store::ArrivalState::waiting;
    engine::Request keeping{.actor = config::hook_actor(arrival.endpoint),
                            .work = engine::ReceiveHook{std::move(arrival)}};
    keeping.done = [this, hook = arriving.hook, path = arriving.request.path, waits,
                    accepted = std::move(accepted),
                    exchange = arriving.exchange](Result<engine::Outcome> const& outcome) {
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
