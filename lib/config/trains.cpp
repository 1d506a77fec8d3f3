#include <array>

#include "base/find.h"
#include "base/text.h"
#include "config/draft.h"
#include "config/lists.h"
#include "config/names.h"
#include "config/values.h"
#include "release/people.h"

namespace cadence::config {
namespace {

using calendar::Blackout;
using calendar::BlackoutPolicy;
using std::chrono::hours;
using std::chrono::seconds;

constexpr Lengths kWindows{seconds{1}, hours{24 * 7}};
constexpr Lengths kMonitoring{Duration{0}, hours{24 * 7}};
constexpr Lengths kExpiries{std::chrono::minutes{1}, hours{24 * 366}};
constexpr Lengths kPromises{seconds{1}, hours{24 * 366}};
constexpr Lengths kReminders{Duration{0}, hours{24 * 366}};

release::Policy& train_policy(TrainDraft& draft) {
    return draft.train.policy;
}

calendar::Rule& train_rule(TrainDraft& draft) {
    return draft.train.policy.rule;
}

template <auto kMember>
constexpr std::array kEnvironmentFields{
    optional<url_of, kMember>("url", "\"\"", "a URL like \"https://api.example.org\""),
};

/// One of the promises' lengths.
template <auto kMember>
constexpr auto clock_field(std::string_view key, std::string_view fallback) {
    return optional<with<duration_of, kPromises>, kMember>(key, fallback, "a length of time like \"4h\"");
}

constexpr std::array kClockFields{
    clock_field<&release::Clocks::staging_deploy>("staging_deploy", "\"5m\""),
    clock_field<&release::Clocks::hotfix_deploy>("hotfix_deploy", "\"4h\""),
    clock_field<&release::Clocks::deployment>("deployment", "\"1h\""),
    clock_field<&release::Clocks::rollback_p0>("rollback_p0", "\"15m\""),
    clock_field<&release::Clocks::rollback_p1>("rollback_p1", "\"1h\""),
    clock_field<&release::Clocks::post_mortem>("post_mortem", "\"24h\""),
    clock_field<&release::Clocks::retrospective>("retrospective", "\"24h\""),
    clock_field<&release::Clocks::cadence_review>("cadence_review", "\"14d\""),
    optional<with<duration_of, kReminders>, &release::Clocks::vote_reminder>(
        "vote_reminder", "\"4h\"", "a length of time like \"4h\"; \"0s\" switches it off"),
    optional<with<duration_of, kReminders>, &release::Clocks::monitoring_reminder>(
        "monitoring_reminder", "\"30m\"", "a length of time like \"30m\"; \"0s\" switches it off"),
};

constexpr std::array kOnDemandFields{
    optional<choice_of<release::BranchBase>, &release::Policy::branch_base>("branch_base", "\"main\"",
                                                                            kNames<release::BranchBase>),
    optional<with<duration_of, kExpiries>, &release::Policy::approval_expires>(
        "approval_expires", "\"24h\"", "a length of time like \"24h\""),
};

/// Roles that may vote: a release would wait for ever for one that may not.
std::optional<std::vector<release::Role>> voters_of(Value const& value) {
    auto const& voters = release::rights()[static_cast<std::size_t>(release::Right::vote)].roles;
    return list_of(value, [&](Value const& each) {
        auto role = named<release::Role>(each, "role");
        if (role && !contains(voters, *role)) {
            each.refuse(std::string{value.key.name} + " names " + in_quotes(name_of(*role)) +
                        ", which may not vote; roles that vote are " +
                        enumerated(voters, name_of<release::Role>, " and "));
            role.reset();
        }
        return role;
    });
}

constexpr std::array kRollbackFields{
    optional<flag_of, &release::Policy::clear_by_another>("clear_by_another", "true", "true or false"),
};

constexpr std::array kTrainFields{
    required<id_of, &TrainDraft::train, &TrainConfig::id>(
        "id", "lower-case letters, digits and dashes, at most 40, like \"backend\""),
    optional<line_of, &TrainDraft::train, &TrainConfig::name>("name", "a name like \"Backend\""),
    required<date_of, train_rule, &calendar::Rule::first_release>("first_release", "a date like 2026-01-08"),
    required<weekday_of, &TrainDraft::weekday>("weekday", "a day of the week like \"Thursday\""),
    required<time_of, train_rule, &calendar::Rule::time>(
        "time", "a time of day from \"00:00\" to \"23:59\", like \"10:00\""),
    optional<zone_of, train_rule, &calendar::Rule::zone>(
        "timezone", "\"UTC\"", "an IANA name like \"UTC\" or \"Europe/Berlin\", with these capitals"),
    optional<weeks_of, train_rule, &calendar::Rule::every_weeks>("every", "\"2 weeks\"",
                                                                 "weeks like \"1 week\" or \"2 weeks\""),
    optional<with<duration_of, kWindows>, train_rule, &calendar::Rule::window>(
        "window", "\"2h\"", "a length of time like \"2h\""),
    optional<choice_of<BlackoutPolicy>, train_rule, &calendar::Rule::on_blackout>("on_blackout", "\"shift\"",
                                                                                  kNames<BlackoutPolicy>),
    optional<voters_of, train_policy, &release::Policy::required_roles>(
        "required_roles", "[\"tech-lead\", \"product-owner\"]",
        "roles in brackets, like [\"tech-lead\", \"product-owner\"]"),
    optional<with<duration_of, kMonitoring>, train_policy, &release::Policy::monitoring>(
        "monitoring", "\"2h\"", "a length of time like \"2h\""),
    optional<branch_of, train_policy, &release::Policy::main_branch>("main_branch", "\"main\"",
                                                                     "a branch like \"main\""),
    subsection<kClockFields, train_policy, &release::Policy::clocks>(
        "clocks", "a section that begins with [trains.clocks]"),
    subsection<kOnDemandFields, train_policy>("on_demand", "a section that begins with [trains.on_demand]"),
    subsection<kRollbackFields, train_policy>("rollback", "a section that begins with [trains.rollback]"),
    subsection<kEnvironmentFields<&TrainConfig::staging_url>, &TrainDraft::train>(
        "staging", "a section that begins with [trains.staging]"),
    subsection<kEnvironmentFields<&TrainConfig::production_url>, &TrainDraft::train>(
        "production", "a section that begins with [trains.production]"),
    optional<read_forge>("forge", "a section that begins with [trains.forge]"),
    optional<read_actions>("actions", "sections that begin with [[trains.actions]]"),
    optional<read_phases>("phases", "sections that begin with [[trains.phases]]"),
    optional<read_blackouts>("blackouts", "sections that begin with [[trains.blackouts]]"),
    optional<read_checks>("checks", "sections that begin with [[trains.checks]]"),
    optional<read_items>("checklist", "sections that begin with [[trains.checklist]]"),
};

constexpr std::array kBlackoutFields{
    required<date_of, &Blackout::from>("from", "a date like 2026-12-21"),
    required<date_of, &Blackout::to>("to", "a date like 2027-01-03; it is still part of the blackout"),
    required<line_of, &Blackout::reason>("reason", "a reason like \"year end\""),
};

/// The defaults of a train.
TrainConfig default_train() {
    TrainConfig train;
    train.policy.rule.window = hours{2};
    train.policy.required_roles = {release::Role::tech_lead, release::Role::product_owner};
    return train;
}

}  // namespace

bool read_blackouts(TrainDraft& draft, Value const& value) {
    return read_sections(value, [&](Section const& section) {
        Blackout blackout;
        blackout.id = "config-" + std::to_string(draft.train.policy.blackouts.size() + 1);
        auto const failed = read_section(section, kBlackoutFields, blackout);
        if (failed.empty() && blackout.to < blackout.from) {
            section.report.problem(section.place("to"),
                                   "to " + format_date(blackout.to) + " is before from " +
                                       format_date(blackout.from) +
                                       "; a blackout ends on the day it begins or later");
        }
        draft.train.policy.blackouts.push_back(std::move(blackout));
        return failed.empty();
    });
}

bool read_trains(Draft& draft, Value const& value) {
    if (auto const* const array = value.node.as_array()) draft.trains.reserve(array->size());
    auto const read = [&](Section const& section) {
        TrainDraft train{{section}, default_train()};
        train.failed = read_section(section, kTrainFields, train);
        if (train.train.name.empty()) train.train.name = train.train.id;
        complete_phases(train);
        complete_checklist(train);
        complete_forge(train);
        draft.trains.push_back(std::move(train));
        return true;
    };
    return read_sections(value, read) || value.node.is_array();
}

std::vector<SectionKeys> train_keys() {
    return {SectionKeys{"trains", keys_of(kTrainFields)},
            SectionKeys{"trains.staging", keys_of(kEnvironmentFields<&TrainConfig::staging_url>)},
            SectionKeys{"trains.production", keys_of(kEnvironmentFields<&TrainConfig::production_url>)},
            SectionKeys{"trains.clocks", keys_of(kClockFields)},
            SectionKeys{"trains.on_demand", keys_of(kOnDemandFields)},
            SectionKeys{"trains.rollback", keys_of(kRollbackFields)},
            SectionKeys{"trains.blackouts", keys_of(kBlackoutFields)}};
}

}  // namespace cadence::config
