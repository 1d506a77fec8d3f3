#include <algorithm>
#include <charconv>

#include "api/events.h"
#include "api/handlers.h"
#include "api/negotiate.h"
#include "api/page.h"
#include "base/pasted.h"
#include "base/text.h"
#include "chat/narrate.h"

namespace cadence::api {

namespace {

constexpr Duration kLongestWait = std::chrono::seconds{55};  // proxies cut at a minute
constexpr std::size_t kTypesMost = 32;

Result<std::int64_t> sequence(std::string_view name, std::string_view text, std::int64_t last) {
    std::int64_t seq = 0;
    auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), seq);
    if (failed != std::errc{} || end != text.data() + text.size() || seq < 0) {
        return wrong_parameter(name, "must be the number of an event, or 0.");
    }
    if (seq > last) {
        return wrong_parameter(name, "is ahead of the log, which ends at " + std::to_string(last) +
                                         ". Was it restored from a backup? Begin again.");
    }
    return seq;
}

/// Where to go on: a stream that says nothing begins now, a page at the beginning.
Result<std::int64_t> start_of(Call const& call, bool stream) {
    auto const last = call.engine.revision();
    if (auto const id = stream ? call.request.header("last-event-id") : std::nullopt; id && !id->empty()) {
        return sequence("Last-Event-ID", *id, last);
    }
    if (auto const after = call.query("after")) return sequence("after", *after, last);
    return stream ? last : 0;
}

Result<std::vector<std::string>> types_in(Call const& call) {
    auto const known = chat::event_types();
    std::vector<std::string> types;
    auto const text = call.query("type").value_or("");
    for (std::size_t at = 0; at < text.size();) {
        auto const end = std::min(text.find(',', at), text.size());
        auto const type = pasted_word(std::string_view{text}.substr(at, end - at));
        auto const meant = std::ranges::find_if(known, [&](auto name) { return same_name(name, type); });
        if (!type.empty() && meant == known.end()) return unknown_parameter_value("type", type, known);
        if (!type.empty()) types.emplace_back(*meant);
        at = end + 1;
    }
    if (types.size() > kTypesMost) return wrong_parameter("type", "names too many types.");
    return types;
}

Result<Duration> wait_in(Call const& call) {
    auto const text = call.query("wait");
    if (!text) return Duration{0};
    auto const wait = parse_duration(*text);
    if (!wait || *wait < Duration{0} || *wait > kLongestWait) {
        return wrong_parameter("wait", "must be a length of time from 0s to 55s, like 30s.");
    }
    return *wait;
}

}  // namespace

Result<Following> follow_events(Call const& call) {
    auto const stream = wants_stream(call.request);
    auto const after = start_of(call, stream);
    if (!after) return tl::unexpected{after.error()};
    auto const limit = call.count("limit", kEventsDefault, kEventsMost);
    if (!limit) return tl::unexpected{limit.error()};
    auto types = types_in(call);
    if (!types) return tl::unexpected{types.error()};
    auto const wait = wait_in(call);
    if (!wait) return tl::unexpected{wait.error()};
    auto const train = call.train();
    if (!train) return tl::unexpected{train.error()};
    store::EventQuery query{
        .after = *after, .limit = *limit, .train = {}, .release = {}, .types = std::move(*types)};
    if (*train != nullptr) query.train = (*train)->id;
    return Following{.query = std::move(query), .wait = *wait, .stream = stream, .caller = call.caller};
}

Result<Answer> get_events(Call const& call) {
    return follow_events(call).map(
        [&](Following const& following) { return events_page(call.engine, following.query); });
}

}  // namespace cadence::api
