// The head of a request, from bytes to a Request, and every reason to refuse it. First a scan of the raw
// bytes as they come in, for what Beast lets through or would wait for; then Beast's parser over the complete
// head. Beast never sees a body, so its chunked decoder is out of reach.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "net/http.h"
#include "net/limits.h"

namespace cadence::net {

/// Why a connection is answered once more and then closed.
struct Refusal {
    int status = 400;
    std::string detail;
    Headers headers = {};
};

struct Head {
    Request request;
    std::size_t body_bytes = 0;
    bool keep_alive = true;
    bool expects_continue = false;
};

class HeadScan {
  public:
    explicit HeadScan(Limits const& limits) : limits_(limits) {}
    /// `bytes` is all that came since the request began; each byte is looked at once. Gives the length of
    /// the head, empty line included, or nothing while it is incomplete.
    [[nodiscard]] tl::expected<std::optional<std::size_t>, Refusal> look(std::string_view bytes);

  private:
    [[nodiscard]] std::optional<Refusal> check_byte(std::string_view bytes) const;
    [[nodiscard]] std::optional<Refusal> check_line(std::string_view line) const;
    [[nodiscard]] Refusal too_large() const;

    Limits const& limits_;
    std::size_t seen_ = 0;
    std::size_t line_start_ = 0;
    std::size_t lines_ = 0;
    std::size_t first_line_ = 0;  // its length
};

[[nodiscard]] Refusal body_too_large(std::size_t most);
/// `bytes` is exactly a head that the scan let through.
[[nodiscard]] tl::expected<Head, Refusal> parse_head(std::string_view bytes, Limits const& limits);

}  // namespace cadence::net
