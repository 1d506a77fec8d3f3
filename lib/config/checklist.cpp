#include "config/checklist.h"

#include <algorithm>
#include <array>
#include <span>

#include "chat/announcement.h"
#include "config/draft.h"
#include "config/lists.h"
#include "config/values.h"

namespace cadence::config {
namespace {

using chat::Topic;
using release::ItemRule;
using release::Known;
using release::Severity;
using release::Stage;
using std::chrono::hours;
using std::chrono::seconds;

constexpr Lengths kIntervals{seconds{10}, hours{24 * 7}};
constexpr std::string_view kResetGroup = "Testing";

bool read_announced(ItemDraft& draft, Value const& value) {
    if (!put(draft.announced, list_of(value, topic_of))) return false;
    auto& names = draft.rule.announced;
    names.clear();
    for (auto const topic : draft.announced) names.emplace_back(name_of(topic));
    return true;
}

/// Those first by which the defaults of the others are known.
constexpr std::array kItemFields{
    required<snake_name_of, &ItemDraft::rule, &ItemRule::id>(
        "id", "lower-case letters, digits and underscores, at most 40, like \"smoke_tests_staging\""),
    optional<choice_of<Stage>, &ItemDraft::stage>("stage", kNames<Stage>),
    optional<line_of, &ItemDraft::rule, &ItemRule::group>("group", "one line like \"Testing\""),
    optional<line_of, &ItemDraft::rule, &ItemRule::text>("text",
                                                         "one line like \"Smoke tests pass on staging\""),
    optional<flag_of, &ItemDraft::rule, &ItemRule::required>("required", "true or false"),
    optional<kinds_of, &ItemDraft::rule, &ItemRule::kinds>(
        "kinds", "kinds of releases in brackets, like [\"scheduled\", \"hotfix\"]"),
    optional<roles_of, &ItemDraft::rule, &ItemRule::roles>("roles",
                                                           "roles in brackets, like [\"qa\", \"tech-lead\"]"),
    optional<flag_of, &ItemDraft::rule, &ItemRule::resets>("resets", "true or false"),
    optional<snake_name_of, &ItemDraft::rule, &ItemRule::check>(
        "check", "the name of a check like \"production_health\""),
    optional<with<duration_of, kIntervals>, &ItemDraft::rule, &ItemRule::every>(
        "every", "a length of time like \"5m\""),
    optional<choice_of<Severity>, &ItemDraft::rule, &ItemRule::severity>("severity", kNames<Severity>),
    optional<read_announced>("announced", "topics in brackets, like [\"release_notes\"]"),
    optional<choice_of<Known>, &ItemDraft::rule, &ItemRule::known>("known", kNames<Known>),
};
constexpr std::size_t kNaming = 3;  // id, stage, group

/// What the section leaves unsaid is as in the process's item of that id, or usual in one of the team's own.
ItemRule with_defaults(ItemDraft const& draft) {
    auto const* const shipped = shipped_item(draft.rule.id);
    auto const& group = draft.rule.group;
    if (shipped != nullptr && draft.stage.value_or(shipped->stage) == shipped->stage) {
        auto rule = *shipped;
        if (!group.empty()) rule.group = group;
        return rule;
    }
    auto const stage = draft.stage.value_or(Stage::pre);
    ItemRule rule{.id = draft.rule.id, .group = group, .stage = stage, .kinds = usual_kinds(stage)};
    auto const may_tick = static_cast<std::size_t>(release::Right::tick);
    rule.roles = release::rights()[may_tick].roles;
    rule.resets = group == kResetGroup;
    rule.every = usual_every(stage);
    if (stage == Stage::post) rule.severity = Severity::p1;
    return rule;
}

/// The mistake in a topic whose announcement should tick this item, or empty.
std::string fault_of(Topic topic, ItemRule const& rule) {
    auto const words = chat::words_of(topic);
    if (std::ranges::find(words, "release") == words.end()) return "is about no release";
    auto const ends = topic == Topic::released && rule.required && rule.stage == Stage::post;
    return ends ? "comes only once all that is required is done" : "";
}

/// Settings that cannot tick this item by themselves.
void check_done_by(ItemDraft const& draft, std::string const& item) {
    if (draft.says("known") && draft.rule.stage == Stage::pre)
        draft.refuse("known",
                     "known is for items after the release (stage = \"post\"); leave it out of " + item);
    for (auto const topic : draft.announced) {
        auto const fault = fault_of(topic, draft.rule);
        if (fault.empty()) continue;
        auto text = "announced has the topic " + in_quotes(name_of(topic)) + ", which " + fault;
        text.append("; name another that tells what ").append(item).append(" is about");
        draft.refuse("announced", std::move(text));
    }
}

/// The keys that an item of one's own must have, and those that make no sense in its stage.
void check_item(ItemDraft const& draft) {
    if (!draft.sure("id") || !draft.sure("stage")) return;
    auto const& rule = draft.rule;
    auto const item = "the item " + in_quotes(rule.id);
    if (!draft.stage && shipped_item(rule.id) == nullptr)
        draft.refuse("stage",
                     "stage is missing from " + item + "; give \"pre\" (before the release) or \"post\"");
    if (rule.group.empty() && draft.sure("group"))
        draft.refuse("group", "group is missing from " + item + "; give one line like \"Testing\"");
    if (rule.text.empty() && draft.sure("text"))
        draft.refuse("text", "text is missing from " + item + "; say in one line what must hold");
    if (draft.says("severity") && rule.stage == Stage::pre)
        draft.refuse("severity",
                     "severity is for items after the release (stage = \"post\"); leave it out of " + item);
    check_done_by(draft, item);
    if (rule.required && rule.roles.empty() && rule.check.empty() && draft.sure("roles") &&
        draft.sure("check"))
        draft.refuse("roles", "nobody may tick " + item +
                                  ", which is required; name roles or a check, or set required = false");
}

}  // namespace

bool read_items(TrainDraft& draft, Value const& value) {
    draft.items_given = true;
    return read_sections(value, [&](Section const& section) {
        std::span const fields{kItemFields};
        ItemDraft item{{section}};
        section.refuse_unknown_keys(keys_of(fields));
        item.failed = read_fields(section, fields.first(kNaming), item);
        item.rule = with_defaults(item);
        item.failed.merge(read_fields(section, fields.subspan(kNaming), item));
        check_item(item);
        draft.train.policy.checklist.push_back(item.rule);
        draft.items.push_back(std::move(item));
        return true;
    });
}

void complete_checklist(TrainDraft& draft) {
    if (!draft.items_given) draft.train.policy.checklist = shipped_checklist();
}

std::vector<SectionKeys> checklist_keys() {
    return {SectionKeys{"trains.checklist", keys_of(kItemFields)}};
}

}  // namespace cadence::config
