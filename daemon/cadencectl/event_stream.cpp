#include "cadencectl/event_stream.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace cadence::ctl {

namespace {

constexpr std::size_t kMaxLine = 1U << 20U;
constexpr std::chrono::milliseconds kMaxRetry{60'000};

}  // namespace

std::vector<StreamEvent> EventStream::feed(std::string_view bytes) {
    std::vector<StreamEvent> events;
    for (char const c : bytes) {
        if (c != '\n') {
            if (line_.size() < kMaxLine) line_ += c;
            continue;
        }
        if (line_.ends_with('\r')) line_.pop_back();
        if (!line_.empty()) {
            field(std::exchange(line_, {}));
            continue;
        }
        if (has_data_) {
            last_id_ = id_;
            events.push_back({id_, std::move(data_)});
        }
        data_.clear();
        has_data_ = false;
    }
    return events;
}

void EventStream::restart() {
    line_.clear();
    data_.clear();
    id_ = last_id_;
    has_data_ = false;
}

void EventStream::field(std::string_view line) {
    auto const colon = line.find(':');
    auto const name = line.substr(0, colon);
    auto value = colon == std::string_view::npos ? std::string_view{} : line.substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
    if (name == "id") id_ = value;
    if (name == "data") {
        if (has_data_) data_ += '\n';
        if (data_.size() < kMaxLine) data_ += value;
        has_data_ = true;
    }
    if (name == "retry") {
        int wait = 0;
        auto const read = std::from_chars(value.data(), value.data() + value.size(), wait);
        if (read.ec == std::errc{} && wait >= 0)
            retry_ = std::min(kMaxRetry, std::chrono::milliseconds{wait});
    }
}

}  // namespace cadence::ctl
