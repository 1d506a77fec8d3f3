// One forge as a row of the table in forge.cpp: how each thing is asked there, and how its answers are read.
// URLs here are below the forge's api_url; forge.cpp completes them. Answers come parsed and were not
// refused. Not for others than this folder's own files.
#pragma once

#include "forge/forge.h"
#include "json/place.h"

namespace cadence::forge {

inline constexpr std::size_t kLargestAnswer = 8 * 1024 * 1024;  // a hundred pull requests are large

struct Asks {
    net::HttpRequest (*post_status)(Forge const&, Posting const&);
    net::HttpRequest (*answer_check)(Forge const&, PullRequest const&, Status const&);
    net::HttpRequest (*check_answer)(Forge const&, PullRequest const&);
    net::HttpRequest (*open_pull_requests)(Forge const&, std::string const& base);
    net::HttpRequest (*changed_files)(Forge const&, std::string const& number, std::size_t page);
    net::HttpRequest (*statuses)(Forge const&, std::string const& commit);
    std::vector<net::HttpRequest> (*commit_checks)(Forge const&, std::string const& commit);
    net::HttpRequest (*branch_head)(Forge const&, std::string const& branch);
    net::HttpRequest (*ahead)(Forge const&, std::string const& branch, std::string const& commit);
    net::HttpRequest (*merge_queue)(Forge const&, std::string const& branch);
    std::vector<net::HttpRequest> (*required)(Forge const&, std::string const& branch);
    net::HttpRequest (*alerts)(Forge const&, Severity least);
    net::Headers (*headers)(std::string const& token);
};

/// Where a branch tells of its head; the title is the message's first line.
struct HeadPlaces {
    std::string_view commit;
    std::string_view message;
    std::string_view login;  // of the author
    std::string_view name;   // where there is no login
    std::string_view committed_at;
};

struct Answers {
    PullRequest (*pull_request)(json::Value const&);
    std::array<std::string_view, 2> changed_file;  // where its path stands, and the one before
    std::optional<Status> (*status)(Forge const&, json::Value const&);
    std::optional<StatusState> (*check_answer)(Forge const&, json::Value const&);
    void (*commit_checks)(json::Value const&, std::vector<std::string> const& ignored, CommitChecks&);
    HeadPlaces head;
    std::optional<bool> (*ahead)(json::Value const&, std::string_view commit);  // nothing: not understood
    std::optional<std::vector<std::string>> (*required)(Forge const&, json::Value const&);
    bool (*is_ours)(Forge const&, std::string const& context);
    std::optional<std::vector<std::string>> (*alerts)(json::Value const&);  // nothing: one is not understood
    std::optional<StatusState> (*posted)(Forge const&,
                                         json::Value const&);  // as it stands now, if it is ours
    bool (*tells_checks)(json::Value const&);                  // it is what tells of statuses or checks
};

extern Asks const kGithubAsks;
extern Asks const kGitlabAsks;
extern Asks const kGiteaAsks;
extern Answers const kGithubAnswers;
extern Answers const kGitlabAnswers;
extern Answers const kGiteaAnswers;

/// "feature/x" as it stands in a path: escaped, its slashes kept.
[[nodiscard]] std::string in_path(std::string_view text);
/// "feature%2Fx"
[[nodiscard]] std::string in_query(std::string_view text);
/// "high,critical"
[[nodiscard]] std::string severities_from(Severity least);
/// A body of JSON.
[[nodiscard]] net::HttpRequest posting(std::string url, json::Value const& body);
[[nodiscard]] net::HttpRequest getting(std::string url);

/// Files the check `name` by its `state`.
enum class Makes { pass, idle, run, fail };
void count(CommitChecks& checks, std::string const& name, std::string const& state, Makes makes);
/// How GitHub's kind of commit status is read: where its state stands, and what it means.
struct StatusWords {
    std::string_view key;
    StatusState (*state_of)(std::string_view);

    [[nodiscard]] Status read(json::Value const& value) const;
    /// Counts /statuses by their /context.
    void count(json::Value const& value, std::vector<std::string> const& ignored, CommitChecks& into) const;
};
[[nodiscard]] bool contains(std::vector<std::string> const& texts, std::string_view text);

}  // namespace cadence::forge
