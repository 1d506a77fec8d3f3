// Every key of the configuration, section by section, from the tables by which it is read: for those who
// document or check the file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cadence::config {

enum class Need { required, optional };

struct Key {
    std::string_view name;
    Need need = Need::optional;
    std::string_view fallback;  // as TOML, or empty: it has no default, or one that depends on other keys
    std::string_view takes;     // "a length of time, like \"2h\""
};

struct SectionKeys {
    std::string section;  // "trains.phases"; empty: the top level
    std::vector<Key> keys;
};
/// Every section with its keys, for those who document or check them.
[[nodiscard]] std::vector<SectionKeys> const& config_keys();

}  // namespace cadence::config
