#include "api/handlers.h"
#include "api/routes.h"

namespace cadence::api {

namespace {

using net::Method;
using release::Intent;
using release::Right;

using Table = std::vector<Route>;
using Query = std::vector<std::string_view>;

constexpr std::size_t kChangelogBytes = 2 * 1024 * 1024;  // a megabyte, written as JSON
constexpr std::size_t kMergeBytes = 4 * 1024 * 1024;      // as many paths as it may tell
constexpr std::size_t kHookBytes = 25 * 1024 * 1024;      // the most that max_body of a hook may say

// The rows: what is read and what is changed, and how it is said.
Route open(std::string_view pattern, std::string_view summary, ReadHandler handler) {
    return {Method::get, pattern, Access::everyone, summary, handler};
}
Route get(std::string_view pattern, std::string_view summary, ReadHandler handler, Query query = {}) {
    return {Method::get, pattern, Access::reader, summary, handler, std::move(query)};
}
Route post(std::string_view pattern, std::string_view summary, ChangeHandler handler, Right right) {
    return {Method::post, pattern, Access::person, summary, handler, {}, right};
}
Route del(std::string_view pattern, std::string_view summary, ChangeHandler handler, Query query = {}) {
    return {Method::del, pattern, Access::person, summary, handler, std::move(query)};
}
Route in_forms(std::vector<Form> forms, Route route) {
    route.forms = std::move(forms);
    return route;
}
Route also_as_text(Route route) {
    return in_forms({Form::json, Form::text}, std::move(route));
}
Route of_gates(Route route) {
    route.repeatable = {"label", "path"};
    return route;
}
Route up_to(std::size_t bytes, Route route) {
    route.body_bytes = bytes;
    return route;
}
Route fresh_each_time(Route route) {
    route.cached = false;
    return route;
}
/// About a release that may be left to us to find.
Route meant_for(Intent intent, Route route) {
    route.intent = intent;
    route.query.emplace_back("train");
    return route;
}
Route only_with(Right right, Route route) {
    route.access = Access::person;
    route.right = right;
    return route;
}

Table daemon_routes() {
    return {
        open("/health", "Whether it runs", get_health),
        fresh_each_time(open("/health/ready", "Whether it can do its work", get_ready)),
        open("/openapi.json", "This contract", get_openapi),
        get("/v1/rights", "Who may do what", get_rights),
        only_with(Right::manage_tokens,
                  fresh_each_time(get("/v1/tokens", "The tokens, without their secrets", get_tokens))),
        post("/v1/tokens", "Make a token for a person", create_token, Right::manage_tokens),
        only_with(Right::manage_tokens, del("/v1/tokens/{token}", "Revoke a token", revoke_token)),
        post("/v1/clock/accept", "Accept the clock and end a hold", accept_clock, Right::accept_clock),
        post("/v1/configuration/reload", "Read the configuration file again", reload_configuration,
             Right::reload),
        {Method::post, "/v1/configuration/plan", Access::person, "What a configuration would change",
         plan_configuration},
        {Method::get,
         "/v1/events",
         Access::reader,
         "The log: pages, long poll, stream",
         FollowHandler{follow_events, get_events},
         {"after", "limit", "type", "train", "wait"}},
    };
}

Table outbox_routes() {
    using enum Right;
    return {
        fresh_each_time(get("/v1/deliveries", "What goes out, newest first", get_deliveries,
                            {"train", "lane", "kind", "state", "limit", "cursor"})),
        fresh_each_time(
            get("/v1/deliveries/{delivery}", "One announcement or action on its way", get_delivery)),
        post("/v1/deliveries/{delivery}/retry", "Send it again", retry_delivery, manage_deliveries),
        post("/v1/deliveries/{delivery}/drop", "Never send it", drop_delivery, manage_deliveries),
        get("/v1/channels", "Where announcements go", get_channels),
        post("/v1/channels/{channel}/test", "Send a test message", test_channel, manage_deliveries),
        fresh_each_time(get("/v1/forges", "How the merge gates stand at their forges", get_forges,
                            {"train", "limit", "cursor"})),
        fresh_each_time(get("/v1/hooks", "How the endpoints of hooks stand", get_hooks, {"train"})),
    };
}

Table overview_routes() {
    Query const gate{"train", "branch", "pull_request", "label", "path", "commit", "release"};
    return {
        also_as_text(get("/v1/status", "Everything a bot needs in one poll", get_status,
                         {"train", "limit", "cursor"})),
        also_as_text(
            get("/v1/upcoming", "The dates ahead", get_upcoming, {"train", "count", "from", "cursor"})),
        of_gates(
            also_as_text(get("/v1/gates", "May I merge, deploy, flip a flag, and why not", get_gates, gate))),
        of_gates(get("/v1/gates/{action}/check", "A gate as a status: 204 or 423", check_gate, gate)),
        get("/v1/deadlines", "Promises with a clock on them", get_deadlines,
            {"train", "kind", "state", "release", "limit", "cursor"}),
        post("/v1/reviews/{review}", "Record a quarterly review", record_review, Right::record_review),
    };
}

Table train_routes() {
    return {
        get("/v1/trains", "The trains and their rules", get_trains, {"limit", "cursor"}),
        get("/v1/trains/{train}", "One train and its rule", get_train),
        post("/v1/trains/{train}/blackouts", "Add days without a release", add_blackout,
             Right::manage_blackouts),
        only_with(Right::manage_blackouts,
                  del("/v1/trains/{train}/blackouts/{blackout}", "End a blackout", end_blackout)),
        post("/v1/trains/{train}/freezes", "Stop the line", add_freeze, Right::freeze),
        only_with(Right::freeze,
                  del("/v1/trains/{train}/freezes/{freeze}", "End a freeze", end_freeze, {"reason"})),
        post("/v1/trains/{train}/exemptions",
             "Let a branch, pull request, label or path through the merge gate", add_exemption,
             Right::exempt),
        only_with(Right::exempt,
                  del("/v1/trains/{train}/exemptions/{exemption}", "End an exemption", end_exemption)),
        get("/v1/trains/{train}/merges", "What reached the main branch, newest first", get_merges,
            {"limit", "cursor"}),
        up_to(kMergeBytes, post("/v1/trains/{train}/merges", "Report a merge to the main branch",
                                record_merge, Right::report_merge)),
        post("/v1/trains/{train}/deployments", "Report a deployment and find its release",
             report_train_deployment, Right::report_deployment),
        post("/v1/trains/{train}/clear", "Let deployments go on after a rollback", clear_rollback,
             Right::clear_rollback),
    };
}

Table scheduled_routes() {
    return {
        get("/v1/releases", "Releases in the record, newest first", get_releases,
            {"train", "kind", "state", "from", "to", "limit", "cursor"}),
        meant_for(Intent::look,
                  also_as_text(get("/v1/releases/{id}", "One release, whole", get_release, {"for"}))),
        meant_for(Intent::look, get("/v1/releases/{id}/timeline", "What happened to it", get_timeline,
                                    {"limit", "cursor"})),
        meant_for(Intent::vote, post("/v1/releases/{id}/votes", "Vote go or no_go", cast_vote, Right::vote)),
        meant_for(Intent::vote, del("/v1/releases/{id}/votes", "Withdraw a vote, or lift somebody's",
                                    withdraw_vote, {"person", "reason"})),
        meant_for(Intent::candidate, post("/v1/releases/{id}/candidate", "Set what would ship", set_candidate,
                                          Right::set_candidate)),
        meant_for(Intent::postpone,
                  post("/v1/releases/{id}/postpone", "Move it to another date", postpone, Right::postpone)),
        meant_for(Intent::cancel, post("/v1/releases/{id}/cancel", "Cancel it", cancel, Right::cancel)),
        post("/v1/releases/{id}/deployments", "Report a deployment", report_deployment,
             Right::report_deployment),
        meant_for(Intent::issue,
                  post("/v1/releases/{id}/issues", "Record an issue", record_issue, Right::record_issue)),
        meant_for(Intent::tick, post("/v1/releases/{id}/checklist/{item}", "Tick a checklist item", tick_item,
                                     Right::tick)),
        meant_for(Intent::tick, post("/v1/releases/{id}/checklist/{item}/check", "Run an item's check now",
                                     request_check, Right::run_check)),
    };
}

Table on_demand_routes() {
    return {
        post("/v1/releases", "Ask for a hotfix or an expedited release", request_release,
             Right::request_release),
        meant_for(Intent::approve, post("/v1/releases/{id}/approvals", "Approve a release on demand", approve,
                                        Right::approve)),
        meant_for(Intent::reject,
                  post("/v1/releases/{id}/reject", "Reject a release on demand", reject, Right::approve)),
        meant_for(Intent::roll_back,
                  post("/v1/releases/{id}/rollback", "Roll it back", start_rollback, Right::roll_back)),
        meant_for(Intent::verify_rollback,
                  post("/v1/releases/{id}/rollback/verify", "Say that the rollback has worked",
                       verify_rollback, Right::verify_rollback)),
    };
}

Table record_routes() {
    return {
        meant_for(Intent::retrospective, post("/v1/releases/{id}/retrospective", "Record its retrospective",
                                              record_retrospective, Right::record_review)),
        meant_for(Intent::post_mortem,
                  in_forms({Form::markdown, Form::json}, get("/v1/releases/{id}/post-mortem",
                                                             "The report of its rollback", get_post_mortem))),
        meant_for(Intent::post_mortem, post("/v1/releases/{id}/post-mortem", "Record its post-mortem",
                                            record_post_mortem, Right::record_review)),
        meant_for(Intent::look, in_forms({Form::json, Form::markdown, Form::html, Form::text},
                                         get("/v1/releases/{id}/notes", "Its release notes", get_notes))),
        meant_for(Intent::look, up_to(kChangelogBytes, post("/v1/releases/{id}/notes",
                                                            "Take its release notes from a changelog",
                                                            record_notes, Right::record_notes))),
    };
}

Table hook_routes() {
    return {up_to(kHookBytes, {Method::post, "/hooks/{source}/{name}", Access::everyone,
                               "What other systems tell, signed as each of them signs", HookHandler{}})};
}

}  // namespace

std::vector<Route> const& routes() {
    static auto const table = [] {
        Table all;
        for (auto const& part : {daemon_routes(), outbox_routes(), overview_routes(), train_routes(),
                                 scheduled_routes(), on_demand_routes(), record_routes(), hook_routes()}) {
            all.insert(all.end(), part.begin(), part.end());
        }
        return all;
    }();
    return table;
}

}  // namespace cadence::api
