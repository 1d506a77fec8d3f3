// The time line of a release, the dates ahead, and what became of a date.
#include <algorithm>

#include "base/text.h"
#include "page/parts.h"

namespace cadence::page {

namespace {

struct PhaseWords {
    std::string ahead;
    std::string done;
};

PhaseWords words_of(Object const& phase) {
    auto const kind = text_at(phase, "kind");
    if (kind == "code_freeze") return {"Code freeze", "Code freeze"};
    if (kind == "go_no_go") return {"Go or no-go", "Go or no-go"};
    if (kind == "deploy_window_open") return {"Window opens", "Window opened"};
    if (kind == "deploy_window_close") return {"Window closes", "Window closed"};
    auto const name = capitalised(in_words(text_at(phase, "name")));
    return {name, name};
}

struct StatusLook {
    std::string_view style;
    Look look;
};

StatusLook look_of_phase(std::string_view status) {
    if (status == "fired") return {"past", {"done", ""}};
    if (status == "late") return {"past late", {"late", ""}};
    if (status == "missed") return {"past miss", {"miss", ""}};
    if (status == "held") return {"past held", {"held", ""}};
    if (status == "skipped") return {"skip", {"skip", "dim"}};
    return {"todo", {"todo", ""}};
}

std::string name_of_step(Object const& phase, std::string_view status) {
    auto const words = words_of(phase);
    auto const opening = text_at(phase, "kind") == "deploy_window_open";
    if (opening && status == "held") return "Window held";
    if (opening && status == "missed") return "Window missed";
    return status == "pending" || status == "skipped" ? words.ahead : words.done;
}

std::string note_of(Object const& phase, std::string_view status) {
    auto const at = instant_at(phase, "at");
    auto const fired = instant_at(phase, "fired_at");
    if (status == "late" && at && fired) return "late by " + describe_duration(*fired - *at);
    if (status == "pending" && text_at(phase, "kind") == "retrospective") return "if issues are recorded";
    return status == "pending" || status == "fired" ? std::string{} : text_at(phase, "reason");
}

Object step_of(Object const& phase, Setting const& setting) {
    auto const status = text_at(phase, "status");
    auto const [style, look] = look_of_phase(status);
    Object step{{"class", style}, {"name", name_of_step(phase, status)}};
    put_look(step, look);
    put_moment(step, "when", phase, "at", setting.zone);
    put_text(step, "note", note_of(phase, status));
    return step;
}

/// What runs, or the way to the next phase.
Object now_step(Object const& release, Object const* next) {
    auto const state = text_at(release, "state");
    auto const runs = state == "deploying" || state == "monitoring" || state == "rolling_back";
    Object step{{"class", runs ? "here runs" : "here"}, {"name", runs ? "Now: " + in_words(state) : "Now"}};
    put_look(step, {"now", ""});
    if (next != nullptr)
        step["until"] = Object{{"iso", text_at(*next, "at")}, {"what", lower(words_of(*next).ahead)}};
    return step;
}

bool is_over(std::string_view state) {
    return state == "released" || state == "rolled_back" || state == "cancelled" || state == "rejected" ||
           state == "expired";
}

/// "Thu 24 December"
std::string day_said(std::string const& day) {
    auto const date = parse_date(day);
    return date ? long_day(*date) : day;
}

}  // namespace

Object line_view(Object const& release, Setting const& setting) {
    Array steps;
    auto const attempt = number_at(release, "attempt");
    auto placed = is_over(text_at(release, "state"));
    for (auto const& each : list_at(release, "phases")) {
        auto const& phase = each.as_object();
        if (has(phase, "attempt") && number_at(phase, "attempt") != attempt) continue;
        if (!placed && text_at(phase, "status") == "pending") {
            steps.push_back(now_step(release, &phase));
            placed = true;
        }
        steps.push_back(step_of(phase, setting));
    }
    if (steps.empty()) return {};
    if (!placed) steps.push_back(now_step(release, nullptr));
    return {{"steps", std::move(steps)}};
}

Object dates_view(Object const& upcoming, Setting const& setting) {
    Array entries;
    auto const& skipped = list_at(upcoming, "skipped");
    auto gone = skipped.begin();
    auto const put_gone = [&](std::string const& until) {
        for (; gone != skipped.end() && (until.empty() || text_at(gone->as_object(), "slot") < until); ++gone)
            entries.push_back(Object{{"gone", day_said(text_at(gone->as_object(), "slot"))},
                                     {"how", "skipped"},
                                     {"note", text_at(gone->as_object(), "reason")}});
    };
    for (auto const& each : list_at(upcoming, "items")) {
        auto const& item = each.as_object();
        put_gone(text_at(item, "slot"));
        auto const opens = instant_at(item, "opens_at");
        if (!opens) continue;
        auto const& cancelled = object_at(item, "cancelled");
        auto const& from = object_at(item, "moved_from");
        Object entry{{"gone", false}};
        if (!cancelled.empty()) {
            entry = {{"gone", long_day(setting.zone.day_of(*opens))}, {"how", "cancelled"}};
            put_text(entry, "note", text_at(cancelled, "reason"));
        } else {
            entry["moment_at"] = moment(*opens, setting.zone);
            entry["href"] = release_link(text_at(item, "id"));
            if (auto const was = instant_at(from, "opens_at"))
                entry["note"] =
                    "moved from " + short_day(setting.zone.day_of(*was)) + ": " + text_at(from, "reason");
        }
        entries.push_back(std::move(entry));
    }
    put_gone({});
    return entries.empty() ? Object{} : Object{{"entries", std::move(entries)}};
}

Array date_changes(Object const& release, Setting const& setting) {
    Array rows;
    for (auto const& each : list_at(release, "dates")) {
        auto const& change = each.as_object();
        auto const to = instant_at(object_at(change, "to"), "opens_at");
        auto const at = instant_at(change, "at");
        Object row{{"strong", to ? text_at(dated_moment(*to, setting.zone), "stamp") : "Cancelled"},
                   {"rest", ""}};
        put_look(row, to ? Look{"move", "now"} : Look{"skip", "dim"});
        row["below"] = Object{
            {"mark", false},
            {"reason", said("by " + name_of_person(setting.people, text_at(change, "by")) +
                                (at ? ", " + setting.zone.show(*at) : "") + ": " + text_at(change, "reason"),
                            setting.zone)}};
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace cadence::page
