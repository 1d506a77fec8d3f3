// A train's page, and the page of all of them.
#include <algorithm>

#include "base/text.h"
#include "page/parts.h"
#include "page/render.h"

namespace cadence::page {

namespace {

/// The one sentence that the page begins with.
struct Answer {
    std::string over;
    std::string heading;
    std::optional<Instant> opens = {};  // said as the heading
    std::string how = {};               // the script says the distance: "in" (from now) or "left"
    std::optional<Instant> to = {};
    std::optional<Instant> from = {};  // of a bar
    std::string what = {};             // of what so much is left
};

Answer answer_of_window(Object const& release, Zone const& zone, std::string heading) {
    auto const opens = instant_at(release, "opens_at");
    return {.over = "Release window" + (opens ? ", " + long_day(zone.day_of(*opens)) : std::string{}),
            .heading = std::move(heading),
            .how = "left",
            .to = instant_at(release, "closes_at"),
            .from = opens,
            .what = "of the window"};
}

std::optional<Instant> production_since(Object const& release) {
    std::optional<Instant> since;
    for (auto const& each : list_at(release, "deployments")) {
        auto const& one = each.as_object();
        if (text_at(one, "environment") == "production" && text_at(one, "status") == "succeeded")
            since = instant_at(one, "at");
    }
    return since;
}

Object const* clock_of(Object const& status, std::string_view kind) {
    for (auto const& each : list_at(status, "deadlines"))
        if (text_at(each.as_object(), "kind") == kind) return &each.as_object();
    return nullptr;
}

Answer answer_of_rollback(Object const& release, Object const& status) {
    auto const to = text_at(object_at(release, "rollback"), "to_version");
    Answer answer{.over = "Rollback of " + called(release),
                  .heading = to.empty() ? "Rolling back" : "Rolling back to " + to};
    if (auto const* const clock = clock_of(status, "rollback")) {
        answer.how = "left";
        answer.to = instant_at(*clock, "due_at");
        answer.from = instant_at(*clock, "started_at");
        answer.what = "to bring back what ran before";
    }
    return answer;
}

Answer answer_of(Object const& release, Object const& status, Zone const& zone) {
    auto const state = text_at(release, "state");
    auto const name = called(release);
    if (release.empty()) return {.over = "Next release", .heading = "No release is planned"};
    if (state == "held") return answer_of_window(release, zone, "Held: " + name + " has no\u00a0GO");
    if (state == "deploying") return answer_of_window(release, zone, "Deploying " + name);
    if (state == "rolling_back") return answer_of_rollback(release, status);
    if (state == "overdue") return {.over = "Its window is over", .heading = name + " is not in production"};
    if (state == "monitoring") {
        return {.over = "In production",
                .heading = "Watching " + name,
                .how = "left",
                .to = instant_at(release, "monitored_until"),
                .from = production_since(release),
                .what = "under watch"};
    }
    auto const opens = instant_at(release, "opens_at");
    return {.over = "Next release", .heading = {}, .opens = opens, .how = "in", .to = opens};
}

Object answer_view(Answer const& answer, Zone const& zone) {
    Object view{{"over", answer.over}, {"heading", answer.heading}};
    if (answer.opens) view["opens"] = long_moment(*answer.opens, zone);
    if (answer.to) {
        view["countdown"] =
            Object{{"how", answer.how}, {"iso", format_instant(*answer.to)}, {"what", some(answer.what)}};
        if (answer.from)
            view["bar"] = Object{{"from", format_instant(*answer.from)}, {"to", format_instant(*answer.to)}};
    }
    return view;
}

/// What a link to the page shows in a chat.
std::string title_of_answer(Answer const& answer, std::string const& train, Zone const& zone) {
    if (!answer.opens) return answer.heading + " · " + train;
    return text_at(moment(*answer.opens, zone), "stamp") + " " + zone_word(*answer.opens, zone) +
           ": next release of " + train;
}

Object missing_view(Object const& release, Setting const& setting) {
    auto const state = text_at(release, "state");
    if (state != "frozen" && state != "no_go" && state != "held") return {};
    Object view;
    auto votes = votes_view(release, setting);
    auto const roles = list_at(release, "required_roles").size();
    auto const waiting = list_at(release, "waiting_for").size();
    if (!votes.empty())
        view["votes"] = Object{
            {"count", std::to_string(roles - std::min(waiting, roles)) + " of " + std::to_string(roles)},
            {"rows", std::move(votes)}};
    if (auto items = missing_items(release, setting); !items.empty()) view["items"] = std::move(items);
    return view;
}

void put_clocks(Object& view, Object const& status, Object const& release, Setting const& setting) {
    auto clocks = clocks_view(list_at(status, "deadlines"), release, setting);
    Array requests;
    for (auto const& each : list_at(status, "on_demand"))
        requests.push_back(request_view(each.as_object(), setting));
    auto const any = !clocks.empty() || !requests.empty();
    view["clocks"] = std::move(clocks);
    view["requests"] = std::move(requests);
    view["clocks_on"] = any && view.contains("missing");
    view["clocks_alone"] = any && !view.contains("missing");
}

Object train_view(Object const& document, Setting const& setting, Answer const& answer) {
    auto const& status = object_at(document, "status");
    auto const& release = object_at(document, "release");
    Object view{{"answer", answer_view(answer, setting.zone)},
                {"verdict", verdict_view(object_at(status, "verdict"), setting.zone)},
                {"turns", turns_view(document, setting)},
                {"gates", gates_view(object_at(status, "gates"), setting)}};
    auto const& clock = object_at(document, "clock");
    if (flag_at(clock, "on_hold"))
        view["hold"] = Object{{"reason", said(text_at(clock, "reason") + ".", setting.zone)}};
    if (auto line = line_view(release, setting); !line.empty()) view["timeline"] = std::move(line);
    auto acts = acts_on_release(release, setting);
    for (auto& act : acts_on_train(status, setting)) acts.push_back(std::move(act));
    view["any_acts"] = !acts.empty();
    view["acts"] = std::move(acts);
    if (auto missing = missing_view(release, setting); !missing.empty()) view["missing"] = std::move(missing);
    put_clocks(view, status, release, setting);
    auto runs = environments_view(status, setting);
    view["runs_on"] = !runs.empty();
    view["runs"] = std::move(runs);
    if (auto notes = notes_view(document, release); !notes.empty()) view["notes"] = std::move(notes);
    if (auto dates = dates_view(object_at(document, "upcoming"), setting); !dates.empty())
        view["dates"] = std::move(dates);
    return view;
}

Object card_of(Object const& status) {
    Zone const utc;
    auto const zone = Zone::load(text_at(status, "timezone")).value_or(utc);
    auto const id = text_at(status, "id");
    Object card{{"name", text_at(status, "name")}, {"href", "/trains/" + id}};
    auto const& next = object_at(status, "next");
    if (auto const opens = instant_at(next, "opens_at")) card["opens"] = long_moment(*opens, zone);
    card["verdict_line"] = verdict_view(object_at(status, "verdict"), zone);
    Setting const setting{zone, {}, id};
    Array gates;
    for (auto& each : gates_view(object_at(status, "gates"), setting)) {
        auto& gate = each.as_object();
        gate.erase("whys");
        gates.push_back(std::move(gate));
    }
    card["gates"] = std::move(gates);
    return card;
}

}  // namespace

Object verdict_view(Object const& verdict, Zone const& zone) {
    auto const code = text_at(verdict, "code");
    Object view{{"word", text_at(verdict, "word")},
                {"breathes", code == "deploying" || code == "rolling_back"}};
    put_look(view, look_of_outlook(code));
    auto const why = text_at(verdict, "why");
    view["why"] = why.empty() ? JsonValue(false) : JsonValue(said(why, zone));
    return view;
}

std::string train_page(Object const& document, Place const& place, Zone const& zone) {
    auto const& status = object_at(document, "status");
    auto const& release = object_at(document, "release");
    Setting const setting{zone, list_at(document, "people"), place.train, text_at(release, "id"),
                          called(release)};
    auto const answer = answer_of(release, status, zone);
    auto const& verdict = object_at(status, "verdict");
    auto view = train_view(document, setting, answer);
    if (verdict.empty()) view.erase("verdict");
    return framed({.title = title_of_answer(answer, place.train_name, zone),
                   .description = verdict.empty() ? std::string{}
                                                  : text_at(verdict, "word") + ". " + text_at(verdict, "why"),
                   .content = "train",
                   .view = std::move(view)},
                  place);
}

std::string trains_page(Object const& document, Place const& place) {
    Array cards;
    for (auto const& each : list_at(document, "trains")) cards.push_back(card_of(each.as_object()));
    Object view{{"how_many", counted(cards.size(), "train", "trains")}, {"cards", std::move(cards)}};
    if (auto const cursor = text_at(document, "next_cursor"); !cursor.empty())
        view["more_href"] = "/?cursor=" + cursor;
    return framed({.title = "Trains",
                   .description = "Which release comes next, and may I merge now?",
                   .content = "trains",
                   .view = std::move(view)},
                  place);
}

}  // namespace cadence::page
