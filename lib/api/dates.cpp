// The dates ahead: reading, moving and cancelling them, and days without a release.
#include <algorithm>
#include <map>

#include "api/change.h"
#include "api/negotiate.h"
#include "api/page.h"
#include "api/parts.h"
#include "api/routes.h"
#include "api/text.h"

namespace cadence::api {

namespace {

constexpr std::size_t kUpcomingDefault = 4;
constexpr std::size_t kUpcomingMost = 100;
constexpr std::string_view kUpcomingCursor = "u1.";  // u1.<opens_at in microseconds>.<id>

Result<release::Ahead> ahead_of(Call const& call) {
    Taking take;
    release::Ahead ahead{.cancelled = true};
    ahead.count = take(call.count("count", kUpcomingDefault, kUpcomingMost));
    ahead.from = take(call.moment("from"));
    ahead.after = take(place_after(call, kUpcomingCursor));
    return take.done(std::move(ahead));
}

void put_skipped_slots(Object& into, std::vector<DateShown> const& dates) {
    auto& skipped = array_in(into, "skipped");
    for (auto const& date : dates) {
        for (auto const& slot : date.skipped) {
            auto& object = object_in(skipped);
            put(object, "train", date.train->id);
            put(object, "slot", slot.slot);
            put(object, "reason", slot.reason);
        }
    }
}

Result<Answer> get_upcoming(Call const& call) {
    auto const train = call.train();
    if (!train) return tl::unexpected{train.error()};
    auto ahead = ahead_of(call);
    if (!ahead) return tl::unexpected{ahead.error()};
    auto const count = ahead->count++;
    auto dates = dates_ahead(call.engine, one_or_all(call.engine.config(), *train), *ahead);
    auto const cursor = cut(dates, count, [](DateShown const& last) {
        return cursor_to(kUpcomingCursor, {last.item.release.window.opens_at, last.item.release.id});
    });
    auto text = call.form == Form::text ? upcoming_text(dates) : document([&](Object& page) {
        put_upcoming(page, dates);
        put_cursor(page, cursor);
    });
    auto answer = answered_in(call.form, std::move(text), *train == nullptr ? std::string{} : (*train)->id);
    link_to_next(answer, call, cursor);
    return answer;
}

/// A changed date: nothing on one side for a release that appears or disappears.
struct Moved {
    std::string release;
    std::optional<Instant> from;
    std::optional<Instant> to;
};
BOOST_DESCRIBE_STRUCT(Moved, (), (release, from, to))

std::map<std::string, Instant> openings(release::Train const& train, release::Policy const& policy,
                                        calendar::Blackout const& range) {
    auto const weeks =
        std::chrono::ceil<date::weeks>(range.to - range.from).count() / policy.rule.every_weeks;
    auto const count = static_cast<std::size_t>(std::clamp<std::int64_t>(weeks + 8, 8, 400));
    auto const from = Instant{range.from} - date::weeks{policy.rule.every_weeks};
    std::map<std::string, Instant> found;
    for (auto const& item : release::agenda_of(train, policy, count, from).releases)
        if (item.release.slot <= range.to) found.emplace(item.release.id, item.release.window.opens_at);
    return found;
}

/// The releases up to the end of `range` whose dates differ between two states of a train.
std::vector<Moved> moved(release::Train const& before, release::Train const& after,
                         release::Policy const& policy, calendar::Blackout const& range) {
    std::map<std::string, Moved> dates;
    for (auto const& [id, opens_at] : openings(before, policy, range)) dates[id].from = opens_at;
    for (auto const& [id, opens_at] : openings(after, policy, range)) dates[id].to = opens_at;
    std::vector<Moved> found;
    for (auto const& [id, date] : dates)
        if (date.from != date.to) found.push_back({id, date.from, date.to});
    return found;
}

/// The releases in `range` that have begun or were moved by hand: a blackout does not move them.
std::vector<std::string> kept(release::Train const& train, release::Policy const& policy,
                              calendar::Blackout const& range) {
    std::vector<std::string> ids;
    for (auto const& [id, release] : train.releases) {
        auto const day = policy.rule.zone.day_of(release.window.opens_at);
        if (release::window_ahead(release) && range.from <= day && day <= range.to) ids.push_back(id);
    }
    return ids;
}

void put_added(Object& into, engine::Outcome const& outcome, config::TrainConfig const& config) {
    auto const& after = *outcome.train;
    auto const& blackout = after.blackouts.back();
    auto before = after;
    before.blackouts.pop_back();
    put(into, "blackout", blackout);
    put(into, "moved", moved(before, after, config.policy, blackout));
    put(into, "kept", kept(after, config.policy, blackout));
}

Result<Change> add_blackout(Call const& call) {
    return about_train(call, body_of<release::AddBlackout>(call), put_added, 201);
}

Result<Change> end_blackout(Call const& call) {
    auto const train = call.train_in_path();
    if (!train) return tl::unexpected{train.error()};
    auto const& known = call.engine.train((*train)->id).blackouts;
    auto const found = std::ranges::find(known, call.path[1], &calendar::Blackout::id);
    auto const blackout =
        found == known.end() ? calendar::Blackout{} : *found;  // the engine refuses one unknown
    return about_train(**train, release::EndBlackout{call.path[1]},
                       [blackout](Object& into, engine::Outcome const& outcome, auto const& config) {
                           auto before = *outcome.train;
                           before.blackouts.push_back(blackout);
                           put(into, "moved", moved(before, *outcome.train, config.policy, blackout));
                       });
}

}  // namespace

void put_upcoming(Object& into, std::vector<DateShown> const& dates) {
    put_all(into, "items", dates, [](Object& object, DateShown const& date) {
        put_summary(object, date.item, date.train->policy.rule.zone);
    });
    put_skipped_slots(into, dates);
}

Routes dates_routes() {
    return {
        also_as_text(
            get("/v1/upcoming", "The dates ahead", get_upcoming, {"train", "count", "from", "cursor"})),
        post("/v1/releases/{id}/postpone", "Postpone a release", plain_command<release::Postpone>,
             Right::postpone, Intent::postpone),
        post("/v1/releases/{id}/cancel", "Cancel a release", plain_command<release::Cancel>, Right::cancel,
             Intent::cancel),
        post("/v1/trains/{train}/blackouts", "Add a blackout", add_blackout, Right::manage_blackouts),
        del("/v1/trains/{train}/blackouts/{blackout}", "End a blackout", end_blackout,
            Right::manage_blackouts),
    };
}

}  // namespace cadence::api
