#include "flag/flags.h"

#include <algorithm>
#include <array>

#include "base/plain_text.h"
#include "base/text.h"

namespace cadence::flag {

namespace {

std::string text_of(std::string const& text) {
    return text;
}
std::string text_of(bool value) {
    return value ? "true" : "false";
}
std::string text_of(int value) {
    return std::to_string(value);
}
std::string text_of(Stage value) {
    return std::string{name_of(value)};
}
std::string text_of(std::vector<std::string> const& names) {
    return listed(names);
}
std::string text_of(std::optional<Date> const& day) {
    return day ? format_date(*day) : std::string{};
}

bool is_key_character(char c) {
    return is_alnum(c) || c == '.' || c == '_' || c == '-';
}

Result<void> check_key(std::string const& key) {
    auto const good = !key.empty() && key.size() <= kLongestName && is_alnum(key.front()) &&
                      std::ranges::all_of(key, is_key_character);
    if (good) return {};
    return refuse(ErrorCode::invalid, "not-a-flag-key",
                  "'" + one_line(key) +
                      "' is not a flag's key: take letters, digits, dots, dashes and low "
                      "lines, 100 at most, a letter or a digit first, like CHANNEL_MANAGER_ENABLED.");
}

Result<void> check_percentage(int percentage) {
    if (percentage >= 0 && percentage <= 100) return {};
    return refuse(ErrorCode::invalid, "not-a-percentage",
                  std::to_string(percentage) + " is not a percentage: give a whole number from 0 to 100.",
                  "#/percentage");
}

Result<void> check_about(std::string const& text, std::string const& field) {
    if (text.size() <= kLongestAbout) return {};
    return refuse(ErrorCode::invalid, "too-long",
                  field + " is longer than " + std::to_string(kLongestAbout) + " bytes.", field);
}

Result<void> check_groups(std::vector<std::string> const& names, std::string const& field) {
    if (names.size() > kMostGroups)
        return refuse(ErrorCode::invalid, "too-many-groups",
                      "These are " + std::to_string(names.size()) + " groups, and a stage may have " +
                          std::to_string(kMostGroups) + ": let the application put some of them together.",
                      field);
    for (auto const& name : names)
        if (name.empty() || name.size() > kLongestName)
            return refuse(ErrorCode::invalid, "not-a-group",
                          "The name of a group has 1 to " + std::to_string(kLongestName) + " bytes.", field);
    return {};
}

std::string in_question(std::string const& day) {
    return "'" + one_line(day) + "'";
}

Result<void> set_until(Flag& flag, std::string const& text, Wanting const& who) {
    flag.until.reset();
    flag.due_at.reset();
    if (text.empty()) return {};
    auto const day = parse_date(text);
    if (!day) return refuse(ErrorCode::invalid, "not-a-date", day.error().detail, "#/until");
    flag.until = *day;
    flag.due_at = who.zone.at(*day + date::days{1}, std::chrono::minutes{0});
    if (*flag.due_at > who.at) return {};
    return refuse(ErrorCode::invalid, "date-in-the-past",
                  in_question(text) + " is over: give the day by which the rollout should be finished.",
                  "#/until");
}

/// Nobody is reached by it who is not by the stage before.
bool has_beta(Flag const& flag) {
    return !flag.groups.beta.empty() || flag.percentage > 0;
}

Stage next_stage(Flag const& flag, Stage stage) {
    auto const next = static_cast<Stage>(static_cast<int>(stage) + 1);
    return next == Stage::beta && !has_beta(flag) ? Stage::all : next;
}

Result<void> check_step(Stage from, Flag const& flag) {
    if (flag.stage <= from || flag.stage <= next_stage(flag, from)) return {};
    auto const next = std::string{name_of(next_stage(flag, from))};
    return refuse(ErrorCode::unprocessable, "stage-skipped",
                  flag.key + " is " + std::string{name_of(from)} + ", and the next stage is " + next +
                      ", not " + std::string{name_of(flag.stage)} +
                      ": a rollout goes forward one stage at a time (a beta without groups and percentage is "
                      "passed over), and back to any.",
                  "#/stage", {next});
}

/// Whether the two reach the same, whoever asks.
bool reaches_the_same(Flag const& a, Flag const& b) {
    if (a.default_value != b.default_value || a.stage != b.stage) return false;
    auto const between = a.stage == Stage::internal || a.stage == Stage::beta;
    if (between && a.groups.internal != b.groups.internal) return false;
    return a.stage != Stage::beta || (a.groups.beta == b.groups.beta && a.percentage == b.percentage);
}

template <class T>
void take(T& into, std::optional<T> const& wanted) {
    if (wanted) into = *wanted;
}

Result<void> check_all(Flag const& flag) {
    for (auto const& checked :
         {check_key(flag.key), check_percentage(flag.percentage),
          check_about(flag.description, "#/description"), check_about(flag.owner, "#/owner"),
          check_about(flag.notes, "#/notes"), check_groups(flag.groups.internal, "#/groups/internal"),
          check_groups(flag.groups.beta, "#/groups/beta")})
        if (!checked) return checked;
    if (!trimmed(flag.description).empty()) return {};
    return refuse(ErrorCode::invalid, "description-needed",
                  flag.key +
                      " has no description: say in a sentence what feature it is. (Is it the flag that you "
                      "mean? A key that is not known yet registers a new one.)",
                  "#/description");
}

std::vector<FieldChange> differences(Flag const& from, Flag const& to) {
    std::vector<FieldChange> changes;
    auto const compare = [&](char const* field, auto const& before, auto const& after) {
        if (before != after) changes.push_back({field, text_of(before), text_of(after)});
    };
    compare("stage", from.stage, to.stage);
    compare("percentage", from.percentage, to.percentage);
    compare("groups.internal", from.groups.internal, to.groups.internal);
    compare("groups.beta", from.groups.beta, to.groups.beta);
    compare("default_value", from.default_value, to.default_value);
    compare("description", from.description, to.description);
    compare("owner", from.owner, to.owner);
    compare("notes", from.notes, to.notes);
    compare("release", from.release, to.release);
    compare("until", from.until, to.until);
    return changes;
}

Flag fresh(std::string const& key, Wanted const& wanted, Wanting const& who) {
    return {.key = key,
            .train = wanted.train.value_or(""),
            .owner = who.by,
            .groups = {{"internal"}, {"beta"}},
            .created_at = who.at,
            .created_by = who.by};
}

void remember(Flag& flag, Step step) {
    flag.history.push_back(std::move(step));
    if (flag.history.size() > kStepsKept) flag.history.erase(flag.history.begin());
}

Result<void> need_reason(std::string const& reason) {
    if (!trimmed(reason).empty()) return {};
    return refuse(ErrorCode::invalid, "reason-needed",
                  "Give a reason: who gets the feature changes, and the record says why.", "#/reason");
}

}  // namespace

bool is_unfinished(Flag const& flag) {
    return flag.stage != Stage::all;
}

std::optional<Instant> late_at(Flag const& flag) {
    return is_unfinished(flag) && !flag.told_late_at ? flag.due_at : std::nullopt;
}

std::string show_stage(Flag const& flag) {
    auto const share = flag.stage == Stage::beta && flag.percentage > 0;
    return text_of(flag.stage) + (share ? ", " + text_of(flag.percentage) + " %" : "");
}

Result<std::optional<Change>> changed(Flag const* before, std::string const& key, Wanted const& wanted,
                                      Wanting const& who) {
    auto const from = before != nullptr ? *before : fresh(key, wanted, who);
    if (wanted.train && *wanted.train != from.train)
        return refuse(ErrorCode::unprocessable, "flag-of-another-train",
                      key + " is a flag of " + from.train + " and stays that: take another key.", "#/train");
    Change change{.after = from, .is_new = before == nullptr};
    auto& flag = change.after;
    take(flag.description, wanted.description);
    take(flag.owner, wanted.owner);
    take(flag.notes, wanted.notes);
    take(flag.default_value, wanted.default_value);
    take(flag.stage, wanted.stage);
    if (wanted.groups) {
        take(flag.groups.internal, wanted.groups->internal);
        take(flag.groups.beta, wanted.groups->beta);
    }
    take(flag.percentage, wanted.percentage);
    take(flag.release, wanted.release);
    if (wanted.until && *wanted.until != text_of(from.until)) {
        flag.told_late_at.reset();
        if (auto const set = set_until(flag, *wanted.until, who); !set) return error_of(set);
    }
    if (auto const checked = check_all(flag); !checked) return error_of(checked);
    if (auto const allowed = check_step(from.stage, flag); !allowed) return error_of(allowed);
    auto changes = differences(before != nullptr ? from : Flag{}, flag);
    if (changes.empty()) return std::optional<Change>{};
    change.flips = !reaches_the_same(from, flag) && !(change.is_new && flag.stage == Stage::off);
    change.switches_off = change.flips && flag.stage == Stage::off && from.stage != Stage::off &&
                          flag.default_value == from.default_value;
    if (change.flips)
        if (auto const given = need_reason(wanted.reason); !given) return error_of(given);
    remember(flag, {who.at, who.by, wanted.reason, std::move(changes)});
    return std::optional{std::move(change)};
}

Result<bool> removing_flips(Flag const& flag, std::string const& reason) {
    if (flag.stage == Stage::off) return false;
    if (flag.stage != Stage::all)
        return refuse(
            ErrorCode::conflict, "flag-half-open",
            flag.key + " is " + show_stage(flag) + ": finish its rollout or switch it off, then remove it.");
    return need_reason(reason).map([] { return true; });
}

}  // namespace cadence::flag
