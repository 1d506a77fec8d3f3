// The checks that ask a train's forge. A commit of which nothing is reported has not passed, it is pending.
#include "base/text.h"
#include "job/task.h"
#include "job/words.h"

namespace cadence::job {

namespace {

constexpr std::size_t kMostPages = 20;  // of what a forge reports

tl::unexpected<Error> no_forge() {
    return refuse(ErrorCode::conflict, "no-forge",
                  "The train has no forge to ask; add a [trains.forge] section to the configuration.");
}

Result<std::string> token_of(CheckTask& task) {
    auto const& forge = task.subject().forge;
    return forge ? task.secret(forge->token_from) : std::string{};
}

Finding judge_commit_checks(forge::CommitChecks const& checks) {
    if (!checks.failed.empty()) return failed("not passed: " + listed(checks.failed));
    if (!checks.running.empty()) return pending("still running: " + listed(checks.running));
    if (checks.passed == 0 && !checks.idle.empty())
        return pending("nothing has run for this commit: " + listed(checks.idle));
    if (checks.passed == 0)
        return pending("nothing has been reported for this commit: is CI set up, and has it started?");
    return passed(counted(checks.passed, "check", "checks") + " passed");
}

Finding judge_alerts(SecurityAlertsCheck const& check, CheckSubject const& subject,
                     net::HttpResponse const& response) {
    auto const alerts = forge::read_alerts(*subject.forge, response);
    if (!alerts) return failed(alerts.error().detail);
    auto const severity = std::string{name_of(check.severity)};
    auto const least = check.severity == forge::Severity::critical ? severity : severity + " or worse";
    auto const more = forge::has_next_page(response) ? "more than " : "";
    if (alerts->empty() && forge::has_next_page(response))
        return failed(
            "there are more alerts than one page holds: close those that are settled; the rest was not read");
    if (alerts->empty()) return passed("no open alert is " + least);
    return failed(more + counted(alerts->size(), "open alert", "open alerts") + " (" + least +
                  "): " + listed(*alerts));
}

/// Of a commit: the requests that are left, page by page, and what was answered.
struct CommitReports {
    std::vector<net::HttpRequest> left;
    forge::CommitChecks reported = {};
    std::size_t told = 0;  // of the request under way
    std::size_t pages = 0;
};

void ask_next(CheckTask& task, CommitStatusCheck const& check, CommitReports& reports) {
    if (reports.left.empty()) return task.finish(judge_commit_checks(reports.reported));
    if (++reports.pages > kMostPages)
        return task.finish(failed("more is reported for this commit than can be read"));
    auto const asked = std::move(reports.left.back());
    reports.left.pop_back();
    task.ask(asked, [&task, &check, &reports, asked](net::HttpResponse const& response) {
        auto const checks = forge::read_commit_checks(*task.subject().forge, response, check.ignore);
        if (!checks) return task.finish(failed(checks.error().detail));
        forge::add(reports.reported, *checks);
        reports.told += checks->told;
        auto const more = forge::has_next_page(response);
        if (!more && checks->total > reports.told)
            return task.finish(pending("the forge tells of " + std::to_string(reports.told) + " checks of " +
                                       std::to_string(checks->total)));
        if (!more) reports.told = 0;
        if (more) reports.left.push_back(forge::next_page(asked));
        ask_next(task, check, reports);
    });
}

}  // namespace

bool asks_forge(Check const& check) {
    return std::holds_alternative<CommitStatusCheck>(check.what) ||
           std::holds_alternative<SecurityAlertsCheck>(check.what);
}

void begin(CheckTask& task, CommitStatusCheck const& check) {
    auto const& subject = task.subject();
    auto requests =
        token_of(task).and_then([&](std::string const& token) -> Result<std::vector<net::HttpRequest>> {
            if (!subject.forge) return no_forge();
            if (subject.commit.empty()) return not_ready("The release has no candidate commit yet.");
            return forge::ask_commit_checks(*subject.forge, token, subject.commit);
        });
    if (!requests) return task.finish(finding_of(requests.error()));
    ask_next(task, check, task.keep(std::make_shared<CommitReports>(CommitReports{*std::move(requests)})));
}

void begin(CheckTask& task, SecurityAlertsCheck const& check) {
    auto const& subject = task.subject();
    auto request = token_of(task).and_then([&](std::string const& token) -> Result<net::HttpRequest> {
        if (!subject.forge) return no_forge();
        return forge::ask_alerts(*subject.forge, token, check.severity);
    });
    task.ask(std::move(request), [&task, &subject, &check](net::HttpResponse const& response) {
        task.finish(judge_alerts(check, subject, response));
    });
}

}  // namespace cadence::job
