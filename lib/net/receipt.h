// The meaning of an answer to whoever sent something: it has arrived, it is worth another try, or it will
// never be taken. The rule for everybody; receivers that say it in their own way are judged by those who know
// them.
#pragma once

#include <optional>
#include <string>

#include "base/instant.h"
#include "net/http_request.h"
#include "net/process_spec.h"

namespace cadence::net {

enum class Arrival { taken, later, refused };

struct Receipt {
    Arrival arrival = Arrival::taken;
    std::string detail;                 // one line for people: "HTTP 503: upstream is down"; no address in it
    std::optional<Duration> wait = {};  // asked for by the receiver (Retry-After), not yet bounded
    bool operator==(Receipt const&) const = default;
};

/// 2xx is taken; 408, 425, 429 and 5xx are worth another try, 3xx is (it is not followed), any other 4xx is
/// a refusal. Words of the answer are quoted without addresses and paths. `now` is for a Retry-After that
/// names a date.
[[nodiscard]] Receipt receipt_of(HttpResponse const& response, Instant now);
/// Exit status 0 is taken; 75 (EX_TEMPFAIL), a time-out or a signal is worth another try, anything else is a
/// refusal.
[[nodiscard]] Receipt receipt_of(ProcessResult const& ran);
/// A web page: the answer of a login or of a proxy, where a program was asked.
[[nodiscard]] bool is_web_page(HttpResponse const& response);
/// One short line of what somebody said, without addresses, paths and what would steer a terminal.
[[nodiscard]] std::string quotable(std::string_view said);
/// The value of a Retry-After header: seconds (of 366 days at most), or an IMF-fixdate. Nothing: it is
/// neither.
[[nodiscard]] std::optional<Duration> retry_after(std::string_view value, Instant now);

}  // namespace cadence::net
