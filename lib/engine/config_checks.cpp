#include <algorithm>
#include <map>

#include "engine/config_draft.h"

namespace cadence::engine {
namespace {

struct Schedule {
    TrainDraft const& draft;
    Report& report;

    /// "/phases/2/offset" of the rule, where it stands in the file.
    [[nodiscard]] Place place_of(std::string_view field) const;
    /// Whether a complaint may come from a key that was refused, and is then none.
    [[nodiscard]] bool doubtful(Error const& error) const;
};

Place Schedule::place_of(std::string_view field) const {
    constexpr std::string_view kPhases = "/phases/";
    if (!field.starts_with(kPhases)) return draft.section.place(field.substr(1));
    field.remove_prefix(kPhases.size());
    auto const slash = field.find('/');
    auto const index = parse_number<std::size_t>(field.substr(0, slash));
    bool const ours = !index || *index >= draft.phase_source.size() || !draft.phase_source[*index];
    if (slash == std::string_view::npos || ours) return draft.section.place("window");
    return draft.phases[*draft.phase_source[*index]].section.place(field.substr(slash + 1));
}

bool Schedule::doubtful(Error const& error) const {
    auto const failed = [this](std::string_view key) { return draft.failed.contains(key); };
    if (error.problem == "phase-missing" || error.problem == "phase-repeated") return true;  // said already
    if (error.field == "/first_release") return failed("first_release") || failed("weekday");
    if (error.field == "/window") return failed("window") || failed("every");
    if (error.field.starts_with("/phases")) return failed("window") || failed("phases");
    return failed(error.field.substr(1));
}

void check_schedule(TrainDraft const& draft, Report& report) {
    Schedule const schedule{draft, report};
    auto errors = calendar::problems(draft.train.policy.rule, draft.weekday);
    // What follows from another complaint is noise: a wrong window moves its end, a misplaced phase the
    // order.
    auto const drop_if = [&errors](auto const& cause, auto const& effect) {
        if (std::ranges::any_of(errors, cause)) std::erase_if(errors, effect);
    };
    drop_if([](Error const& e) { return e.field == "/window"; },
            [](Error const& e) { return e.field.starts_with("/phases"); });
    drop_if(
        [](Error const& e) {
            return e.problem == "phase-after-opening" || e.problem == "phase-before-closing";
        },
        [](Error const& e) {
            return e.problem == "phases-out-of-order" || e.problem == "gate-after-window";
        });
    for (auto const& error : errors) {
        if (!schedule.doubtful(error)) report.problem(schedule.place_of(error.field), error.detail);
    }
}

void check_urls(TrainDraft const& draft, Report& report) {
    auto const place = [&](std::string_view environment) {
        auto const* table = draft.section.table[environment].as_table();
        if (table == nullptr) return draft.section.place(environment);
        return Section{*table, "", draft.section.path_of(environment), report}.place("url");
    };
    auto const staging = lower(draft.train.staging_url);
    auto const production = lower(draft.train.production_url);
    if (production.empty() && !draft.failed.contains("production")) {
        report.warning(place("production"),
                       "production.url of " + in_quotes(draft.train.id) +
                           " is not set: only your team knows where production is; fill it in");
    }
    if (!production.empty() && production == staging) {
        report.warning(place("production"),
                       "production.url is the same as staging.url (" + draft.train.staging_url +
                           "): whoever looks at one sees the other; give production its own");
    }
}

bool holds(Person const& person, std::string_view train, release::Role role) {
    auto const has = [role](std::vector<release::Role> const& roles) {
        return std::ranges::find(roles, role) != roles.end();
    };
    auto const own = person.train_roles.find(std::string{train});
    return has(person.roles) || (own != person.train_roles.end() && has(own->second));
}

void check_required_roles(Draft const& all, TrainDraft const& draft, Report& report) {
    if (all.people_refused || draft.failed.contains("required_roles")) return;
    auto const& required = draft.train.policy.required_roles;
    auto const place = draft.section.place("required_roles");
    if (required.empty()) {
        report.warning(place, "required_roles of " + in_quotes(draft.train.id) +
                                  " is empty: a candidate alone makes GO, nobody is asked");
    }
    for (auto const role : required) {
        auto const holder = [&](PersonDraft const& each) {
            return each.failed.contains("roles") || each.failed.contains("train_roles") ||
                   holds(each.person, draft.train.id, role);
        };
        if (std::ranges::any_of(all.people, holder)) continue;
        report.warning(place, "nobody holds the role " + std::string{name_of(role)} + ", which " +
                                  in_quotes(draft.train.id) +
                                  " requires: there will be no GO until a [[people]] section has it");
    }
}

}  // namespace

void check_trains(Draft const& draft, Report& report) {
    if (draft.trains.empty() && !draft.trains_refused) {
        report.problem({0, "trains"},
                       "there is no train; add a [[trains]] section with id, first_release, "
                       "weekday and time");
    }
    std::map<std::string, int> lines;
    for (auto const& each : draft.trains) {
        auto const place = each.section.place("id");
        if (!each.failed.contains("id")) {
            auto const [first, added] = lines.emplace(each.train.id, place.line);
            if (!added) {
                report.problem(place, "id " + in_quotes(each.train.id) +
                                          " is already that of the train in line " +
                                          std::to_string(first->second) + "; give each train its own");
            }
        }
        check_schedule(each, report);
        check_urls(each, report);
        check_required_roles(draft, each, report);
    }
}

}  // namespace cadence::engine
