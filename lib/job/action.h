// Something the daemon makes happen when something else has. The outbox keeps and orders it, runner.h is the
// one place that does it, each kind as its action_*.cpp says. Its outcome becomes a deployment or an issue.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/instant.h"
#include "base/names.h"
#include "net/receipt.h"
#include "release/terms.h"

namespace cadence::job {

/// The trigger of an action.
enum class Trigger {
    merge,     // each merge to main
    window,    // the deploy window is open with GO (a late GO, too)
    approved,  // an on-demand release has both approvals
    rollback,  // a rollback to a version has begun
    deployed,  // production succeeded
    phase,     // the phase that the action names, when it fires
};

// In texts, {staging}, {production}, {version}, {commit}, {release}, {tag} (the version with a v) and
// {branch} stand for what the ActionOrder says; headers and bodies too.

/// A 2xx with `body_contains` in it is success. Where that says nothing, a 2xx has begun a deployment, whose
/// end others report, and done anything else; but a web page (a login's, a proxy's) is not understood, and a
/// body that says that it failed has failed. Sent again only where `repeatable` says that twice is as good as
/// once.
struct HttpAction {
    std::string url;
    std::string method = "POST";
    std::map<std::string, std::string> headers = {};
    std::string body = {};
    std::string token_from = {};  // sent as Authorization: Bearer
    std::string body_contains = {};
    bool repeatable = false;
    bool operator==(HttpAction const&) const = default;
};
/// Coolify's POST /api/v1/deploy by uuid or by tag; the queued deployments are followed to their end.
struct CoolifyAction {
    std::string server;  // "https://coolify.example.org"
    std::vector<std::string> uuids = {};
    std::string tag = {};
    bool force = false;  // without its build cache
    std::string token_from;
    bool operator==(CoolifyAction const&) const = default;
};
struct CommandAction {
    std::vector<std::string> command;
    std::map<std::string, std::string> environment = {};
    std::string directory = {};
    bool repeatable = false;
    bool operator==(CommandAction const&) const = default;
};
/// An annotated tag on the candidate's commit, made in a clone that the daemon keeps in its state directory
/// and pushed by itself. A published tag is never moved: one that is there on another commit fails.
struct GitTagAction {
    std::string remote;      // a URL or a path that git can push to
    std::string key_from;    // an ssh private key, or empty
    std::string token_from;  // for https, or empty
    std::string message = "Release {tag}";
    std::string name = "cadenced";
    std::string email = "cadenced@localhost";
    bool operator==(GitTagAction const&) const = default;
};

struct Action {
    std::string name;
    Trigger on = Trigger::window;
    std::string phase = {};                                // with Trigger::phase
    std::vector<release::Kind> kinds = {};                 // of the releases it is for; empty: all
    std::optional<release::Environment> environment = {};  // it deploys there: its course is reported as such
    Duration timeout = std::chrono::minutes{10};           // a deployment that takes longer is unknown
    Duration expires_after = std::chrono::hours{1};        // since it may go; a window's end ends it, too
    std::variant<HttpAction, CoolifyAction, CommandAction, GitTagAction> what;
    bool operator==(Action const&) const = default;
};

/// One action that is to happen: what the outbox keeps of it, as JSON.
struct ActionOrder {
    std::string action;  // its name
    std::string train;
    std::string release;  // or empty (a merge)
    int attempt = 1;      // of the release
    std::string version;
    std::string commit;
    std::string branch;
    std::optional<release::Environment> environment = {};  // that it deploys to
    bool operator==(ActionOrder const&) const = default;
};

/// One action on its way.
struct ActionRun {
    enum class Step {
        carry,    // do it
        follow,   // see how what is under way elsewhere stands
        recover,  // find out whether an interrupted attempt has happened: done, failed or again where the
                  // other side can be asked or it is repeatable, else unknown
    };
    Step step = Step::carry;
    std::string delivery;  // its id, passed on where the other side can use it
    Action action;
    ActionOrder order;
    std::string reference = {};  // to follow
    Instant attempted_at = {};   // to recover
    std::string staging_url = {};
    std::string production_url = {};
};

/// The outcome of one attempt at a delivery: of an action, or of an announcement.
struct DeliveryResult {
    enum class What {
        done,       // it has happened, or arrived
        failed,     // it has not, and never will by itself
        again,      // it certainly has not happened: worth another try
        following,  // it is under way elsewhere: ask again about `reference`
        unknown,    // nobody can tell: a person must look
        begun,      // the other side deploys now, and others report the end
    };
    What what = What::done;
    std::string detail;                 // one line for people, no secret in it
    std::string reference = {};         // of what is under way elsewhere, kept across restarts
    std::optional<Duration> wait = {};  // asked for by the receiver
    /// That was deployed, where the other side says so; empty: it deploys what it finds, and does not say.
    std::optional<std::string> commit = {};
    bool operator==(DeliveryResult const&) const = default;
};

class ActionTask;  // job/task.h
void begin(ActionTask& task, HttpAction const& action);
void begin(ActionTask& task, CoolifyAction const& action);
void begin(ActionTask& task, CommandAction const& action);
void begin(ActionTask& task, GitTagAction const& action);

}  // namespace cadence::job

template <>
struct cadence::Names<cadence::job::Trigger> {
    static constexpr std::array<std::string_view, 6> values{"merge",    "window",   "approved",
                                                            "rollback", "deployed", "phase"};
};
