// One forge as a row of the table in service.cpp: how each thing is asked there, and how its answers are
// read. Answers come parsed and were not refused. Not for others than this folder's own files.
#pragma once

#include "base/find.h"
#include "forge/forge.h"
#include "json/reader.h"

namespace cadence::forge {

/// Where each thing is read, below the forge's api_url, with words in braces (service.cpp); empty: not there.
struct Addresses {
    std::string_view check_answer = {};
    std::string_view open_pull_requests;
    std::string_view changed_files;
    std::string_view statuses;
    std::vector<std::string_view> commit_checks;
    std::string_view branch_head;
    std::string_view ahead;
    std::vector<std::string_view> required;
    std::string_view alerts = {};
};

/// Where a branch tells of its head; the title is the message's first line.
struct HeadPlaces {
    std::string_view commit;
    std::string_view message;
    std::string_view login;  // of the author
    std::string_view name;   // where there is no login
    std::string_view committed_at;
};

struct Service {
    std::string_view name;
    std::string_view how_to_require;
    std::size_t most_changed_files;
    Addresses at;
    net::Headers (*headers)(std::string const& token);
    net::HttpRequest (*post_status)(Forge const&, Posting const&);
    net::HttpRequest (*answer_check)(Forge const&, PullRequest const&, Status const&) = nullptr;
    net::HttpRequest (*merge_queue)(Forge const&, std::string const& branch) = nullptr;

    // Answers.
    PullRequest (*pull_request)(json::Value const&);
    std::array<std::string_view, 2> changed_file;  // where its path stands, and the one before
    std::optional<Status> (*status)(Forge const&, json::Value const&);
    std::optional<StatusState> (*check_answer)(Forge const&, json::Value const&) = nullptr;
    void (*commit_checks)(json::Value const&, std::vector<std::string> const& ignored, CommitChecks&);
    HeadPlaces head;
    std::optional<bool> (*ahead)(json::Value const&, std::string_view commit);  // nothing: not understood
    std::optional<std::vector<std::string>> (*required)(Forge const&, json::Value const&);
    bool (*is_ours)(Forge const&, std::string const& context);
    /// Nothing: one is not understood.
    std::optional<std::vector<std::string>> (*alerts)(json::Value const&) = nullptr;
    /// As it stands now, if it is ours.
    std::optional<StatusState> (*posted)(Forge const&, json::Value const&);
    bool (*tells_checks)(json::Value const&);  // it is what tells of statuses or checks
    json::Wanted wanted;                       // every member that these look at, of any answer
};

extern Service const kGithub;
extern Service const kGitlab;
extern Service const kGitea;
[[nodiscard]] Service const& service_of(Forge const& forge);

/// The values of the words in an address.
struct About {
    std::string branch = {};
    std::string commit = {};
    std::string number = {};  // of a pull request
    std::size_t page = 1;
    Severity least = Severity::low;
};
/// {repository}, {branch}, {commit} and {number} are escaped, in {repository_path} and {branch_path} all but
/// the slashes; {context}, {severities}, {page}.
[[nodiscard]] std::string address_of(std::string_view form, Forge const& forge, About const& about = {});

/// A body of JSON.
[[nodiscard]] net::HttpRequest posting(std::string url, json::Value const& body);
/// Of GitHub and Gitea.
[[nodiscard]] PullRequest pull_request_like_github(json::Value const& value);

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

}  // namespace cadence::forge
