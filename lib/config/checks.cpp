#include <algorithm>
#include <set>

#include "config/names.h"
#include "config/templates.h"
#include "job/check.h"

namespace cadence::config {
namespace {

/// "/phases/2/offset" of the rule, where it stands in the file.
Place place_of(TrainDraft const& draft, std::string_view field) {
    constexpr std::string_view kPhases = "/phases/";
    if (!field.starts_with(kPhases)) return draft.section.place(field.substr(1));
    field.remove_prefix(kPhases.size());
    auto const slash = field.find('/');
    auto const index = parse_number<std::size_t>(field.substr(0, slash));
    bool const ours = !index || *index >= draft.phase_source.size() || !draft.phase_source[*index];
    if (slash == std::string_view::npos || ours) return draft.section.place("window");
    return draft.phases[*draft.phase_source[*index]].section.place(field.substr(slash + 1));
}

/// Whether a complaint may come from a key that was refused, and is then none.
bool is_doubtful(TrainDraft const& draft, Error const& error) {
    auto const failed = [&](std::string_view key) { return !draft.sure(key); };
    if (error.problem == "phase-missing" || error.problem == "phase-repeated") return true;  // said already
    if (error.field == "/first_release") return failed("first_release") || failed("weekday");
    if (error.field == "/window") return failed("window") || failed("every");
    if (error.field.starts_with("/phases")) return failed("window") || failed("phases");
    return failed(error.field.substr(1));
}

void check_schedule(TrainDraft const& draft) {
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
        if (is_doubtful(draft, error)) continue;
        draft.section.report.problem(place_of(draft, error.field), error.detail);
    }
}

void check_urls(TrainDraft const& draft) {
    auto const& section = draft.section;
    auto const* const table = section.table["production"].as_table();
    auto const place = table == nullptr
                           ? section.place("production")
                           : Section{*table, section.path_of("production"), section.report}.place("url");
    auto const staging = lower(draft.train.staging_url);
    auto const production = lower(draft.train.production_url);
    if (production.empty()) {
        section.report.warning(place,
                               "production.url of " + in_quotes(draft.train.id) +
                                   " is not set: only your team knows where production is; fill it in");
    } else if (production == staging) {
        section.report.warning(place, "production.url is the same as staging.url (" +
                                          draft.train.staging_url +
                                          "): a check of one sees the other; give production its own");
    }
}

bool is_held(Draft const& all, std::string_view train, release::Role role) {
    return std::ranges::any_of(all.people, [&](PersonDraft const& each) {
        auto const roles = all.config.roles_of(each.thing, train);
        return std::ranges::find(roles, role) != roles.end();
    });
}

void check_required_roles(Draft const& all, TrainDraft const& draft) {
    auto const& required = draft.train.policy.required_roles;
    if (required.empty()) {
        draft.warn("required_roles", "required_roles of " + in_quotes(draft.train.id) +
                                         " is empty: a candidate alone makes GO, nobody is asked");
    }
    for (auto const role : required) {
        if (is_held(all, draft.train.id, role)) continue;
        draft.warn("required_roles", "nobody holds the role " + std::string{name_of(role)} + ", which " +
                                         in_quotes(draft.train.id) +
                                         " requires: there will be no GO until a [[people]] section has it");
    }
}

/// Items that name a check which there is not, and checks that no item names.
void check_names(TrainDraft const& draft) {
    std::vector<std::string> names;
    for (auto const& check : draft.checks) {
        if (std::ranges::find(names, check.thing.name) == names.end()) names.push_back(check.thing.name);
    }
    auto const unsure = [](CheckDraft const& check) { return !check.sure("name"); };
    bool const doubtful =
        std::ranges::any_of(draft.checks, unsure) || (draft.checks.empty() && !draft.sure("checks"));
    std::set<std::string, std::less<>> used;
    for (auto const& item : draft.items) {
        used.insert(item.rule.check);
        bool const known = std::ranges::find(names, item.rule.check) != names.end();
        if (item.rule.check.empty() || known || doubtful) continue;
        item.refuse("check",
                    "check " + in_quotes(item.rule.check) + " is not one of this train's checks" +
                        (names.empty() ? "; add it as [[trains.checks]]" : "; they are " + listed(names)) +
                        did_you_mean(item.rule.check, names));
    }
    for (auto const& check : draft.checks) {
        if (used.contains(check.thing.name)) continue;
        check.warn("name", "no item of the checklist names the check " + in_quotes(check.thing.name) +
                               ": it never runs; give an item check = " + in_quotes(check.thing.name));
    }
}

/// Items that wait for somebody who is not there. The operator on the daemon's machine is ops.
void check_item_roles(Draft const& all, TrainDraft const& draft) {
    auto const may_tick = [&](release::Role role) {
        return role == release::Role::ops || is_held(all, draft.train.id, role);
    };
    for (auto const& item : draft.items) {
        if (!item.says("roles") || item.rule.roles.empty() || !item.rule.check.empty()) continue;
        if (std::ranges::any_of(item.rule.roles, may_tick)) continue;
        item.warn("roles", "nobody holds a role that may tick " + in_quotes(item.rule.id) +
                               ": it stays as it is until a [[people]] section has one");
    }
}

/// Checks that ask a forge which there is not, or which cannot tell.
void check_forge(TrainDraft const& draft) {
    auto const& forge = draft.train.forge;
    for (auto const& check : draft.checks) {
        if (!job::asks_forge(check.thing) || !draft.sure("forge")) continue;
        bool const is_alerts = std::holds_alternative<job::SecurityAlertsCheck>(check.thing.what);
        auto const called = "the check " + in_quotes(check.thing.name);
        if (!forge) {
            check.refuse("kind", called + " asks the forge of " + in_quotes(draft.train.id) +
                                     ", which has none; add a [trains.forge] section");
        } else if (is_alerts && forge->kind == forge::Kind::gitea) {
            check.refuse("kind", called +
                                     " asks for security alerts, which Gitea and Forgejo do not offer; " +
                                     "leave it out, or run a scanner as a check of the kind \"command\"");
        }
    }
}

/// Whether anything has to hold before a release that nobody has planned.
void check_on_demand(TrainDraft const& draft) {
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
    draft.warn("checklist", "the checklist of " + in_quotes(draft.train.id) + " requires nothing before " +
                                unheld + ": two approvals alone let it go");
}

}  // namespace

void check_trains(Draft const& draft, Report& report) {
    if (draft.trains.empty() && !draft.trains_refused) {
        report.problem({0, "trains"},
                       "there is no train; add a [[trains]] section with id, first_release, "
                       "weekday and time");
    }
    refuse_twice(draft.trains, "id", "train", [](TrainDraft const& t) { return t.train.id; });
    for (auto const& each : draft.trains) {
        check_schedule(each);
        check_urls(each);
        check_required_roles(draft, each);
        refuse_twice(each.checks, "name", "check", [](CheckDraft const& c) { return c.thing.name; });
        refuse_twice(each.items, "id", "item", [](ItemDraft const& i) { return i.rule.id; });
        check_names(each);
        check_item_roles(draft, each);
        warn_of_unset_urls(each, each.checks, "check", "looks at");
        check_forge(each);
        check_on_demand(each);
        check_actions(each);
    }
    check_forges(draft);
}

}  // namespace cadence::config
