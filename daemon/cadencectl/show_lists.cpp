#include <fmt/format.h>

#include "cadencectl/phrases.h"
#include "cadencectl/show.h"
#include "cadencectl/show_parts.h"
#include "cadencectl/times.h"

namespace cadence::ctl::show {

namespace {

std::string state_of_token(Json const& token) {
    auto const revoked = text(token, "revoked_at");
    if (!revoked.empty()) return "revoked " + stamp(revoked);
    auto const expires = text(token, "expires_at");
    return expires.empty() ? "no expiry" : "until " + stamp(expires);
}

/// "only ci_checks".
std::string limit_of(Json const& token) {
    auto const limited = joined(items(token, "items"));
    return limited.empty() ? limited : "only " + limited;
}

}  // namespace

std::string timeline(View const& view) {
    Table table{{"EVENT", "AT (UTC)", "TYPE", "WHAT HAPPENED"}};
    for (auto const& event : items(view.answer)) table.row(event_cells(event));
    if (table.empty()) return "Nothing has happened to it yet.\n";
    return table.render(view.style) + more(view);
}

std::string tokens(View const& view) {
    Table table{{"ID", "PERSON", "VALID", "LAST USED (UTC)", "ISSUED BY", "NOTE", ""}};
    for (auto const& token : items(view.answer))
        table.row({{text(token, "id"), Paint::strong},
                   {text(token, "person")},
                   {state_of_token(token), text(token, "revoked_at").empty() ? Paint::plain : Paint::faint},
                   {stamp(text(token, "last_used_at"))},
                   {text(token, "issuer")},
                   {text(token, "note")},
                   {limit_of(token), Paint::faint}});
    return table.empty() ? "No tokens. Make one: cadencectl token create --person anna\n"
                         : table.render(view.style);
}

std::string rights(View const& view) {
    Table table{{"RIGHT", "ROLES", "WHAT IT ALLOWS"}};
    for (auto const& right : items(view.answer))
        table.row(
            {{text(right, "right"), Paint::strong}, {joined(items(right, "roles"))}, {text(right, "does")}});
    return table.render(view.style);
}

std::string dates_changed(View const& view) {
    std::string all;
    for (auto const& warning : items(view.answer, "warnings")) all += "Warning: " + text(warning) + "\n";
    for (auto const& key : items(view.answer, "needs_restart"))
        all += text(key) + " takes effect with the next start: systemctl restart cadenced\n";
    auto const& changes = items(view.answer, "dates_changed");
    auto const& further = items(view.answer, "further_dates");
    if (changes.empty())
        all += further.empty() ? "No date changes.\n" : "No date changes so far ahead:\n";
    else
        all += changes.size() == 1 ? "1 date changes:\n" : fmt::format("{} dates change:\n", changes.size());
    for (auto const& change : changes) all += "  " + date_change(change) + "\n";
    for (auto const& each : further)
        all += "  Dates of " + text(each, "train") + " after " + text(each, "after").substr(0, 10) +
               " may change, too.\n";
    return all;
}

}  // namespace cadence::ctl::show
