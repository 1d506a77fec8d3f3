// The subcommands that take more than one request or none, read a file, or whose exit status is an answer.
#pragma once

#include "cadencectl/subcommand.h"

namespace cadence::ctl::runs {

/// Exit status: done when open, refused when shut. Without an action: all three.
Result<Exit> gate(Session& session, Arguments const& arguments);
/// The latest events, or those after a given one; then, if asked to, whatever comes.
Result<Exit> events(Session& session, Arguments const& arguments);
Result<Exit> upcoming(Session& session, Arguments const& arguments);
Result<Exit> calendar(Session& session, Arguments const& arguments);
/// Where every train stands, and what of forges and of what goes out needs a person.
Result<Exit> status(Session& session, Arguments const& arguments);
/// With --wait: done once it is delivered, refused when it is not.
Result<Exit> channel_test(Session& session, Arguments const& arguments);
Result<Exit> plan(Session& session, Arguments const& arguments);
Result<Exit> health(Session& session, Arguments const& arguments);

/// The report; with --text or --link: records it.
Result<Exit> post_mortem(Session& session, Arguments const& arguments);

/// The notes of a release; with --changelog: records them.
Result<Exit> notes(Session& session, Arguments const& arguments);
/// Asks nobody. Exit status: refused when there is something to mend.
Result<Exit> notes_lint(Session& session, Arguments const& arguments);
/// Asks nobody.
Result<Exit> notes_next(Session& session, Arguments const& arguments);

}  // namespace cadence::ctl::runs
