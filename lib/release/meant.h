// Which release is meant where none is named: one rule for every command, decided here, so that the API, the
// command line and the chat mean the same.
//
// In flight are scheduled releases from their code freeze and those on demand from their request, until they
// are over. Of those in flight the ones that need the command count, else the ones that may take it. The only
// one is meant; of several, the one on demand, as somebody asked for it. Where nothing is in flight it is the
// next release, or what production runs, as the command goes. Where that leaves a doubt the choices are told:
// what is recorded on the wrong release stays there.
#pragma once

#include <span>
#include <string>

#include "release/policy.h"
#include "release/trains.h"

namespace cadence::release {

/// The intent of the command.
enum class Intent {
    look,
    vote,
    candidate,
    tick,
    issue,
    postpone,
    cancel,  // never guessed
    approve,
    reject,
    roll_back,
    verify_rollback,
    retrospective,
    post_mortem,
};
BOOST_DESCRIBE_ENUM(Intent, look, vote, candidate, tick, issue, postpone, cancel, approve, reject, roll_back,
                    verify_rollback, retrospective, post_mortem)

struct Asked {
    Intent intent = Intent::look;
    std::string item = {};  // to be ticked
};

/// A train with the rules it runs by.
struct Ruled {
    Train const& train;
    Policy const& policy;
};

/// Errors: not_found `no-release`; invalid `release-needed` with the ids that could be meant, `train-needed`
/// with those of the trains.
[[nodiscard]] Result<std::string> meant_release(std::span<Ruled const> trains, Asked const& asked);

}  // namespace cadence::release
