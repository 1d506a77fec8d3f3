// What a subcommand is about. A release that is not named is the daemon's to find, so that everybody means
// the same; the only train is found here.
#pragma once

#include <string>

#include "cadencectl/session.h"

namespace cadence::ctl {

/// What is looked up before the request is made.
enum class Needs {
    nothing,
    train,                // the only one
    whole_train,          // and how it stands
    release,              // by name, or as the daemon finds it
    release_before_move,  // and how it stands
    release_before_candidate,
    release_or_train  // by name, or the train
};

struct Subject {
    std::string release;  // as it goes into a path
    std::string train;    // empty: not named, and not looked for
    Json before;          // the release or train as it stood, where the subcommand needs that
    Instant now{};        // the daemon's; before the request only where a length is counted from it
};

[[nodiscard]] Result<Subject> find_subject(Session& session, Needs needs, Arguments const& arguments);

}  // namespace cadence::ctl
