// What Coolify says: its answers read, whatever their shape, and what they mean. Pure; action_coolify.cpp
// asks.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe/class.hpp>

#include "base/result.h"
#include "engine/action.h"
#include "net/ask.h"

namespace cadence::engine::coolify {

/// Of one resource that was told to deploy: a service or a database has no deployment.
struct Started {
    std::string resource;
    std::string deployment;
    std::string message;
};

struct Deployment {
    std::string uuid;
    std::string resource;  // the application, as far as its address says
    std::string name;
    std::string status;
    std::string commit;
    std::string url;
    std::optional<Instant> created_at;
    bool is_api = false;
    bool is_ours_to_look_at = true;  // neither of a webhook, a pull request, a rollback nor a mere restart
};

/// What is followed, kept as the delivery's reference.
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
    bool operator==(Reference const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Part, (), (resource, deployment, skipped))
BOOST_DESCRIBE_STRUCT(Reference, (), (parts, looking_since, refused, missing_since))

[[nodiscard]] std::string to_text(Reference const& reference);
[[nodiscard]] Result<Reference> read_reference(std::string_view text);

// Errors: unavailable `coolify-unreadable`.
/// Both shapes: by uuid and by tag.
[[nodiscard]] Result<std::vector<Started>> read_started(std::string_view body);
[[nodiscard]] Result<Deployment> read_deployment(std::string_view body);
/// The running ones, or an application's history.
[[nodiscard]] Result<std::vector<Deployment>> read_deployments(std::string_view body);

[[nodiscard]] Part part_of(Started const& started);

/// Why Coolify does not do what it was asked, and what to do about it.
[[nodiscard]] std::string refusal_of(net::Got const& got);

/// Whether a deployment may be of this commit: one that names none (yet) may.
[[nodiscard]] bool may_be_of(Deployment const& deployment, std::string_view commit);

/// The first that was begun since: through the API and perhaps of this commit, and else anybody's.
struct Begun {
    std::optional<Deployment> ours;
    std::optional<Deployment> other;
};
[[nodiscard]] Begun begun_since(std::vector<Deployment> const& history, Instant since,
                                std::string_view commit);

/// What the deployments that are followed come to together.
[[nodiscard]] ActionResult judge(std::vector<Deployment> const& deployments, std::string_view server);

}  // namespace cadence::engine::coolify
