#include "config/values.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "config/lists.h"
#include "net/server.h"

namespace cadence::config {
namespace {

constexpr std::size_t kLongestLine = 200;
constexpr std::size_t kLongestParagraph = 4'000;
constexpr std::size_t kLongestName = 40;

bool is_lower_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool is_name(std::string_view text, std::string_view joiners) {
    return !text.empty() && text.size() <= kLongestName && is_lower_or_digit(text.front()) &&
           std::ranges::all_of(text, [joiners](char c) {
               return is_lower_or_digit(c) || joiners.find(c) != std::string_view::npos;
           });
}

bool is_host_char(char c) {
    return is_alnum(c) || std::string_view{"-._:[]"}.find(c) != std::string_view::npos;
}

bool is_host(std::string_view text) {
    return !text.empty() && text.size() <= 255 && std::ranges::all_of(text, is_host_char);
}

bool is_port(std::string_view text) {
    return parse_number<unsigned>(text).value_or(65'536) <= 65'535;
}

/// The mistake in the name of a git branch, or empty: the likely ones of git's rules.
std::string_view fault_of_branch(std::string_view text) {
    if (text.empty() || text.size() > kLongestLine) return "is not a branch name";
    auto const unwanted = [](char c) {
        return is_control(c) || std::string_view{" ~^:?*[\\"}.find(c) != std::string_view::npos;
    };
    if (std::ranges::any_of(text, unwanted)) return "has a character that no branch may have";
    bool const edges = text.front() == '-' || text.front() == '/' || text.back() == '/' || text.back() == '.';
    bool const inside =
        text.find("..") != std::string_view::npos || text.find("//") != std::string_view::npos;
    return edges || inside ? "is not a branch name" : std::string_view{};
}

}  // namespace

std::string_view fault_of_address(std::string_view text) {
    auto const colon = text.rfind(':');
    if (colon == std::string_view::npos) return "has no port";
    if (!is_port(text.substr(colon + 1))) return "has no port from 0 to 65535 at its end";
    auto const host = text.substr(0, colon);
    if (!is_host(host)) return "has no host before its port";
    bool const bracketed = host.front() == '[' && host.back() == ']';
    if (host.find_first_of(":[]") != std::string_view::npos && !bracketed)
        return "is ambiguous: an IPv6 address goes into brackets";
    return {};
}

std::string_view fault_of_url(std::string_view text, bool may_have_query) {
    auto const scheme = text.find("://");
    bool const http = lower(text).starts_with("http://") || lower(text).starts_with("https://");
    if (!http) return "does not begin with https:// or http://";
    auto const rest = text.substr(scheme + 3);
    auto const authority = rest.substr(0, rest.find_first_of("/?#"));
    if (!is_host(authority)) return "has no valid host";
    std::string_view const unwanted = may_have_query ? " #" : " ?#";
    bool const found = rest.find_first_of(unwanted) != std::string_view::npos;
    if (found) return may_have_query ? "has a space or a fragment" : "has a space, a query or a fragment";
    return std::ranges::any_of(rest, is_control) ? "has a control character" : std::string_view{};
}

std::optional<std::string> string_of(Value const& value) {
    auto const* text = value.node.as_string();
    if (text == nullptr) return value.refuse_type();
    return text->get();
}

std::optional<std::string> line_of(Value const& value) {
    auto text = string_of(value);
    if (!text) return std::nullopt;
    if (trimmed(*text).empty()) return value.refuse_text(*text, "is blank");
    if (text->size() > kLongestLine) return value.refuse_text(*text, "is longer than 200 bytes");
    if (std::ranges::any_of(*text, is_control))
        return value.refuse_text(*text, "has a line break or control character");
    return text;
}

std::optional<std::string> paragraph_of(Value const& value) {
    auto text = string_of(value);
    if (!text) return std::nullopt;
    if (text->size() > kLongestParagraph) return value.refuse_text(*text, "is longer than 4000 bytes");
    auto const unwanted = [](char c) { return is_control(c) && c != '\n' && c != '\t'; };
    if (std::ranges::any_of(*text, unwanted)) return value.refuse_text(*text, "has a control character");
    return text;
}

bool is_id(std::string_view text) {
    return is_name(text, "-");
}

std::optional<std::string> id_of(Value const& value) {
    return text_that(value, is_id, "is not a valid id");
}

std::optional<std::string> snake_name_of(Value const& value) {
    auto const fits = [](std::string_view text) { return is_name(text, "_") && !is_digit(text.front()); };
    return text_that(value, fits, "is not a valid name");
}

std::optional<std::string> joined_name_of(Value const& value) {
    return text_that(
        value, [](std::string_view text) { return is_name(text, "-_"); }, "is not a valid name");
}

std::optional<std::string> url_of(Value const& value) {
    auto text = string_of(value);
    if (!text || text->empty()) return text;
    if (text->find('@') != std::string::npos) {  // not repeated in a message: that may end up in a log
        return value.refuse_for("carries a user name or password");
    }
    auto const fault = fault_of_url(*text, false);
    if (!fault.empty()) return value.refuse_text(*text, fault);
    while (text->back() == '/') text->pop_back();
    return text;
}

std::optional<std::string> server_of(Value const& value) {
    auto url = url_of(value);
    if (url && url->empty()) return value.refuse_text(*url, "is empty");
    return url;
}

std::optional<std::string> address_of(Value const& value) {
    auto text = string_of(value);
    if (!text) return std::nullopt;
    auto const fault = fault_of_address(*text);
    if (!fault.empty()) return value.refuse_text(*text, fault);
    if (!net::Address::parse(*text))
        return value.refuse_text(*text, "has no address before its port, names are not looked up");
    return text;
}

std::optional<std::vector<std::string>> hosts_of(Value const& value) {
    return list_of(value, [](Value const& each) { return text_that(each, is_host, "is not a host name"); });
}

std::optional<std::vector<std::string>> networks_of(Value const& value) {
    return list_of(value, [](Value const& each) {
        return text_that(each, net::is_network,
                         "is neither an address nor a network, names are not looked up");
    });
}

std::optional<chat::Topic> topic_of(Value const& value) {
    return named<chat::Topic>(value, "topic");
}

std::optional<std::vector<release::Role>> roles_of(Value const& value) {
    return list_of(value, [](Value const& each) { return named<release::Role>(each, "role"); });
}

std::optional<std::vector<release::Kind>> kinds_of(Value const& value) {
    return filled_list_of(value, [](Value const& each) { return named<release::Kind>(each, "kind"); });
}

std::optional<std::string> branch_of(Value const& value) {
    auto text = string_of(value);
    if (!text) return std::nullopt;
    auto const fault = fault_of_branch(*text);
    if (!fault.empty()) return value.refuse_text(*text, fault);
    return text;
}

std::optional<std::string> absolute_path_of(Value const& value) {
    auto text = string_of(value);
    if (!text) return std::nullopt;
    if (!text->starts_with('/')) return value.refuse_text(*text, "does not begin with /");
    if (std::ranges::any_of(*text, is_control)) return value.refuse_text(*text, "has a control character");
    return text;
}

std::optional<std::string> inner_path_of(Value const& value) {
    auto text = string_of(value);
    if (!text) return std::nullopt;
    auto const within = "/" + *text + "/";
    bool const leaves = text->starts_with('/') || within.find("/../") != std::string::npos;
    if (text->empty() || leaves) return value.refuse_text(*text, "does not lie inside the repository");
    if (std::ranges::any_of(*text, is_control)) return value.refuse_text(*text, "has a control character");
    return text;
}

std::optional<bool> flag_of(Value const& value) {
    auto const* flag = value.node.as_boolean();
    if (flag == nullptr) return value.refuse_type();
    return flag->get();
}

std::optional<int> whole_of(Value const& value, int least, int most) {
    auto const* number = value.node.as_integer();
    if (number == nullptr) return value.refuse_type();
    auto const given = number->get();
    if (given >= least && given <= most) return static_cast<int>(given);
    return value.refuse_for(std::to_string(given) + " is not from " + std::to_string(least) + " to " +
                            std::to_string(most));
}

std::optional<double> number_of(Value const& value) {
    auto const number = value.node.value<double>();  // a whole number will do
    if (!number || value.node.is_boolean()) return value.refuse_type();
    if (std::isfinite(*number)) return number;
    return value.refuse_for("is infinite or not a number");
}

}  // namespace cadence::config
