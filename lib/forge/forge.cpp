#include "forge/forge.h"

#include "forge/service.h"

namespace cadence::forge {

namespace {

net::HttpRequest completed(Forge const& forge, std::string const& token, net::HttpRequest request) {
    request.url.insert(0, forge.api_url);
    auto headers = service_of(forge).headers(token);
    request.headers.insert(request.headers.end(), headers.begin(), headers.end());
    return request;
}

net::HttpRequest reading(Forge const& forge, std::string const& token, std::string_view form,
                         About const& about) {
    constexpr std::size_t kLargestAnswer = 8 * 1024 * 1024;  // a hundred pull requests are large
    return completed(forge, token, {.url = address_of(form, forge, about), .max_body = kLargestAnswer});
}

std::vector<net::HttpRequest> reading(Forge const& forge, std::string const& token,
                                      std::vector<std::string_view> const& forms, About const& about) {
    std::vector<net::HttpRequest> requests;
    for (auto const form : forms) requests.push_back(reading(forge, token, form, about));
    return requests;
}

}  // namespace

bool says_the_same(Kind kind, Status const& posted, Status const& wanted) {
    return kind == Kind::gitlab ? posted.state == wanted.state : posted == wanted;
}

net::HttpRequest ask_post_status(Forge const& forge, std::string const& token, Posting const& posting) {
    return completed(forge, token, service_of(forge).post_status(forge, posting));
}

net::HttpRequest ask_answer_check(Forge const& forge, std::string const& token,
                                  PullRequest const& pull_request, Status const& status) {
    return completed(forge, token, kGitlab.answer_check(forge, pull_request, status));
}

net::HttpRequest ask_check_answer(Forge const& forge, std::string const& token,
                                  PullRequest const& pull_request) {
    return reading(forge, token, kGitlab.at.check_answer, {.number = pull_request.number});
}

net::HttpRequest ask_open_pull_requests(Forge const& forge, std::string const& token,
                                        std::string const& base) {
    return reading(forge, token, service_of(forge).at.open_pull_requests, {.branch = base});
}

net::HttpRequest ask_changed_files(Forge const& forge, std::string const& token, std::string const& number,
                                   std::size_t page) {
    return reading(forge, token, service_of(forge).at.changed_files, {.number = number, .page = page});
}

net::HttpRequest ask_statuses(Forge const& forge, std::string const& token, std::string const& commit) {
    return reading(forge, token, service_of(forge).at.statuses, {.commit = commit});
}

std::vector<net::HttpRequest> ask_commit_checks(Forge const& forge, std::string const& token,
                                                std::string const& commit) {
    return reading(forge, token, service_of(forge).at.commit_checks, {.commit = commit});
}

net::HttpRequest ask_branch_head(Forge const& forge, std::string const& token, std::string const& branch) {
    return reading(forge, token, service_of(forge).at.branch_head, {.branch = branch});
}

net::HttpRequest ask_ahead(Forge const& forge, std::string const& token, std::string const& branch,
                           std::string const& commit) {
    return reading(forge, token, service_of(forge).at.ahead, {.branch = branch, .commit = commit});
}

std::optional<net::HttpRequest> ask_merge_queue(Forge const& forge, std::string const& token,
                                                std::string const& branch) {
    static constexpr std::string_view kRest = "/v3";  // where GraphQL is not, on a server of one's own
    auto const merge_queue = service_of(forge).merge_queue;
    if (merge_queue == nullptr) return std::nullopt;
    auto of = forge;
    if (of.api_url.ends_with(kRest)) of.api_url.resize(of.api_url.size() - kRest.size());
    return completed(of, token, merge_queue(of, branch));
}

std::vector<net::HttpRequest> ask_required(Forge const& forge, std::string const& token,
                                           std::string const& branch) {
    return reading(forge, token, service_of(forge).at.required, {.branch = branch});
}

Result<net::HttpRequest> ask_alerts(Forge const& forge, std::string const& token, Severity least) {
    auto const alerts = service_of(forge).at.alerts;
    if (alerts.empty())
        return refuse(ErrorCode::invalid, "no-alerts", "Gitea and Forgejo do not offer security alerts.");
    return reading(forge, token, alerts, {.least = least});
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
    return service_of(forge).most_changed_files;
}

std::string how_to_require(Forge const& forge) {
    return std::string{service_of(forge).how_to_require};
}

}  // namespace cadence::forge
