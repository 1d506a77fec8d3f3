// Items of the checklist: what is missing for GO, and all of them in their groups.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "page/parts.h"

namespace cadence::page {

namespace {

Look look_of_item(std::string_view status) {
    static std::map<std::string_view, Look> const kLooks{{"pending", {"todo", ""}},
                                                         {"passed", {"done", "good"}},
                                                         {"failed", {"fail", "bad"}},
                                                         {"waived", {"free", "warn"}},
                                                         {"not_applicable", {"skip", "dim"}}};
    return kLooks.at(status);
}

bool is_open(Object const& item) {
    auto const status = text_at(item, "status");
    return status == "pending" || status == "failed";
}

bool counts_before(Object const& item) {
    return text_at(item, "stage") == "pre" && flag_at(item, "required");
}

/// "Quinn or Anna", "check smoke"
std::string who_does(Object const& item, Setting const& setting) {
    if (auto const check = text_at(item, "check"); !check.empty()) return "check " + check;
    return names_with(setting.people, texts_at(item, "roles"));
}

void put_tick(Object& row, Object const& item, std::string const& release, Setting const& setting) {
    auto const text = text_at(item, "text");
    row["tick"] = button({.act = "tick",
                          .label = "Tick…",
                          .who = ids_with(setting.people, texts_at(item, "roles")),
                          .style = "little",
                          .about = release,
                          .called = text,
                          .extra = text_at(item, "id"),
                          .full_label = "Tick: " + text});
}

Object open_row(Object const& item, std::string const& release, Setting const& setting) {
    auto const failed = text_at(item, "status") == "failed";
    auto reason = text_at(item, "reason");
    if (reason.empty() && failed) reason = text_at(item, "saw");
    Object row{{"rest", text_at(item, "text")}, {"strong", false}};
    if (!failed) row["class"] = "todo";
    put_look(row, look_of_item(text_at(item, "status")));
    Object below{{"mark", some(failed ? "Failed." : "")}, {"mark_tone", "bad"}};
    auto const who = who_does(item, setting);
    below["reason"] = said(reason.empty() ? who : reason + ". " + who, setting.zone);
    row["below"] = std::move(below);
    put_tick(row, item, release, setting);
    return row;
}

std::string done_by(Object const& item, Setting const& setting) {
    auto const status = text_at(item, "status");
    auto const by = text_at(item, "by");
    if (status == "not_applicable") return "left out";
    return name_of_person(setting.people, by);
}

Object full_row(Object const& item, std::string const& release, Setting const& setting) {
    if (is_open(item)) return open_row(item, release, setting);
    auto const waived = text_at(item, "status") == "waived";
    Object row{{"rest", text_at(item, "text")}, {"strong", false}};
    put_look(row, look_of_item(text_at(item, "status")));
    auto const reason = text_at(item, "reason");
    if (waived || !reason.empty())
        row["below"] = Object{{"mark", some(waived ? "Waived:" : "")},
                              {"mark_tone", "warn"},
                              {"reason", said(reason, setting.zone)}};
    auto const who = done_by(item, setting);
    Object side{{"say", who + (who.empty() ? "" : ", ")}, {"word", false}};
    if (auto const at = instant_at(item, "at")) side["moment_at"] = moment(*at, setting.zone);
    row["side"] = std::move(side);
    return row;
}

Array groups_of(Object const& release, std::string_view stage, Setting const& setting) {
    Array groups;
    for (auto const& each : list_at(release, "checklist")) {
        auto const& item = each.as_object();
        if (text_at(item, "stage") != stage) continue;
        auto const name = text_at(item, "group");
        auto const same = [&](JsonValue const& group) { return text_at(group.as_object(), "group") == name; };
        auto found = std::ranges::find_if(groups, same);
        if (found == groups.end()) {
            groups.push_back(Object{{"group", name}, {"rows", Array{}}});
            found = groups.end() - 1;
        }
        found->as_object()["rows"].as_array().push_back(full_row(item, text_at(release, "id"), setting));
    }
    return groups;
}

}  // namespace

Object missing_items(Object const& release, Setting const& setting) {
    Array rows;
    std::int64_t all = 0;
    auto const id = text_at(release, "id");
    for (auto const failed : {true, false}) {
        for (auto const& each : list_at(release, "checklist")) {
            auto const& item = each.as_object();
            if (!counts_before(item)) continue;
            if (failed) ++all;
            if (is_open(item) && (text_at(item, "status") == "failed") == failed)
                rows.push_back(open_row(item, id, setting));
        }
    }
    if (rows.empty()) return {};
    auto const done = all - static_cast<std::int64_t>(rows.size());
    auto const whole = list_at(release, "checklist").size();
    return {{"count", std::to_string(done) + " of " + std::to_string(all) + " done"},
            {"rows", std::move(rows)},
            {"all_href", release_link(id) + "#list"},
            {"all_text", "All " + counted(whole, "item", "items") + " of " + id}};
}

Array checklist_view(Object const& release, Setting const& setting) {
    Array stages;
    auto const& progress = object_at(release, "progress");
    for (auto const& [stage, title] : {std::pair{"pre", "Before"}, std::pair{"post", "After"}}) {
        auto groups = groups_of(release, stage, setting);
        if (groups.empty()) continue;
        auto const count = text_at(progress, stage);
        stages.push_back(Object{
            {"stage", title}, {"count", count.substr(0, count.find(';'))}, {"groups", std::move(groups)}});
    }
    return stages;
}

}  // namespace cadence::page
