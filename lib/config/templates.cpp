#include "config/templates.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "config/lists.h"

namespace cadence::config {
namespace {

struct Word {
    std::string_view word;
    std::string_view example;  // what it may become, so that the whole can be judged
    Texts known = Texts::of_checks;
};

constexpr std::array kWords{
    Word{kStagingWord, "https://x"},
    Word{kProductionWord, "https://x"},
    Word{"{version}", "0"},
    Word{"{commit}", "0"},
    Word{"{release}", "0"},
    Word{"{tag}", "v0", Texts::of_actions},
    Word{"{branch}", "0", Texts::of_actions},
};

std::vector<std::string> words_of(Texts texts) {
    std::vector<std::string> words;
    for (auto const& each : kWords) {
        if (each.known <= texts) words.emplace_back(each.word);
    }
    return words;
}

bool is_word_char(char c) {
    return c == '_' || is_digit(c) || (c >= 'a' && c <= 'z');
}

/// The next "{word}" from `from` on. A shell's ${variable} and the braces of PromQL and awk are none.
struct Found {
    std::size_t at = std::string_view::npos;
    std::string_view word;
};
Found next_word(std::string_view text, std::size_t from) {
    for (auto at = text.find('{', from); at != std::string_view::npos; at = text.find('{', at + 1)) {
        auto end = at + 1;
        while (end < text.size() && is_word_char(text[end])) ++end;
        bool const closed = end > at + 1 && end < text.size() && text[end] == '}';
        bool const of_shell = at > 0 && text[at - 1] == '$';
        if (closed && !of_shell) return {at, text.substr(at, end + 1 - at)};
    }
    return {};
}

/// Whether all words are known; says so of the first that is not.
bool knows_words(std::string_view text, Value const& value, Texts texts) {
    auto const known = words_of(texts);
    for (auto found = next_word(text, 0); !found.word.empty();
         found = next_word(text, found.at + found.word.size())) {
        if (std::ranges::find(known, found.word) != known.end()) continue;
        value.refuse(std::string{value.key.name} + " has the unknown word " + in_quotes(found.word) +
                     "; the words are " + listed(known) + did_you_mean(found.word, known));
        return false;
    }
    return true;
}

std::string example_of(std::string text) {
    for (auto const& each : kWords) {
        for (auto at = text.find(each.word); at != std::string::npos; at = text.find(each.word)) {
            text.replace(at, each.word.size(), each.example);
        }
    }
    return text;
}

/// The mistake in the place of {staging} and {production}, or empty: they are whole URLs.
std::string_view fault_of_places(std::string_view url) {
    for (auto const word : {kStagingWord, kProductionWord}) {
        auto const at = url.find(word);
        if (at == std::string_view::npos || url.substr(0, at).find('?') != std::string_view::npos) continue;
        auto const rest = url.substr(at + word.size());
        bool const goes_on = rest.empty() || rest.front() == '/' || rest.front() == '?';
        if (at != 0 || !goes_on) return "has {staging} or {production} anywhere but alone before its path";
    }
    return {};
}

/// The part between scheme and path may hold a password, which no message may repeat.
bool has_credentials(std::string_view url) {
    auto const scheme = url.find("://");
    if (scheme == std::string_view::npos) return false;
    auto const rest = url.substr(scheme + 3);
    return rest.substr(0, rest.find_first_of("/?#")).find('@') != std::string_view::npos;
}

std::optional<std::string> variable_of(std::string_view name, Value const& value, Texts texts) {
    auto const fits = [](char c) { return c == '_' || is_alnum(c); };
    if (!name.empty() && !is_digit(name.front()) && std::ranges::all_of(name, fits))
        return template_of(value, texts);
    return value.refuse_for("has " + in_quotes(name) + ", which is not a variable name");
}

/// Those of its texts that are templates, whatever its kind.
template <class Kind>
std::vector<std::string_view> templates_in(Kind const& kind) {
    std::vector<std::string_view> texts;
    if constexpr (requires { kind.url; }) texts.emplace_back(kind.url);
    if constexpr (requires { kind.body; }) texts.emplace_back(kind.body);
    if constexpr (requires { kind.query; }) texts.emplace_back(kind.query);
    if constexpr (requires { kind.message; }) texts.emplace_back(kind.message);
    if constexpr (requires { kind.command; })
        texts.insert(texts.end(), kind.command.begin(), kind.command.end());
    if constexpr (requires { kind.headers; })
        for (auto const& [name, value] : kind.headers) texts.emplace_back(value);
    if constexpr (requires { kind.environment; })
        for (auto const& [name, value] : kind.environment) texts.emplace_back(value);
    return texts;
}

template <class Kinds>
bool has_word(Kinds const& kinds, std::string_view word) {
    auto const has_it = [word](std::string_view text) { return text.find(word) != std::string_view::npos; };
    return std::ranges::any_of(std::visit([](auto const& kind) { return templates_in(kind); }, kinds),
                               has_it);
}

}  // namespace

std::optional<std::string> template_of(Value const& value, Texts texts) {
    auto text = paragraph_of(value);
    if (!text || !knows_words(*text, value, texts)) return std::nullopt;
    return text;
}

std::optional<std::string> url_template_of(Value const& value, Texts texts) {
    auto const text = string_of(value);
    if (!text) return std::nullopt;
    auto const example = example_of(*text);
    if (has_credentials(example)) return value.refuse_for("carries a user name or password");
    if (!knows_words(*text, value, texts)) return std::nullopt;
    auto fault = fault_of_places(*text);
    if (fault.empty()) fault = fault_of_url(example, true);
    if (!fault.empty()) return value.refuse_text(*text, fault);
    return template_of(value, texts);
}

std::optional<std::vector<std::string>> command_of(Value const& value, Texts texts) {
    auto command = program_words(value, [texts](Value const& word) { return template_of(word, texts); });
    if (command && (command->empty() || trimmed(command->front()).empty()))
        return value.refuse_for("names no program");
    return command;
}

std::optional<std::map<std::string, std::string>> environment_of(Value const& value, Texts texts) {
    std::map<std::string, std::string> environment;
    bool const all = read_entries(environment, value, [&](std::string_view name, Value const& each) {
        return variable_of(name, each, texts);
    });
    return all ? std::optional{std::move(environment)} : std::nullopt;
}

bool uses_word(job::Check const& check, std::string_view word) {
    return has_word(check.what, word);
}

bool uses_word(job::Action const& action, std::string_view word) {
    return has_word(action.what, word);
}

}  // namespace cadence::config
