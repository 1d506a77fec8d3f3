#include "api/api.h"

#include <algorithm>

#include <spdlog/spdlog.h>

#include "api/meant.h"
#include "api/negotiate.h"
#include "api/pages.h"
#include "api/preview.h"
#include "api/problem.h"
#include "base/gzip.h"
#include "net/prepared.h"

namespace cadence::api {

namespace {

/// The headers of an answer that its 304 repeats.
net::Reply unchanged(Answer const& answer) {
    net::Reply reply{.status = 304, .headers = {}, .body = {}};
    for (auto const& header : answer.headers) {
        auto const& name = header.first;
        if (name == "ETag" || name == "Cache-Control" || name == "Vary" || name == "Content-Location")
            reply.headers.push_back(header);
    }
    return reply;
}

Variant variant_of(Answer answer, std::string etag) {
    Variant variant{.etag = std::move(etag)};
    if (!variant.etag.empty()) variant.unchanged = net::prepare(unchanged(answer));
    variant.whole = net::prepare(reply_of(std::move(answer)));
    return variant;
}

/// Nothing where that saves little: one packet is one packet.
std::optional<Variant> zipped(Answer answer, std::string const& etag) {
    constexpr std::size_t kWorthIt = 1024;
    if (etag.empty() || answer.body.size() < kWorthIt) return std::nullopt;
    answer.body = gzip(answer.body);
    auto const tag = zipped_tag(etag);
    for (auto& [name, value] : answer.headers)
        if (name == "ETag") value = tag;
    answer.headers.emplace_back("Content-Encoding", "gzip");
    return variant_of(std::move(answer), tag);
}

net::Headers retry_after(Duration wait) {
    auto const seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
    return {{"Retry-After", std::to_string(std::max<std::int64_t>(seconds, 1))}};
}

bool is_cacheable(Route const& route, Answer const& answer) {
    auto const settled = answer.status == 200 || answer.status == 204 || answer.status == 423;
    return settled && route.good_for > Duration{0} && route.method == net::Method::get;
}

Result<Answer> answer_to(Admitted const& admitted, ReadHandler handler) {
    auto const call = with_release(admitted.call, *admitted.route);
    if (!call) return tl::unexpected{call.error()};
    auto answer = handler(*call);
    if (!answer || !names_none(admitted.call, *admitted.route)) return answer;
    answer->headers.push_back(location_of(*call));
    if (!call->query("train")) answer->scope.clear();  // another train may be meant next time
    return answer;
}

Result<Change> change_of(Admitted const& admitted, ChangeHandler handler) {
    auto const call = with_release(admitted.call, *admitted.route);
    if (!call) return tl::unexpected{call.error()};
    auto change = handler(*call);
    if (!change || !names_none(admitted.call, *admitted.route)) return change;
    change->render = [render = std::move(change->render),
                      location = location_of(*call)](engine::Outcome const& outcome) {
        auto answer = render(outcome);
        answer.headers.push_back(location);
        return answer;
    };
    return change;
}

}  // namespace

Api::Api(engine::Engine& engine, job::Secrets secrets)
    : engine_{engine},
      traffic_{engine},
      admission_{engine, sources},
      cache_{engine},
      feed_{engine},
      kept_{engine},
      hooks_{engine, std::move(secrets)} {
    sources.traffic = &traffic_;
    sources.read_refusals = [this] { return hooks_.refusals(); };
}

void Api::listens_on(net::Address const& address) {
    admission_.listens_on(address);
}

std::optional<net::Reply> Api::admit(net::Request& request) {
    auto refused = refusal(request);
    if (refused) Traffic::count(traffic_.refused(), refused->status, refused->body.size());
    return refused;
}

std::optional<net::Reply> Api::refusal(net::Request& request) const {
    auto admitted = admission_.admit(request);
    if (!admitted) return reply_to(request, admitted.error());
    if (admitted->hook != nullptr)
        if (auto refused = hooks_.admit(*admitted->hook, request)) return refused;
    request.admitted = std::move(*admitted);
    return std::nullopt;
}

std::shared_ptr<net::Prepared const> Api::kept(std::string_view head, std::string const& peer) {
    auto const* const kept = cache_.kept(head);
    if (kept == nullptr || rates_.wait_for_reader(peer, engine_)) return nullptr;
    kept->counter.count();
    return kept->answer;
}

void Api::handle(net::Request& request, std::shared_ptr<net::Exchange> exchange) {
    if (!request.admitted.has_value())
        if (auto refused = admit(request)) return exchange->reply(std::move(*refused));
    auto const admitted = std::any_cast<Admitted>(std::exchange(request.admitted, {}));
    auto const& call = admitted.call;
    exchange = traffic_.counted(*admitted.route, std::move(exchange));
    if (auto refused = too_often(call, *admitted.route)) return exchange->reply(std::move(*refused));
    remember_use(call);
    auto const& handler = admitted.route->handler;
    if (auto const* const reading = std::get_if<ReadHandler>(&handler))
        return read(admitted, *reading, *exchange);
    if (auto const* const following = std::get_if<FollowHandler>(&handler))
        return follow(admitted, *following, exchange);
    if (std::holds_alternative<PreviewHandler>(handler)) return preview(admitted, *exchange);
    if (admitted.hook != nullptr) return hooks_.take(*admitted.hook, request, std::move(exchange));
    change(admitted, std::get<ChangeHandler>(handler), std::move(exchange));
}

void Api::remember_use(Call const& call) {
    if (!call.caller || !engine_.identities().wants_touch(*call.caller, engine_.clock().now())) return;
    engine_.submit({.actor = call.actor(), .work = engine::TouchToken{call.caller->token}});
}

void Api::tell_inside(Error const& error, std::string const& path) const {
    if (error.code != ErrorCode::internal) return;
    auto const text = "the request for " + path + " failed: " + error.detail;
    report ? report(text) : spdlog::error(text);
}

void Api::refuse(net::Exchange& exchange, Error const& error, std::string const& path) const {
    tell_inside(error, path);
    exchange.reply(reply_of(problem_of(error), path));
}

void Api::refuse(net::Exchange& exchange, Error const& error, net::Request const& request) const {
    tell_inside(error, request.path);
    exchange.reply(reply_to(request, problem_of(error)));
}

net::Reply Api::reply_to(net::Request const& request, Problem const& problem) const {
    auto const reads = request.method == net::Method::get || request.method == net::Method::head;
    auto const page = reads && wants_page(request) && !request.path.starts_with("/v1/");
    return page ? reply_of(page_of(problem, request.path, engine_)) : reply_of(problem, request.path);
}

void Api::send_cached(Admitted const& admitted, Cached const& cached, net::Exchange& exchange) {
    auto const& call = admitted.call;
    auto const zipped = cached.zipped && takes_gzip(call.request);
    auto const& variant = zipped ? *cached.zipped : cached.plain;
    auto const known = variant.unchanged && has_already(call.request, cached.plain.etag);
    auto const& answer = known ? variant.unchanged : variant.whole;
    cache_.keep_for_head(call, {answer, cached.until, traffic_.counter(*admitted.route, *answer)});
    exchange.reply(answer);
}

void Api::read(Admitted const& admitted, ReadHandler handler, net::Exchange& exchange) {
    auto const& call = admitted.call;
    if (auto const* const cached = cache_.find(call)) return send_cached(admitted, *cached, exchange);
    auto answer = answer_to(admitted, handler);
    if (!answer) return refuse(exchange, answer.error(), call.request);
    Cached cached{.scope = std::move(answer->scope)};
    auto& etag = cached.plain.etag;
    if (answer->status == 200 && (admitted.route->method == net::Method::get || answer->is_tagged))
        etag = add_reading_headers(*answer, engine_.config().server.reads);
    auto const known = !etag.empty() && has_already(call.request, etag);
    if (!is_cacheable(*admitted.route, *answer))
        return exchange.reply(known ? unchanged(*answer) : reply_of(std::move(*answer)));
    cached.revision = engine_.revision(cached.scope);
    if (auto const good_for = admitted.route->good_for; good_for != Duration::max())
        cached.until = engine_.clock().read().since_boot + good_for;
    cached.asked_zipped = takes_gzip(call.request);
    if (cached.asked_zipped) cached.zipped = zipped(*answer, etag);
    cached.plain = variant_of(std::move(*answer), etag);
    cached.bytes = cached.plain.whole->body.size() + (cached.zipped ? cached.zipped->whole->body.size() : 0);
    cache_.keep(call, cached);
    send_cached(admitted, cached, exchange);
}

void Api::follow(Admitted const& admitted, FollowHandler const& handler,
                 std::shared_ptr<net::Exchange> const& exchange) {
    auto const& call = admitted.call;
    auto const following = handler.parse(call);
    if (!following) return refuse(*exchange, following.error(), call.request.path);
    auto first = following->query;
    first.limit = 1;
    auto const waits = following->wait > Duration{0} && !call.is_head();
    if (following->stream && !call.is_head()) {
        feed_.stream(*following, exchange);
    } else if (waits && engine_.store().events(first).empty()) {
        feed_.wait(*following, exchange);
    } else {
        read(admitted, handler.page, *exchange);
    }
}

std::optional<Answer> Api::answered_before(Admitted const& admitted, ChangeHandler handler,
                                           Once const& once) {
    if (once.key.empty()) return std::nullopt;
    auto const& path = admitted.call.request.path;
    auto const refused = [&](int status, std::string slug, std::string detail, net::Headers headers = {}) {
        return answer_of({.status = status,
                          .slug = std::move(slug),
                          .detail = std::move(detail),
                          .headers = std::move(headers)},
                         path);
    };
    if (kept_.is_running(once))
        return refused(409, "idempotency-key-in-use",
                       "The first request with this Idempotency-Key is still running; ask again.");
    if (auto stored = kept_.find(once)) {
        if (stored->fingerprint != once.fingerprint)
            return refused(
                422, "idempotency-key-reused",
                "This Idempotency-Key was used for another request; use a new key for a new request.");
        auto again = answered_again(admitted, handler, *stored);
        return again ? *std::move(again) : answer_of(problem_of(again.error()), path);
    }
    if (auto const wait = kept_.full_for(once))
        return refused(429, "too-many-idempotency-keys",
                       "There are " + std::to_string(kMostKept) +
                           " answers kept for your keys of the last day, as many as there may be. Wait, or "
                           "send the request without a key.",
                       retry_after(*wait));
    return std::nullopt;
}

Result<Answer> Api::answered_again(Admitted const& admitted, ChangeHandler handler,
                                   store::StoredReply const& stored) const {
    Answer answer{.status = stored.status, .content_type = stored.content_type, .body = stored.body};
    if (!stored.train.empty()) {
        auto call = admitted.call;
        if (names_none(call, *admitted.route)) call.path[0] = stored.release;
        auto const change =
            train_named(engine_.config(), stored.train).and_then([&](auto const*) { return handler(call); });
        if (!change) return tl::unexpected{change.error()};
        answer.body = change->at_once ? change->at_once->body : made_again(engine_, *change, stored).body;
    }
    answer.headers = {{"Idempotency-Replayed", "true"}};
    if (!stored.location.empty())
        answer.headers.emplace_back(stored.status == 201 ? "Location" : "Content-Location", stored.location);
    return answer;
}

std::optional<net::Reply> Api::too_often(Call const& call, Route const& route) {
    auto const wait = rates_.wait_for(call, route);
    if (!wait) return std::nullopt;
    return reply_of(Problem{.status = 429,
                            .slug = "rate-limited",
                            .detail = "These are too many requests in a short time. Ask again in " +
                                      retry_after(*wait).front().second + " s.",
                            .headers = retry_after(*wait)},
                    call.request.path);
}

Result<std::optional<engine::AsOf>> Api::as_read(net::Request const& request) const {
    auto const tags = request.list("if-match");
    if (tags.empty()) return std::nullopt;
    net::Request reading{.target = request.path, .path = request.path, .headers = request.headers};
    for (; reading.path.size() > 1; reading.target = reading.path.erase(reading.path.rfind('/'))) {
        auto const admitted = admission_.admit(reading);
        auto const* const handler = admitted ? std::get_if<ReadHandler>(&admitted->route->handler) : nullptr;
        if (handler == nullptr) continue;
        auto answer = answer_to(*admitted, *handler);
        if (!answer || answer->status != 200) break;
        if (!names(tags, add_reading_headers(*answer, engine_.config().server.reads))) break;
        return engine::AsOf{answer->scope, engine_.revision(answer->scope)};
    }
    return cadence::refuse(ErrorCode::outdated, "changed-meanwhile",
                           reading.path + " is not what If-Match says; look again, and decide anew.");
}

void Api::preview(Admitted const& admitted, net::Exchange& exchange) {
    auto const& path = admitted.call.request.path;
    auto const request = request_previewed(admitted.call);
    if (!request) return refuse(exchange, request.error(), path);
    auto const meant = admission_.admit(*request);
    if (!meant) return exchange.reply(reply_of(meant.error(), request->path));
    auto const* const handler = std::get_if<ChangeHandler>(&meant->route->handler);
    auto const change =
        handler == nullptr ? Result<Change>{not_previewed(*request)} : change_of(*meant, *handler);
    if (!change) return refuse(exchange, change.error(), request->path);
    auto const* const command = std::get_if<engine::TrainCommand>(&change->work);
    if (command == nullptr) return refuse(exchange, not_previewed(*request).value(), request->path);
    auto const outcome = engine_.preview(meant->call.actor(command->train), *command);
    if (!outcome) return refuse(exchange, outcome.error(), request->path);
    exchange.reply(reply_of(preview_of(*outcome, engine_.train(command->train))));
}

void Api::change(Admitted const& admitted, ChangeHandler handler, std::shared_ptr<net::Exchange> exchange) {
    auto const& call = admitted.call;
    auto const path = call.request.path;
    auto const key = idempotency_key(call.request);
    if (!key) return refuse(*exchange, key.error(), path);
    Once once{call.caller->id, *key};
    if (!once.key.empty()) once.fingerprint = fingerprint_of(call.request);
    if (auto before = answered_before(admitted, handler, once))
        return exchange->reply(reply_of(std::move(*before)));
    auto as_of = as_read(call.request);
    if (!as_of) return refuse(*exchange, as_of.error(), path);
    auto change = change_of(admitted, handler);
    if (!change) return refuse(*exchange, change.error(), path);
    if (change->at_once) return exchange->reply(reply_of(std::move(*change->at_once)));
    auto actor = call.actor(engine::train_of(change->work));
    kept_.submit({.actor = std::move(actor), .work = std::move(change->work), .as_of = std::move(*as_of)},
                 std::move(once), std::move(change->render),
                 [this, path, exchange = std::move(exchange)](Result<Answer> answer) {
                     if (!answer) return refuse(*exchange, answer.error(), path);
                     exchange->reply(reply_of(std::move(*answer)));
                 });
}

net::Reply Api::wire_error(int status, std::string detail) const {
    return reply_of(Problem{.status = status, .slug = wire_slug(status), .detail = std::move(detail)}, {});
}

void Api::committed(std::vector<release::LogLine> const& lines) {
    cache_.drop_stale();
    feed_.committed(lines);
}

}  // namespace cadence::api
