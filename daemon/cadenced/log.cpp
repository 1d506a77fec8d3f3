#include "cadenced/log.h"

#include <array>
#include <cstdlib>
#include <string>

#include <spdlog/pattern_formatter.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#include "base/plain_text.h"
#include "base/text.h"
#include "cadenced/log_stream.h"
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
    spdlog::level::level_enum least = spdlog::level::info;
    spdlog::pattern_formatter formatter{"%Y-%m-%dT%H:%M:%SZ %l: %v", spdlog::pattern_time_type::utc};
    LogStream text{STDERR_FILENO};
    Journal journal;
    bool to_journal = stderr_is_journal();
    std::size_t lost = 0;

    void say(spdlog::level::level_enum level, std::string_view message, std::vector<std::string> fields) {
        if (level < least) return;
        if (lost > 0 && put(spdlog::level::warn, described_loss(), {})) lost = 0;
        if (lost > 0 || !put(level, message, std::move(fields))) ++lost;
    }

    std::string described_loss() const {
        return counted(lost, "line", "lines") +
               " of this log are missing here: what reads it did not keep up";
    }

    bool put(spdlog::level::level_enum level, std::string_view said, std::vector<std::string> fields) {
        auto const message = one_line(std::string{said});
        if (!to_journal) {
            spdlog::memory_buf_t line;
            formatter.format({"cadenced", level, {message.data(), message.size()}}, line);
            return text.write({line.data(), line.size()});
        }
        fields.push_back("MESSAGE=" + message);
        fields.push_back("PRIORITY=" + std::to_string(priority_of(level)));
        fields.emplace_back("SYSLOG_IDENTIFIER=cadenced");
        return journal.send(fields);
    }
};

Log::Log(config::LogLevel level) : impl_{std::make_unique<Impl>()} {
    set_level(level);
}

Log::~Log() = default;

void Log::set_level(config::LogLevel level) {
    impl_->least = spdlog_level(level);
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
