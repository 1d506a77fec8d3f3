#include "artifact/version.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

#include "base/plain_text.h"
#include "base/text.h"

namespace cadence::artifact {

namespace {

constexpr std::size_t kLongestQuote = 60;
constexpr std::string_view kTags = "refs/tags/";

std::string quoted(std::string_view text) {
    bool const whole = text.size() <= kLongestQuote;
    return fmt::format("\"{}{}\"", one_line(std::string{text.substr(0, kLongestQuote)}), whole ? "" : "...");
}

tl::unexpected<Error> no_version(std::string_view text, std::string_view why) {
    return refuse(ErrorCode::invalid, "not-a-version",
                  fmt::format("{} is not a version: {}", quoted(text), why));
}

/// Blanks of ASCII, and the no-break space that comes along when text is copied from a page.
std::string_view without_blanks(std::string_view text) {
    constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
    for (auto before = text.size() + 1; text.size() < before;) {
        before = text.size();
        if (text.starts_with(kNoBreakSpace)) text.remove_prefix(kNoBreakSpace.size());
        if (text.ends_with(kNoBreakSpace)) text.remove_suffix(kNoBreakSpace.size());
        text = trimmed(text);
    }
    return text;
}

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, is_digit);
}

bool starts_with_zero(std::string_view number) {
    return number.size() > 1 && number.front() == '0';
}

std::vector<std::string> parts_of(std::string_view text) {
    auto const parts = split(text, '.');
    return {parts.begin(), parts.end()};
}

/// The mistake in the three numbers, or nothing.
std::string core_flaw(std::vector<std::string> const& numbers, std::string_view text) {
    for (auto const& number : numbers) {
        if (number.empty() || !all_digits(number))
            return "Semantic Versioning needs three numbers with dots between them, like 1.2.0.";
        if (starts_with_zero(number))
            return fmt::format("the number {} must not begin with a zero.", quoted(number));
    }
    if (numbers.size() == 3) return {};
    std::string const core{text.substr(0, std::min(text.find_first_of("-+"), kLongestQuote))};
    auto const right = numbers.size() < 3 ? core + (numbers.size() == 1 ? ".0.0" : ".0") : "1.2.0";
    return fmt::format("Semantic Versioning needs three numbers, like {}.", right);
}

/// The mistake in the identifiers of a pre-release or of build metadata, or nothing.
std::string identifier_flaw(std::vector<std::string> const& identifiers, bool is_build) {
    std::string_view const where = is_build ? "build metadata (after the +)" : "pre-release (after the -)";
    for (auto const& identifier : identifiers) {
        if (identifier.empty()) return fmt::format("a part of its {} is empty.", where);
        if (!std::ranges::all_of(identifier, [](char c) { return is_alnum(c) || c == '-'; }))
            return fmt::format("{} in its {} may only contain letters, digits and hyphens.",
                               quoted(identifier), where);
        if (!is_build && all_digits(identifier) && starts_with_zero(identifier))
            return fmt::format("the number {} in its {} must not begin with a zero.", quoted(identifier),
                               where);
    }
    return {};
}

std::strong_ordering compare_numbers(std::string const& a, std::string const& b) {
    if (auto const order = a.size() <=> b.size(); std::is_neq(order)) return order;
    return a.compare(b) <=> 0;
}

std::strong_ordering compare_identifiers(std::string const& a, std::string const& b) {
    if (all_digits(a) && all_digits(b)) return compare_numbers(a, b);
    if (all_digits(a) != all_digits(b))
        return all_digits(a) ? std::strong_ordering::less : std::strong_ordering::greater;
    return a.compare(b) <=> 0;
}

std::string one_more(std::string number) {
    for (auto digit = number.rbegin(); digit != number.rend(); ++digit) {
        if (*digit != '9') {
            ++*digit;
            return number;
        }
        *digit = '0';
    }
    return "1" + number;
}

}  // namespace

std::string Version::text() const {
    auto written = fmt::format("{}.{}.{}", major, minor, patch);
    if (!pre.empty()) written += "-" + listed(pre, ".");
    if (!build.empty()) written += "+" + listed(build, ".");
    return written;
}

Result<Version> parse_version(std::string_view text) {
    if (text.empty()) return no_version(text, "it is empty. Write three numbers, like 1.2.0.");
    if ((text.front() == 'v' || text.front() == 'V') && text.size() > 1 && is_digit(text[1]))
        return no_version(text, fmt::format("leave out the \"{}\", which belongs to the tag.", text.front()));
    auto rest = text;
    auto const take = [&rest](char mark) {
        auto const at = rest.find(mark);
        std::optional<std::string_view> tail;
        if (at != std::string_view::npos) tail = rest.substr(at + 1);
        rest = rest.substr(0, at);
        return tail;
    };
    auto const build = take('+');
    auto const pre = take('-');
    auto const numbers = parts_of(rest);
    Version version;
    if (pre) version.pre = parts_of(*pre);
    if (build) version.build = parts_of(*build);
    for (auto const& flaw : {core_flaw(numbers, text), identifier_flaw(version.pre, false),
                             identifier_flaw(version.build, true)})
        if (!flaw.empty()) return no_version(text, flaw);
    version.major = numbers[0];
    version.minor = numbers[1];
    version.patch = numbers[2];
    return version;
}

Result<Version> parse_tag(std::string_view text) {
    return parse_version(without_v(text));
}

std::string_view without_v(std::string_view text) {
    text = without_blanks(text);
    if (text.starts_with(kTags)) text.remove_prefix(kTags.size());
    bool const named = text.size() > 1 && (text.front() == 'v' || text.front() == 'V') && is_digit(text[1]);
    return named ? text.substr(1) : text;
}

std::optional<NamedVersion> named_version(std::string_view text) {
    constexpr std::size_t kLongestName = 200;
    constexpr std::string_view kJoints = "@/-_=: ";
    text = without_v(text);
    for (std::size_t at = 0; at < std::min(text.size(), kLongestName);) {
        auto const rest = without_v(text.substr(at));
        auto version =
            !rest.empty() && is_digit(rest.front()) ? std::optional{parse_version(rest)} : std::nullopt;
        if (version && *version) {
            auto const end = text.substr(0, at).find_last_not_of(kJoints);
            return NamedVersion{std::string{text.substr(0, end + 1)}, std::move(**version)};
        }
        at = std::min(text.find_first_of(kJoints, at), text.size() - 1) + 1;
    }
    return std::nullopt;
}

bool same_version(std::string_view a, std::string_view b) {
    auto const one = named_version(a);
    auto const other = named_version(b);
    if (!one || !other) return without_v(a) == without_v(b);
    return std::is_eq(precedence(one->version, other->version));
}

std::string plain_version(std::string_view text) {
    auto const version = parse_tag(text);
    return version ? version->text() : std::string{text};
}

std::string tag_of(std::string_view version) {
    auto const parsed = parse_tag(version);
    return parsed ? "v" + parsed->text() : std::string{version};
}

std::strong_ordering precedence(Version const& a, Version const& b) {
    for (auto const number : {&Version::major, &Version::minor, &Version::patch})
        if (auto const order = compare_numbers(a.*number, b.*number); std::is_neq(order)) return order;
    if (a.is_pre_release() != b.is_pre_release())
        return a.is_pre_release() ? std::strong_ordering::less : std::strong_ordering::greater;
    return std::lexicographical_compare_three_way(a.pre.begin(), a.pre.end(), b.pre.begin(), b.pre.end(),
                                                  compare_identifiers);
}

Version bumped(Version const& version, Bump bump) {
    Version next{.major = version.major, .minor = version.minor, .patch = version.patch};
    bool const whole_minor = version.patch == "0";
    bool const whole_major = whole_minor && version.minor == "0";
    bool const leads_there = bump == Bump::patch || (bump == Bump::minor ? whole_minor : whole_major);
    if (version.is_pre_release() && leads_there) return next;
    switch (bump) {
        case Bump::patch:
            next.patch = one_more(next.patch);
            break;
        case Bump::minor:
            next.minor = one_more(next.minor);
            next.patch = "0";
            break;
        case Bump::major:
            next.major = one_more(next.major);
            next.minor = next.patch = "0";
            break;
    }
    return next;
}

std::optional<std::string> highest_tag(std::vector<std::string> const& tags) {
    std::optional<std::string> highest;
    Version best;
    for (auto const& tag : tags) {
        auto version = parse_tag(tag);
        if (!version || version->is_pre_release()) continue;
        if (highest && std::is_lteq(precedence(*version, best))) continue;
        highest = tag;
        best = std::move(*version);
    }
    return highest;
}

}  // namespace cadence::artifact
