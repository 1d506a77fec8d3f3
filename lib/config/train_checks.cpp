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
    auto query = template_of(value, Texts::of_checks);
    if (query && trimmed(*query).empty()) return value.refuse_text(*query, "is blank");
    return query;
}

std::optional<int> status_of(Value const& value) {
    return whole_of(value, 100, 599);
}

constexpr std::array kHttpFields{
    required<with<url_template_of, kOfChecks>, &job::HttpCheck::url>(
        "url", "a URL like \"https://api.example.org/health\" or \"{production}/health\""),
    optional<status_of, &job::HttpCheck::status>("status", "200", "a status like 200"),
    optional<line_of, &job::HttpCheck::body_contains>("body_contains", "a part of the answer like \"ok\""),
    optional<with<duration_of, kLatencies>, &job::HttpCheck::slower_than_fails>(
        "slower_than", "a length of time like \"2s\""),
};

constexpr std::array kCommandFields{
    required<with<command_of, kOfChecks>, &job::CommandCheck::command>(
        "command", "a program with its arguments, like [\"make\", \"smoke\"]"),
    optional<with<environment_of, kOfChecks>, &job::CommandCheck::environment>(
        "environment", "variables like { BASE_URL = \"{staging}\" }"),
    optional<absolute_path_of, &job::CommandCheck::directory>("directory", kAbsolutePath),
};

constexpr std::array kChangelogFields{
    optional<absolute_path_of, &job::ChangelogCheck::file>("file", kAbsolutePath),
    optional<absolute_path_of, &job::ChangelogCheck::repository>("repository", kAbsolutePath),
    optional<inner_path_of, &job::ChangelogCheck::path>(
        "path", "a path inside the repository, like \"CHANGELOG.md\""),
};

constexpr std::array kPreviousTagFields{
    required<absolute_path_of, &job::PreviousTagCheck::repository>("repository", kAbsolutePath),
};

constexpr std::array kPrometheusFields{
    required<server_of, &job::PrometheusCheck::server>("server", "a URL like \"http://localhost:9090\""),
    required<query_of, &job::PrometheusCheck::query>("query", "PromQL in quotes, like \"up\""),
    optional<number_of, &job::PrometheusCheck::at_most>("at_most", "a number like 0.01"),
    optional<number_of, &job::PrometheusCheck::at_least>("at_least", "a number like 1"),
    optional<with<duration_of, kBaselines>, &job::PrometheusCheck::baseline_offset>(
        "baseline", "how long ago, like \"1w\""),
    optional<number_of, &job::PrometheusCheck::at_most_ratio>(
        "at_most_ratio", "a number like 1.5, which is half as much again"),
};

constexpr std::array kCommitStatusFields{
    optional<list<line_of>, &job::CommitStatusCheck::ignore>("ignore", "[]",
                                                             "contexts in brackets, like [\"coverage\"]"),
};

constexpr std::array kSecurityAlertsFields{
    optional<choice_of<forge::Severity>, &job::SecurityAlertsCheck::severity>("severity", "\"critical\"",
                                                                              kNames<forge::Severity>),
};

/// Checks across the fields of a kind.
void verify_http(job::HttpCheck const& check, CheckDraft const& draft) {
    if (!draft.sure("timeout") || check.slower_than_fails.value_or(Duration{0}) <= draft.thing.timeout)
        return;
    draft.refuse("slower_than", "slower_than " + describe_duration(*check.slower_than_fails) +
                                    " is never reached: the check ends after its timeout of " +
                                    describe_duration(draft.thing.timeout) +
                                    "; give less, or a longer timeout");
}

void verify_changelog(job::ChangelogCheck const& check, CheckDraft const& draft) {
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

void verify_prometheus(job::PrometheusCheck const& check, CheckDraft const& draft) {
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

constexpr std::array kCheckKinds{
    kind_row<&job::Check::what, job::HttpCheck, kHttpFields, verify_http>("http"),
    kind_row<&job::Check::what, job::CommandCheck, kCommandFields>("command"),
    kind_row<&job::Check::what, job::ChangelogCheck, kChangelogFields, verify_changelog>("changelog"),
    kind_row<&job::Check::what, job::PreviousTagCheck, kPreviousTagFields>("previous_tag"),
    kind_row<&job::Check::what, job::PrometheusCheck, kPrometheusFields, verify_prometheus>("prometheus"),
    kind_row<&job::Check::what, job::CommitStatusCheck, kCommitStatusFields>("commit_status"),
    kind_row<&job::Check::what, job::SecurityAlertsCheck, kSecurityAlertsFields>("security_alerts"),
};
static_assert(kCheckKinds.size() == std::variant_size_v<decltype(job::Check::what)>);

constexpr std::array kCheckFields{
    required<snake_name_of, &CheckDraft::thing, &job::Check::name>(
        "name", "lower-case letters, digits and underscores, at most 40, like \"production_health\""),
    kind_field<CheckDraft, kCheckKinds>(),
    optional<with<duration_of, kTimeouts>, &CheckDraft::thing, &job::Check::timeout>(
        "timeout", "\"30s\"", "a length of time like \"30s\""),
};

}  // namespace

bool read_checks(TrainDraft& draft, Value const& value) {
    return read_all_of_kinds(value, kCheckFields, kCheckKinds, draft.checks, draft.train.checks);
}

std::vector<SectionKeys> check_keys() {
    return {{"trains.checks", kind_table("checks", kCheckFields, kCheckKinds).all_keys()}};
}

}  // namespace cadence::config
