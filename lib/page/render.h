// A template filled with a view: an object whose members are texts, lists and objects; what is false or not
// there is left out. A name that an item of a list lacks is looked for around it: items and what is around
// them share none.
#pragma once

#include <string>
#include <string_view>

#include "page/page.h"

namespace cadence::page {

/// `{{>name}}` in a template is the template so named.
[[nodiscard]] std::string render(std::string_view name, Object const& view);

/// A whole page.
struct Whole {
    std::string title;
    std::string description;   // of a link's preview
    std::string_view content;  // the template of what is in <main>
    Object view;
};
[[nodiscard]] std::string framed(Whole whole, Place const& place);

}  // namespace cadence::page
