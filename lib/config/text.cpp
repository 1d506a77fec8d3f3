#include "config/text.h"

#include <algorithm>
#include <optional>

#include "base/encoding.h"
#include "base/file.h"

namespace cadence::config {
namespace {

constexpr int kDeepestKey = 64;
constexpr std::string_view kTooLarge = "larger than 1 MiB; this cannot be a configuration";

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

tl::expected<std::string, ConfigProblem> read_text(std::filesystem::path const& file,
                                                   std::string_view instead) {
    auto const problem = [](std::string text) {
        return tl::unexpected{ConfigProblem{0, "", std::move(text)}};
    };
    auto text = contents_of(file, kLargestConfig);
    if (text) return *std::move(text);
    auto const why = text.error();
    auto const give = "; give " + std::string{instead};
    if (why == std::errc::is_a_directory) return problem("is a directory" + give);
    if (why == std::errc::not_supported) return problem("is a pipe or a device" + give);
    if (why == std::errc::file_too_large) return problem(std::string{kTooLarge});
    if (why == std::errc::io_error) return problem("cannot be read to its end; the disk reported an error");
    return problem("cannot be read: " + why.message() + "; give the right path, or permission to read it");
}

tl::expected<toml::table, ConfigProblem> parse_toml(std::string_view text, std::string_view file) {
    auto const problem = [&](int line, std::string what) {
        return tl::unexpected{ConfigProblem{line, "", std::move(what), std::string{file}}};
    };
    if (text.size() > kLargestConfig) return problem(0, std::string{kTooLarge});
    if (auto const at = first_byte_not_utf8(text))
        return problem(line_at(text, *at), "not UTF-8; save the file as UTF-8");
    if (auto const at = first_key_too_deep(text))
        return problem(line_at(text, *at), "a key of more than 64 parts; no key here has more than three");
    try {
        return toml::parse(text, file);
    } catch (toml::parse_error const& error) {
        return problem(static_cast<int>(error.source().begin.line), explain(error.description()));
    }
}

}  // namespace cadence::config
