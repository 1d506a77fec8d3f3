// Coolify, which tells neither the commit nor the time: whoever acts on it asks its API for the rest.
#include "forge/arriving.h"
#include "forge/hook_parts.h"
#include "forge/pick.h"

namespace cadence::forge {

namespace {

std::optional<Course> course_of(std::string_view event) {
    if (event == "deployment_success") return Course::succeeded;
    if (event == "deployment_failed") return Course::failed;
    return std::nullopt;
}

bool is_preview(json::Value const& body) {
    auto const pull_request = text_at(body, "/pull_request_id");
    return (!pull_request.empty() && pull_request != "0") || flag_at(body, "/pull_request_id") ||
           has(body, "/preview_fqdn");
}

/// It says twice how it went.
bool contradicts_itself(json::Value const& body, Course course) {
    return has(body, "/success") && flag_at(body, "/success") != (course == Course::succeeded);
}

Result<Facts> read_coolify(net::Headers const& /*headers*/, json::Value const& body) {
    auto const event = text_at(body, "/event");
    if (event.empty()) return lacking("coolify", "/event", "the event's name");
    auto const course = course_of(event);
    if (!course) return ignored(event);
    if (contradicts_itself(body, *course))
        return lacking(event, "/success", "what its event says, true of deployment_success and else false");
    if (is_preview(body)) return ignored(event, "of a preview");
    Deployed deployed{.environment = brief_at(body, "/application_uuid"),
                      .application = brief_at(body, "/application_name"),
                      .course = *course,
                      .reference = brief_at(body, "/deployment_uuid"),
                      .detail = brief_at(body, "/message")};
    if (deployed.environment.empty())
        return lacking(event, "/application_uuid",
                       "the application's uuid: Coolify tells it from 4.0.0-beta.435 on");
    return Facts{std::move(deployed)};
}

}  // namespace

HookReader const kCoolifyHooks{
    .wanted = {"/event", "/success", "/pull_request_id", "/preview_fqdn", "/application_uuid",
               "/application_name", "/deployment_uuid", "/message"},
    .read = &read_coolify};

}  // namespace cadence::forge
