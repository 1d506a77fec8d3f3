#include "config/checklist.h"

#include <algorithm>
#include <array>

#include "chat/announcement.h"
#include "config/draft.h"
#include "config/lists.h"
#include "config/values.h"

namespace cadence::config {
namespace {

using chat::Topic;
using release::ItemRule;
using release::Known;
using release::Role;
using release::Severity;
using release::Stage;
using std::chrono::hours;
using std::chrono::seconds;

constexpr Lengths kIntervals{seconds{10}, hours{24 * 7}};
constexpr std::string_view kResetGroup = "Testing";

constexpr std::array kItemFields{
    required<snake_name_of, &ItemDraft::id>(
        "id", "lower-case letters, digits and underscores, at most 40, like \"smoke_tests_staging\""),
    optional<choice_of<Stage>, &ItemDraft::stage>("stage", kNames<Stage>),
    optional<line_of, &ItemDraft::group>("group", "one line like \"Testing\""),
    optional<line_of, &ItemDraft::text>("text", "one line like \"Smoke tests pass on staging\""),
    optional<flag_of, &ItemDraft::required>("required", "true or false"),
    optional<kinds_of, &ItemDraft::kinds>("kinds",
                                          "kinds of releases in brackets, like [\"scheduled\", \"hotfix\"]"),
    optional<roles_of, &ItemDraft::roles>("roles", "roles in brackets, like [\"qa\", \"tech-lead\"]"),
    optional<flag_of, &ItemDraft::resets>("resets", "true or false"),
    optional<snake_name_of, &ItemDraft::check>("check", "the name of a check like \"production_health\""),
    optional<with<duration_of, kIntervals>, &ItemDraft::every>("every", "a length of time like \"5m\""),
    optional<choice_of<Severity>, &ItemDraft::severity>("severity", kNames<Severity>),
    optional<list<topic_of>, &ItemDraft::announced>("announced",
                                                    "topics in brackets, like [\"release_notes\"]"),
    optional<choice_of<Known>, &ItemDraft::known>("known", kNames<Known>),
};

/// The item before its section is applied: the process's item of that id, or one of the team's own.
ItemRule rule_before(ItemDraft const& draft) {
    auto const* shipped = shipped_item(draft.id);
    if (shipped != nullptr && draft.stage.value_or(shipped->stage) == shipped->stage) return *shipped;
    auto const stage = draft.stage.value_or(Stage::pre);
    ItemRule rule;
    rule.id = draft.id;
    rule.stage = stage;
    rule.kinds = usual_kinds(stage);
    for (auto const name : Names<Role>::values) rule.roles.push_back(*parse_name<Role>(name));
    rule.resets = draft.group == kResetGroup;
    rule.every = usual_every(stage);
    if (stage == Stage::post) rule.severity = Severity::p1;
    return rule;
}

ItemRule rule_of(ItemDraft const& draft) {
    auto rule = rule_before(draft);
    auto const say = [](auto& member, auto const& said) {
        if (said) member = *said;
    };
    say(rule.group, draft.group);
    say(rule.text, draft.text);
    say(rule.required, draft.required);
    say(rule.kinds, draft.kinds);
    say(rule.roles, draft.roles);
    say(rule.resets, draft.resets);
    say(rule.every, draft.every);
    if (draft.severity) rule.severity = draft.severity;
    if (draft.known) rule.known = draft.known;
    if (draft.announced) {
        rule.announced.clear();
        for (auto const topic : *draft.announced) rule.announced.emplace_back(name_of(topic));
    }
    rule.check = draft.check;
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
bool refuse_done_by(ItemDraft const& draft, ItemRule const& rule, std::string const& item) {
    bool fits = !draft.known || rule.stage != Stage::pre;
    if (!fits)
        draft.refuse("known",
                     "known is for items after the release (stage = \"post\"); leave it out of " + item);
    for (auto const topic : draft.announced.value_or(std::vector<Topic>{})) {
        auto const fault = fault_of(topic, rule);
        if (fault.empty()) continue;
        auto text = "announced has the topic " + in_quotes(name_of(topic)) + ", which " + fault;
        text.append("; name another that tells what ").append(item).append(" is about");
        draft.refuse("announced", std::move(text));
        fits = false;
    }
    return fits;
}

/// The keys that an item of one's own must have, and those that make no sense in its stage.
bool is_complete(ItemDraft const& draft, ItemRule const& rule) {
    bool complete = true;
    auto const refuse = [&](std::string_view key, std::string text) {
        draft.refuse(key, std::move(text));
        complete = false;
    };
    if (!draft.sure("id") || !draft.sure("stage")) return false;
    auto const item = "the item " + in_quotes(draft.id);
    if (!draft.stage && shipped_item(draft.id) == nullptr) {
        refuse("stage", "stage is missing from " + item + "; give \"pre\" (before the release) or \"post\"");
    }
    if (rule.group.empty() && draft.sure("group")) {
        refuse("group", "group is missing from " + item + "; give one line like \"Testing\"");
    }
    if (rule.text.empty() && draft.sure("text")) {
        refuse("text", "text is missing from " + item + "; say in one line what must hold");
    }
    if (draft.severity && rule.stage == Stage::pre) {
        refuse("severity",
               "severity is for items after the release (stage = \"post\"); leave it out of " + item);
    }
    complete = refuse_done_by(draft, rule, item) && complete;
    if (rule.required && rule.roles.empty() && rule.check.empty() && draft.sure("roles") &&
        draft.sure("check")) {
        refuse("roles", "nobody may tick " + item +
                            ", which is required; name roles or a check, or set required = false");
    }
    return complete;
}

}  // namespace

bool read_items(TrainDraft& draft, Value const& value) {
    draft.items_given = true;
    return read_sections(value, [&](Section const& section) {
        ItemDraft item{{section}};
        item.failed = read_section(section, kItemFields, item);
        auto rule = rule_of(item);
        bool const complete = is_complete(item, rule) && item.failed.empty();
        draft.train.policy.checklist.push_back(std::move(rule));
        draft.items.push_back(std::move(item));
        return complete;
    });
}

void complete_checklist(TrainDraft& draft) {
    if (!draft.items_given) draft.train.policy.checklist = shipped_checklist();
}

std::vector<SectionKeys> checklist_keys() {
    return {SectionKeys{"trains.checklist", keys_of(kItemFields)}};
}

}  // namespace cadence::config
