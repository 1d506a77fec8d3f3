// The subject of a subcommand. The daemon finds a release that is not named, so that every client means the
// same one; the only train is found here.
#pragma once

#include <string>

#include "cadencectl/session.h"

namespace cadence::ctl {

struct Subcommand;

struct Subject {
    std::string release;  // as it goes into a path
    std::string train;    // empty: not named, and not looked for
    Json before;          // the release or train as it stood, where the subcommand looks first
    Instant now{};        // the daemon's; before the request only where a length is counted from it
};

/// What the path of its request names: the only train, or a release by name or as the daemon finds it.
[[nodiscard]] Result<Subject> find_subject(Session& session, Subcommand const& row,
                                           Arguments const& arguments);

/// An error whose alternatives are the choices there are.
[[nodiscard]] tl::unexpected<Error> say_which(std::string problem, std::string detail,
                                              boost::json::array const& choices);

}  // namespace cadence::ctl
