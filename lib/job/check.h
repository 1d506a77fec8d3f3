// A check: something on the checklist that the daemon looks at by itself. Each kind's check_*.cpp says how it
// is asked and what the answer means, and runner.h is the one place that does it. Strict: what cannot be
// found out is failed, and pending while what it needs is still to come: a candidate, its version, staging.
// Neither is ever passed.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/instant.h"
#include "forge/forge.h"
#include "release/checklist.h"

namespace cadence::job {

// In url, command, environment, server and query, {staging}, {production}, {version}, {commit} and {release}
// stand for what the CheckSubject says; any other {word} stays as it is.

struct HttpCheck {
    std::string url;
    int status = 200;
    std::string body_contains = {};
    std::optional<Duration> slower_than_fails = {};
    bool operator==(HttpCheck const&) const = default;
};

/// Passes with exit status 0. No shell, and no variable but these and a usual PATH.
struct CommandCheck {
    std::vector<std::string> command;
    std::map<std::string, std::string> environment = {};
    std::string directory = {};
    bool operator==(CommandCheck const&) const = default;
};

/// A file, or else a path within a local git repository at the candidate's commit.
struct ChangelogCheck {
    std::string file = {};
    std::string repository = {};
    std::string path = {};
    bool operator==(ChangelogCheck const&) const = default;
};

/// Passes if this local git repository has the tag of a release before the version at hand.
struct PreviousTagCheck {
    std::string repository;
    bool operator==(PreviousTagCheck const&) const = default;
};

/// An instant query. Every series must keep every bound that is stated; the baseline is what the same series
/// was so long ago, and at_most_ratio 1.5 lets it become half as large again; pending if production had not
/// begun to run then.
struct PrometheusCheck {
    std::string server;
    std::string query;
    std::optional<double> at_most = {};
    std::optional<double> at_least = {};
    std::optional<Duration> baseline_offset = {};
    std::optional<double> at_most_ratio = {};
    bool operator==(PrometheusCheck const&) const = default;
};

/// Passes if the train's forge reports checks of the candidate's commit, and all of them as passed; pending
/// while some run, or none is reported yet.
struct CommitStatusCheck {
    std::vector<std::string> ignore = {};  // contexts
    bool operator==(CommitStatusCheck const&) const = default;
};

/// Passes if the train's forge knows of no open alert of this severity or above.
struct SecurityAlertsCheck {
    forge::Severity severity = forge::Severity::critical;
    bool operator==(SecurityAlertsCheck const&) const = default;
};

struct Check {
    std::string name;
    Duration timeout = std::chrono::seconds{30};  // for all of it
    std::variant<HttpCheck, CommandCheck, ChangelogCheck, PreviousTagCheck, PrometheusCheck,
                 CommitStatusCheck, SecurityAlertsCheck>
        what;
    bool operator==(Check const&) const = default;
};

/// The subject of a check: the release, and where it runs.
struct CheckSubject {
    std::string train;
    std::string release;
    std::string version;
    std::string commit;
    Instant now;
    std::string staging_url;
    std::string production_url;
    std::optional<forge::Forge> forge = {};
    std::string not_staged = {};                   // why {staging} is not what is to be checked yet, or empty
    std::optional<Instant> production_since = {};  // as far as the record goes; nothing: never
    bool operator==(CheckSubject const&) const = default;
};

struct Finding {
    release::CheckOutcome outcome = release::CheckOutcome::failed;
    std::string saw;  // one line of UTF-8, at most kMostSeen bytes: "HTTP 200 in 41 ms"
    Duration took{0};
    std::string tag = {};    // of a PreviousTagCheck: the tag to go back to
    std::string notes = {};  // of a ChangelogCheck: the candidate's chapter in Markdown, if there is one
    bool operator==(Finding const&) const = default;

    [[nodiscard]] bool passed() const { return outcome == release::CheckOutcome::passed; }
    [[nodiscard]] bool pending() const { return outcome == release::CheckOutcome::pending; }
};

class CheckTask;  // job/task.h
void begin(CheckTask& task, HttpCheck const& check);
void begin(CheckTask& task, CommandCheck const& check);
void begin(CheckTask& task, ChangelogCheck const& check);
void begin(CheckTask& task, PreviousTagCheck const& check);
void begin(CheckTask& task, PrometheusCheck const& check);
void begin(CheckTask& task, CommitStatusCheck const& check);
void begin(CheckTask& task, SecurityAlertsCheck const& check);

/// That a check is not ready yet, or cannot be asked at all; nothing: it has to be asked. Pure.
[[nodiscard]] std::optional<Finding> found_without_asking(Check const& check, CheckSubject const& subject);
/// Whether a check asks the train's forge, and so needs its token.
[[nodiscard]] bool asks_forge(Check const& check);

}  // namespace cadence::job
