// [[trains.checks]]: a name, a kind, and the keys of that kind.
#include <algorithm>
#include <array>

#include "engine/config_kinds.h"
#include "engine/config_lists.h"
#include "engine/config_templates.h"
#include "engine/config_values.h"

namespace cadence::engine {
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
    Field<HttpCheck>{{"url", Need::required, "",
                      "a URL like \"https://api.example.org/health\" or \"{production}/health\""},
                     [](HttpCheck& c, Value const& v) { return put(c.url, url_template_of(v)); }},
    Field<HttpCheck>{{"status", Need::optional, "200", "a status like 200"},
                     [](HttpCheck& c, Value const& v) { return put(c.status, whole_of(v, 100, 599)); }},
    Field<HttpCheck>{{"body_contains", Need::optional, "", "a part of the answer like \"ok\""},
                     [](HttpCheck& c, Value const& v) { return put(c.body_contains, line_of(v)); }},
    Field<HttpCheck>{
        {"slower_than", Need::optional, "", "a length of time like \"2s\""},
        [](HttpCheck& c, Value const& v) { return put(c.slower_than_fails, duration_of(v, kLatencies)); }},
};

constexpr std::array kCommandFields{
    Field<CommandCheck>{
        {"command", Need::required, "", "a program with its arguments, like [\"make\", \"smoke\"]"},
        [](CommandCheck& c, Value const& v) { return put(c.command, command_of(v)); }},
    Field<CommandCheck>{
        {"environment", Need::optional, "", "variables like { BASE_URL = \"{staging}\" }"},
        [](CommandCheck& c, Value const& v) { return put(c.environment, environment_of(v)); }},
    Field<CommandCheck>{
        {"directory", Need::optional, "", kAbsolutePath},
        [](CommandCheck& c, Value const& v) { return put(c.directory, absolute_path_of(v)); }},
};

constexpr std::array kChangelogFields{
    Field<ChangelogCheck>{{"file", Need::optional, "", kAbsolutePath},
                          [](ChangelogCheck& c, Value const& v) { return put(c.file, absolute_path_of(v)); }},
    Field<ChangelogCheck>{
        {"repository", Need::optional, "", kAbsolutePath},
        [](ChangelogCheck& c, Value const& v) { return put(c.repository, absolute_path_of(v)); }},
    Field<ChangelogCheck>{{"path", Need::optional, "", "a path inside the repository, like \"CHANGELOG.md\""},
                          [](ChangelogCheck& c, Value const& v) { return put(c.path, inner_path_of(v)); }},
};

constexpr std::array kPreviousTagFields{
    Field<PreviousTagCheck>{
        {"repository", Need::required, "", kAbsolutePath},
        [](PreviousTagCheck& c, Value const& v) { return put(c.repository, absolute_path_of(v)); }},
};

constexpr std::array kPrometheusFields{
    Field<PrometheusCheck>{{"server", Need::required, "", "a URL like \"http://localhost:9090\""},
                           [](PrometheusCheck& c, Value const& v) { return put(c.server, server_of(v)); }},
    Field<PrometheusCheck>{{"query", Need::required, "", "PromQL in quotes, like \"up\""},
                           [](PrometheusCheck& c, Value const& v) { return put(c.query, query_of(v)); }},
    Field<PrometheusCheck>{{"at_most", Need::optional, "", "a number like 0.01"},
                           [](PrometheusCheck& c, Value const& v) { return put(c.at_most, number_of(v)); }},
    Field<PrometheusCheck>{{"at_least", Need::optional, "", "a number like 1"},
                           [](PrometheusCheck& c, Value const& v) { return put(c.at_least, number_of(v)); }},
    Field<PrometheusCheck>{{"baseline", Need::optional, "", "how long ago, like \"1w\""},
                           [](PrometheusCheck& c, Value const& v) {
                               return put(c.baseline_offset, duration_of(v, kBaselines));
                           }},
    Field<PrometheusCheck>{
        {"at_most_ratio", Need::optional, "", "a number like 1.5, which is half as much again"},
        [](PrometheusCheck& c, Value const& v) { return put(c.at_most_ratio, number_of(v)); }},
};

constexpr std::array kCommitStatusFields{
    Field<CommitStatusCheck>{
        {"ignore", Need::optional, "[]", "contexts in brackets, like [\"coverage\"]"},
        [](CommitStatusCheck& c, Value const& v) { return put(c.ignore, list_of(v, line_of)); }},
};

constexpr std::array kSecurityAlertsFields{
    Field<SecurityAlertsCheck>{
        {"severity", Need::optional, "\"critical\"", "\"low\", \"medium\", \"high\" or \"critical\""},
        [](SecurityAlertsCheck& c, Value const& v) {
            return put(c.severity, choice_of<forge::Severity>(v));
        }},
};

/// What the fields of a kind cannot know one by one.
void verify(HttpCheck const& check, CheckDraft const& draft) {
    if (draft.failed.contains("timeout") ||
        check.slower_than_fails.value_or(Duration{0}) <= draft.check.timeout)
        return;
    draft.refuse("slower_than", "slower_than " + describe_duration(*check.slower_than_fails) +
                                    " is never reached: the check ends after its timeout of " +
                                    describe_duration(draft.check.timeout) +
                                    "; give less, or a longer timeout");
}

void verify(ChangelogCheck const& check, CheckDraft const& draft) {
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

void verify(PrometheusCheck const& check, CheckDraft const& draft) {
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

constexpr std::array kKinds{
    CheckRow{"http", &keys_in<kHttpFields>, &read_kind<HttpCheck, kHttpFields>},
    CheckRow{"command", &keys_in<kCommandFields>, &read_kind<CommandCheck, kCommandFields>},
    CheckRow{"changelog", &keys_in<kChangelogFields>, &read_kind<ChangelogCheck, kChangelogFields>},
    CheckRow{"previous_tag", &keys_in<kPreviousTagFields>, &read_kind<PreviousTagCheck, kPreviousTagFields>},
    CheckRow{"prometheus", &keys_in<kPrometheusFields>, &read_kind<PrometheusCheck, kPrometheusFields>},
    CheckRow{"commit_status", &keys_in<kCommitStatusFields>,
             &read_kind<CommitStatusCheck, kCommitStatusFields>},
    CheckRow{"security_alerts", &keys_in<kSecurityAlertsFields>,
             &read_kind<SecurityAlertsCheck, kSecurityAlertsFields>},
};

constexpr std::array kCheckFields{
    Field<CheckDraft>{{"name", Need::required, "",
                       "lower-case letters, digits and underscores, at most 40, like \"production_health\""},
                      [](CheckDraft& d, Value const& v) { return put(d.check.name, snake_name_of(v)); }},
    Field<CheckDraft>{{"kind", Need::required, "",
                       "\"http\", \"command\", \"changelog\", \"previous_tag\", \"prometheus\", "
                       "\"commit_status\" or \"security_alerts\""},
                      [](CheckDraft&, Value const& v) { return is_kind(v, kKinds); }},
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
        draft.checks.push_back(read_of_kind<CheckDraft>(section, "checks", kCheckFields, kKinds));
        all = all && draft.checks.back().failed.empty();
        draft.train.checks.push_back(draft.checks.back().check);
    }
    return all;
}

std::vector<SectionKeys> check_keys() {
    return {{"trains.checks", kind_table("checks", kCheckFields, kKinds).all_keys()}};
}

}  // namespace cadence::engine
