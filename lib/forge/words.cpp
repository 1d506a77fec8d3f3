// The words of a commit status as each forge takes them: the one place that knows their limits.
#include <algorithm>
#include <array>

#include "base/limit.h"
#include "base/plain_text.h"
#include "base/text.h"
#include "forge/forge.h"
#include "json/reader.h"

namespace cadence::forge {

namespace {

constexpr std::size_t kLongestUrl = 255;  // GitLab refuses 256

/// Ruby counts code points. GitHub keeps no character of four bytes; Gitea's column takes anything.
constexpr std::array kLimits{Limit{140, code_points, in_basic_plane},  // GitHub
                             Limit{255, code_points},                  // GitLab
                             Limit{255, code_points}};                 // Gitea

/// The reasons other than its words for which a status is refused.
constexpr std::array<std::string_view, 3> kOfSomethingElse{"Cannot transition", "No commit found",
                                                           "maximum number of statuses"};

}  // namespace

Status status_for(Kind kind, Saying const& saying) {
    auto limit = kLimits[static_cast<std::size_t>(kind)];
    auto const ending = limit.escape(one_line(saying.ending));
    limit.most -= std::min(limit.most, limit.measure(ending));
    Status status{.state = saying.state};
    status.description = within(one_line(saying.text), limit) + ending;
    if (saying.target_url.size() <= kLongestUrl) status.target_url = saying.target_url;
    return status;
}

Status in_plain_words(Status const& status) {
    static constexpr std::array kWords{"open", "not decided", "shut"};  // by state
    return {status.state, std::string{"The merge gate is "} + kWords[static_cast<std::size_t>(status.state)]};
}

bool takes_context(Kind kind, std::string_view context) {
    return kLimits[static_cast<std::size_t>(kind)].escape(context) == context;
}

/// A database or a firewall may not stand them, too; the forge itself says in JSON what else is forbidden.
bool may_be_of_words(net::HttpResponse const& response) {
    constexpr std::array kUnfit{400, 413, 422, 500};
    constexpr int kForbidden = 403;
    if (response.status == kForbidden) return !json::parse_foreign(response.body);
    return std::ranges::find(kUnfit, response.status) != kUnfit.end() &&
           std::ranges::none_of(kOfSomethingElse, [&](std::string_view other) {
               return response.body.find(other) != response.body.npos;
           });
}

}  // namespace cadence::forge
