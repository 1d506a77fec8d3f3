// Which deployments count, and which of those failed.
#pragma once

#include <string_view>
#include <vector>

#include "insight/facts.h"

namespace cadence::insight {

/// What a deployment was, as far as figures go.
enum class Standing {
    counts,
    restores,  // part of a rollback: it recovers, and delivers nothing
    repeats,   // production ran it already
    baseline,  // what production ran when the train was first looked after
    failed,    // it never got there
    abandoned,
};
[[nodiscard]] std::string_view why_left_out(Standing standing);

struct Judged {
    Deployed what;
    Standing standing = Standing::counts;
    bool rolled_back = false;
};

/// In the order in which they happened.
[[nodiscard]] std::vector<Judged> judged(Facts const& facts);

}  // namespace cadence::insight
