#include "chat/announcement.h"

#include "chat/nouns.h"

namespace cadence::chat {

Announcements announcements_of(EventContext const& context) {
    for (auto const* const noun : kNouns) {
        if (auto made = noun->announcements(context); !made.empty()) return made;
    }
    return {};
}

}  // namespace cadence::chat
