#include "api/negotiate.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/digest.h"
#include "base/plain_text.h"
#include "base/text.h"
#include "engine/identity.h"

namespace cadence::api {

namespace {

constexpr std::size_t kTagDigits = 32;

/// Takes the next item of a list apart from the rest.
std::string_view next_item(std::string_view& rest, char separator) {
    return trimmed(take_until(rest, separator));
}

double quality_of(std::string_view parameters) {
    double quality = 1;
    while (!parameters.empty()) {
        auto const parameter = next_item(parameters, ';');
        if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) continue;
        auto const text = parameter.substr(2);
        std::from_chars(text.data(), text.data() + text.size(), quality);
    }
    return quality;
}

/// How much a media type is wanted: 0 for not at all. Of the same, the one that is named closer.
struct Liking {
    double quality = 0;
    int closeness = 0;  // 3: by name, 2: "text/*", 1: any, 0: nothing fits it
};

bool is_more(Liking const& a, Liking const& b) {
    return a.quality > b.quality || (a.quality == b.quality && a.closeness > b.closeness);
}

int closeness(std::string_view range, std::string_view type) {
    if (equals_ignoring_case(range, type)) return 3;
    if (range == "*/*" || range == "*") return 1;
    auto const group = type.substr(0, type.find('/') + 1);
    return range.ends_with("/*") && equals_ignoring_case(range.substr(0, range.size() - 1), group) ? 2 : 0;
}

/// By the range that fits it most closely (RFC 9110, 12.5.1).
Liking liking(std::string_view accept, std::string_view type) {
    Liking liked;
    while (!accept.empty()) {
        auto range = next_item(accept, ',');
        auto const fit = closeness(next_item(range, ';'), type);
        if (fit > liked.closeness) liked = {quality_of(range), fit};
    }
    return liked;
}

/// What the tag in quotes of an answer in gzip ends with.
constexpr std::string_view kZipped = "-gzip";

/// The tag of this answer, in one of its codings.
bool is_tag(std::string_view tag, std::string_view etag) {
    return tag == etag || tag == zipped_tag(etag);
}

}  // namespace

std::optional<Form> preferred_form(net::Request const& request, std::vector<Form> const& forms) {
    auto const accept = request.list("accept");
    if (accept.empty()) return forms.front();
    Liking most;
    std::optional<Form> best;
    for (auto const form : forms) {
        auto const type = content_type_of(form);
        auto const liked = liking(accept, type.substr(0, type.find(';')));
        if (liked.quality <= 0 || !is_more(liked, most)) continue;
        most = liked;
        best = form;
    }
    return best;
}

std::string_view content_type_of(Form form) {
    static constexpr std::array<std::string_view, 7> kTypes{
        "application/json",
        "text/plain; charset=utf-8",
        "text/markdown; charset=utf-8",
        "text/html; charset=utf-8",
        "text/css; charset=utf-8",
        "text/javascript; charset=utf-8",
        "application/openmetrics-text; version=1.0.0; charset=utf-8"};
    return kTypes.at(static_cast<std::size_t>(form));  // in the order of Form
}

Answer answered_in(Form form, std::string body, std::string scope) {
    return {.content_type = std::string{content_type_of(form)},
            .body = form == Form::json ? std::move(body) : plain_lines(std::move(body)),
            .scope = std::move(scope)};
}

std::string_view media_type(net::Request const& request) {
    auto const type = request.header("content-type").value_or("");
    return trimmed(type.substr(0, type.find(';')));
}

std::size_t body_size(net::Request const& request) {
    auto const header = request.header("content-length").value_or("");
    std::size_t announced = 0;
    std::from_chars(header.data(), header.data() + header.size(), announced);
    return std::max(announced, request.body.size());
}

bool wants_stream(net::Request const& request) {
    auto const liked = liking(request.list("accept"), "text/event-stream");
    return liked.closeness == 3 && liked.quality > 0;
}

bool wants_page(net::Request const& request) {
    auto const accept = request.list("accept");
    auto const page = liking(accept, "text/html");
    return page.closeness == 3 && page.quality > liking(accept, "application/json").quality;
}

bool names(std::string_view tags, std::string_view etag) {
    while (!tags.empty()) {
        auto const tag = next_item(tags, ',');
        if (tag == "*" || is_tag(tag, etag)) return true;
    }
    return false;
}

bool has_already(net::Request const& request, std::string_view etag) {
    auto const tags = request.list("if-none-match");
    std::string_view rest{tags};
    while (!rest.empty()) {
        auto tag = next_item(rest, ',');
        if (tag == "*") return true;
        if (tag.starts_with("W/")) tag.remove_prefix(2);
        if (is_tag(tag, etag)) return true;
    }
    return false;
}

std::string zipped_tag(std::string_view etag) {
    return std::string{etag.substr(0, etag.size() - 1)}.append(kZipped).append("\"");
}

bool takes_gzip(net::Request const& request) {
    auto const accept = request.list("accept-encoding");
    if (accept.empty()) return false;
    auto const zipped = liking(accept, "gzip");
    auto const plain = liking(accept, "identity");
    return zipped.quality > 0 && (plain.closeness < 3 || zipped.quality >= plain.quality);
}

std::string add_reading_headers(Answer& answer, config::Reads reads) {
    auto etag = '"' + to_hex(sha256(answer.body)).substr(0, kTagDigits) + '"';
    auto const open = reads == config::Reads::open;
    answer.headers.emplace_back("ETag", etag);
    auto const said = std::ranges::any_of(answer.headers,
                                          [](auto const& header) { return header.first == "Cache-Control"; });
    if (!said) answer.headers.emplace_back("Cache-Control", open ? "no-cache" : "private, no-cache");
    answer.headers.emplace_back("Vary",
                                open ? "Accept, Accept-Encoding" : "Accept, Accept-Encoding, Authorization");
    return etag;
}

}  // namespace cadence::api
