// The result of a function that may refuse. An Error is made for its reader: `detail` says what is wrong,
// where, and what to do. Exceptions are for failures of the machine (disk, memory), not for refusals.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

namespace cadence {

enum class ErrorCode {
    invalid,          // the request is wrong in itself; 400, exit 2 or 78
    unauthenticated,  // no token, or one we do not know; 401
    forbidden,        // a known person without the right; 403
    not_found,        // 404
    conflict,         // the state does not allow it; 409
    unprocessable,    // well-formed, but contradicts something stored; 422
    outdated,         // what it was based on has changed; 412
    unavailable,      // try again later; 503
    storage_full,     // 507
    internal,         // our fault; details only in the log
};

struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string problem;                    // slug that names the kind: "release-not-found"
    std::string detail;                     // one or two sentences for the reader
    std::string field;                      // JSON Pointer of the offending field, or empty
    std::vector<std::string> alternatives;  // what would have been accepted, if that is a short list

    bool operator==(Error const&) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> refuse(ErrorCode code, std::string problem, std::string detail,
                                                  std::string field = {},
                                                  std::vector<std::string> alternatives = {}) {
    return tl::unexpected{
        Error{code, std::move(problem), std::move(detail), std::move(field), std::move(alternatives)}};
}

/// The error of one result, as another's.
template <class T>
[[nodiscard]] tl::unexpected<Error> error_of(Result<T> const& result) {
    return tl::unexpected{result.error()};
}

}  // namespace cadence
