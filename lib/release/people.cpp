#include "release/people.h"

#include <algorithm>

#include "base/text.h"

namespace cadence::release {

bool Actor::has_any(std::vector<Role> const& several) const {
    return std::ranges::find_first_of(roles, several) != roles.end();
}

std::vector<RightRow> const& rights() {
    using enum Role;
    static std::vector<RightRow> const table{
        {Right::vote,
         "vote go or no-go on a release that requires their role",
         {engineer, qa, product_owner, tech_lead, ops}},
        {Right::lift_vote, "lift somebody else's vote", {tech_lead}},
        {Right::set_candidate, "set the version and commit that would ship", {tech_lead, engineer, ops, bot}},
        {Right::postpone, "move a release to another date", {tech_lead}},
        {Right::cancel, "cancel a release", {tech_lead}},
        {Right::report_deployment, "report a deployment", {tech_lead, engineer, ops, bot}},
        {Right::record_issue,
         "record an issue against a release",
         {engineer, qa, product_owner, tech_lead, ops, bot}},
        {Right::manage_blackouts, "add or end blackouts", {tech_lead, product_owner, ops}},
        {Right::manage_tokens, "create, list or revoke tokens", {ops}},
        {Right::accept_clock, "accept the clock, which ends a hold", {tech_lead, ops}},
        {Right::reload, "reload the configuration", {ops}},
        {Right::tick,
         "tick a checklist item that their role is named for",
         {engineer, qa, product_owner, tech_lead, ops, bot}},
        {Right::waive, "waive a checklist item", {tech_lead}},
        {Right::run_check, "run a check now", {engineer, qa, product_owner, tech_lead, ops, bot}},
        {Right::request_release,
         "ask for a hotfix or an expedited release",
         {engineer, qa, product_owner, tech_lead, ops}},
        {Right::approve, "approve or reject a release on demand", {tech_lead, product_owner}},
        {Right::report_merge, "report a merge to the main branch", {tech_lead, engineer, ops, bot}},
        {Right::record_notes,
         "record the release notes of a release",
         {engineer, product_owner, tech_lead, ops, bot}},
        {Right::freeze, "freeze merges, deployments or flags, or end a freeze", {tech_lead}},
        {Right::exempt, "exempt a branch, pull request, label or path from the gates", {tech_lead}},
        {Right::roll_back, "roll a release back", {tech_lead, ops}},
        {Right::verify_rollback, "verify that a rollback has worked", {qa, tech_lead, ops}},
        {Right::clear_rollback,
         "clear a rollback, so that scheduled releases are deployed again",
         {tech_lead}},
        {Right::record_review,
         "record a retrospective, a post-mortem or a review",
         {engineer, qa, product_owner, tech_lead, ops}},
        {Right::manage_deliveries, "retry or drop deliveries, or test channels", {tech_lead, ops}},
        {Right::make_sign_in_link, "make a link that signs somebody in", {tech_lead, ops}},
        {Right::manage_flags,
         "register, change, flip or remove a feature flag",
         {engineer, product_owner, tech_lead, ops}},
        {Right::evaluate_flags,
         "ask what feature flags are worth, where reading takes a token",
         {engineer, qa, product_owner, tech_lead, ops, bot, application}},
        {Right::read,
         "read all the rest, where reading takes a token",
         {engineer, qa, product_owner, tech_lead, ops, bot}},
    };
    return table;
}

bool may(Actor const& actor, Right right) {
    return actor.has_any(rights()[static_cast<std::size_t>(right)].roles);
}

Result<void> require(Actor const& actor, Right right) {
    if (!actor.only_items.empty() && right != Right::tick)
        return refuse(ErrorCode::forbidden, "token-limited",
                      "This token may tick " + listed(actor.only_items) + " and do nothing else.");
    if (may(actor, right)) return {};
    auto const& row = rights()[static_cast<std::size_t>(right)];
    return refuse(ErrorCode::forbidden, "role-needed",
                  actor.id + " may not " + std::string{row.does} + "; that takes the role " +
                      titles_of(row.roles) + ".");
}

std::string_view title_of(Role role) {
    static constexpr std::array<std::string_view, 7> titles{"Engineer", "QA",  "Product Owner", "Tech Lead",
                                                            "Ops",      "Bot", "Application"};
    return titles[static_cast<std::size_t>(role)];
}

std::string titles_of(std::vector<Role> const& roles) {
    return enumerated(roles, title_of, " or ");
}

}  // namespace cadence::release
