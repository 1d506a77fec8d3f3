// Shared by all answers: refusals, pages, rate limits.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <boost/json/array.hpp>

#include "base/limit.h"
#include "base/plain_text.h"
#include "base/text.h"
#include "forge/hook_parts.h"
#include "forge/pick.h"
#include "forge/service.h"
#include "net/receipt.h"

namespace cadence::forge {

namespace {

constexpr std::size_t kMostQuoted = 200;
constexpr Duration kUnsaid = std::chrono::minutes{1};  // how long a limit is respected that gives no end
constexpr Duration kLongestWait = std::chrono::hours{24};

/// The forge's own words, short: each says it differently, and GitHub what is wrong behind "Validation
/// Failed".
std::string words_of(net::HttpResponse const& response) {
    std::string said;
    static json::Wanted const kWords{
        "/message",       "/error", "/message/base", "/message/description", "/message/target_url",
        "/errors/message"};
    if (auto const body = json::parse_foreign(response.body, &kWords)) {
        for (auto const* const key :
             {"/message", "/error", "/message/base/0", "/message/description/0", "/message/target_url/0"}) {
            if (said.empty()) said = text_at(*body, key);
        }
        auto const more = text_at(*body, "/errors/0/message");
        if (!more.empty() && more != said) said += (said.empty() ? "" : ": ") + more;
    }
    if (said.empty()) return {};
    return ": " + within(one_line(std::move(said)), {kMostQuoted, bytes});
}

std::string advice_for(int status) {
    if (status == 401) return "; the token is wrong or has expired.";
    if (status == 403) return "; does the token have the rights for it?";
    if (status == 404) return "; is the repository right, and may the token see it?";
    return ".";
}

tl::unexpected<Error> refused(Forge const& forge, std::string const& how) {
    return refuse(ErrorCode::unavailable, "forge-refused", std::string{service_of(forge).name} + " " + how);
}

tl::unexpected<Error> unreadable(Forge const& forge, std::string const& why) {
    return refuse(
        ErrorCode::unavailable, "forge-unreadable",
        std::string{service_of(forge).name} + " answered unexpectedly: " + why + "; is api_url right?");
}

bool succeeded(net::HttpResponse const& response) {
    return response.status >= 200 && response.status < 300;
}

Result<json::Value> parsed(Forge const& forge, net::HttpResponse const& response) {
    if (!succeeded(response))
        return refused(forge, "answered HTTP " + std::to_string(response.status) + words_of(response) +
                                  advice_for(response.status));
    if (response.body_cut)
        return unreadable(forge, "more than " + std::to_string(response.body.size()) + " bytes");
    auto value = json::parse_foreign(response.body, &service_of(forge).wanted);
    if (!value && value.error().problem == "too-large")
        return unreadable(forge, "more values than can be of use");
    if (!value) return unreadable(forge, "it is not JSON");
    return value;
}

Result<boost::json::array> parsed_list(Forge const& forge, net::HttpResponse const& response) {
    auto value = parsed(forge, response);
    if (!value) return error_of(value);
    if (!value->is_array()) return unreadable(forge, "it is not a list");
    return std::move(value->get_array());
}

/// A document that lists statuses and checks, even if empty.
Result<json::Value> parsed_checks(Forge const& forge, net::HttpResponse const& response) {
    auto value = parsed(forge, response);
    if (!value || service_of(forge).tells_checks(*value)) return value;
    return unreadable(forge, "it has no statuses");
}

/// "1735689600"
std::optional<Instant> epoch_in(std::string_view header) {
    json::Value const value(std::string{header});
    return instant_at(value, "");
}

}  // namespace

Result<void> read_posted(Forge const& forge, Status const& sent, net::HttpResponse const& response) {
    auto const value = parsed(forge, response);
    if (!value) return error_of(value);
    auto const stands = service_of(forge).posted(forge, *value);
    if (stands == sent.state) return {};
    return unreadable(forge, "the status is not there as it was posted");
}

Result<void> read_check_answered(Forge const& forge, net::HttpResponse const& response) {
    auto const value = parsed(forge, response);
    if (!value) return error_of(value);
    if (value->is_object() && has(*value, "/id")) return {};
    return unreadable(forge, "it is not an answer to a status check");
}

Result<std::vector<PullRequest>> read_pull_requests(Forge const& forge, net::HttpResponse const& response) {
    auto const list = parsed_list(forge, response);
    if (!list) return error_of(list);
    std::vector<PullRequest> all;
    all.reserve(list->size());
    for (auto const& each : *list) all.push_back(service_of(forge).pull_request(each));
    return all;
}

Result<ChangedFiles> read_changed_files(Forge const& forge, net::HttpResponse const& response) {
    auto const list = parsed_list(forge, response);
    if (!list) return error_of(list);
    auto const& [path, before] = service_of(forge).changed_file;
    std::set<std::string> paths;
    for (auto const& each : *list) {
        if (text_at(each, path).empty()) return unreadable(forge, "a changed file has no path");
        paths.insert(text_at(each, path));
        if (auto const old = text_at(each, before); !old.empty()) paths.insert(old);
    }
    return ChangedFiles{{paths.begin(), paths.end()}, list->size()};
}

Result<std::optional<Status>> read_status(Forge const& forge, net::HttpResponse const& response) {
    return parsed_checks(forge, response).map([&](auto const& value) {
        return service_of(forge).status(forge, value);
    });
}

Result<std::optional<StatusState>> read_check_answer(Forge const& forge, net::HttpResponse const& response) {
    return parsed_list(forge, response).map([&](auto const& list) {
        return kGitlab.check_answer(forge, list);
    });
}

Result<CommitChecks> read_commit_checks(Forge const& forge, net::HttpResponse const& response,
                                        std::vector<std::string> const& ignored) {
    auto all = ignored;
    all.push_back(forge.context);
    return parsed_checks(forge, response).map([&](auto const& value) {
        CommitChecks checks;
        service_of(forge).commit_checks(value, all, checks);
        checks.told = list_at(value, "/statuses").size() + list_at(value, "/check_runs").size();
        checks.total =
            static_cast<std::size_t>(std::max<std::int64_t>(number_at(value, "/total_count").value_or(0), 0));
        return checks;
    });
}

void add(CommitChecks& into, CommitChecks const& more) {
    into.passed += more.passed;
    into.idle.insert(into.idle.end(), more.idle.begin(), more.idle.end());
    into.running.insert(into.running.end(), more.running.begin(), more.running.end());
    into.failed.insert(into.failed.end(), more.failed.begin(), more.failed.end());
}

Result<Head> read_branch_head(Forge const& forge, net::HttpResponse const& response) {
    auto const value = parsed(forge, response);
    if (!value) return error_of(value);
    auto const& at = service_of(forge).head;
    auto const message = text_at(*value, at.message);
    auto const login = text_at(*value, at.login);
    Head head{.commit = text_at(*value, at.commit),
              .title = std::string{first_line(message)},
              .message = message,
              .author = login.empty() ? text_at(*value, at.name) : login,
              .committed_at = instant_at(*value, at.committed_at)};
    if (head.commit.empty()) return unreadable(forge, "the branch has no commit");
    return head;
}

std::optional<bool> read_ahead(Forge const& forge, net::HttpResponse const& response,
                               std::string_view commit) {
    static constexpr std::array kUnknownThere{400, 404, 422};
    if (std::ranges::find(kUnknownThere, response.status) != kUnknownThere.end()) return false;
    auto const value = parsed(forge, response);
    if (!value) return std::nullopt;
    return service_of(forge).ahead(*value, commit);
}

/// Of a commit that it does not know nobody can tell, and Gitea tells only the last ones of a branch.
bool read_lacks(Forge const& forge, net::HttpResponse const& response, std::string_view commit) {
    auto const cut = forge.kind == Kind::gitea && has_next_page(response);
    return succeeded(response) && !cut && read_ahead(forge, response, commit) == false;
}

/// GraphQL refuses with 200 and its reason.
Result<std::vector<Queued>> read_merge_queue(Forge const& forge, net::HttpResponse const& response) {
    auto const value = parsed(forge, response);
    if (!value) return error_of(value);
    if (auto const why = text_at(*value, "/errors/0/message"); !why.empty())
        return refused(forge, "does not tell what is in its merge queue: " +
                                  within(one_line(why), {kMostQuoted, bytes}) +
                                  "; may the token read merge queues and pull requests?");
    if (!has(*value, "/data/repository")) return unreadable(forge, "it says nothing about the merge queue");
    std::map<std::int64_t, Queued> by_position;
    for (auto const& each : list_at(*value, "/data/repository/mergeQueue/entries/nodes")) {
        auto const position = number_at(each, "/position");
        if (!position) return unreadable(forge, "what waits in the merge queue has no position");
        by_position[*position] = {text_at(each, "/pullRequest/number"), text_at(each, "/headCommit/oid")};
    }
    std::vector<Queued> queue;
    queue.reserve(by_position.size());
    for (auto& [position, each] : by_position) queue.push_back(std::move(each));
    return queue;
}

Result<std::optional<std::vector<std::string>>> read_required(Forge const& forge,
                                                              net::HttpResponse const& response) {
    if (response.status == 403 || response.status == 404) return std::nullopt;
    return parsed(forge, response).map([&](auto const& value) {
        return service_of(forge).required(forge, value);
    });
}

bool is_required(Forge const& forge, std::vector<std::string> const& contexts) {
    return std::ranges::any_of(
        contexts, [&](auto const& context) { return service_of(forge).is_ours(forge, context); });
}

Result<std::vector<std::string>> read_alerts(Forge const& forge, net::HttpResponse const& response) {
    auto const value = parsed(forge, response);
    if (!value) return error_of(value);
    if (!value->is_array() || service_of(forge).alerts == nullptr)
        return unreadable(forge, "it is not a list");
    auto alerts = service_of(forge).alerts(*value);
    if (!alerts) return unreadable(forge, "an alert does not say whether it is open");
    return *std::move(alerts);
}

bool has_next_page(net::HttpResponse const& response) {
    return response.header("link").find("rel=\"next\"") != std::string_view::npos;
}

std::optional<Instant> rate_limited_until(net::HttpResponse const& response, Instant now) {
    auto const first_of = [&](std::string_view a, std::string_view b) {
        return response.header(a).empty() ? response.header(b) : response.header(a);
    };
    auto const refused = response.status == 403 || response.status == 429 || response.status == 503;
    if (auto const wait = net::retry_after(response.header("retry-after"), now); refused && wait)
        return now + std::min(*wait, kLongestWait);
    if (first_of("x-ratelimit-remaining", "ratelimit-remaining") == "0") {
        auto const reset = epoch_in(first_of("x-ratelimit-reset", "ratelimit-reset"));
        if (reset && *reset > now) return std::min(*reset, now + kLongestWait);
    }
    auto const secondary = response.status == 403 && response.body.find("rate limit") != response.body.npos;
    if (response.status == 429 || secondary) return now + kUnsaid;
    return std::nullopt;
}

}  // namespace cadence::forge
