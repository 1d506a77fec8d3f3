// Releases in the record and what happened to them.
#include <algorithm>

#include "api/negotiate.h"
#include "api/page.h"
#include "api/parts.h"
#include "api/routes.h"
#include "api/text.h"
#include "release/outlook.h"

namespace cadence::api {

namespace {

constexpr std::size_t kReleasesMost = 20;            // each takes more than a tenth of a millisecond to read
constexpr std::string_view kReleaseCursor = "r1.";   // r1.<opens_at in microseconds>.<id>
constexpr std::string_view kTimelineCursor = "t1.";  // t1.<seq>

Result<store::ReleaseQuery> release_query(Call const& call) {
    Taking take;
    store::ReleaseQuery query;
    query.train = take(call.train_id());
    query.kind = take(name_in<release::Kind>(call, "kind"));
    query.state = take(name_in<release::State>(call, "state"));
    query.from = take(call.moment("from"));
    query.until = take(call.moment("to"));
    if (query.from && query.until && *query.until < *query.from)
        take(Result<void>{wrong_parameter("to", "is before from: no release can match.")});
    query.limit = std::min(take(limit_of(call)), kReleasesMost);
    query.after = take(place_after(call, kReleaseCursor));
    return take.done(std::move(query));
}

std::string release_place(release::Release const& last) {
    return cursor_to(kReleaseCursor, {last.window.opens_at, last.id});
}

Result<Answer> get_releases(Call const& call) {
    auto const& config = call.engine.config();
    return page_of(call, release_query(call), &store::Store::releases, release_place,
                   [&](Object& into, auto const& each) {
                       put_summary(into, shown(each, config.train(each.train)), zone_of(config, each.train));
                   });
}

Result<Answer> get_release(Call const& call) {
    auto const item = release_shown(call.engine, call.path[0]);
    if (!item) return tl::unexpected{item.error()};
    auto const& id = item->release.train;
    auto const& zone = zone_of(call.engine.config(), id);
    auto const* const train = call.engine.config().train(id) == nullptr ? nullptr : &call.engine.train(id);
    if (call.form == Form::text) return answered_in(Form::text, release_text(*item, zone, train), id);
    return answer_with(
        [&](Object& into) {
            put_release(into, *item, zone, train);
            put_unfinished_flags(into, call.engine, item->release.id);
        },
        id);
}

Result<store::EventQuery> timeline_query(Call const& call) {
    Taking take;
    store::EventQuery query;
    query.limit = take(call.count("limit", kEventsDefault, kEventsMost));
    query.after = take(number_after(call, kTimelineCursor)).value_or(0);
    return take.done(std::move(query));
}

Result<Answer> get_timeline(Call const& call) {
    auto const item = release_shown(call.engine, call.path[0]);
    if (!item) return tl::unexpected{item.error()};
    auto query = timeline_query(call);
    if (!query) return tl::unexpected{query.error()};
    query->release = item->release.id;
    auto const limit = query->limit++;
    auto lines = call.engine.store().events(*query);
    auto const cursor =
        cut(lines, limit, [](auto const& last) { return cursor_to(kTimelineCursor, last.seq); });
    return page_answer(call, lines, cursor, item->release.train, put_event);
}

void put_cancelled(Object& into, release::Release const& release) {
    if (release.state != release::State::cancelled || release.dates.empty()) return;
    auto const& change = release.dates.back();
    if (change.to) return;
    auto& cancelled = object_in(into, "cancelled");
    put(cancelled, "at", change.at);
    put(cancelled, "by", change.by);
    put(cancelled, "reason", change.reason);
}

/// The members that a list and a whole release begin with.
void put_head(Object& into, release::Upcoming const& item, Zone const& zone) {
    auto const& release = item.release;
    put_only(into, release, {"id", "train", "kind", "slot", "state", "attempt"});
    if (!release.is_on_demand()) {
        put_members(into, release.window);
        put(into, "local", zone.show(release.window.opens_at));
    }
    put(into, "timezone", zone.name());
    if (release.candidate) put_known(into, "version", release.candidate->version);
    put_cancelled(into, release);
    if (!item.moved_from) return;
    auto& from = object_in(into, "moved_from");
    put_members(from, *item.moved_from);
    put_known(from, "reason", item.moved_because);
}

void put_firing(Object& into, release::Firing const& firing, Zone const& zone) {
    put_only(into, firing.phase, {"name", "kind", "at"});
    put(into, "local", zone.show(firing.phase.at));
    put_only(into, firing, {"status", "attempt", "fired_at", "reason"});
}

/// This attempt's phases first, then the earlier ones'.
void put_phases(Object& into, release::Release const& release, Zone const& zone) {
    auto& phases = array_in(into, "phases");
    for (auto const this_attempt : {true, false}) {
        for (auto const& firing : release.firings) {
            if ((firing.attempt == release.attempt) == this_attempt)
                put_firing(object_in(phases), firing, zone);
        }
    }
}

/// The members that a list has of an on-demand release.
void put_request_head(Object& into, release::Release const& release) {
    auto const& request = *release.on_demand;
    put(into, "title", request.title);
    put(into, "branch", request.branch);
    put(into, "base", request.base);
    put(into, "requested_at", request.requested_at);
    if (release.state == release::State::requested) put(into, "expires_at", request.expires_at);
}

/// The outcome in production.
void put_aftermath(Object& into, release::Release const& release) {
    put_only(into, release, {"deployments", "issues", "dates", "monitored_until"});
    if (release.state == release::State::monitoring && release.monitoring_overdue)
        put(into, "monitoring_overdue", true);
    if (release.rollback) put_rollback(object_in(into, "rollback"), *release.rollback);
    put_records(into, release);
}

}  // namespace

void put_summary(Object& into, release::Upcoming const& item, Zone const& zone) {
    put_head(into, item, zone);
    if (item.release.is_on_demand()) put_request_head(into, item.release);
    auto& phases = array_in(into, "phases");
    for (auto const& firing : item.release.firings) {
        if (firing.attempt != item.release.attempt) continue;
        auto& phase = object_in(phases);
        put_only(phase, firing.phase, {"name", "kind", "at"});
        put(phase, "status", firing.status);
    }
}

void put_release_status(Object& into, release::Upcoming const& item, Zone const& zone) {
    put_summary(into, item, zone);
    put_decision(into, "decision", release::decision_of(item.release), item.release);
    put(into, "waiting_for", release::waiting_for(item.release));
}

void put_release(Object& into, release::Upcoming const& item, Zone const& zone, release::Train const* train) {
    auto const& release = item.release;
    put_head(into, item, zone);
    put_verdict(into, release, train, zone);
    put_known(into, "candidate", release.candidate);
    if (release.on_demand) put_members(object_in(into, "on_demand"), *release.on_demand, {"rides_up_to"});
    put_phases(into, release, zone);
    put_votes(into, release);
    put_checklist(into, release);
    put_aftermath(into, release);
    put(into, "deadlines", train == nullptr ? Deadlines{} : running_deadlines(*train, release.id).first);
}

void put_verdict(Object& into, release::Release const& release, release::Train const* train,
                 Zone const& zone) {
    static release::Train const gone;
    put(into, "verdict", release::outlook_of(release, train == nullptr ? gone : *train, zone));
}

Routes releases_routes() {
    return {
        get("/v1/releases", "Releases in the record, newest first", get_releases,
            {"train", "kind", "state", "from", "to", "limit", "cursor"}),
        meant_for(Intent::look,
                  also_as_text(get("/v1/releases/{id}", "One release in full", get_release, {"for"}))),
        meant_for(Intent::look, get("/v1/releases/{id}/timeline", "The timeline of a release", get_timeline,
                                    {"limit", "cursor"})),
    };
}

}  // namespace cadence::api
