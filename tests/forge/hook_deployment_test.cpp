#include "forge/hook_world.h"

namespace cadence::forge {
namespace {

std::string coolify() {
    return payload("coolify_deployment_success");
}

TEST(HookCoolify, a_deployment_is_told_by_its_applications_uuid) {
    Deployed const expected{.repository = "",
                            .environment = "abc123",
                            .application = "web",
                            .course = Course::succeeded,
                            .version = "",
                            .commit = "",
                            .reference = "dep456",
                            .detail = "New version successfully deployed",
                            .at = {}};
    EXPECT_EQ(told<Deployed>(Source::coolify, "", coolify()), expected);
    auto const failed = changed(changed(coolify(), "/event", R"("deployment_failed")"), "/success", "false");
    EXPECT_EQ(told<Deployed>(Source::coolify, "", failed).course, Course::failed);
}

TEST(HookCoolify, a_preview_is_no_deployment_of_ours) {
    EXPECT_EQ(ignored_as(Source::coolify, "", changed(coolify(), "/pull_request_id", "12")),
              "deployment_success of a preview");
    for (auto const* none : {"null", "0"})
        EXPECT_EQ(told<Deployed>(Source::coolify, "", changed(coolify(), "/pull_request_id", none)).reference,
                  "dep456");
}

TEST(HookCoolify, a_preview_may_say_so_otherwise) {
    EXPECT_EQ(ignored_as(Source::coolify, "", changed(coolify(), "/pull_request_id", "true")),
              "deployment_success of a preview");
    EXPECT_EQ(
        ignored_as(Source::coolify, "", changed(coolify(), "/preview_fqdn", R"("https://7.example.org")")),
        "deployment_success of a preview");
}

TEST(HookCoolify, what_contradicts_itself_is_refused) {
    auto const why =
        "deployment_success: /success must be what its event says, true of deployment_success "
        "and else false.";
    EXPECT_EQ(refused(Source::coolify, "", changed(coolify(), "/success", "false")), why);
    auto const failed = changed(coolify(), "/event", R"("deployment_failed")");
    EXPECT_NE(refused(Source::coolify, "", changed(failed, "/success", "true")), "");
    EXPECT_EQ(told<Deployed>(Source::coolify, "", changed(failed, "/success", "false")).course,
              Course::failed);
}

TEST(HookCoolify, everything_else_is_ignored_by_name) {
    for (auto const* event : {"test", "status_changed", "backup_failed", "server_reachable", "of_tomorrow"})
        EXPECT_EQ(
            ignored_as(Source::coolify, "", R"({"success":true,"event":")" + std::string{event} + "\"}"),
            event);
    EXPECT_EQ(refused(Source::coolify, "", "{}"), "coolify: /event must be the event's name.");
}

TEST(HookCoolify, a_version_that_tells_no_uuid_is_told_what_to_do) {
    EXPECT_EQ(refused(Source::coolify, "", changed(coolify(), "/application_uuid", "null")),
              "deployment_success: /application_uuid must be the application's uuid: Coolify tells it from "
              "4.0.0-beta.435 on.");
}

constexpr auto kCommit = "67b56589a45103f891bdee7c0546e5d40bc02001";

TEST(HookGeneric, a_script_reports_a_deployment) {
    Deployed const expected{.repository = "",
                            .environment = "production",
                            .application = "",
                            .course = Course::succeeded,
                            .version = "1.4.0",
                            .commit = kCommit,
                            .reference = "",
                            .detail = "by deploy.sh",
                            .at = at("2026-01-22T10:00:00Z")};
    EXPECT_EQ(told<Deployed>(Source::generic, "", payload("generic_deployment")), expected);
}

TEST(HookGeneric, a_version_is_taken_however_it_is_written) {
    for (auto const* const written :
         {R"("1.4.0")", R"("v1.4.0")", R"("V1.4.0")", R"(" v1.4.0\n")", R"("refs/tags/v1.4.0")"})
        EXPECT_EQ(
            told<Deployed>(Source::generic, "", changed(payload("generic_deployment"), "/version", written))
                .version,
            "1.4.0")
            << written;
}

TEST(HookGeneric, a_version_of_another_form_is_taken_as_it_is) {
    for (auto const* const version : {"2026.01.22", "1.2.3.4", "backend-v1.2.3", "latest"})
        EXPECT_EQ(told<Deployed>(
                      Source::generic, "",
                      changed(payload("generic_deployment"), "/version", '"' + std::string{version} + '"'))
                      .version,
                  version);
}

TEST(HookGeneric, environment_and_status_are_all_that_a_deployment_needs) {
    auto const least =
        told<Deployed>(Source::generic, "", R"({"type":"deployment","environment":"qa","status":"started"})");
    EXPECT_EQ(least.environment, "qa");
    EXPECT_EQ(least.course, Course::started);
    EXPECT_EQ(least.at, std::nullopt);
}

TEST(HookGeneric, a_script_reports_a_merge) {
    MergeTold const expected{.commit = kCommit,
                             .author = "anna",
                             .title = "Round the totals",
                             .branch = "round-totals",
                             .pull_request = "12",
                             .labels = {"hotfix"},
                             .merged_at = at("2026-01-22T10:00:00Z")};
    EXPECT_EQ(told<MergeTold>(Source::generic, "", payload("generic_merge")), expected);
    auto const least = told<MergeTold>(Source::generic, "",
                                       R"({"type":"merge","commit":"67b5658","repository":"acme/web"})");
    EXPECT_EQ(least.commit, "67b5658");
    EXPECT_EQ(least.repository, "acme/web");
}

TEST(HookGeneric, a_mistake_is_refused_and_not_guessed_at) {
    for (auto const& [name, pointer, wrong] : {std::tuple{"generic_deployment", "/status", R"("success")"},
                                               {"generic_deployment", "/environment", "null"},
                                               {"generic_deployment", "/version", "{}"},
                                               {"generic_deployment", "/commit", R"("HEAD")"},
                                               {"generic_deployment", "/at", R"("yesterday")"},
                                               {"generic_merge", "/commit", "null"},
                                               {"generic_merge", "/commit", R"("abc")"},
                                               {"generic_merge", "/merged_at", "true"},
                                               {"generic_merge", "/branch", R"("a branch")"},
                                               {"generic_merge", "/type", "null"}}) {
        auto const why = refused(Source::generic, "", changed(payload(name), pointer, wrong));
        EXPECT_NE(why.find(pointer), std::string::npos) << pointer << ": " << why;
    }
    EXPECT_EQ(refused(Source::generic, "", changed(payload("generic_deployment"), "/status", R"("success")")),
              "deployment: /status must be one of started, succeeded, failed.");
}

TEST(HookGeneric, a_type_of_somebody_elses_is_ignored_by_name) {
    EXPECT_EQ(ignored_as(Source::generic, "", R"({"type":"backup"})"), "backup");
}

TEST(HookGeneric, a_cloudevent_carries_the_same_as_its_data) {
    auto const enveloped = [](std::string const& type, std::string const& data) {
        return R"({"specversion":"1.0","id":"1","source":"/ci","type":")" + type + R"(","data":)" + data +
               "}";
    };
    EXPECT_EQ(told<Deployed>(Source::generic, "", enveloped("com.acme.ci", payload("generic_deployment"))),
              told<Deployed>(Source::generic, "", payload("generic_deployment")));
    EXPECT_EQ(
        told<MergeTold>(Source::generic, "", enveloped("com.acme.merge", R"({"commit":"67b5658"})")).commit,
        "67b5658");
    EXPECT_EQ(ignored_as(Source::generic, "", enveloped("com.acme.backup", "{}")), "backup");
    EXPECT_EQ(refused(Source::generic, "", R"({"specversion":"1.0","type":"merge"})"),
              "CloudEvent: /data must be what is told.");
}

}  // namespace
}  // namespace cadence::forge
