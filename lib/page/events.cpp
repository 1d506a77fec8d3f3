// The log, newest first.
#include "base/encoding.h"
#include "base/text.h"
#include "page/parts.h"
#include "page/render.h"

namespace cadence::page {

namespace {

Object row_of_event(Object const& event, Zone const& zone) {
    Object row{{"sentence", said(text_at(event, "text"), zone)},
               {"number", std::to_string(number_at(event, "seq"))}};
    put_look(row, {"todo", "dim"});
    if (auto const at = instant_at(event, "at")) row["moment_at"] = dated_moment(*at, zone);
    auto const release = text_at(event, "release");
    row["href"] = some(release.empty() ? release : release_link(release));
    row["link"] = release;
    row["actor"] = text_at(object_at(event, "actor"), "name").empty()
                       ? text_at(event, "actor")
                       : text_at(object_at(event, "actor"), "name");
    row["via"] = text_at(event, "via");
    return row;
}

}  // namespace

std::string events_page(Object const& document, Place const& place) {
    Array rows;
    Zone const utc;
    for (auto const& each : list_at(document, "items")) rows.push_back(row_of_event(each.as_object(), utc));
    auto const& asked = object_at(document, "asked");
    Array types;
    for (auto const& each : list_at(document, "types")) {
        auto const name = std::string{each.as_string()};
        types.push_back(Object{{"value", name},
                               {"label", capitalised(in_words(name))},
                               {"chosen", name == text_at(asked, "type")}});
    }
    Object view{{"any_rows", !rows.empty()},
                {"events", std::move(rows)},
                {"types", std::move(types)},
                {"train", text_at(asked, "train")},
                {"release", text_at(asked, "release")}};
    if (auto const next = text_at(document, "next"); !next.empty()) view["next_href"] = next;
    return framed({.title = "Log",
                   .description = "What happened, when, to what, by whom",
                   .content = "events",
                   .view = std::move(view)},
                  place);
}

}  // namespace cadence::page
