// What a subcommand takes, as data, and what the user gave.
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
    bool required = false;
    std::vector<std::string> one_of{};
    std::string (*check)(std::string const&) = nullptr;  // what is wrong with a value, or nothing
    Times times = Times::once;

    [[nodiscard]] bool is_switch() const { return value.empty() && name.starts_with('-'); }
    /// "reason", "follow", "release".
    [[nodiscard]] std::string key() const;
    /// What somebody pasted for it, as it was meant (base/pasted.h).
    [[nodiscard]] std::string meant(std::string const& given) const;
    /// What is wrong with it then, or nothing.
    [[nodiscard]] std::string wrong(std::string const& meant) const;
};

class Arguments {
  public:
    void set(std::string key, std::vector<std::string> values) {
        values_[std::move(key)] = std::move(values);
    }
    /// Empty where it was not given.
    [[nodiscard]] std::string operator[](std::string_view key) const {
        auto const found = values_.find(key);
        return found == values_.end() || found->second.empty() ? std::string{} : found->second.back();
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

// Checks: empty when the value will do.
[[nodiscard]] std::string check_date(std::string const& value);
[[nodiscard]] std::string check_instant(std::string const& value);
[[nodiscard]] std::string check_day_or_instant(std::string const& value);
[[nodiscard]] std::string check_month(std::string const& value);
[[nodiscard]] std::string check_length(std::string const& value);
[[nodiscard]] std::string check_number(std::string const& value);
/// From 1 on.
[[nodiscard]] std::string check_count(std::string const& value);
[[nodiscard]] std::string check_pull_request(std::string const& value);
[[nodiscard]] std::string check_branch(std::string const& value);
/// A CVSS score: 0.0 to 10.0.
[[nodiscard]] std::string check_score(std::string const& value);
[[nodiscard]] std::string check_commit(std::string const& value);
[[nodiscard]] std::string check_version(std::string const& value);

}  // namespace cadence::ctl
