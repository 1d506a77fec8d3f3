#include "base/pasted.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "base/instant.h"
#include "base/text.h"

namespace cadence {

namespace {

enum class Kind { other, blank, line_end, no_width, joiner, dash, single_quote, double_quote };
/// What stands for each within a word.
constexpr std::array<std::string_view, 8> kInWord{"", " ", " ", "", "", "-", "'", "\""};

struct Character {
    Kind kind = Kind::other;
    std::size_t size = 1;  // bytes
};

struct Range {
    char32_t first;
    char32_t last;
    Kind kind;
};

constexpr auto kKinds = std::to_array<Range>({
    {0x00A0, 0x00A0, Kind::blank},         // no-break space
    {0x00AB, 0x00AB, Kind::double_quote},  // «
    {0x00AD, 0x00AD, Kind::no_width},      // soft hyphen
    {0x00BB, 0x00BB, Kind::double_quote},  // »
    {0x0085, 0x0085, Kind::line_end},     {0x1680, 0x1680, Kind::blank},
    {0x2000, 0x200A, Kind::blank},        {0x200B, 0x200B, Kind::no_width},
    {0x200C, 0x200F, Kind::joiner},  // of emoji and scripts; direction marks
    {0x2010, 0x2015, Kind::dash},         {0x2018, 0x201B, Kind::single_quote},
    {0x201C, 0x201F, Kind::double_quote}, {0x2028, 0x2029, Kind::line_end},
    {0x202A, 0x202E, Kind::joiner},       {0x202F, 0x202F, Kind::blank},
    {0x205F, 0x205F, Kind::blank},        {0x2060, 0x2060, Kind::no_width},
    {0x2066, 0x2069, Kind::joiner},       {0x2212, 0x2212, Kind::dash},
    {0x3000, 0x3000, Kind::blank},        {0xFE58, 0xFE58, Kind::dash},
    {0xFE63, 0xFE63, Kind::dash},         {0xFEFF, 0xFEFF, Kind::no_width},  // byte order mark
    {0xFF0D, 0xFF0D, Kind::dash},
});

/// Two or three bytes of UTF-8, which is as far as the table goes; 0 for anything else.
char32_t decoded(std::string_view text, std::size_t& size) {
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    auto const follows = [&](std::size_t i) { return i < text.size() && (byte(i) & 0xC0U) == 0x80U; };
    size = 1;
    if ((byte(0) & 0xE0U) == 0xC0U && follows(1)) {
        size = 2;
        return (byte(0) & 0x1FU) << 6U | (byte(1) & 0x3FU);
    }
    if ((byte(0) & 0xF0U) == 0xE0U && follows(1) && follows(2)) {
        size = 3;
        return (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
    }
    return 0;
}

Character character_at(std::string_view text) {
    if (text.starts_with("\r\n")) return {Kind::line_end, 2};
    if (text[0] == '\n' || text[0] == '\r') return {Kind::line_end, 1};
    if (text[0] == ' ' || text[0] == '\t') return {Kind::blank, 1};
    Character found;
    auto const code = decoded(text, found.size);
    for (auto const& range : kKinds)
        if (code >= range.first && code <= range.last) found.kind = range.kind;
    return found;
}

/// The text behind the first of `marks` that `text` has, up to whatever ends a piece of an address.
std::string_view behind(std::string_view text, std::initializer_list<std::string_view> marks) {
    for (auto const mark : marks) {
        if (auto const at = text.find(mark); at != text.npos) return text.substr(at + mark.size());
    }
    return {};
}

bool is_address(std::string_view text) {
    return text.starts_with("https://") || text.starts_with("http://");
}

std::string_view before(std::string_view text, std::string_view ends) {
    return text.substr(0, std::min(text.find_first_of(ends), text.size()));
}

void drop_first(std::string_view& text, std::initializer_list<std::string_view> prefixes) {
    for (auto const prefix : prefixes) {
        if (text.starts_with(prefix) && text.size() > prefix.size()) return text.remove_prefix(prefix.size());
    }
}

}  // namespace

std::string pasted(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    while (!text.empty()) {
        auto const [kind, size] = character_at(text);
        if (kind == Kind::blank)
            plain += text[0] == '\t' ? '\t' : ' ';
        else if (kind == Kind::line_end)
            plain += '\n';
        else if (kind != Kind::no_width)
            plain += text.substr(0, size);
        text.remove_prefix(size);
    }
    return std::string{trimmed(plain)};
}

std::string pasted_word(std::string_view text) {
    std::string word;
    while (!text.empty()) {
        auto const [kind, size] = character_at(text);
        word += kind == Kind::other ? text.substr(0, size) : kInWord[static_cast<std::size_t>(kind)];
        text.remove_prefix(size);
    }
    std::string_view plain = trimmed(word);
    for (auto const quote : {'"', '\'', '`'}) {
        if (plain.size() > 1 && plain.front() == quote && plain.back() == quote)
            plain = trimmed(plain.substr(1, plain.size() - 2));
    }
    return std::string{plain};
}

std::string pasted_option(std::string_view text) {
    auto name = text;
    bool typed = true;
    while (!name.empty()) {
        auto const [kind, size] = character_at(name);
        if (kind != Kind::dash && name[0] != '-') break;
        typed = typed && name[0] == '-';
        name.remove_prefix(size);
    }
    auto const begins = !name.empty() && is_alnum(name[0]) && !is_digit(name[0]);
    if (typed || !begins) return std::string{text};
    return (name.size() == 1 ? "-" : "--") + std::string{name};
}

std::string pasted_commit(std::string_view text) {
    auto word = pasted_word(text);
    if (is_address(word)) {
        if (auto const hash = behind(word, {"/commit/", "/commits/"}); !hash.empty())
            word = std::string{before(hash, "/?#.")};
    }
    return std::ranges::all_of(word, is_hex_digit) ? lower(word) : word;
}

std::string pasted_branch(std::string_view text) {
    auto const word = pasted_word(text);
    std::string_view name = word;
    if (is_address(word)) {
        if (auto const found = behind(word, {"/-/tree/", "/src/branch/", "/tree/"}); !found.empty())
            name = before(found, "?#");
    }
    drop_first(name, {"refs/heads/", "refs/remotes/", "remotes/"});
    drop_first(name, {"origin/"});
    return std::string{name};
}

std::string pasted_pull_request(std::string_view text) {
    auto word = pasted_word(text);
    auto number = std::string_view{word};
    if (is_address(word)) {
        number = before(behind(word, {"/pull/", "/pulls/", "/merge_requests/"}), "/?#");
    } else if (word.starts_with("refs/")) {
        number = before(behind(word, {"refs/pull/", "refs/merge-requests/"}), "/");
    } else if (auto const mark = word.find_last_of("#!"); mark != word.npos) {
        number.remove_prefix(mark + 1);
    }
    if (!is_number(number)) return word;
    auto const significant = trimmed_left(number, "0");
    return significant.empty() ? "0" : std::string{significant};
}

std::string pasted_path(std::string_view text) {
    auto path = pasted(text);
    while (path.starts_with("./") && path.size() > 2) path.erase(0, 2);
    return path;
}

std::string pasted_instant(std::string_view text) {
    static constexpr std::size_t kDay = 10;     // "2026-01-22"
    static constexpr std::size_t kMinute = 16;  // "2026-01-22T10:00"
    auto instant = pasted_word(text);
    if (instant.size() < kMinute || !parse_date(std::string_view{instant}.substr(0, kDay))) return instant;
    if (instant[kDay] != ' ' && to_lower(instant[kDay]) != 't') return instant;
    instant[kDay] = 'T';
    for (std::string_view const zone : {" UTC", "UTC", " Z", " z"}) {
        if (!instant.ends_with(zone)) continue;
        instant.replace(instant.size() - zone.size(), zone.size(), "Z");
        break;
    }
    auto const seconds = instant.size() > kMinute && instant[kMinute] == ':';
    if (!seconds) instant.insert(kMinute, ":00");
    return instant;
}

}  // namespace cadence
