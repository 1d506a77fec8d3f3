// The arguments that a subcommand takes, as data, and those that the user gave.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cadence::ctl {

enum class Times {
    once,
    again,  // the option as often as one likes: --label a --label b
    list,   // several values in a row as well: --revert a b
};

struct Argument {
    std::string_view name;   // "--reason", "-f,--follow", or "RELEASE" for one told by its place
    std::string_view value;  // what stands for it in the help; empty: a switch
    std::string_view does;
    std::vector<std::string> one_of{};
    bool required = false;
    std::string (*check)(std::string const&) = nullptr;  // beside what its kind of value asks for
    Times times = Times::once;

    [[nodiscard]] bool is_switch() const { return value.empty() && name.starts_with('-'); }
    /// "reason", "follow", "release".
    [[nodiscard]] std::string key() const;
    /// The value that somebody pasted for it, as it was meant (base/pasted.h).
    [[nodiscard]] std::string meant(std::string const& given) const;
    /// The complaint about it, or nothing.
    [[nodiscard]] std::string wrong(std::string const& meant) const;
};

class Arguments {
  public:
    void set(std::string key, std::vector<std::string> values) {
        values_[std::move(key)] = std::move(values);
    }
    /// Empty where it was not given.
    [[nodiscard]] std::string operator[](std::string_view key) const {
        auto const values = all(key);
        return values.empty() ? std::string{} : values.back();
    }
    /// Those of an argument that may be given several times.
    [[nodiscard]] std::vector<std::string> all(std::string_view key) const {
        auto const found = values_.find(key);
        return found == values_.end() ? std::vector<std::string>{} : found->second;
    }
    [[nodiscard]] bool has(std::string_view key) const { return values_.contains(key); }

  private:
    std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

/// "data-integrity" as the daemon spells it: data_integrity.
[[nodiscard]] std::string underscored(std::string_view name);

// Checks: empty when the value will do. Others come with what stands for the value: INSTANT, BRANCH, N ...
[[nodiscard]] std::string check_date(std::string const& value);
/// From 1 on.
[[nodiscard]] std::string check_count(std::string const& value);
[[nodiscard]] std::string check_version(std::string const& value);

// Arguments that many subcommands take.

[[nodiscard]] inline Argument required(Argument argument) {
    argument.required = true;
    return argument;
}
/// Told by its place: "ID".
[[nodiscard]] Argument required_place(std::string_view name, std::string_view does);
/// --label a --label b.
[[nodiscard]] Argument repeated_option(std::string_view name, std::string_view value, std::string_view does);
inline Argument const kTrainOption{"--train", "ID", "of this train"};
/// A release, told by its place or by --release; `otherwise` says which one it is when it is left out.
[[nodiscard]] Argument release_place(
    std::string_view otherwise =
        "like backend-2026-01-22; default: the one in flight, on demand first, else the next");
inline Argument const kReasonOption{"--reason", "TEXT", "why, for the record"};
/// From 1 on.
[[nodiscard]] Argument count_option(std::string_view name, std::string_view does);
inline Argument const kLimitOption = count_option("--limit", "how many per page, 1 to 200; default: 50");
inline Argument const kCursorOption{"--cursor", "TEXT", "continue where the last answer ended"};

}  // namespace cadence::ctl
