#include "job/check_forge.h"

#include "base/text.h"
#include "job/check_judge.h"
#include "job/check_text.h"

namespace cadence::job {

namespace {

tl::unexpected<Error> no_forge() {
    return refuse(ErrorCode::conflict, "no-forge",
                  "The train has no forge to ask; add a [trains.forge] section to the configuration.");
}

Finding passed(std::string const& saw) {
    return {.outcome = release::CheckOutcome::passed, .saw = to_saw(saw)};
}

std::string numbered(std::size_t count, std::string const& word) {
    return std::to_string(count) + " " + word + (count == 1 ? "" : "s");
}

}  // namespace

bool asks_forge(Check const& check) {
    return std::holds_alternative<CommitStatusCheck>(check.what) ||
           std::holds_alternative<SecurityAlertsCheck>(check.what);
}

Result<std::vector<net::HttpRequest>> requests_of(CommitStatusCheck const&, CheckSubject const& subject,
                                                  std::string const& token) {
    if (!subject.forge) return no_forge();
    if (subject.commit.empty()) return not_ready("The release has no candidate commit yet.");
    return forge::ask_commit_checks(*subject.forge, token, subject.commit);
}

Result<net::HttpRequest> request_of(SecurityAlertsCheck const& check, CheckSubject const& subject,
                                    std::string const& token) {
    if (!subject.forge) return no_forge();
    return forge::ask_alerts(*subject.forge, token, check.severity);
}

Finding judge_commit_checks(forge::CommitChecks const& checks) {
    if (!checks.failed.empty()) return failed("not passed: " + listed(checks.failed));
    if (!checks.running.empty()) return pending("still running: " + listed(checks.running));
    if (checks.passed == 0 && !checks.idle.empty())
        return pending("nothing has run for this commit: " + listed(checks.idle));
    if (checks.passed == 0)
        return pending("nothing has been reported for this commit: is CI set up, and has it started?");
    return passed(numbered(checks.passed, "check") + " passed");
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
    return failed(more + numbered(alerts->size(), "open alert") + " (" + least + "): " + listed(*alerts));
}

}  // namespace cadence::job
