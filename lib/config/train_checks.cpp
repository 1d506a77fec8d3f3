// [[trains.checks]]: a name, a kind, and the keys of that kind.
#include <algorithm>
#include <array>

#include "config/kinds.h"
#include "config/lists.h"
#include "config/templates.h"
#include "config/values.h"

namespace cadence::config {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Lengths kTimeouts{seconds{1}, minutes{5}};
constexpr Lengths kLatencies{milliseconds{1}, minutes{5}};
constexpr Lengths kBaselines{minutes{1}, hours{24 * 366}};

constexpr std::string_view kAbsolutePath = "a path that begins with /, like \"/srv/backend\"";

std::optional<std::string> query_of(Value const& value) {
    auto query = template_of(value);
    if (query && trimmed(*query).empty()) return value.refuse_text(*query, "is blank");
    return query;
}

constexpr std::array kHttpFields{
    Field<job::HttpCheck>{{"url", Need::required, "",
                           "a URL like \"https://api.example.org/health\" or \"{production}/health\""},
                          [](job::HttpCheck& c, Value const& v) { return put(c.url, url_template_of(v)); }},
    Field<job::HttpCheck>{
        {"status", Need::optional, "200", "a status like 200"},
        [](job::HttpCheck& c, Value const& v) { return put(c.status, whole_of(v, 100, 599)); }},
    Field<job::HttpCheck>{{"body_contains", Need::optional, "", "a part of the answer like \"ok\""},
                          [](job::HttpCheck& c, Value const& v) { return put(c.body_contains, line_of(v)); }},
    Field<job::HttpCheck>{{"slower_than", Need::optional, "", "a length of time like \"2s\""},
                          [](job::HttpCheck& c, Value const& v) {
                              return put(c.slower_than_fails, duration_of(v, kLatencies));
                          }},
};

constexpr std::array kCommandFields{
    Field<job::CommandCheck>{
        {"command", Need::required, "", "a program with its arguments, like [\"make\", \"smoke\"]"},
        [](job::CommandCheck& c, Value const& v) { return put(c.command, command_of(v)); }},
    Field<job::CommandCheck>{
        {"environment", Need::optional, "", "variables like { BASE_URL = \"{staging}\" }"},
        [](job::CommandCheck& c, Value const& v) { return put(c.environment, environment_of(v)); }},
    Field<job::CommandCheck>{
        {"directory", Need::optional, "", kAbsolutePath},
        [](job::CommandCheck& c, Value const& v) { return put(c.directory, absolute_path_of(v)); }},
};

constexpr std::array kChangelogFields{
    Field<job::ChangelogCheck>{
        {"file", Need::optional, "", kAbsolutePath},
        [](job::ChangelogCheck& c, Value const& v) { return put(c.file, absolute_path_of(v)); }},
    Field<job::ChangelogCheck>{
        {"repository", Need::optional, "", kAbsolutePath},
        [](job::ChangelogCheck& c, Value const& v) { return put(c.repository, absolute_path_of(v)); }},
    Field<job::ChangelogCheck>{
        {"path", Need::optional, "", "a path inside the repository, like \"CHANGELOG.md\""},
        [](job::ChangelogCheck& c, Value const& v) { return put(c.path, inner_path_of(v)); }},
};

constexpr std::array kPreviousTagFields{
    Field<job::PreviousTagCheck>{
        {"repository", Need::required, "", kAbsolutePath},
        [](job::PreviousTagCheck& c, Value const& v) { return put(c.repository, absolute_path_of(v)); }},
};

constexpr std::array kPrometheusFields{
    Field<job::PrometheusCheck>{
        {"server", Need::required, "", "a URL like \"http://localhost:9090\""},
        [](job::PrometheusCheck& c, Value const& v) { return put(c.server, server_of(v)); }},
    Field<job::PrometheusCheck>{
        {"query", Need::required, "", "PromQL in quotes, like \"up\""},
        [](job::PrometheusCheck& c, Value const& v) { return put(c.query, query_of(v)); }},
    Field<job::PrometheusCheck>{
        {"at_most", Need::optional, "", "a number like 0.01"},
        [](job::PrometheusCheck& c, Value const& v) { return put(c.at_most, number_of(v)); }},
    Field<job::PrometheusCheck>{
        {"at_least", Need::optional, "", "a number like 1"},
        [](job::PrometheusCheck& c, Value const& v) { return put(c.at_least, number_of(v)); }},
    Field<job::PrometheusCheck>{{"baseline", Need::optional, "", "how long ago, like \"1w\""},
                                [](job::PrometheusCheck& c, Value const& v) {
                                    return put(c.baseline_offset, duration_of(v, kBaselines));
                                }},
    Field<job::PrometheusCheck>{
        {"at_most_ratio", Need::optional, "", "a number like 1.5, which is half as much again"},
        [](job::PrometheusCheck& c, Value const& v) { return put(c.at_most_ratio, number_of(v)); }},
};

constexpr std::array kCommitStatusFields{
    Field<job::CommitStatusCheck>{
        {"ignore", Need::optional, "[]", "contexts in brackets, like [\"coverage\"]"},
        [](job::CommitStatusCheck& c, Value const& v) { return put(c.ignore, list_of(v, line_of)); }},
};

constexpr std::array kSecurityAlertsFields{
    Field<job::SecurityAlertsCheck>{
        {"severity", Need::optional, "\"critical\"", "\"low\", \"medium\", \"high\" or \"critical\""},
        [](job::SecurityAlertsCheck& c, Value const& v) {
            return put(c.severity, choice_of<forge::Severity>(v));
        }},
};

/// Checks across the fields of a kind.
void verify(job::HttpCheck const& check, CheckDraft const& draft) {
    if (draft.failed.contains("timeout") ||
        check.slower_than_fails.value_or(Duration{0}) <= draft.check.timeout)
        return;
    draft.refuse("slower_than", "slower_than " + describe_duration(*check.slower_than_fails) +
                                    " is never reached: the check ends after its timeout of " +
                                    describe_duration(draft.check.timeout) +
                                    "; give less, or a longer timeout");
}

void verify(job::ChangelogCheck const& check, CheckDraft const& draft) {
    bool const inside = !check.repository.empty() || !check.path.empty();
    if (!check.file.empty() && inside) {
        draft.refuse("file", "file is given beside repository and path; give file, or the other two");
    } else if (check.file.empty() && !inside) {
        draft.refuse("file",
                     "file is missing from the changelog check; give a path like "
                     "\"/srv/backend/CHANGELOG.md\", or repository and path");
    } else if (inside && check.repository.empty()) {
        draft.refuse("repository", "repository is missing beside path; give the clone that the path is in");
    } else if (inside && check.path.empty()) {
        draft.refuse("path",
                     "path is missing beside repository; give a path inside it, like \"CHANGELOG.md\"");
    }
}

void verify(job::PrometheusCheck const& check, CheckDraft const& draft) {
    if (check.baseline_offset && !check.at_most_ratio) {
        draft.refuse("baseline", "baseline is compared with nothing; give at_most_ratio, like 1.5, too");
    } else if (check.at_most_ratio && !check.baseline_offset) {
        draft.refuse("at_most_ratio", "at_most_ratio has no baseline; say how long ago it is, like \"1w\"");
    } else if (!check.at_most && !check.at_least && !check.at_most_ratio) {
        draft.refuse("at_most",
                     "at_most is missing from the prometheus check; give at_most, at_least, or "
                     "baseline and at_most_ratio: without a bound every answer would do");
    }
    if (check.at_most_ratio && *check.at_most_ratio <= 0) {
        draft.refuse("at_most_ratio", "at_most_ratio is not above 0; give a number like 1.5");
    }
    if (check.at_most && check.at_least && *check.at_most < *check.at_least) {
        draft.refuse("at_most", "at_most is below at_least, so that no answer would do; swap them");
    }
}

template <class What>
void verify(What const&, CheckDraft const&) {}

using CheckRow = KindRow<CheckDraft>;

template <class What, auto const& kFields>
Failed read_kind(CheckDraft& draft) {
    What what;
    auto failed = read_fields(draft.section, std::span<Field<What> const>{kFields}, what);
    if (failed.empty()) verify(what, draft);
    draft.check.what = std::move(what);
    return failed;
}

constexpr std::array kCheckKinds{
    CheckRow{"http", &keys_in<kHttpFields>, &read_kind<job::HttpCheck, kHttpFields>},
    CheckRow{"command", &keys_in<kCommandFields>, &read_kind<job::CommandCheck, kCommandFields>},
    CheckRow{"changelog", &keys_in<kChangelogFields>, &read_kind<job::ChangelogCheck, kChangelogFields>},
    CheckRow{"previous_tag", &keys_in<kPreviousTagFields>,
             &read_kind<job::PreviousTagCheck, kPreviousTagFields>},
    CheckRow{"prometheus", &keys_in<kPrometheusFields>, &read_kind<job::PrometheusCheck, kPrometheusFields>},
    CheckRow{"commit_status", &keys_in<kCommitStatusFields>,
             &read_kind<job::CommitStatusCheck, kCommitStatusFields>},
    CheckRow{"security_alerts", &keys_in<kSecurityAlertsFields>,
             &read_kind<job::SecurityAlertsCheck, kSecurityAlertsFields>},
};

constexpr std::array kCheckFields{
    Field<CheckDraft>{{"name", Need::required, "",
                       "lower-case letters, digits and underscores, at most 40, like \"production_health\""},
                      [](CheckDraft& d, Value const& v) { return put(d.check.name, snake_name_of(v)); }},
    Field<CheckDraft>{{"kind", Need::required, "",
                       "\"http\", \"command\", \"changelog\", \"previous_tag\", \"prometheus\", "
                       "\"commit_status\" or \"security_alerts\""},
                      [](CheckDraft&, Value const& v) { return is_kind(v, kCheckKinds); }},
    Field<CheckDraft>{
        {"timeout", Need::optional, "\"30s\"", "a length of time like \"30s\""},
        [](CheckDraft& d, Value const& v) { return put(d.check.timeout, duration_of(v, kTimeouts)); }},
};

}  // namespace

bool read_checks(TrainDraft& draft, Value const& value) {
    auto const sections = sections_of(value, "trains.checks");
    if (!sections) return false;
    bool all = sections->size() == value.node.as_array()->size();
    for (auto const& section : *sections) {
        draft.checks.push_back(read_of_kind<CheckDraft>(section, "checks", kCheckFields, kCheckKinds));
        all = all && draft.checks.back().failed.empty();
        draft.train.checks.push_back(draft.checks.back().check);
    }
    return all;
}

std::vector<SectionKeys> check_keys() {
    return {{"trains.checks", kind_table("checks", kCheckFields, kCheckKinds).all_keys()}};
}

}  // namespace cadence::config
