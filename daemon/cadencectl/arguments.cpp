#include "cadencectl/arguments.h"

#include <algorithm>
#include <array>

#include "artifact/version.h"
#include "base/git_name.h"
#include "base/instant.h"
#include "base/pasted.h"
#include "base/text.h"

namespace cadence::ctl {

namespace {

template <auto kParse>
std::string complaint(std::string const& value) {
    auto const read = kParse(value);
    return read ? std::string{} : read.error().detail;
}

std::string as_it_is(std::string_view given) {
    return std::string{given};
}

std::string nothing_wrong(std::string const&) {
    return {};
}

std::string check_day_or_instant(std::string const& value) {
    if (parse_date(value) || parse_instant(value)) return {};
    return "\"" + value + "\" is neither a day (2026-01-15) nor an instant (2026-01-15T10:00:00Z)";
}

std::string check_month(std::string const& value) {
    if (value.size() == 7 && parse_date(value + "-01")) return {};
    return "\"" + value + "\" is not a month. Write it as 2026-01";
}

std::string check_number(std::string const& value) {
    if (value.size() <= 15 && is_number(value)) return {};
    return "\"" + value + "\" is not a whole number";
}

std::string check_pull_request(std::string const& value) {
    if (check_count(value).empty()) return {};
    return "\"" + value + "\" is not a pull request. Give its number, like 412, or its address";
}

std::string check_branch(std::string const& value) {
    if (is_ref_name(value)) return {};
    return "\"" + value + "\" is not a branch. Give its name, like fix/login";
}

std::string check_score(std::string const& value) {
    auto const dot = std::min(value.find('.'), value.size());
    auto const digits = [](std::string_view part) { return part.size() <= 3 && is_number(part); };
    auto const well_written = digits(std::string_view{value}.substr(0, dot)) &&
                              (dot == value.size() || digits(std::string_view{value}.substr(dot + 1)));
    if (well_written && std::stod(value) <= 10.0) return {};
    return "\"" + value + "\" is not a CVSS score. Write a number from 0.0 to 10.0";
}

std::string check_commit(std::string const& value) {
    if (is_commit_id(value)) return {};
    return "\"" + value + "\" is not a commit. Write 7 to 64 digits of it, as git log shows them: 0-9, a-f";
}

struct Meant {
    std::string_view value;  // of an argument, in its help; what is not here is a word
    std::string (*of)(std::string_view);
    std::string (*check)(std::string const&) = nothing_wrong;
};

constexpr auto kMeant = std::to_array<Meant>({{"SHA", pasted_commit, check_commit},
                                              {"SHA...", pasted_commit, check_commit},
                                              {"BRANCH", pasted_branch, check_branch},
                                              {"NUMBER", pasted_pull_request, check_pull_request},
                                              {"PATH", pasted_path},
                                              {"PATTERN", pasted_path},
                                              {"INSTANT", pasted_instant, complaint<parse_instant>},
                                              {"DAY", pasted_instant, check_day_or_instant},
                                              {"DAY|INSTANT", pasted_instant, check_day_or_instant},
                                              {"YYYY-MM", pasted_word, check_month},
                                              {"LENGTH", pasted_word, complaint<parse_duration>},
                                              {"N", pasted_word, check_number},
                                              {"SCORE", pasted_word, check_score},
                                              {"TEXT", pasted},
                                              {"TITLE", pasted},
                                              {"FILE", as_it_is}});

Meant const* meant_by(std::string_view value) {
    auto const found = std::ranges::find(kMeant, value, &Meant::value);
    return found == kMeant.end() ? nullptr : &*found;
}

}  // namespace

std::string Argument::key() const {
    auto long_name = name.substr(name.rfind(',') + 1);
    while (long_name.starts_with('-')) long_name.remove_prefix(1);
    return lower(long_name);
}

std::string Argument::meant(std::string const& given) const {
    if (!one_of.empty()) {
        auto word = pasted_word(given);
        auto const same = [&](std::string const& each) { return same_name(each, word); };
        auto const found = std::ranges::find_if(one_of, same);
        return found == one_of.end() ? word : *found;
    }
    auto const* const known = meant_by(value);
    return known == nullptr ? pasted_word(given) : known->of(given);
}

std::string Argument::wrong(std::string const& meant) const {
    if (meant.empty())
        return "the value is empty. Give " + std::string{value} + (required ? "" : ", or leave it out");
    if (!one_of.empty() && std::ranges::find(one_of, meant) == one_of.end())
        return "\"" + meant + "\" is none of " + listed(one_of);
    if (check != nullptr) return check(meant);
    auto const* const known = meant_by(value);
    return known == nullptr ? std::string{} : known->check(meant);
}

std::string underscored(std::string_view name) {
    std::string word{name};
    std::ranges::replace(word, '-', '_');
    return word;
}

std::string check_date(std::string const& value) {
    return complaint<parse_date>(value);
}

std::string check_count(std::string const& value) {
    if (auto wrong = check_number(value); !wrong.empty()) return wrong;
    return trimmed_left(value, "0").empty() ? "\"" + value + "\" is too small: give 1 or more"
                                            : std::string{};
}

std::string check_version(std::string const& value) {
    return complaint<artifact::parse_tag>(value);
}

Argument required_place(std::string_view name, std::string_view does) {
    return {.name = name, .value = name, .does = does, .required = true};
}

Argument repeated_option(std::string_view name, std::string_view value, std::string_view does) {
    return {.name = name, .value = value, .does = does, .times = Times::again};
}

Argument release_place(std::string_view otherwise) {
    return {"RELEASE,--release", "ID", otherwise};
}

Argument count_option(std::string_view name, std::string_view does) {
    return {.name = name, .value = "N", .does = does, .check = check_count};
}

}  // namespace cadence::ctl
