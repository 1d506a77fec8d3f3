// The pages: what is shown in a browser, made of the same documents that the API serves. A document and the
// zone of its train go in, HTML comes out: by a Mustache template and a few words beside what the document
// says.
//
// Invariants: nothing in a page depends on the moment or on the viewer, so that it can be kept for a
// revision; what does ("in 12 days", "your turn") is left to the script, and every sentence is whole without
// it. No style and no script in a page: both come from /assets, under names that change with their content.
// All text is escaped.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "base/zone.h"

namespace cadence::page {

using Object = boost::json::object;

struct Asset {
    std::string path;  // "/assets/3f1c9a0b7d2e4455.css"
    std::string_view content_type;
    std::string_view bytes;
};
[[nodiscard]] std::span<Asset const> assets();

/// What may be done from where, for the browser: nothing of another origin, nothing in-line.
inline constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Where a page stands among the others.
struct Place {
    std::string_view path;  // "/calendar": which entry of the navigation is this one
    std::string train;      // it is about, or empty
    std::string train_name;
    bool only_train = true;
    std::string revision;  // up to which event of the log it tells
};

[[nodiscard]] std::string train_page(Object const& document, Place const& place, Zone const& zone);
[[nodiscard]] std::string trains_page(Object const& document, Place const& place);
[[nodiscard]] std::string release_page(Object const& document, Place const& place, Zone const& zone);
[[nodiscard]] std::string releases_page(Object const& document, Place const& place);
[[nodiscard]] std::string calendar_page(Object const& document, Place const& place, Zone const& zone);
[[nodiscard]] std::string events_page(Object const& document, Place const& place);
[[nodiscard]] std::string people_page(Object const& document, Place const& place);
[[nodiscard]] std::string sign_in_page(Place const& place);
/// Of a problem document (RFC 9457).
[[nodiscard]] std::string problem_page(Object const& problem, Place const& place);

}  // namespace cadence::page
