// What a client would like, what it sends and what it has already: Accept, Content-Type, If-None-Match, and
// the headers of the answer that go with them. RFC 9110.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/call.h"

namespace cadence::api {

/// The one of `forms` that the client likes best: by quality, then by name, then the first; nothing: it wants
/// none.
[[nodiscard]] std::optional<Form> preferred_form(net::Request const& request, std::vector<Form> const& forms);
/// "text/plain; charset=utf-8".
[[nodiscard]] std::string_view content_type_of(Form form);
/// A text that is in `form` already.
[[nodiscard]] Answer answered_in(Form form, std::string body, std::string scope);
/// "application/json", without its parameters; empty where none is sent.
[[nodiscard]] std::string_view media_type(net::Request const& request);
/// What comes, or what is announced.
[[nodiscard]] std::size_t body_size(net::Request const& request);
[[nodiscard]] bool wants_stream(net::Request const& request);
/// As a browser does: HTML, by name, rather than JSON.
[[nodiscard]] bool wants_page(net::Request const& request);
/// Whether a list of entity tags has this one, compared strongly, in whatever coding, or is "*".
[[nodiscard]] bool names(std::string_view tags, std::string_view etag);
/// Whether the client has `etag` (with its quotes) already, in whatever coding; compared weakly.
[[nodiscard]] bool has_already(net::Request const& request, std::string_view etag);
/// Whether the client would rather have it in gzip (RFC 9110, 12.5.3).
[[nodiscard]] bool takes_gzip(net::Request const& request);
/// The entity tag of the same answer in gzip: other bytes have another tag.
[[nodiscard]] std::string zipped_tag(std::string_view etag);
/// Gives the answer to a GET its strong entity tag (which is returned) and says how it may be kept.
std::string add_reading_headers(Answer& answer, config::Reads reads);

}  // namespace cadence::api
