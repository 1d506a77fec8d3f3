#include "api/events.h"
#include "api/render.h"
#include "chat/narrate.h"

namespace cadence::api {

void put_event(Object& into, release::LogLine const& line) {
    put(into, "seq", line.seq);
    put(into, "at", line.at);
    put(into, "type", line.type);
    put_known(into, "train", line.train);
    put_known(into, "release", line.release);
    put(into, "actor", line.actor);
    put(into, "via", line.via);
    put(into, "text", chat::narrate(line));
    into.emplace("data", boost::json::parse(line.data, into.storage()));
}

void put_token(Object& into, store::TokenRecord const& token) {
    put(into, "id", token.id);
    put(into, "person", token.person);
    put_known(into, "note", token.note);
    put(into, "issuer", token.issuer);
    put(into, "created_at", token.created_at);
    put_known(into, "expires_at", token.expires_at);
    put_known(into, "revoked_at", token.revoked_at);
    put_known(into, "last_used_at", token.last_used_at);
    if (!token.items.empty()) put_texts(into, "items", token.items);
}

void put_texts(Object& into, std::string_view name, std::vector<std::string> const& texts) {
    auto& array = array_in(into, name);
    for (auto const& text : texts) array.emplace_back(text);
}

void put_change(Object& into, std::string const& release, std::optional<Instant> from,
                std::optional<Instant> to) {
    put(into, "release", release);
    put_known(into, "from", from);
    put_known(into, "to", to);
}

void put_phase_change(Object& into, engine::PhaseDiff const& phase) {
    put(into, "phase", phase.phase);
    put_known(into, "from", phase.from);
    put_known(into, "to", phase.to);
}

void put_further(Object& object, engine::Further const& each) {
    put(object, "train", each.train);
    put(object, "after", each.after);
}

void put_date_changes(Object& into, engine::DatePlan const& plan) {
    auto& array = array_in(into, "dates_changed");
    for (auto const& each : plan.dates) {
        auto& object = object_in(array);
        put(object, "train", each.train);
        put_change(object, each.release, each.from, each.to);
        if (each.skipped) put(object, "skipped", true);
        put_known(object, "reason", each.reason);
        if (!each.phases.empty()) put_all(object, "phases", each.phases, put_phase_change);
    }
    put_all(into, "further_dates", plan.further, put_further);
}

Answer events_page(engine::Engine const& engine, store::EventQuery const& query) {
    auto const lines = engine.store().events(query);
    auto const all_seen = lines.size() < query.limit;
    auto const next = all_seen ? std::max(query.after, engine.revision(query.train)) : lines.back().seq;
    return {.body = document([&](Object& page) {
                auto& items = array_in(page, "items");
                for (auto const& line : lines) put_event(object_in(items), line);
                put(page, "next_after", next);
            }),
            .scope = query.train};
}

std::string stream_event(release::LogLine const& line) {
    return "id: " + std::to_string(line.seq) + "\nevent: " + line.type +
           "\ndata: " + document([&](Object& event) { put_event(event, line); }) + "\n\n";
}

}  // namespace cadence::api
