// Who may do what: one table of rights (DESIGN section 9). An actor is whoever is behind a command, with the
// roles they hold on the train it is about. Enforced in `decide`, so that no edge can forget it.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe/class.hpp>

#include "base/names.h"
#include "base/result.h"

namespace cadence::release {

enum class Role { engineer, qa, product_owner, tech_lead, ops, bot, application };

struct Actor {
    std::string id;  // a person's id, "operator", or "cadenced" for what time does
    std::string name;
    std::vector<Role> roles;
    std::string via;                           // "operator token", "token 4f1c9a issued by olga", "clock"
    std::vector<std::string> only_items = {};  // a token that may tick these checklist items and nothing else

    [[nodiscard]] bool has_any(std::vector<Role> const& several) const;
    bool operator==(Actor const&) const = default;
};

BOOST_DEFINE_ENUM_CLASS(Right, vote, lift_vote, set_candidate, postpone, cancel, report_deployment,
                        record_issue, manage_blackouts, manage_tokens, accept_clock, reload, tick, waive,
                        run_check, request_release, approve, report_merge, record_notes, freeze, exempt,
                        roll_back, verify_rollback, clear_rollback, record_review, manage_deliveries,
                        make_sign_in_link, manage_flags, evaluate_flags, read)

struct RightRow {
    Right right;
    std::string_view does;
    std::vector<Role> roles;
};
BOOST_DESCRIBE_STRUCT(RightRow, (), (right, does, roles))

/// The table, in the order of Right.
[[nodiscard]] std::vector<RightRow> const& rights();
[[nodiscard]] bool may(Actor const& actor, Right right);
/// Errors: forbidden `role-needed`, naming the roles that would do.
[[nodiscard]] Result<void> require(Actor const& actor, Right right);
/// "Tech Lead".
[[nodiscard]] std::string_view title_of(Role role);
/// "Tech Lead or Ops".
[[nodiscard]] std::string titles_of(std::vector<Role> const& roles);

}  // namespace cadence::release

template <>
struct cadence::Names<cadence::release::Role> {
    static constexpr std::array<std::string_view, 7> values{"engineer", "qa",  "product-owner", "tech-lead",
                                                            "ops",      "bot", "application"};
};
