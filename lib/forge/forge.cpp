#include "forge/forge.h"

#include <array>

#include "forge/changed_files.h"
#include "forge/service.h"

namespace cadence::forge {

namespace {

struct AskRow {
    Asks const& asks;
    std::size_t most_changed_files;
    std::string_view how_to_require;
};

/// In the order of Kind.
constexpr std::array kForges{
    AskRow{kGithubAsks, 3000, "make it required under Settings > Branches or Settings > Rules"},
    AskRow{kGitlabAsks, 1000, "tick it under Settings > Merge requests > Merge checks"},
    AskRow{kGiteaAsks, 3000, "tick it under Settings > Branches, in the branch's protection"},
};

AskRow const& ask_row_of(Forge const& forge) {
    return kForges[static_cast<std::size_t>(forge.kind)];
}

net::HttpRequest completed(Forge const& forge, std::string const& token, net::HttpRequest request) {
    request.url.insert(0, forge.api_url);
    auto headers = ask_row_of(forge).asks.headers(token);
    request.headers.insert(request.headers.end(), headers.begin(), headers.end());
    return request;
}

std::vector<net::HttpRequest> completed(Forge const& forge, std::string const& token,
                                        std::vector<net::HttpRequest> requests) {
    for (auto& request : requests) request = completed(forge, token, std::move(request));
    return requests;
}

}  // namespace

bool says_the_same(Kind kind, Status const& posted, Status const& wanted) {
    return kind == Kind::gitlab ? posted.state == wanted.state : posted == wanted;
}

net::HttpRequest ask_post_status(Forge const& forge, std::string const& token, Posting const& posting) {
    return completed(forge, token, ask_row_of(forge).asks.post_status(forge, posting));
}

net::HttpRequest ask_answer_check(Forge const& forge, std::string const& token,
                                  PullRequest const& pull_request, Status const& status) {
    return completed(forge, token, kGitlabAsks.answer_check(forge, pull_request, status));
}

net::HttpRequest ask_check_answer(Forge const& forge, std::string const& token,
                                  PullRequest const& pull_request) {
    return completed(forge, token, kGitlabAsks.check_answer(forge, pull_request));
}

net::HttpRequest ask_open_pull_requests(Forge const& forge, std::string const& token,
                                        std::string const& base) {
    return completed(forge, token, ask_row_of(forge).asks.open_pull_requests(forge, base));
}

net::HttpRequest ask_changed_files(Forge const& forge, std::string const& token, std::string const& number,
                                   std::size_t page) {
    return completed(forge, token, ask_row_of(forge).asks.changed_files(forge, number, page));
}

net::HttpRequest ask_statuses(Forge const& forge, std::string const& token, std::string const& commit) {
    return completed(forge, token, ask_row_of(forge).asks.statuses(forge, commit));
}

std::vector<net::HttpRequest> ask_commit_checks(Forge const& forge, std::string const& token,
                                                std::string const& commit) {
    return completed(forge, token, ask_row_of(forge).asks.commit_checks(forge, commit));
}

net::HttpRequest ask_branch_head(Forge const& forge, std::string const& token, std::string const& branch) {
    return completed(forge, token, ask_row_of(forge).asks.branch_head(forge, branch));
}

net::HttpRequest ask_ahead(Forge const& forge, std::string const& token, std::string const& branch,
                           std::string const& commit) {
    return completed(forge, token, ask_row_of(forge).asks.ahead(forge, branch, commit));
}

std::optional<net::HttpRequest> ask_merge_queue(Forge const& forge, std::string const& token,
                                                std::string const& branch) {
    static constexpr std::string_view kRest = "/v3";  // where GraphQL is not, on a server of one's own
    auto const merge_queue = ask_row_of(forge).asks.merge_queue;
    if (merge_queue == nullptr) return std::nullopt;
    auto of = forge;
    if (of.api_url.ends_with(kRest)) of.api_url.resize(of.api_url.size() - kRest.size());
    return completed(of, token, merge_queue(of, branch));
}

std::vector<net::HttpRequest> ask_required(Forge const& forge, std::string const& token,
                                           std::string const& branch) {
    return completed(forge, token, ask_row_of(forge).asks.required(forge, branch));
}

Result<net::HttpRequest> ask_alerts(Forge const& forge, std::string const& token, Severity least) {
    auto const alerts = ask_row_of(forge).asks.alerts;
    if (alerts == nullptr)
        return refuse(ErrorCode::invalid, "no-alerts", "Gitea and Forgejo do not offer security alerts.");
    return completed(forge, token, alerts(forge, least));
}

net::HttpRequest unless_same(net::HttpRequest request, std::string const& etag) {
    if (!etag.empty()) request.headers.emplace_back("If-None-Match", etag);
    return request;
}

net::HttpRequest next_page(net::HttpRequest asked) {
    static constexpr std::string_view kPage = "&page=";
    std::erase_if(asked.headers, [](auto const& header) { return header.first == "If-None-Match"; });
    auto const at = asked.url.rfind(kPage);
    auto const number = at == std::string::npos ? 0 : std::stoi(asked.url.substr(at + kPage.size()));
    if (number > 0) asked.url.replace(at + kPage.size(), std::string::npos, std::to_string(number + 1));
    return asked;
}

std::size_t most_changed_files(Forge const& forge) {
    return ask_row_of(forge).most_changed_files;
}

std::string how_to_require(Forge const& forge) {
    return std::string{ask_row_of(forge).how_to_require};
}

}  // namespace cadence::forge
