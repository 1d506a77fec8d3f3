// Who has said go, who has not, and what would be asked of them.
#include <algorithm>

#include "base/find.h"
#include "base/text.h"
#include "page/parts.h"

namespace cadence::page {

namespace {

Object row_of_vote(Object const& vote, Setting const& setting) {
    auto const go = text_at(vote, "vote") == "go";
    Object row{{"strong", text_at(vote, "name")},
               {"rest", ", " + role_titles(texts_at(vote, "roles"), " and ")}};
    put_look(row, go ? Look{"done", "good"} : Look{"fail", "bad"});
    Object side{{"word", go ? "go" : "no-go"}, {"word_tone", go ? "good" : "bad"}, {"say", ""}};
    if (auto const at = instant_at(vote, "at")) side["moment_at"] = moment(*at, setting.zone);
    row["side"] = std::move(side);
    if (auto const reason = text_at(vote, "reason"); !reason.empty())
        row["below"] = Object{{"reason", said(reason, setting.zone)}, {"mark", false}};
    return row;
}

Object row_of_missing(std::vector<std::string> const& names, std::string const& role) {
    Object row{{"class", "todo"},
               {"strong", names.empty() ? role_title(role)
                                        : enumerated(
                                              names, [](auto const& n) { return n; }, " or ")},
               {"rest", names.empty() ? "" : ", " + role_title(role)},
               {"side", Object{{"say", "has not voted"}, {"word", false}}}};
    put_look(row, {"todo", ""});
    return row;
}

bool has_said_go(Array const& votes, std::string const& role) {
    return std::ranges::any_of(votes, [&](JsonValue const& each) {
        return text_at(each.as_object(), "vote") == "go" &&
               contains(texts_at(each.as_object(), "roles"), role);
    });
}

bool has_voted(Array const& votes, std::string const& person) {
    return std::ranges::any_of(
        votes, [&](JsonValue const& each) { return text_at(each.as_object(), "person") == person; });
}

}  // namespace

Array votes_view(Object const& release, Setting const& setting) {
    Array rows;
    auto const& votes = list_at(release, "votes");
    for (auto const& role : texts_at(release, "required_roles")) {
        if (has_said_go(votes, role)) continue;
        std::vector<std::string> names;
        for (auto const& person : setting.people) {
            auto const& one = person.as_object();
            if (contains(texts_at(one, "roles"), role) && !has_voted(votes, text_at(one, "id")))
                names.push_back(text_at(one, "name"));
        }
        rows.push_back(row_of_missing(names, role));
    }
    for (auto const& vote : votes) rows.push_back(row_of_vote(vote.as_object(), setting));
    return rows;
}

}  // namespace cadence::page
