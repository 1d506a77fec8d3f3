#include "base/git_name.h"

#include <algorithm>

#include "base/text.h"

namespace cadence {

namespace {

bool is_id_long(std::string_view text) {
    return text.size() == 40 || text.size() == 64;
}

bool is_hex(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return is_hex_digit(c) && !is_upper(c); });
}

bool is_forbidden(char c) {
    return static_cast<unsigned char>(c) <= ' ' ||
           std::string_view{"\x7f~^:?*[\\"}.find(c) != std::string_view::npos;
}

bool is_component(std::string_view part) {
    return !part.empty() && !part.starts_with('.') && !part.ends_with(".lock");
}

}  // namespace

bool is_object_id(std::string_view text) {
    return is_id_long(text) && !is_null_id(text) && is_hex(text);
}

bool is_commit_id(std::string_view text) {
    return text.size() >= 7 && text.size() <= 64 && is_hex(text);
}

bool is_null_id(std::string_view text) {
    return is_id_long(text) && text.find_first_not_of('0') == std::string_view::npos;
}

bool is_ref_name(std::string_view name) {
    static constexpr std::size_t kLongest = 1024;
    if (name.empty() || name.size() > kLongest || name == "@" || name.starts_with('-') || name.ends_with('.'))
        return false;
    if (std::ranges::any_of(name, is_forbidden) || name.find("..") != std::string_view::npos ||
        name.find("@{") != std::string_view::npos)
        return false;
    return std::ranges::all_of(split(name, '/'), is_component);
}

}  // namespace cadence
