#include "job/check_request.h"

#include "artifact/changelog.h"
#include "base/encoding.h"
#include "base/text.h"
#include "job/check_judge.h"
#include "job/check_text.h"
#include "job/program.h"

namespace cadence::job {

namespace {

/// Reads the repository; fetches nothing.
std::map<std::string, std::string> git_without_network() {
    auto environment = git_environment();
    environment["GIT_ALLOW_PROTOCOL"] = "none";
    environment["GIT_OPTIONAL_LOCKS"] = "0";
    return environment;
}

net::ProcessSpec git(std::vector<std::string> words, std::size_t max_output) {
    words.insert(words.begin(), "git");
    return {.argv = std::move(words),
            .environment = git_without_network(),
            .directory = "/",
            .max_output = max_output,
            .errors = net::Stderr::apart};
}

/// "1769076000.25": Unix time as Prometheus reads it.
std::string unix_time(Instant at) {
    auto const seconds = std::chrono::floor<std::chrono::seconds>(at);
    auto const fraction = std::to_string(1'000'000 + (at - seconds).count()).substr(1);
    return std::to_string(seconds.time_since_epoch().count()) + "." + fraction;
}

}  // namespace

Result<net::HttpRequest> request_of(HttpCheck const& check, CheckSubject const& subject) {
    auto url = fill(check.url, subject, FillFor::url);
    if (!url) return tl::unexpected{url.error()};
    return net::HttpRequest{.url = *std::move(url)};
}

Result<net::ProcessSpec> request_of(CommandCheck const& check, CheckSubject const& subject) {
    return run_of({check.command, check.environment, check.directory}, words_of(subject));
}

Result<net::ProcessSpec> request_of(ChangelogCheck const& check, CheckSubject const& subject) {
    if (subject.version.empty()) return not_ready("The release has no version yet.");
    if (!check.file.empty())
        return net::ProcessSpec{.argv = {"cat", "--", check.file},
                                .environment = {{"PATH", "/usr/bin:/bin"}, {"LANG", "C.UTF-8"}},
                                .directory = "/",
                                .max_output = artifact::kMaxChangelog,
                                .errors = net::Stderr::apart};
    if (subject.commit.empty()) return not_ready("The release has no candidate commit yet.");
    if (!is_commit(subject.commit))
        return refuse(ErrorCode::conflict, "not-a-commit",
                      "\"" + one_line(subject.commit) + "\" is not a commit that git accepts.");
    return git({"-C", check.repository, "cat-file", "blob", subject.commit + ":" + check.path},
               artifact::kMaxChangelog);
}

Result<net::ProcessSpec> request_of(PreviousTagCheck const& check, CheckSubject const& subject) {
    if (subject.version.empty())
        return not_ready("The release has no version yet: the tag before it is not known.");
    return git({"-C", check.repository, "tag", "--list", "--no-column"}, kMaxTags);
}

Result<net::HttpRequest> request_of(PrometheusCheck const& check, CheckSubject const& subject, Instant at) {
    auto server = fill(check.server, subject, FillFor::url);
    auto query = fill(check.query, subject, FillFor::text);
    if (!server) return tl::unexpected{server.error()};
    if (!query) return tl::unexpected{query.error()};
    while (server->ends_with('/')) server->pop_back();
    return net::HttpRequest{
        .url = *server + "/api/v1/query?query=" + percent_encode(*query) + "&time=" + unix_time(at),
        .headers = {{"Accept", "application/json"}},
        .max_body = kMaxPrometheusAnswer};
}

}  // namespace cadence::job
