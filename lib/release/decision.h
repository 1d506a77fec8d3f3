// GO or not: what votes and facts make of a release, each answer with its reasons. DESIGN section 5.
#pragma once

#include <string>
#include <vector>

#include "release/release.h"

namespace cadence::release {

struct Reason {
    std::string code;  // "role_has_not_voted"
    std::string text;  // "Tech Lead has not voted"
    bool operator==(Reason const&) const = default;
};

enum class Verdict { undecided, go, no_go };

struct Decision {
    Verdict verdict = Verdict::undecided;
    std::vector<Reason> reasons;  // why not GO; empty for GO
    bool operator==(Decision const&) const = default;
};

/// GO = a candidate, every required role says go, nobody's veto stands.
[[nodiscard]] Decision decision_of(Release const& release);
/// What the record itself speaks for, whatever people vote: a candidate, no recorded issue.
[[nodiscard]] Decision recommendation_of(Release const& release);

}  // namespace cadence::release

template <>
struct cadence::Names<cadence::release::Verdict> {
    static constexpr std::array<std::string_view, 3> values{"undecided", "go", "no_go"};
};
