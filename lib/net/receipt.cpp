#include "net/receipt.h"

#include <algorithm>
#include <array>
#include <sstream>

#include <date/date.h>

#include "base/text.h"

namespace cadence::net {

namespace {

constexpr std::size_t kMostQuoted = 200;

/// The first line of what was said, short and without what would steer a terminal.
std::string quoted(std::string_view said) {
    auto text = one_line(std::string{said.substr(0, said.find('\n')).substr(0, kMostQuoted)});
    while (text.ends_with(' ')) text.pop_back();
    return text.empty() ? text : ": " + text;
}

}  // namespace

std::optional<Duration> retry_after(std::string_view value, Instant now) {
    if (value.empty()) return std::nullopt;
    if (std::ranges::all_of(value, is_digit)) {
        constexpr std::size_t kMostDigits = 9;
        if (value.size() > kMostDigits) return std::chrono::hours{24 * 366};
        std::int64_t seconds = 0;
        for (auto const c : value) seconds = 10 * seconds + (c - '0');
        return std::chrono::seconds{seconds};
    }
    std::istringstream stream{std::string{value}};
    date::sys_seconds at;
    stream >> date::parse("%a, %d %b %Y %T GMT", at);
    if (!stream) return std::nullopt;
    return std::max<Duration>(at - now, Duration{0});
}

Receipt receipt_of(Got const& got, Instant now) {
    auto detail = "HTTP " + std::to_string(got.status);
    if (got.status >= 200 && got.status < 300) return {Arrival::taken, std::move(detail)};
    detail += quoted(got.body);
    static constexpr std::array kPassing{408, 425, 429};
    auto const passing = std::ranges::find(kPassing, got.status) != kPassing.end();
    auto const refused = got.status >= 400 && got.status < 500 && !passing;
    if (refused) return {Arrival::refused, std::move(detail)};
    return {Arrival::later, std::move(detail), retry_after(got.header("retry-after"), now)};
}

Receipt receipt_of(Ran const& ran) {
    constexpr int kTemporary = 75;
    if (ran.exit_status == 0) return {Arrival::taken, "exit status 0"};
    auto const last = ran.output.find_last_not_of(" \t\r\n");
    auto const end = last == std::string::npos ? 0 : last + 1;
    auto const line = ran.output.rfind('\n', end == 0 ? 0 : end - 1);
    auto const said = quoted(std::string_view{ran.output}.substr(line == std::string::npos ? 0 : line + 1));
    if (ran.timed_out) return {Arrival::later, "it did not end in time" + said};
    if (!ran.exit_status)
        return {Arrival::later, ran.signal ? "ended by signal " + std::to_string(*ran.signal) + said
                                           : "it could not be ended" + said};
    auto const arrival = *ran.exit_status == kTemporary ? Arrival::later : Arrival::refused;
    return {arrival, "exit status " + std::to_string(*ran.exit_status) + said};
}

}  // namespace cadence::net
