// The log: pages, long poll, stream.
#include <algorithm>

#include "api/negotiate.h"
#include "api/page.h"
#include "api/parts.h"
#include "api/routes.h"
#include "base/pasted.h"
#include "base/text.h"
#include "chat/narrate.h"

namespace cadence::api {

namespace {

constexpr Duration kLongestWait = std::chrono::seconds{55};  // proxies cut at a minute
constexpr std::size_t kTypesMost = 32;

Result<std::int64_t> sequence(std::string_view name, std::string_view text, std::int64_t last) {
    auto const seq = parse_number<std::int64_t>(text);
    if (!seq || *seq < 0) return wrong_parameter(name, "must be the number of an event, or 0.");
    if (*seq > last) {
        return wrong_parameter(name, "is ahead of the log, which ends at " + std::to_string(last) +
                                         ". Was the database restored from a backup? Start again.");
    }
    return *seq;
}

/// Where to go on: a stream that says nothing begins now, a page at the beginning.
Result<std::int64_t> start_of(Call const& call, bool stream) {
    auto const last = call.engine.revision();
    if (auto const id = stream ? call.request.header("last-event-id") : std::nullopt; id && !id->empty())
        return sequence("Last-Event-ID", *id, last);
    if (auto const after = call.query("after")) return sequence("after", *after, last);
    return stream ? last : 0;
}

Result<std::vector<std::string>> types_in(Call const& call) {
    auto const known = chat::event_types();
    std::vector<std::string> types;
    auto const text = call.query("type").value_or("");
    for (auto const part : split(text, ',')) {
        auto const type = pasted_word(part);
        auto const meant = std::ranges::find_if(known, [&](auto name) { return same_name(name, type); });
        if (!type.empty() && meant == known.end()) return unknown_parameter_value("type", type, known);
        if (!type.empty()) types.emplace_back(*meant);
    }
    if (types.size() > kTypesMost) return wrong_parameter("type", "names too many types.");
    return types;
}

Result<Duration> wait_in(Call const& call) {
    auto const text = call.query("wait");
    if (!text) return Duration{0};
    auto const wait = parse_duration(*text);
    if (!wait || *wait < Duration{0} || *wait > kLongestWait)
        return wrong_parameter("wait", "must be a length of time from 0s to 55s, like 30s.");
    return *wait;
}

Result<Following> follow_events(Call const& call) {
    Taking take;
    Following following{.stream = wants_stream(call.request), .caller = call.caller};
    auto& query = following.query;
    query.after = take(start_of(call, following.stream));
    query.limit = take(call.count("limit", kEventsDefault, kEventsMost));
    query.types = take(types_in(call));
    following.wait = take(wait_in(call));
    query.train = take(call.train_id());
    return take.done(std::move(following));
}

Result<Answer> get_events(Call const& call) {
    return follow_events(call).map(
        [&](Following const& following) { return events_page(call.engine, following.query); });
}

}  // namespace

void put_event(Object& into, release::LogLine const& line) {
    put_only(into, line, {"seq", "at", "type", "train", "release"});
    put(into, "actor", line.actor);
    put(into, "via", line.via);
    put(into, "text", chat::narrate(line));
    into.emplace("data", boost::json::parse(line.data, into.storage()));
}

/// Nobody waits for the rest of a page that would take too long: it goes on after it. False: all of it is
/// short.
bool cut_short(std::vector<release::LogLine>& lines) {
    constexpr std::size_t kMost = 200 * 1024;  // bytes; a few milliseconds
    constexpr std::size_t kBesideData = 256;
    std::size_t bytes = 0;
    auto const end = std::ranges::find_if(lines, [&](release::LogLine const& line) {
        return (bytes += line.data.size() + kBesideData) > kMost;
    });
    if (end == lines.end() || std::next(end) == lines.end()) return false;
    lines.erase(std::next(end), lines.end());
    return true;
}

Answer events_page(engine::Engine const& engine, store::EventQuery const& query) {
    auto lines = engine.store().events(query);
    auto const more = cut_short(lines);
    auto const all_seen = lines.size() < query.limit && !more;
    auto const next = all_seen ? std::max(query.after, engine.revision(query.train)) : lines.back().seq;
    return answer_with(
        [&](Object& page) {
            put_all(page, "items", lines, put_event);
            put(page, "next_after", next);
            if (more) put(page, "more", true);
        },
        query.train);
}

std::string stream_event(release::LogLine const& line) {
    return "id: " + std::to_string(line.seq) + "\nevent: " + line.type +
           "\ndata: " + document([&](Object& event) { put_event(event, line); }) + "\n\n";
}

Routes events_routes() {
    return {{net::Method::get,
             "/v1/events",
             Access::reader,
             "The event log: pages, long polling, stream",
             FollowHandler{follow_events, get_events},
             {"after", "limit", "type", "train", "wait"}}};
}

}  // namespace cadence::api
