// Our requests to a forge (GitHub, GitLab, Gitea or Forgejo) as data, and the meaning of their answers. One
// table of forges (forge.cpp). It sends nothing: worker/forge_gate.h and job/runner.h do, paced.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/names.h"
#include "base/result.h"
#include "forge/hook.h"
#include "net/http_request.h"

namespace cadence::forge {

enum class Kind { github, gitlab, gitea };

/// The configuration of a train's repository.
struct Forge {
    Kind kind = Kind::github;
    std::string api_url;     // "https://api.github.com", "https://gitlab.com/api/v4", "https://git.x/api/v1"
    std::string repository;  // "acme/backend"
    std::string token_from;  // where the token is kept (chat/channel.h says how)
    bool statuses = true;    // posts the merge gate's status on pull requests
    std::string context;     // of the status: "cadenced/merge (main)"
    Duration sweep = std::chrono::minutes{5};  // how often what was missed is looked for
    std::string external_check;  // GitLab (Ultimate): the id of an external status check, or empty
    bool operator==(Forge const&) const = default;
};

enum class StatusState { success, pending, failure };

/// A status on one commit.
struct Status {
    StatusState state = StatusState::success;
    std::string description;  // made by status_for
    std::string target_url;   // or empty
    bool operator==(Status const&) const = default;
};

/// The content of a status.
struct Saying {
    StatusState state = StatusState::success;
    std::string text;
    std::string ending = {};  // kept, whatever must be cut before it
    std::string target_url = {};
};
/// In the words that this forge takes: as many of them, and such characters. A link that it would refuse is
/// left out.
[[nodiscard]] Status status_for(Kind kind, Saying const& saying);
/// The same state in a few plain words of ASCII without a link, for a forge that refuses the others.
[[nodiscard]] Status in_plain_words(Status const& status);
/// Whether a status with this name can be posted there.
[[nodiscard]] bool takes_context(Kind kind, std::string_view context);
/// Whether a status may have been refused for its words: not for its commit, nor for its state.
[[nodiscard]] bool may_be_of_words(net::HttpResponse const& response);
/// Whether posting the second over the first would change anything: GitLab takes no new words for a state.
[[nodiscard]] bool says_the_same(Kind kind, Status const& posted, Status const& wanted);

struct Posting {
    std::string commit;
    std::string branch;  // the commit's, for GitLab; or empty
    Status status;
    bool operator==(Posting const&) const = default;
};

enum class Severity { low, medium, high, critical };

// Requests. `token` is the secret itself.
[[nodiscard]] net::HttpRequest ask_post_status(Forge const& forge, std::string const& token,
                                               Posting const& posting);
/// GitLab: the answer to an external status check of a merge request.
[[nodiscard]] net::HttpRequest ask_answer_check(Forge const& forge, std::string const& token,
                                                PullRequest const& pull_request, Status const& status);
/// GitLab: what the external status checks of a merge request say.
[[nodiscard]] net::HttpRequest ask_check_answer(Forge const& forge, std::string const& token,
                                                PullRequest const& pull_request);
/// The first page of the open pull requests into a branch (of all, where the forge cannot tell them apart),
/// the last changed first.
[[nodiscard]] net::HttpRequest ask_open_pull_requests(Forge const& forge, std::string const& token,
                                                      std::string const& base);
/// Which files a pull request changes: asked page by page, counted from 1.
[[nodiscard]] net::HttpRequest ask_changed_files(Forge const& forge, std::string const& token,
                                                 std::string const& number, std::size_t page);
/// A pull request with so many files may have more than the forge tells.
[[nodiscard]] std::size_t most_changed_files(Forge const& forge);
/// The current status of this commit in our context.
[[nodiscard]] net::HttpRequest ask_statuses(Forge const& forge, std::string const& token,
                                            std::string const& commit);
/// All that must be asked to know what the forge says of a commit.
[[nodiscard]] std::vector<net::HttpRequest> ask_commit_checks(Forge const& forge, std::string const& token,
                                                              std::string const& commit);
[[nodiscard]] net::HttpRequest ask_branch_head(Forge const& forge, std::string const& token,
                                               std::string const& branch);
/// The commits that a commit has and a branch lacks: nothing, where the branch has gone on from it. Gitea:
/// the last commits of the branch.
[[nodiscard]] net::HttpRequest ask_ahead(Forge const& forge, std::string const& token,
                                         std::string const& branch, std::string const& commit);
/// The entries in the merge queue of a branch. Nothing: this forge has none.
[[nodiscard]] std::optional<net::HttpRequest> ask_merge_queue(Forge const& forge, std::string const& token,
                                                              std::string const& branch);
/// All that must be asked to know what a branch demands before merging.
[[nodiscard]] std::vector<net::HttpRequest> ask_required(Forge const& forge, std::string const& token,
                                                         std::string const& branch);
/// Open alerts of this severity and above. Errors: invalid `no-alerts`: Gitea has none.
[[nodiscard]] Result<net::HttpRequest> ask_alerts(Forge const& forge, std::string const& token,
                                                  Severity least);

/// The same request, answered 304 where nothing has changed since `etag` (empty: always answered).
[[nodiscard]] net::HttpRequest unless_same(net::HttpRequest request, std::string const& etag);
[[nodiscard]] bool has_next_page(net::HttpResponse const& response);
/// The request for the page after that of `asked`.
[[nodiscard]] net::HttpRequest next_page(net::HttpRequest asked);

// Answers. Errors: unavailable `forge-refused` with the status and the forge's words, `forge-unreadable`.
/// That the status stands there as it was sent: an answer that does not say so has taken nothing.
[[nodiscard]] Result<void> read_posted(Forge const& forge, Status const& sent,
                                       net::HttpResponse const& response);
/// That an external check has been answered.
[[nodiscard]] Result<void> read_check_answered(Forge const& forge, net::HttpResponse const& response);
[[nodiscard]] Result<std::vector<PullRequest>> read_pull_requests(Forge const& forge,
                                                                  net::HttpResponse const& response);
struct ChangedFiles {                // of one page
    std::vector<std::string> paths;  // where they are, and where they were; each once
    std::size_t files = 0;
    bool operator==(ChangedFiles const&) const = default;
};
[[nodiscard]] Result<ChangedFiles> read_changed_files(Forge const& forge, net::HttpResponse const& response);
/// The status in our context, or nothing.
[[nodiscard]] Result<std::optional<Status>> read_status(Forge const& forge,
                                                        net::HttpResponse const& response);
/// The answer that our external check has; nothing: it does not apply.
[[nodiscard]] Result<std::optional<StatusState>> read_check_answer(Forge const& forge,
                                                                   net::HttpResponse const& response);

struct CommitChecks {                  // what the forge says of a commit, our own context aside
    std::size_t passed = 0;            // how many
    std::vector<std::string> running;  // "build: pending"
    std::vector<std::string> failed;   // "lint: failure"
    std::vector<std::string> idle;     // "docs: skipped": holds nobody up, and has tried nothing
    std::size_t told = 0;              // in this answer, of a `total` in all its pages
    std::size_t total = 0;             // 0: it does not say
    bool operator==(CommitChecks const&) const = default;
};
/// Of one answer and page; those in `ignored` are left out.
[[nodiscard]] Result<CommitChecks> read_commit_checks(Forge const& forge, net::HttpResponse const& response,
                                                      std::vector<std::string> const& ignored = {});
/// Sums up what they came to.
void add(CommitChecks& into, CommitChecks const& more);

struct Head {
    std::string commit;
    std::string title;
    std::string message;
    std::string author;
    std::optional<Instant> committed_at;
    bool operator==(Head const&) const = default;
};
[[nodiscard]] Result<Head> read_branch_head(Forge const& forge, net::HttpResponse const& response);
/// Whether the branch is ahead of the commit or at it; false also where the forge does not know the commit.
/// Nothing: it may be told another time.
[[nodiscard]] std::optional<bool> read_ahead(Forge const& forge, net::HttpResponse const& response,
                                             std::string_view commit);
/// That the branch does not contain the commit, for certain.
[[nodiscard]] bool read_lacks(Forge const& forge, net::HttpResponse const& response, std::string_view commit);
/// One of those that wait in a merge queue: its group has all before it in it.
struct Queued {
    std::string pull_request;  // its number; empty: it is not told
    std::string head;          // of its group; empty: it has none yet
    bool operator==(Queued const&) const = default;
};
/// The first to be merged first.
[[nodiscard]] Result<std::vector<Queued>> read_merge_queue(Forge const& forge,
                                                           net::HttpResponse const& response);
/// The contexts (of GitLab the settings, "Pipelines must succeed") that a merge must have, of one answer.
/// Nothing: it cannot be told.
[[nodiscard]] Result<std::optional<std::vector<std::string>>> read_required(
    Forge const& forge, net::HttpResponse const& response);
/// Whether ours is among them.
[[nodiscard]] bool is_required(Forge const& forge, std::vector<std::string> const& contexts);
/// "make it required under Settings > Branches or Rules"
[[nodiscard]] std::string how_to_require(Forge const& forge);
/// "GHSA-8f4m-hccc-8qph in ansible (medium)", one each.
[[nodiscard]] Result<std::vector<std::string>> read_alerts(Forge const& forge,
                                                           net::HttpResponse const& response);

/// When the next request may go out, by the answer's rate-limit headers and Retry-After; nothing: at once.
[[nodiscard]] std::optional<Instant> rate_limited_until(net::HttpResponse const& response, Instant now);

}  // namespace cadence::forge

template <>
struct cadence::Names<cadence::forge::Kind> {
    static constexpr std::array<std::string_view, 3> values{"github", "gitlab", "gitea"};
};
template <>
struct cadence::Names<cadence::forge::StatusState> {
    static constexpr std::array<std::string_view, 3> values{"success", "pending", "failure"};
};
template <>
struct cadence::Names<cadence::forge::Severity> {
    static constexpr std::array<std::string_view, 4> values{"low", "medium", "high", "critical"};
};
