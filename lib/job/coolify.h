// Coolify's answers: read, whatever their shape, and what they mean. Pure; action_coolify.cpp asks.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe/class.hpp>

#include "base/result.h"
#include "job/action.h"
#include "net/http_request.h"

namespace cadence::job::coolify {

struct Deployment {
    std::string uuid;
    std::string resource;  // the application, as far as its address says
    std::string name;
    std::string status;
    std::string commit;  // empty: it does not tell, or not yet
    std::string url;
    std::optional<Instant> created_at;
    bool is_api = false;
    bool is_preview = false;
    bool is_ours_to_look_at = true;  // neither of a webhook, a pull request, a rollback nor a mere restart
};

/// The deployments that are followed, kept as the delivery's reference.
struct Part {
    std::string resource;
    std::string deployment;
    bool skipped = false;  // Coolify said that it is queued already: `deployment` does not exist
    bool operator==(Part const&) const = default;
};
struct Reference {
    std::vector<Part> parts;
    std::optional<Instant> looking_since;  // nothing is known yet: what was begun since?
    bool refused = false;                  // it said no, perhaps not to all of it
    std::optional<Instant> missing_since;  // a deployment that was there cannot be found
    std::vector<std::string> not_begun;    // why, of each resource that it did not begin
    std::vector<std::string> untold;       // what it said of each whose end it never tells
    std::optional<Instant> asked_at;       // to deploy
    bool operator==(Reference const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Part, (), (resource, deployment, skipped))
BOOST_DESCRIBE_STRUCT(Reference, (),
                      (parts, looking_since, refused, missing_since, not_begun, untold, asked_at))

/// Its reaction to the request to deploy, and its words.
struct Started {
    std::vector<Part> parts;
    std::vector<std::string> not_begun;
    std::vector<std::string> untold;
    std::string said;
};

[[nodiscard]] std::string to_text(Reference const& reference);
[[nodiscard]] Result<Reference> read_reference(std::string_view text);

// Errors: unavailable `coolify-unreadable`.
/// Both shapes: by uuids, and where none are given by tag. Every 200 of it but those that begin a deployment
/// begins nothing, or (services, databases) something whose end it does not tell; so does what is not
/// understood of it.
[[nodiscard]] Result<Started> read_started(std::string_view body, std::vector<std::string> const& uuids);
[[nodiscard]] Result<Deployment> read_deployment(std::string_view body);
/// The running ones, or an application's history.
[[nodiscard]] Result<std::vector<Deployment>> read_deployments(std::string_view body);

/// Why Coolify does not do what it was asked, and what to do about it.
[[nodiscard]] std::string refusal_of(net::HttpResponse const& response);

/// Whether a deployment may be of this commit: one that names none (yet) may.
[[nodiscard]] bool may_be_of(Deployment const& deployment, std::string_view commit);

/// The first that was begun since: through the API and perhaps of this commit, and else anybody's.
struct Begun {
    std::optional<Deployment> ours;
    std::optional<Deployment> other;
};
[[nodiscard]] Begun begun_since(std::vector<Deployment> const& history, Instant since,
                                std::string_view commit);

/// Why this is not the deployment that was begun of the resource, or empty.
[[nodiscard]] std::string mismatch_of(Deployment const& deployment, Part const& part);

/// The combined outcome of the deployments that are followed: one commit runs, the `ordered` or another, or
/// nobody can tell.
[[nodiscard]] DeliveryResult judge(std::vector<Deployment> const& deployments, std::string_view ordered,
                                   std::string_view server);
/// The same, held against what was not begun or is never told.
[[nodiscard]] DeliveryResult with_the_rest(DeliveryResult result, Reference const& reference);

}  // namespace cadence::job::coolify
