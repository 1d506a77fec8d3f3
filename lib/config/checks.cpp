#include <algorithm>
#include <set>

#include "config/names.h"
#include "config/templates.h"
#include "job/check.h"

namespace cadence::config {
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
    // A complaint that follows from another is noise: a wrong window moves its end, a misplaced phase the
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
        return Section{*table, draft.section.path_of(environment), report}.place("url");
    };
    auto const staging = lower(draft.train.staging_url);
    auto const production = lower(draft.train.production_url);
    if (production.empty() && !draft.failed.contains("production")) {
        report.warning(place("production"),
                       "production.url of " + in_quotes(draft.train.id) +
                           " is not set: only your team knows where production is; fill it in");
    }
    if (!production.empty() && production == staging) {
        report.warning(place("production"), "production.url is the same as staging.url (" +
                                                draft.train.staging_url +
                                                "): a check of one sees the other; give production its own");
    }
}

bool holds(Person const& person, std::string_view train, release::Role role) {
    auto const has = [role](std::vector<release::Role> const& roles) {
        return std::ranges::find(roles, role) != roles.end();
    };
    auto const own = person.train_roles.find(std::string{train});
    return has(person.roles) || (own != person.train_roles.end() && has(own->second));
}

/// By a person, or by one whose roles were refused.
bool is_held(Draft const& all, std::string_view train, release::Role role) {
    return std::ranges::any_of(all.people, [&](PersonDraft const& each) {
        return each.failed.contains("roles") || each.failed.contains("train_roles") ||
               holds(each.person, train, role);
    });
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
        if (is_held(all, draft.train.id, role)) continue;
        report.warning(place, "nobody holds the role " + std::string{name_of(role)} + ", which " +
                                  in_quotes(draft.train.id) +
                                  " requires: there will be no GO until a [[people]] section has it");
    }
}

/// Items that name a check which there is not, and checks that no item names.
void check_names(TrainDraft const& draft, Report& report) {
    std::vector<std::string> names;
    for (auto const& check : draft.checks) {
        if (std::ranges::find(names, check.thing.name) == names.end()) names.push_back(check.thing.name);
    }
    auto const unsure = [](CheckDraft const& check) { return check.failed.contains("name"); };
    bool const doubtful = std::ranges::any_of(draft.checks, unsure) ||
                          (draft.checks.empty() && draft.failed.contains("checks"));
    std::set<std::string, std::less<>> used;
    for (auto const& item : draft.items) {
        used.insert(item.check);
        bool const known = std::ranges::find(names, item.check) != names.end();
        if (item.check.empty() || known || doubtful) continue;
        report.problem(item.section.place("check"),
                       "check " + in_quotes(item.check) + " is not one of this train's checks" +
                           (names.empty() ? "; add it as [[trains.checks]]" : "; they are " + listed(names)) +
                           did_you_mean(item.check, names));
    }
    for (auto const& check : draft.checks) {
        if (check.failed.contains("name") || used.contains(check.thing.name)) continue;
        report.warning(check.section.place("name"),
                       "no item of the checklist names the check " + in_quotes(check.thing.name) +
                           ": it never runs; give an item check = " + in_quotes(check.thing.name));
    }
}

/// Items that wait for somebody who is not there. The operator on the daemon's machine is ops.
void check_item_roles(Draft const& all, TrainDraft const& draft, Report& report) {
    if (all.people_refused) return;
    auto const may_tick = [&](release::Role role) {
        return role == release::Role::ops || is_held(all, draft.train.id, role);
    };
    for (auto const& item : draft.items) {
        if (!item.roles || item.roles->empty() || !item.check.empty()) continue;
        if (std::ranges::any_of(*item.roles, may_tick)) continue;
        report.warning(item.section.place("roles"),
                       "nobody holds a role that may tick " + in_quotes(item.id) +
                           ": it stays as it is until a [[people]] section has one");
    }
}

/// Checks that look at an environment whose URL is not said.
void check_environments(TrainDraft const& draft, Report& report) {
    struct Row {
        std::string_view key;
        std::string_view word;
        std::string const& url;
    };
    for (auto const& row : {Row{"staging", kStagingWord, draft.train.staging_url},
                            Row{"production", kProductionWord, draft.train.production_url}}) {
        if (!row.url.empty() || draft.failed.contains(row.key)) continue;
        for (auto const& check : draft.checks) {
            if (!uses_word(check.thing, row.word)) continue;
            report.warning(check.section.place(),
                           "the check " + in_quotes(check.thing.name) + " looks at " + std::string{row.word} +
                               ", but " + std::string{row.key} + ".url of " + in_quotes(draft.train.id) +
                               " is not set: it fails until it is");
        }
    }
}

/// Checks that ask a forge which there is not, or which cannot tell.
void check_forge(TrainDraft const& draft, Report& report) {
    auto const& forge = draft.train.forge;
    for (auto const& check : draft.checks) {
        if (!job::asks_forge(check.thing) || draft.failed.contains("forge")) continue;
        auto const place = check.section.place("kind");
        bool const is_alerts = std::holds_alternative<job::SecurityAlertsCheck>(check.thing.what);
        if (!forge) {
            report.problem(place, "the check " + in_quotes(check.thing.name) + " asks the forge of " +
                                      in_quotes(draft.train.id) +
                                      ", which has none; add a [trains.forge] section");
        } else if (is_alerts && forge->kind == forge::Kind::gitea) {
            report.problem(place, "the check " + in_quotes(check.thing.name) +
                                      " asks for security alerts, which Gitea and Forgejo do not offer; " +
                                      "leave it out, or run a scanner as a check of the kind \"command\"");
        }
    }
}

/// Whether anything has to hold before a release that nobody has planned.
void check_on_demand(TrainDraft const& draft, Report& report) {
    if (draft.failed.contains("checklist")) return;
    auto const is_held_up = [&](release::Kind kind) {
        return std::ranges::any_of(draft.train.policy.checklist, [kind](release::ItemRule const& item) {
            bool const of_kind = std::ranges::find(item.kinds, kind) != item.kinds.end();
            return of_kind && item.required && item.stage == release::Stage::pre;
        });
    };
    std::string unheld = is_held_up(release::Kind::hotfix) ? "" : "a hotfix";
    if (!is_held_up(release::Kind::expedited)) {
        unheld += unheld.empty() ? "an expedited release" : " or an expedited release";
    }
    if (unheld.empty()) return;
    report.warning(draft.section.place("checklist"), "the checklist of " + in_quotes(draft.train.id) +
                                                         " requires nothing before " + unheld +
                                                         ": two approvals alone let it go");
}

}  // namespace

void check_trains(Draft const& draft, Report& report) {
    if (draft.trains.empty() && !draft.trains_refused) {
        report.problem({0, "trains"},
                       "there is no train; add a [[trains]] section with id, first_release, "
                       "weekday and time");
    }
    refuse_twice(
        draft.trains, "id", "train", [](TrainDraft const& t) { return t.train.id; }, report);
    for (auto const& each : draft.trains) {
        check_schedule(each, report);
        check_urls(each, report);
        check_required_roles(draft, each, report);
        refuse_twice(
            each.checks, "name", "check", [](CheckDraft const& c) { return c.thing.name; }, report);
        refuse_twice(
            each.items, "id", "item", [](ItemDraft const& i) { return i.id; }, report);
        check_names(each, report);
        check_item_roles(draft, each, report);
        check_environments(each, report);
        check_forge(each, report);
        check_on_demand(each, report);
        check_actions(each, report);
    }
    check_forges(draft, report);
}

}  // namespace cadence::config
