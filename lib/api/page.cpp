#include "api/page.h"

#include <charconv>

#include "base/encoding.h"

namespace cadence::api {

tl::unexpected<Error> wrong_cursor() {
    return wrong_parameter("cursor", "is not one of ours: take next_cursor of the page before as it is.");
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

Result<std::optional<std::string>> cursor_of(Call const& call, std::string_view kind) {
    auto const text = call.query("cursor");
    if (!text) return std::nullopt;
    if (!text->starts_with(kind)) return wrong_cursor();
    return text->substr(kind.size());
}

std::optional<std::string_view> next_part(std::string_view& rest) {
    auto const dot = rest.find('.');
    if (dot == rest.npos) return std::nullopt;
    auto const part = rest.substr(0, dot);
    rest.remove_prefix(dot + 1);
    return part;
}

void link_to_next(Answer& answer, Call const& call, std::string const& cursor) {
    if (cursor.empty()) return;
    auto link = "<" + call.request.path + "?";
    for (auto const& [name, value] : call.request.query) {
        if (name != "cursor") link += name + "=" + percent_encode(value) + "&";
    }
    answer.headers.emplace_back("Link", link + "cursor=" + percent_encode(cursor) + ">; rel=\"next\"");
}

void put_cursor(Object& into, std::string const& cursor) {
    if (cursor.empty())
        into.emplace("next_cursor", nullptr);
    else
        put(into, "next_cursor", cursor);
}

}  // namespace cadence::api
