// What a subcommand is about, and how what the user left out is found. What is named is taken as it is; what
// is not named is found only where there is no doubt, else the possible names are listed (exit status 2).
#pragma once

#include <string>

#include "cadencectl/session.h"

namespace cadence::ctl {

/// What is looked up before the request is made.
enum class Needs {
    nothing,
    train,          // the only one
    whole_train,    // and how it stands
    release,        // the current one, else the next
    whole_release,  // and how it stands
    one_release,    // the same, but not while a release on demand could be meant as well
    report,         // the one that is named, else the train: the daemon knows which may claim a report
    to_approve,     // the only one on demand that waits for approval
    to_reject,      // the only one on demand that is not deployed yet
    production,     // what is in production
    rolling_back,   // what is being rolled back
    retrospective,  // whose retrospective is due, else what is in production
    post_mortem,    // whose post-mortem is due, else what was rolled back
};

struct Subject {
    std::string release;
    std::string which;  // "current", "next", or empty: the user named it, or it is the only one
    std::string train;
    Json before;    // the release or train as it stood, where the subcommand needs that
    Instant now{};  // by this machine's clock
};

[[nodiscard]] Result<Subject> find_subject(Session& session, Needs needs, Arguments const& arguments);

}  // namespace cadence::ctl
