#include "forge/service.h"

#include <algorithm>
#include <array>
#include <span>

#include <fmt/format.h>

#include "base/encoding.h"
#include "base/text.h"
#include "forge/pick.h"
#include "json/text.h"

namespace cadence::forge {

namespace {

/// "feature/x" with its slashes kept.
std::string in_path(std::string_view text) {
    std::vector<std::string> segments;
    for (auto const segment : split(text, '/')) segments.push_back(percent_encode(segment));
    return listed(segments, "/");
}

/// "high,critical"
std::string severities_from(Severity least) {
    auto const& names = Names<Severity>::values;
    return listed(std::span{names}.subspan(static_cast<std::size_t>(least)), ",");
}

}  // namespace

Service const& service_of(Forge const& forge) {
    static constexpr std::array kServices{&kGithub, &kGitlab, &kGitea};  // by kind
    return *kServices[static_cast<std::size_t>(forge.kind)];
}

std::string address_of(std::string_view form, Forge const& forge, About const& about) {
    return fmt::format(
        fmt::runtime(form), fmt::arg("repository", percent_encode(forge.repository)),
        fmt::arg("repository_path", in_path(forge.repository)),
        fmt::arg("context", percent_encode(forge.context)), fmt::arg("branch", percent_encode(about.branch)),
        fmt::arg("branch_path", in_path(about.branch)), fmt::arg("commit", percent_encode(about.commit)),
        fmt::arg("number", percent_encode(about.number)), fmt::arg("page", about.page),
        fmt::arg("severities", severities_from(about.least)));
}

net::HttpRequest posting(std::string url, json::Value const& body) {
    return {.method = net::Method::post,
            .url = std::move(url),
            .headers = {{"Content-Type", "application/json"}},
            .body = json::dump(body)};
}

PullRequest pull_request_like_github(json::Value const& value) {
    return {.number = text_at(value, "/number"),
            .title = text_at(value, "/title"),
            .author = text_at(value, "/user/login"),
            .branch = text_at(value, "/head/ref"),
            .base = text_at(value, "/base/ref"),
            .head = text_at(value, "/head/sha"),
            .labels = texts_at(value, "/labels", "/name"),
            .draft = flag_at(value, "/draft"),
            .open = text_at(value, "/state") == "open",
            .merged = flag_at(value, "/merged"),
            .merge_commit = text_at(value, "/merge_commit_sha"),
            .merged_at = instant_at(value, "/merged_at"),
            .updated_at = instant_at(value, "/updated_at")};
}

void count(CommitChecks& checks, std::string const& name, std::string const& state, Makes makes) {
    if (makes == Makes::pass) {
        ++checks.passed;
        return;
    }
    auto& those = makes == Makes::idle ? checks.idle : makes == Makes::run ? checks.running : checks.failed;
    those.push_back(name + ": " + state);
}

Status StatusWords::read(json::Value const& value) const {
    return {state_of(text_at(value, key)), text_at(value, "/description"), text_at(value, "/target_url")};
}

void StatusWords::count(json::Value const& value, std::vector<std::string> const& ignored,
                        CommitChecks& into) const {
    for (auto const& each : list_at(value, "/statuses")) {
        auto const name = text_at(each, "/context");
        if (contains(ignored, name)) continue;
        auto const state = text_at(each, key);
        static constexpr std::array kMakes{Makes::pass, Makes::run, Makes::fail};  // by state
        auto const makes = kMakes[static_cast<std::size_t>(state_of(state))];
        forge::count(into, name, state, state == "skipped" ? Makes::idle : makes);
    }
}

}  // namespace cadence::forge
