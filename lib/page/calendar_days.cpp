#include "page/calendar_days.h"

#include <algorithm>

#include "base/text.h"

namespace cadence::page {

namespace {

std::string style_of_day(std::string_view state, std::string_view kind) {
    if (state == "rolled_back" || state == "rolling_back") return "rel back";
    if (kind != "scheduled") return "hot";
    if (state == "cancelled" || state == "rejected" || state == "expired") return "gone";
    if (state == "released" || state == "monitoring") return "rel done";
    return "rel";
}

Look look_of_event(std::string_view status) {
    if (status == "fired") return {"done", ""};
    if (status == "late") return {"late", "warn"};
    return status == "missed" ? Look{"miss", "warn"} : Look{"todo", "dim"};
}

class DaysOf {
  public:
    DaysOf(Object const& document, Setting const& setting) : document_{document}, setting_{setting} {
        for (auto const& each : list_at(document, "items")) put_release(each.as_object());
        for (auto const& each : list_at(document, "skipped")) put_skipped(each.as_object());
        for (auto const& each : list_at(document, "blackouts")) put_blackout(each.as_object());
    }
    [[nodiscard]] Days const& days() const { return days_; }

  private:
    void note(Date day, Look look, std::string text, std::string when, std::string const& href) {
        Object view{{"event", std::move(text)}, {"when", std::move(when)}};
        put_look(view, look);
        view["href"] = some(href);
        days_[day].notes.push_back(std::move(view));
    }
    [[nodiscard]] std::string time_of(Instant at) const { return setting_.zone.show(at).substr(11, 5); }

    void put_release(Object const& release) {
        auto const opens = instant_at(release, has(release, "opens_at") ? "opens_at" : "requested_at");
        if (!opens) return;
        auto const id = text_at(release, "id");
        auto const state = text_at(release, "state");
        auto const date = setting_.zone.day_of(*opens);
        auto& day = days_[date];
        auto const next =
            id == text_at(document_, "next") && style_of_day(state, text_at(release, "kind")) == "rel";
        day.style = style_of_day(state, text_at(release, "kind")) + (next ? " next" : "");
        day.href = release_link(id);
        auto const word = next ? "next release" : in_words(state);
        day.spoken += ": " + called(release) + ", " + word;
        auto const& verdict = object_at(release, "verdict");
        note(date, look_of_outlook(text_at(verdict, "code")), called(release) + " " + word, time_of(*opens),
             day.href);
        if (auto const from = instant_at(object_at(release, "moved_from"), "opens_at"))
            put_gone(setting_.zone.day_of(*from), {"move", "now"}, "moved to " + short_day(date), day.href);
        put_phases(release, state == "cancelled");
    }
    void put_gone(Date date, Look look, std::string const& why, std::string const& href) {
        auto& day = days_[date];
        note(date, look, capitalised(why), {}, href);
        if (!day.style.empty()) return;
        day.style = "gone";
        day.href = href;
        day.spoken = ": " + why;
    }
    void put_phases(Object const& release, bool cancelled) {
        std::optional<Instant> frozen;
        for (auto const& each : list_at(release, "phases")) {
            auto const& phase = each.as_object();
            auto const at = instant_at(phase, "at");
            auto const kind = text_at(phase, "kind");
            auto const status = text_at(phase, "status");
            if (!at || cancelled || status == "skipped") continue;
            if (kind == "code_freeze") frozen = at;
            if (kind == "deploy_window_close" && frozen) put_freeze(*frozen, *at);
            if (kind == "code_freeze" || kind == "go_no_go" || kind == "retrospective")
                note(setting_.zone.day_of(*at), look_of_event(status), capitalised(in_words(kind)),
                     time_of(*at), {});
        }
    }
    void put_freeze(Instant from, Instant to) {
        auto const last = setting_.zone.day_of(to);
        for (auto day = setting_.zone.day_of(from); day <= last; day += date::days{1})
            days_[day].frozen = true;
    }
    void put_skipped(Object const& skipped) {
        auto const date = parse_date(text_at(skipped, "slot"));
        if (date) put_gone(*date, {"skip", "dim"}, "skipped: " + text_at(skipped, "reason"), {});
    }
    void put_blackout(Object const& blackout) {
        auto const from = parse_date(text_at(blackout, "from"));
        auto const to = parse_date(text_at(blackout, "to"));
        constexpr date::days kLongest{800};
        if (!from || !to) return;
        for (auto day = *from; day <= std::min(*to, *from + kLongest); day += date::days{1})
            days_[day].blackout = true;
    }

    Object const& document_;
    Setting const& setting_;
    Days days_;
};

}  // namespace

Days days_of(Object const& document, Setting const& setting) {
    return DaysOf{document, setting}.days();
}

}  // namespace cadence::page
