#include <array>

#include "config/draft.h"
#include "config/values.h"

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

template <class Target, class Fields>
bool read_one(Value const& value, Fields const& fields, Target& target) {
    auto const section = section_of(value, "trains." + std::string{value.key.name});
    return section && read_section(*section, std::span<Field<Target> const>{fields}, target).empty();
}

struct Environment {
    std::string& url;
};

constexpr std::array kEnvironmentFields{
    Field<Environment>{{"url", Need::optional, "\"\"", "a URL like \"https://api.example.org\""},
                       [](Environment& e, Value const& v) { return put(e.url, url_of(v)); }},
};

bool read_environment(std::string& url, Value const& value) {
    Environment environment{url};
    return read_one(value, kEnvironmentFields, environment);
}

/// One of the promises' lengths.
template <auto kMember>
bool read_clock(release::Clocks& clocks, Value const& value) {
    return put(clocks.*kMember, duration_of(value, kPromises));
}

template <auto kMember>
constexpr Field<release::Clocks> clock_field(std::string_view key, std::string_view fallback) {
    return {{key, Need::optional, fallback, "a length of time like \"4h\""}, &read_clock<kMember>};
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
    Field<release::Clocks>{
        {"vote_reminder", Need::optional, "\"4h\"", "a length of time like \"4h\"; \"0s\" switches it off"},
        [](release::Clocks& c, Value const& v) { return put(c.vote_reminder, duration_of(v, kReminders)); }},
    Field<release::Clocks>{{"monitoring_reminder", Need::optional, "\"30m\"",
                            "a length of time like \"30m\"; \"0s\" switches it off"},
                           [](release::Clocks& c, Value const& v) {
                               return put(c.monitoring_reminder, duration_of(v, kReminders));
                           }},
};

constexpr std::array kOnDemandFields{
    Field<release::Policy>{{"branch_base", Need::optional, "\"main\"", "\"main\" or \"last_version\""},
                           [](release::Policy& p, Value const& v) {
                               return put(p.branch_base, choice_of<release::BranchBase>(v));
                           }},
    Field<release::Policy>{{"approval_expires", Need::optional, "\"24h\"", "a length of time like \"24h\""},
                           [](release::Policy& p, Value const& v) {
                               return put(p.approval_expires, duration_of(v, kExpiries));
                           }},
};

constexpr std::array kRollbackFields{
    Field<release::Policy>{
        {"clear_by_another", Need::optional, "true", "true or false"},
        [](release::Policy& p, Value const& v) { return put(p.clear_by_another, flag_of(v)); }},
};

constexpr std::array kTrainFields{
    Field<TrainDraft>{
        {"id", Need::required, "", "lower-case letters, digits and dashes, at most 40, like \"backend\""},
        [](TrainDraft& d, Value const& v) { return put(d.train.id, id_of(v)); }},
    Field<TrainDraft>{{"name", Need::optional, "", "a name like \"Backend\""},
                      [](TrainDraft& d, Value const& v) { return put(d.train.name, line_of(v)); }},
    Field<TrainDraft>{
        {"first_release", Need::required, "", "a date like 2026-01-08"},
        [](TrainDraft& d, Value const& v) { return put(d.train.policy.rule.first_release, date_of(v)); }},
    Field<TrainDraft>{{"weekday", Need::required, "", "a day of the week like \"Thursday\""},
                      [](TrainDraft& d, Value const& v) { return put(d.weekday, weekday_of(v)); }},
    Field<TrainDraft>{
        {"time", Need::required, "", "a time of day from \"00:00\" to \"23:59\", like \"10:00\""},
        [](TrainDraft& d, Value const& v) { return put(d.train.policy.rule.time, time_of(v)); }},
    Field<TrainDraft>{
        {"timezone", Need::optional, "\"UTC\"",
         "an IANA name like \"UTC\" or \"Europe/Berlin\", with these capitals"},
        [](TrainDraft& d, Value const& v) { return put(d.train.policy.rule.zone, zone_of(v)); }},
    Field<TrainDraft>{
        {"every", Need::optional, "\"2 weeks\"", "weeks like \"1 week\" or \"2 weeks\""},
        [](TrainDraft& d, Value const& v) { return put(d.train.policy.rule.every_weeks, weeks_of(v)); }},
    Field<TrainDraft>{{"window", Need::optional, "\"2h\"", "a length of time like \"2h\""},
                      [](TrainDraft& d, Value const& v) {
                          return put(d.train.policy.rule.window, duration_of(v, kWindows));
                      }},
    Field<TrainDraft>{{"on_blackout", Need::optional, "\"shift\"", "\"shift\" or \"skip\""},
                      [](TrainDraft& d, Value const& v) {
                          return put(d.train.policy.rule.on_blackout, choice_of<BlackoutPolicy>(v));
                      }},
    Field<TrainDraft>{
        {"required_roles", Need::optional, "[\"tech-lead\", \"product-owner\"]",
         "roles in brackets, like [\"tech-lead\", \"product-owner\"]"},
        [](TrainDraft& d, Value const& v) { return put(d.train.policy.required_roles, roles_of(v)); }},
    Field<TrainDraft>{{"monitoring", Need::optional, "\"2h\"", "a length of time like \"2h\""},
                      [](TrainDraft& d, Value const& v) {
                          return put(d.train.policy.monitoring, duration_of(v, kMonitoring));
                      }},
    Field<TrainDraft>{
        {"main_branch", Need::optional, "\"main\"", "a branch like \"main\""},
        [](TrainDraft& d, Value const& v) { return put(d.train.policy.main_branch, branch_of(v)); }},
    Field<TrainDraft>{
        {"clocks", Need::optional, "", "a section that begins with [trains.clocks]"},
        [](TrainDraft& d, Value const& v) { return read_one(v, kClockFields, d.train.policy.clocks); }},
    Field<TrainDraft>{
        {"on_demand", Need::optional, "", "a section that begins with [trains.on_demand]"},
        [](TrainDraft& d, Value const& v) { return read_one(v, kOnDemandFields, d.train.policy); }},
    Field<TrainDraft>{
        {"rollback", Need::optional, "", "a section that begins with [trains.rollback]"},
        [](TrainDraft& d, Value const& v) { return read_one(v, kRollbackFields, d.train.policy); }},
    Field<TrainDraft>{{"staging", Need::optional, "", "a section that begins with [trains.staging]"},
                      [](TrainDraft& d, Value const& v) { return read_environment(d.train.staging_url, v); }},
    Field<TrainDraft>{
        {"production", Need::optional, "", "a section that begins with [trains.production]"},
        [](TrainDraft& d, Value const& v) { return read_environment(d.train.production_url, v); }},
    Field<TrainDraft>{{"forge", Need::optional, "", "a section that begins with [trains.forge]"},
                      &read_forge},
    Field<TrainDraft>{{"actions", Need::optional, "", "sections that begin with [[trains.actions]]"},
                      &read_actions},
    Field<TrainDraft>{{"phases", Need::optional, "", "sections that begin with [[trains.phases]]"},
                      &read_phases},
    Field<TrainDraft>{{"blackouts", Need::optional, "", "sections that begin with [[trains.blackouts]]"},
                      &read_blackouts},
    Field<TrainDraft>{{"checks", Need::optional, "", "sections that begin with [[trains.checks]]"},
                      &read_checks},
    Field<TrainDraft>{{"checklist", Need::optional, "", "sections that begin with [[trains.checklist]]"},
                      &read_items},
};

constexpr std::array kBlackoutFields{
    Field<Blackout>{{"from", Need::required, "", "a date like 2026-12-21"},
                    [](Blackout& b, Value const& v) { return put(b.from, date_of(v)); }},
    Field<Blackout>{{"to", Need::required, "", "a date like 2027-01-03; it is still part of the blackout"},
                    [](Blackout& b, Value const& v) { return put(b.to, date_of(v)); }},
    Field<Blackout>{{"reason", Need::required, "", "a reason like \"year end\""},
                    [](Blackout& b, Value const& v) { return put(b.reason, line_of(v)); }},
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
    auto const sections = sections_of(value, "trains.blackouts");
    if (!sections) return false;
    bool all = true;
    for (auto const& section : *sections) {
        Blackout blackout;
        blackout.id = "config-" + std::to_string(draft.train.policy.blackouts.size() + 1);
        auto const failed =
            read_section(section, std::span<Field<Blackout> const>{kBlackoutFields}, blackout);
        all = all && failed.empty();
        if (failed.empty() && blackout.to < blackout.from) {
            section.report.problem(section.place("to"),
                                   "to " + format_date(blackout.to) + " is before from " +
                                       format_date(blackout.from) +
                                       "; a blackout ends on the day it begins or later");
        }
        draft.train.policy.blackouts.push_back(std::move(blackout));
    }
    return all;
}

bool read_trains(Draft& draft, Value const& value) {
    auto const sections = sections_of(value, "trains");
    if (!sections) return false;
    for (auto const& section : *sections) {
        TrainDraft train{.section = section,
                         .train = default_train(),
                         .weekday = date::Thursday,
                         .checks = {},
                         .items = {},
                         .phases = {},
                         .phase_source = {},
                         .failed = {}};
        train.failed = read_section(section, std::span<Field<TrainDraft> const>{kTrainFields}, train);
        if (train.train.name.empty()) train.train.name = train.train.id;
        complete_phases(train, section.report);
        complete_checklist(train);
        complete_forge(train);
        draft.trains.push_back(std::move(train));
    }
    return true;
}

std::vector<SectionKeys> train_keys() {
    return {keys_of("trains", kTrainFields),
            keys_of("trains.staging", kEnvironmentFields),
            keys_of("trains.production", kEnvironmentFields),
            keys_of("trains.clocks", kClockFields),
            keys_of("trains.on_demand", kOnDemandFields),
            keys_of("trains.rollback", kRollbackFields),
            keys_of("trains.blackouts", kBlackoutFields)};
}

}  // namespace cadence::config
