// GO or not: what votes and facts make of a release, each answer with its reasons. DESIGN section 5.
#pragma once

#include <string>
#include <vector>

#include <boost/describe/class.hpp>

#include "release/release.h"

namespace cadence::release {

struct Reason {
    std::string code;       // "role_has_not_voted"
    std::string text;       // "Tech Lead has not voted"
    std::string item = {};  // the checklist item it is about, or empty
};

BOOST_DEFINE_ENUM_CLASS(Verdict, undecided, go, no_go)

struct Decision {
    Verdict verdict = Verdict::undecided;
    std::vector<Reason> reasons;  // why not GO; empty for GO
};

/// GO = a candidate, every required role says go, nobody's veto stands, every required item before the
/// release is passed or waived. On demand: on staging, tested there, approved by a Tech Lead and a Product
/// Owner who are two different people.
[[nodiscard]] Decision decision_of(Release const& release);
/// The recommendation of the record itself, whatever people vote: candidate, checklist, issues.
[[nodiscard]] Decision recommendation_of(Release const& release);
/// The reasons why an on-demand release cannot be approved yet.
[[nodiscard]] std::vector<Reason> missing_for_approval(Release const& release);
/// The roles whose go or consent is still missing, while that decides.
[[nodiscard]] std::vector<Role> waiting_for(Release const& release);
/// One line for people, however many there are: "Tech Lead has not said go; 17 items open: ci_checks,
/// code_review, manual_qa and 14 more (cadencectl checklist backend-2026-01-08)". The command lists what is
/// left out.
[[nodiscard]] std::string in_short(std::vector<Reason> const& reasons, Release const& release);
/// The same as a list: whatever is not an item as it is, the items as one.
[[nodiscard]] std::vector<std::string> points_of(std::vector<Reason> const& reasons, Release const& release);
/// The same of a gate.
[[nodiscard]] std::string in_short(std::vector<Reason> const& reasons);

BOOST_DESCRIBE_STRUCT(Reason, (), (code, text, item))
BOOST_DESCRIBE_STRUCT(Decision, (), (verdict, reasons))

}  // namespace cadence::release
