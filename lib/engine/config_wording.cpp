#include "engine/config_wording.h"

#include "engine/config_values.h"

namespace cadence::engine {
namespace {

/// What is wrong with it, or empty.
std::string fault_of_wording(chat::Topic topic, std::string_view wording) {
    if (!trimmed(wording.substr(0, wording.find('\n'))).empty()) return {};
    return "wording of " + in_quotes(name_of(topic)) + " has nothing in its first line, which is the title";
}

}  // namespace

std::optional<std::string> wording_of(chat::Topic topic, Value const& value) {
    auto wording = paragraph_of(value);
    if (!wording) return std::nullopt;
    auto fault = fault_of_wording(topic, *wording);
    if (fault.empty()) return wording;
    value.refuse(std::move(fault));
    return std::nullopt;
}

}  // namespace cadence::engine
