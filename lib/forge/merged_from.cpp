// Anybody who may commit writes these messages: what is found is a claim, and a branch only if git takes it.
#include <algorithm>

#include "base/git_name.h"
#include "base/text.h"
#include "forge/hook.h"
#include "forge/hook_parts.h"

namespace cadence::forge {

namespace {

std::string branch_if_valid(std::string_view name) {
    return is_ref_name(name) ? std::string{name} : std::string{};
}

/// "12", or "" for what is no number of a pull request.
std::string number_if_valid(std::string_view digits) {
    static constexpr std::size_t kMostDigits = 12;
    auto const valid = is_number(digits) && digits.size() <= kMostDigits && digits.front() != '0';
    return valid ? std::string{digits} : std::string{};
}

/// "12" of "… (#12)" or "… (!12)".
std::string number_at_end(std::string_view line) {
    if (!line.ends_with(')')) return {};
    line.remove_suffix(1);
    auto const open = line.rfind('(');
    if (open == std::string_view::npos || line.size() - open < 2) return {};
    auto const mark = line[open + 1];
    return mark == '#' || mark == '!' ? number_if_valid(line.substr(open + 2)) : std::string{};
}

/// The text in front of the last `word`, and behind it.
bool split_at_last(std::string_view word, std::string_view& front, std::string_view& back) {
    auto const at = front.rfind(word);
    if (at == std::string_view::npos) return false;
    back = front.substr(at + word.size());
    front = front.substr(0, at);
    return true;
}

/// GitHub: "#12 from anna/fix", where anna is who owns the repository that the branch is in.
MergedFrom from_github(std::string_view rest) {
    std::string_view source;
    if (!split_at_last(" from ", rest, source)) return {};
    auto const slash = source.find('/');
    auto number = number_if_valid(rest.substr(1));
    if (number.empty() || slash == std::string_view::npos) return {};
    return {std::move(number), branch_if_valid(source.substr(slash + 1))};
}

/// Gitea: "'Its title' (#12) from fix into main", from a fork "anna/app:fix". The title may say anything, so
/// that this is read from its end, where no name has a space in it.
MergedFrom from_gitea(std::string_view rest) {
    std::string_view base;
    std::string_view source;
    if (!split_at_last(" into ", rest, base) || !split_at_last(" from ", rest, source)) return {};
    auto number = number_at_end(rest);
    if (number.empty()) return {};
    auto const colon = source.find(':');
    if (colon != std::string_view::npos) source.remove_prefix(colon + 1);
    return {std::move(number), branch_if_valid(source)};
}

/// "fix" of "'fix'"; "" of what is not quoted.
std::string_view unquoted(std::string_view name) {
    if (name.size() < 2 || !name.starts_with('\'') || !name.ends_with('\'')) return {};
    return name.substr(1, name.size() - 2);
}

/// GitLab's last line: "See merge request acme/app!12".
std::string number_seen(std::string_view message) {
    static constexpr std::string_view kSee = "\nSee merge request ";
    auto const at = message.rfind(kSee);
    if (at == std::string_view::npos) return {};
    auto const reference = first_line(message.substr(at + kSee.size()));
    auto const mark = reference.rfind('!');
    return mark == std::string::npos ? std::string{} : number_if_valid(reference.substr(mark + 1));
}

/// git and GitLab: "'fix' into 'main'"; with nothing behind it, into the branch that is pushed.
std::string branch_of_merge(std::string_view rest) {
    std::string_view base;
    split_at_last(" into ", rest, base);
    return branch_if_valid(unquoted(rest));
}

}  // namespace

MergedFrom merged_from(std::string_view message) {
    static constexpr std::string_view kPullRequest = "Merge pull request ";
    static constexpr std::string_view kBranch = "Merge branch ";
    auto const line = first_line(message);
    std::string_view const text{line};
    if (text.starts_with(kPullRequest)) {
        auto const rest = text.substr(kPullRequest.size());
        auto found = rest.starts_with('#') ? from_github(rest) : from_gitea(rest);
        if (!found.pull_request.empty()) return found;
    }
    if (text.starts_with(kBranch))
        return {number_seen(message), branch_of_merge(text.substr(kBranch.size()))};
    auto number = number_at_end(text);
    return {number.empty() ? number_seen(message) : std::move(number), {}};
}

}  // namespace cadence::forge
