#include "config/wording.h"

#include "chat/announcement.h"
#include "config/values.h"

namespace cadence::config {

std::optional<std::string> wording_of(chat::Topic topic, Value const& value) {
    auto wording = paragraph_of(value);
    if (!wording) return std::nullopt;
    auto const checked = chat::check_wording(topic, *wording);
    if (checked) return wording;
    auto why = checked.error().detail;
    if (why.ends_with('.')) why.pop_back();
    value.refuse("wording of " + in_quotes(name_of(topic)) + " cannot be used: " + why);
    return std::nullopt;
}

}  // namespace cadence::config
