#include "api/feed.h"

#include <algorithm>
#include <tuple>

#include "api/admission.h"
#include "api/negotiate.h"
#include "api/parts.h"
#include "api/problem.h"

namespace cadence::api {

namespace {

constexpr Duration kHeartbeat = std::chrono::seconds{15};
constexpr std::size_t kEventsAtOnce = 100;  // of those a stream has missed; the rest a second later
constexpr std::string_view kOpening = "retry: 5000\n\n";
constexpr std::string_view kBeat = ": alive\n\n";

bool matches(store::EventQuery const& query, release::LogLine const& line) {
    auto const type = query.types.empty() || std::ranges::find(query.types, line.type) != query.types.end();
    return type && line.seq > query.after && (query.train.empty() || query.train == line.train);
}

bool are_same(store::EventQuery const& a, store::EventQuery const& b) {
    auto const all = [](auto const& query) {
        return std::tie(query.after, query.limit, query.train, query.release, query.types);
    };
    return all(a) == all(b);
}

/// Takes those out that are done; the condition may change what it looks at.
template <class Map, class Done>
std::vector<typename Map::mapped_type> take_if(Map& map, Done const& done) {
    std::vector<typename Map::mapped_type> taken;
    for (auto at = map.begin(); at != map.end();) {
        if (!done(at->second)) {
            ++at;
            continue;
        }
        taken.push_back(std::move(at->second));
        at = map.erase(at);
    }
    return taken;
}

}  // namespace

void Feed::wait(Following const& following, std::shared_ptr<net::Exchange> exchange) {
    auto const id = next_++;
    if (!wants_seconds()) last_second_.reset();
    auto const& held =
        waiting_.emplace(id, Waiting{std::move(exchange), following.query, following.caller, following.wait})
            .first->second;
    held.exchange->on_close([this, id] { waiting_.erase(id); });
    held.exchange->waits([this, id] { give_way(id); });
}

/// Who has hardly begun to wait is told to stay away for a while, or all that are too many would ask again
/// and again.
void Feed::give_way(std::uint64_t id) {
    auto const waiting = waiting_.extract(id);
    if (waiting.empty()) return;
    Shared alone;
    if (!waiting.mapped().fresh) return answer(waiting.mapped(), alone);
    Error const error{ErrorCode::unavailable,
                      "too-many-waiting",
                      "Too many clients are waiting for events; ask without wait.",
                      {},
                      {}};
    waiting.mapped().exchange->reply(reply_of(problem_of(error), "/v1/events"));
}

void Feed::stream(Following const& following, std::shared_ptr<net::Exchange> exchange) {
    auto const id = next_++;
    if (!wants_seconds()) last_second_.reset();
    exchange->begin_stream({.status = 200,
                            .headers = {{"Content-Type", "text/event-stream; charset=utf-8"},
                                        {"Cache-Control", "no-store"},
                                        {"X-Accel-Buffering", "no"}},
                            .body = {}});
    exchange->on_close([this, id] { streams_.erase(id); });
    Stream opened{std::move(exchange), following.query, following.caller};
    opened.query.limit = kEventsAtOnce;
    Shared alone;
    if (send(opened, kOpening) && pump(opened, alone)) streams_.emplace(id, std::move(opened));
}

void Feed::committed(std::vector<release::LogLine> const& lines) {
    auto const woken = take_if(waiting_, [&](Waiting const& waiting) {
        return std::ranges::any_of(lines, [&](auto const& line) { return matches(waiting.query, line); });
    });
    Shared page;
    for (auto const& each : woken) answer(each, page);
    Shared chunk;
    take_if(streams_, [&](Stream& stream) { return !stream.behind && !pump(stream, chunk); });
}

Result<void> Feed::may_read(std::optional<engine::Identity> const& caller) const {
    if (caller) return engine_.identities().still_valid(*caller, engine_.clock().now());
    if (engine_.config().server.reads == config::Reads::open) return {};
    return token_missing();
}

void Feed::answer(Waiting const& waiting, Shared& shared) const {
    if (auto const allowed = may_read(waiting.caller); !allowed)
        return waiting.exchange->reply(reply_of(problem_of(allowed.error()), "/v1/events"));
    waiting.exchange->reply(page_for(waiting.query, shared).page);
}

bool Feed::send(Stream& stream, std::string_view chunk) const {
    stream.silent = Duration{0};
    return may_read(stream.caller) && stream.exchange->send(chunk);
}

Feed::Read const& Feed::page_for(store::EventQuery const& query, Shared& shared) const {
    if (shared && are_same(shared->query, query)) return *shared;
    auto page = events_page(engine_, query);
    add_reading_headers(page, engine_.config().server.reads);
    return shared.emplace(Read{.query = query, .page = net::prepare(reply_of(std::move(page)))});
}

Feed::Read const& Feed::chunk_for(store::EventQuery const& query, Shared& shared) const {
    if (shared && are_same(shared->query, query)) return *shared;
    auto const lines = engine_.store().events(query);
    auto& read = shared.emplace(Read{.query = query});
    for (auto const& line : lines) read.chunk += stream_event(line);
    read.last = lines.empty() ? query.after : lines.back().seq;
    read.full = lines.size() == query.limit;
    return read;
}

bool Feed::pump(Stream& stream, Shared& shared) const {
    auto const& read = chunk_for(stream.query, shared);
    stream.behind = read.full;
    stream.query.after = read.last;
    return read.chunk.empty() || send(stream, read.chunk);
}

Duration Feed::passed(Instant now) {
    auto const before = std::exchange(last_second_, now);
    auto const second = Duration{std::chrono::seconds{1}};
    return before && now >= *before ? std::max(now - *before, Duration{0}) : second;
}

void Feed::every_second(Instant now) {
    auto const elapsed = passed(now);
    auto const over = take_if(waiting_, [&](Waiting& waiting) {
        waiting.left -= elapsed;
        waiting.fresh = false;
        return waiting.left <= Duration{0};
    });
    Shared page;
    for (auto const& each : over) answer(each, page);
    Shared chunk;
    take_if(streams_, [&](Stream& stream) {
        if (stream.behind) return !pump(stream, chunk);
        stream.silent += elapsed;
        return stream.silent >= kHeartbeat && !send(stream, kBeat);
    });
}

void Feed::close() {
    auto const waiting = std::exchange(waiting_, {});
    Shared page;
    for (auto const& [id, each] : waiting) answer(each, page);
    streams_.clear();
}

}  // namespace cadence::api
