#include "config/text.h"

#include <algorithm>
#include <optional>

#include "base/encoding.h"

namespace cadence::config {
namespace {

constexpr int kDeepestKey = 64;

int line_at(std::string_view text, std::size_t position) {
    return 1 + static_cast<int>(std::ranges::count(text.substr(0, position), '\n'));
}

std::optional<std::size_t> first_byte_not_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        auto const length = character_length(text.substr(i));
        if (length == 0) return i;
        i += length;
    }
    return std::nullopt;
}

/// The parser follows "a.b.c. ..." by recursion without a limit, so that a long enough key ends the process.
std::optional<std::size_t> first_key_too_deep(std::string_view text) {
    int depth = 0;
    bool name_between = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const c = text[i];
        if (c == '.') {
            depth = name_between ? depth + 1 : 0;
            name_between = false;
            if (depth > kDeepestKey) return i;
        } else if (std::string_view{"\n=,[]{}#"}.find(c) != std::string_view::npos) {
            depth = 0;
            name_between = false;
        } else if (c != ' ' && c != '\t') {
            name_between = true;
        }
    }
    return std::nullopt;
}

/// The parser's words, and for a key given twice, ours.
std::string explain(std::string_view description) {
    constexpr std::string_view kPrefix = "Error while parsing ";
    constexpr std::string_view kTwice = "cannot redefine existing ";
    auto const twice = description.find(kTwice);
    if (twice != std::string_view::npos) {
        auto const what = description.substr(twice + kTwice.size());
        auto const open = what.find('\'');
        auto const close = what.rfind('\'');
        if (open < close)
            return std::string{what.substr(open + 1, close - open - 1)} +
                   " is given a second time; leave one of them out";
    }
    if (description.starts_with(kPrefix)) description.remove_prefix(kPrefix.size());
    return "not valid TOML: " + std::string{description} +
           "; write one key = value per line, with strings in quotes and dates like 2026-01-08";
}

}  // namespace

ConfigProblem too_large() {
    return {0, "", "larger than 1 MiB; this cannot be a configuration"};
}

tl::expected<toml::table, ConfigProblem> parse_toml(std::string_view text) {
    auto const problem = [](int line, std::string what) {
        return tl::unexpected{ConfigProblem{line, "", std::move(what)}};
    };
    if (text.size() > kLargestConfig) return tl::unexpected{too_large()};
    if (auto const at = first_byte_not_utf8(text))
        return problem(line_at(text, *at), "not UTF-8; save the file as UTF-8");
    if (auto const at = first_key_too_deep(text))
        return problem(line_at(text, *at), "a key of more than 64 parts; no key here has more than three");
    try {
        return toml::parse(text);
    } catch (toml::parse_error const& error) {
        return problem(static_cast<int>(error.source().begin.line), explain(error.description()));
    }
}

}  // namespace cadence::config
