#include "engine/check_request.h"

#include <algorithm>

#include "artifact/changelog.h"
#include "base/encoding.h"
#include "base/text.h"
#include "engine/check_text.h"

namespace cadence::engine {

namespace {

std::map<std::string, std::string> const kUsual{
    {"PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}, {"LANG", "C.UTF-8"}};

/// Reads the repository whoever owns it, with its own configuration alone; asks nobody and fetches nothing.
std::map<std::string, std::string> const kGit{{"PATH", "/usr/local/bin:/usr/bin:/bin"},
                                              {"LC_ALL", "C.UTF-8"},
                                              {"HOME", "/nonexistent"},
                                              {"GIT_ALLOW_PROTOCOL", "none"},
                                              {"GIT_CONFIG_COUNT", "1"},
                                              {"GIT_CONFIG_GLOBAL", "/dev/null"},
                                              {"GIT_CONFIG_KEY_0", "safe.directory"},
                                              {"GIT_CONFIG_NOSYSTEM", "1"},
                                              {"GIT_CONFIG_VALUE_0", "*"},
                                              {"GIT_NO_REPLACE_OBJECTS", "1"},
                                              {"GIT_OPTIONAL_LOCKS", "0"},
                                              {"GIT_TERMINAL_PROMPT", "0"}};

constexpr std::size_t kShortestCommit = 7;
constexpr std::size_t kLongestCommit = 64;

bool is_commit(std::string_view text) {
    auto const is_hex = [](char c) { return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'f'); };
    return text.size() >= kShortestCommit && text.size() <= kLongestCommit &&
           std::ranges::all_of(text, is_hex);
}

net::Run git(std::vector<std::string> words, std::size_t max_output) {
    words.insert(words.begin(), "git");
    return {.argv = std::move(words),
            .environment = kGit,
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

Result<net::Ask> request_of(HttpCheck const& check, CheckSubject const& subject) {
    auto url = fill(check.url, subject, FillFor::url);
    if (!url) return tl::unexpected{url.error()};
    return net::Ask{.url = *std::move(url)};
}

Result<net::Run> request_of(CommandCheck const& check, CheckSubject const& subject) {
    net::Run run{
        .argv = {}, .environment = kUsual, .directory = check.directory, .max_output = kMaxCommandOutput};
    for (auto const& word : check.command) {
        auto filled = fill(word, subject, FillFor::text);
        if (!filled) return tl::unexpected{filled.error()};
        run.argv.push_back(*std::move(filled));
    }
    for (auto const& [name, value] : check.environment) {
        auto filled = fill(value, subject, FillFor::text);
        if (!filled) return tl::unexpected{filled.error()};
        run.environment[name] = *std::move(filled);
    }
    if (run.directory.empty()) run.directory = "/";
    return run;
}

Result<net::Run> request_of(ChangelogCheck const& check, CheckSubject const& subject) {
    if (subject.version.empty())
        return refuse(ErrorCode::conflict, "check-not-ready", "The release has no version yet.");
    if (!check.file.empty())
        return net::Run{.argv = {"cat", "--", check.file},
                        .environment = kUsual,
                        .directory = "/",
                        .max_output = artifact::kMaxChangelog,
                        .errors = net::Stderr::apart};
    if (subject.commit.empty())
        return refuse(ErrorCode::conflict, "check-not-ready", "The release has no candidate commit yet.");
    if (!is_commit(subject.commit))
        return refuse(ErrorCode::conflict, "check-not-ready",
                      "\"" + one_line(subject.commit) + "\" is no commit that git could be asked for.");
    return git({"-C", check.repository, "cat-file", "blob", subject.commit + ":" + check.path},
               artifact::kMaxChangelog);
}

Result<net::Run> request_of(PreviousTagCheck const& check) {
    return git({"-C", check.repository, "tag", "--list", "--no-column"}, kMaxTags);
}

Result<net::Ask> request_of(PrometheusCheck const& check, CheckSubject const& subject, Instant at) {
    auto server = fill(check.server, subject, FillFor::url);
    auto query = fill(check.query, subject, FillFor::text);
    if (!server) return tl::unexpected{server.error()};
    if (!query) return tl::unexpected{query.error()};
    while (server->ends_with('/')) server->pop_back();
    return net::Ask{
        .url = *server + "/api/v1/query?query=" + percent_encode(*query) + "&time=" + unix_time(at),
        .headers = {{"Accept", "application/json"}},
        .max_body = kMaxPrometheusAnswer};
}

}  // namespace cadence::engine
