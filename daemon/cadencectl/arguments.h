// What a subcommand takes, as data, and what the user gave.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cadence::ctl {

struct Argument {
    std::string_view name;   // "--reason", "-f,--follow", or "RELEASE" for one told by its place
    std::string_view value;  // what stands for it in the help; empty: a switch
    std::string_view does;
    bool required = false;
    std::vector<std::string> one_of{};
    std::string (*check)(std::string const&) = nullptr;  // what is wrong with a value, or nothing

    [[nodiscard]] bool is_switch() const { return value.empty() && name.starts_with('-'); }
    /// "reason", "follow", "release".
    [[nodiscard]] std::string key() const;
};

class Arguments {
  public:
    void set(std::string key, std::string value) { values_[std::move(key)] = std::move(value); }
    /// Empty where it was not given.
    [[nodiscard]] std::string operator[](std::string_view key) const {
        auto const found = values_.find(key);
        return found == values_.end() ? std::string{} : found->second;
    }
    [[nodiscard]] bool has(std::string_view key) const { return values_.contains(key); }

  private:
    std::map<std::string, std::string, std::less<>> values_;
};

// Checks: empty when the value will do.
[[nodiscard]] std::string check_date(std::string const& value);
[[nodiscard]] std::string check_instant(std::string const& value);
[[nodiscard]] std::string check_day_or_instant(std::string const& value);
[[nodiscard]] std::string check_month(std::string const& value);
[[nodiscard]] std::string check_length(std::string const& value);
[[nodiscard]] std::string check_number(std::string const& value);

}  // namespace cadence::ctl
