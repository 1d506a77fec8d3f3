// Names across sections of the configuration: given twice, or of trains that there are not.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/draft.h"

namespace cadence::config {

/// Says which drafts bear a name that one before them has. `key` is the one that names them.
template <class Drafts, class NameOf>
void refuse_twice(Drafts const& drafts, std::string_view key, std::string const& what,
                  NameOf const& name_of) {
    std::map<std::string, Place> places;
    for (auto const& each : drafts) {
        if (!each.sure(key)) continue;
        auto const here = each.section.place(key);
        auto const [first, added] = places.emplace(name_of(each), here);
        if (added) continue;
        auto text = std::string{key} + " " + in_quotes(name_of(each));
        text.append(" is already used by the ").append(what);
        text.append(" in ").append(first->second.seen_from(here));
        text.append("; give each ").append(what).append(what == "person" ? " their own" : " its own");
        each.refuse(key, std::move(text));
    }
}

/// Says so if there is no such train, unless the trains themselves are in doubt.
void refuse_unknown_train(Draft const& draft, SectionDraft const& where, std::string_view key,
                          std::string_view train);

}  // namespace cadence::config
