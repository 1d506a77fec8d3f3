#include "cadenced/log.h"

#include <array>
#include <cstdlib>
#include <string>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <syslog.h>

#define SD_JOURNAL_SUPPRESS_LOCATION
#include <systemd/sd-journal.h>

#include "chat/narrate.h"

namespace cadence::daemon {

namespace {

/// systemd tells which stream is the journal; standard error may have been redirected since.
bool stderr_is_journal() {
    auto const* const stream = std::getenv("JOURNAL_STREAM");
    struct stat status {};
    if (stream == nullptr || fstat(STDERR_FILENO, &status) != 0) return false;
    return std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino) == stream;
}

int priority_of(spdlog::level::level_enum level) {
    if (level >= spdlog::level::err) return LOG_ERR;
    if (level == spdlog::level::warn) return LOG_WARNING;
    return level == spdlog::level::info ? LOG_INFO : LOG_DEBUG;
}

void send(std::vector<std::string> const& fields) {
    std::vector<iovec> parts;
    parts.reserve(fields.size());
    for (auto const& field : fields) parts.push_back({const_cast<char*>(field.data()), field.size()});
    sd_journal_sendv(parts.data(), static_cast<int>(parts.size()));
}

spdlog::level::level_enum spdlog_level(config::LogLevel level) {
    switch (level) {
        case config::LogLevel::debug:
            return spdlog::level::debug;
        case config::LogLevel::info:
            return spdlog::level::info;
        case config::LogLevel::warning:
            return spdlog::level::warn;
        case config::LogLevel::error:
            return spdlog::level::err;
    }
    return spdlog::level::info;
}

}  // namespace

struct Log::Impl {
    spdlog::logger text{"cadenced", std::make_shared<spdlog::sinks::stderr_sink_st>()};
    bool journal = stderr_is_journal();

    void say(spdlog::level::level_enum level, std::string_view message, std::vector<std::string> fields) {
        if (!text.should_log(level)) return;
        if (!journal) {
            text.log(level, "{}", message);
            return;
        }
        fields.push_back("MESSAGE=" + std::string{message});
        fields.push_back("PRIORITY=" + std::to_string(priority_of(level)));
        send(fields);
    }
};

Log::Log(config::LogLevel level) : impl_{std::make_unique<Impl>()} {
    impl_->text.set_pattern("%Y-%m-%dT%H:%M:%SZ %l: %v", spdlog::pattern_time_type::utc);
    set_level(level);
}

Log::~Log() = default;

void Log::set_level(config::LogLevel level) {
    impl_->text.set_level(spdlog_level(level));
}
void Log::info(std::string_view text) {
    impl_->say(spdlog::level::info, text, {});
}
void Log::warning(std::string_view text) {
    impl_->say(spdlog::level::warn, text, {});
}
void Log::error(std::string_view text) {
    impl_->say(spdlog::level::err, text, {});
}

void Log::event(release::LogLine const& line) {
    static constexpr std::array<std::string_view, 10> alarms{
        "phases_missed", "clock_held",     "issue_recorded", "hook_failed",           "hook_failing",
        "delivery_dead", "action_unknown", "action_failed",  "action_report_refused", "status_refused"};
    auto const alarming = std::ranges::find(alarms, line.type) != alarms.end();
    impl_->say(
        alarming ? spdlog::level::warn : spdlog::level::info, chat::narrate(line),
        {"CADENCE_SEQ=" + std::to_string(line.seq), "CADENCE_TYPE=" + line.type,
         "CADENCE_TRAIN=" + line.train, "CADENCE_RELEASE=" + line.release, "CADENCE_ACTOR=" + line.actor});
}

}  // namespace cadence::daemon
