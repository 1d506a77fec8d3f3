// Webhooks from other systems: verified on the raw bytes, then read into plain facts. One table of sources
// (hook.cpp). Data only: it keeps nothing, asks nobody and knows no train. Facts about each source:
// reference/protocols.md section 3 is the model; a source's own documentation counts.
//
// A body may be large and made to hurt: it is verified and read in steps of about a millisecond, and of it is
// kept what a reader asks for.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/instant.h"
#include "base/names.h"
#include "base/result.h"
#include "json/reader.h"
#include "net/http.h"

namespace cadence::forge {

enum class Source { github, gitlab, gitea, coolify, generic, slack, mattermost };

struct Arriving {
    net::Headers const& headers;  // names in lower case
    std::string_view body;        // the raw bytes
};

/// Whether it comes from who knows the secret. Constant time. `secrets` are all that are valid now
/// (rotation); a source that signs nothing (coolify) has none: its unguessable name is the secret, compared
/// by whoever routes it. `now` is for signatures with a time: more than 5 minutes away is refused.
/// `arriving` lives as long.
class Verification {
  public:
    Verification(Source source, std::vector<std::string> const& secrets, Arriving const& arriving,
                 Instant now);
    Verification(Verification&&) noexcept;
    ~Verification();

    /// False: that was the last one.
    bool step();
    // After the last one.
    /// Errors: unauthenticated `signature-missing`, `signature-wrong`, `signature-old`; one constant detail
    /// each.
    [[nodiscard]] Result<void> const& verdict() const;
    /// The SHA-256 of the body.
    [[nodiscard]] std::string const& digest() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// The JSON of a body, or of what its form says in `payload`: all that the readers of the source ask for.
class Document {
  public:
    /// `arriving` lives as long.
    Document(Source source, Arriving const& arriving);

    /// False: that was the last one.
    bool step();
    /// After the last one, once. An object. Errors: invalid `malformed-hook`.
    [[nodiscard]] Result<json::Value> take();

  private:
    Result<void> read(std::string_view piece);

    std::string_view rest_;
    bool form_;
    json::Reader reader_;
    std::optional<Error> wrong_;
};

/// The key that makes a redelivery the same: webhook-id, GitLab's Idempotency-Key, else the body's SHA-256 in
/// hexadecimal. Never empty. Ids that the signature leaves out (X-GitHub-Delivery, X-Gitea-Delivery) are not
/// asked: under a new one, whoever captured a signed body could send it again. Their bodies differ by commits
/// and times; two that are the same say the same. Nor is GitLab's where X-Gitlab-Signature signs the body
/// alone; beside X-Gitlab-Token it may be, as what shows it shows the secret. `document` may be null: it
/// could not be read.
[[nodiscard]] std::string delivery_key(Source source, net::Headers const& headers,
                                       json::Value const& document, std::string_view digest);

// The facts.

/// A commit of a push, beside its head, whose message names a pull request.
struct Brought {
    std::string commit;
    std::string pull_request;
    bool operator==(Brought const&) const = default;
};
struct Pushed {              // commits reached a branch
    std::string repository;  // "acme/backend"
    std::string branch;
    std::string before;   // empty: the branch is new
    std::string commit;   // the new head; empty: the branch is gone
    bool forced = false;  // what it was at before is not on it any more
    std::string author;   // of the head commit, not who pushed: a login where there is one, else a name
    std::string title;    // of the head commit
    std::string message;  // of the head commit, whole
    std::optional<Instant> committed_at;
    bool truncated = false;               // there are more commits than were told
    std::vector<std::string> paths = {};  // all that its commits touched; empty: that is not told
    std::vector<Brought> brought = {};
    bool operator==(Pushed const&) const = default;
};
struct Tagged {
    std::string repository;
    std::string tag;
    std::string commit;  // not an annotated tag's own object; empty: not told, or the tag is gone
    bool gone = false;
    bool operator==(Tagged const&) const = default;
};
struct PullRequest {  // or merge request
    std::string number;
    std::string title;
    std::string author;
    std::string branch;  // it comes from
    std::string base;    // it goes to
    std::string head;    // commit
    std::vector<std::string> labels;
    bool draft = false;
    bool open = true;
    bool merged = false;
    std::string merge_commit;
    std::optional<Instant> merged_at;
    std::vector<std::string> paths = {};  // all that it touches; empty: not known
    std::optional<Instant> updated_at = {};
    bool operator==(PullRequest const&) const = default;
};
struct PullRequestChanged {
    std::string repository;
    std::string action;  // the service's word: "opened", "synchronize" ...
    PullRequest pull_request;
    std::string old_base;      // when that is what changed
    std::string status_check;  // GitLab's external one that asks for an answer with this notice
    bool operator==(PullRequestChanged const&) const = default;
};
struct MergeGroup {  // a merge queue asks for checks on its own commit
    std::string repository;
    std::string base;
    std::string head;
    std::string pull_request;  // the number of the last one in it, where the queue's branch tells it
    bool gone = false;         // merged, or given up
    bool operator==(MergeGroup const&) const = default;
};
enum class Course { started, succeeded, failed };
struct Deployed {
    std::string repository;   // or empty
    std::string environment;  // the service's word: "production"; of Coolify the application's uuid
    std::string application;  // Coolify: its name
    Course course = Course::succeeded;
    std::string version;
    std::string commit;
    std::string reference;  // the service's id of the deployment
    std::string detail;     // for people
    std::optional<Instant> at;
    bool operator==(Deployed const&) const = default;
};
/// Merge reports and tick marks from a script of the team's own (source generic): see README "generic hook".
struct MergeTold {
    std::string repository;  // or empty
    std::string commit;
    std::string author;
    std::string title;
    std::string branch;
    std::string pull_request;
    std::vector<std::string> labels;
    std::optional<Instant> merged_at;
    bool operator==(MergeTold const&) const = default;
};
struct Ignored {       // nothing for us: a ping, an event we do not follow
    std::string what;  // "ping", "issues opened"
    bool operator==(Ignored const&) const = default;
};

using Fact = std::variant<Pushed, Tagged, PullRequestChanged, MergeGroup, Deployed, MergeTold, Ignored>;

/// Of a verified delivery; slack and mattermost are not read here (chat/command.h). Unknown events are
/// Ignored. Errors: invalid `malformed-hook` for a body that is not what its event promises.
[[nodiscard]] Result<std::vector<Fact>> read(Source source, net::Headers const& headers,
                                             json::Value const& document);

/// The reaction of a source to an answer that is not 2xx: GitLab disables the hook, so that even a body that
/// is too large is taken and thrown away there.
[[nodiscard]] bool disables_on_refusal(Source source);

/// The pull request that a merge's commit message names: "Merge pull request #12 from anna/fix" gives its
/// number and its branch, "Fix it (#12)" its number, GitLab's "Merge branch 'x' into 'main'" its branch and
/// "See merge request group/project!12" its number.
struct MergedFrom {
    std::string pull_request;
    std::string branch;
    bool operator==(MergedFrom const&) const = default;
};
[[nodiscard]] MergedFrom merged_from(std::string_view message);

}  // namespace cadence::forge

template <>
struct cadence::Names<cadence::forge::Source> {
    static constexpr std::array<std::string_view, 7> values{"github",  "gitlab", "gitea",     "coolify",
                                                            "generic", "slack",  "mattermost"};
};
template <>
struct cadence::Names<cadence::forge::Course> {
    static constexpr std::array<std::string_view, 3> values{"started", "succeeded", "failed"};
};
