// What the operator reads on standard error, where there is no journal.
#include "cadenced/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cadence::daemon {
namespace {

using testing::HasSubstr;

std::string written(std::string const& type) {
    testing::internal::CaptureStderr();
    release::LogLine line;
    line.type = type;
    line.data = "{}";
    Log{config::LogLevel::info}.event(line);
    return testing::internal::GetCapturedStderr();
}

TEST(Log, what_failed_and_waits_for_a_person_is_a_warning_and_all_else_news) {
    for (auto const* type :
         {"hook_failed", "hook_failing", "delivery_dead", "action_failed", "action_unknown",
          "action_report_refused", "phases_missed", "clock_held", "issue_recorded", "status_refused"})
        EXPECT_THAT(written(type), HasSubstr(" warning: ")) << type;
    for (auto const* type : {"action_done", "delivery_retried", "token_created"})
        EXPECT_THAT(written(type), HasSubstr(" info: ")) << type;
}

}  // namespace
}  // namespace cadence::daemon
