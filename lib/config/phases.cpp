#include <algorithm>
#include <array>

#include "config/draft.h"
#include "config/values.h"

namespace cadence::config {
namespace {

using calendar::PhaseGate;
using calendar::PhaseKind;
using calendar::PhaseRule;

/// The spec's phases: what a phase of a built-in kind is where its section says nothing.
struct Preset {
    PhaseKind kind;
    int days;
    PhaseGate gate;
    std::string_view title;
    std::string_view text;
};

constexpr std::array kPresets{
    Preset{PhaseKind::code_freeze, -3, PhaseGate::advisory, "Code freeze",
           "The code freeze has begun and QA tests on staging. What is merged from now on waits for the next "
           "release."},
    Preset{
        PhaseKind::go_no_go, -1, PhaseGate::none, "Go or no-go",
        "Time for the final smoke tests and the decision. Please vote go or no-go; a no-go needs a reason."},
    Preset{PhaseKind::deploy_window_open, 0, PhaseGate::lock, "Deploy window opens",
           "The deployment to production begins. No merges to main until the window closes."},
    Preset{PhaseKind::deploy_window_close, 0, PhaseGate::none, "Deploy window closes",
           "The deploy window is over. Merges to main are welcome again once the deployment is reported."},
    Preset{PhaseKind::retrospective, 1, PhaseGate::none, "Retrospective",
           "Issues were recorded with this release. Time to look back: what happened, why, and what prevents "
           "it?"},
};

Preset const* preset_of(PhaseKind kind) {
    auto const* const found = std::ranges::find(kPresets, kind, &Preset::kind);
    return found == kPresets.end() ? nullptr : found;
}

PhaseRule rule_of(Preset const& preset, Duration window) {
    bool const closes = preset.kind == PhaseKind::deploy_window_close;
    return {.name = std::string{name_of(preset.kind)},
            .kind = preset.kind,
            .offset = {.days = preset.days, .time = closes ? window : Duration{0}},
            .title = std::string{preset.title},
            .text = std::string{preset.text},
            .gate = preset.gate};
}

bool read_name(PhaseDraft& draft, Value const& value) {
    if (!put(draft.name, snake_name_of(value))) return false;
    if (!draft.kind) draft.kind = parse_name<PhaseKind>(draft.name).value_or(PhaseKind::announcement);
    if (*draft.kind != PhaseKind::deploy_window_close) return true;
    value.refuse("deploy_window_close is always at the opening plus window; leave this phase out");
    return false;
}

bool read_kind(PhaseDraft& draft, Value const& value) {
    if (!put(draft.kind, choice_of<PhaseKind>(value))) return false;
    if (*draft.kind != PhaseKind::deploy_window_close) return true;
    value.refuse("kind deploy_window_close is always at the opening plus window; leave this phase out");
    return false;
}

constexpr std::array kPhaseFields{
    required<read_name>("name",
                        "lower-case letters, digits and underscores, at most 40, like \"qa_hand_over\""),
    optional<read_kind>("kind",
                        "\"code_freeze\", \"go_no_go\", \"deploy_window_open\", \"retrospective\" or "
                        "\"announcement\""),
    optional<offset_of, &PhaseDraft::offset>(
        "offset", "calendar days like \"-3d\", plain time like \"-90m\", or \"0\""),
    optional<line_of, &PhaseDraft::title>("title", "one line like \"Code freeze\""),
    optional<paragraph_of, &PhaseDraft::text>("text", "what people are told, in quotes"),
    optional<choice_of<PhaseGate>, &PhaseDraft::gate>("gate", kNames<PhaseGate>),
};

PhaseRule rule_of(PhaseDraft const& draft) {
    PhaseRule rule;
    auto const kind = draft.kind.value_or(PhaseKind::announcement);
    if (auto const* preset = preset_of(kind)) rule = rule_of(*preset, Duration{0});
    if (kind == PhaseKind::announcement) {
        rule.title = draft.name;
        if (!draft.offset && draft.sure("name") && draft.sure("kind") && draft.sure("offset")) {
            draft.refuse("offset",
                         "offset is missing from the phase " + in_quotes(draft.name) +
                             "; give calendar days like \"-3d\", plain time like \"-90m\", or \"0\"");
        }
    }
    rule.name = draft.name;
    rule.kind = kind;
    if (draft.offset) rule.offset = *draft.offset;
    if (draft.title) rule.title = *draft.title;
    if (draft.text) rule.text = *draft.text;
    if (draft.gate) rule.gate = *draft.gate;
    return rule;
}

/// Says which phases are of a kind that another has already, and gives the kind's first.
PhaseDraft const* only_one(TrainDraft const& draft, PhaseKind kind) {
    PhaseDraft const* first = nullptr;
    for (auto const& phase : draft.phases) {
        if (phase.kind != kind) continue;
        if (first == nullptr) {
            first = &phase;
            continue;
        }
        phase.section.report.problem(phase.section.place(),
                                     "a second phase of the kind " + std::string{name_of(kind)} +
                                         "; the one in " +
                                         first->section.place().seen_from(phase.section.place()) +
                                         " is enough: leave this out, or give it kind = \"announcement\"");
    }
    return first;
}

/// Each of the built-in kinds once: a release without a decision or an opening would never go anywhere.
void check_kinds(TrainDraft const& draft) {
    std::vector<std::string> missing;
    for (auto const& preset : kPresets) {
        if (preset.kind == PhaseKind::deploy_window_close) continue;
        if (only_one(draft, preset.kind) == nullptr) missing.emplace_back(name_of(preset.kind));
    }
    auto const unsure = [](PhaseDraft const& p) { return !p.sure("name") || !p.sure("kind"); };
    if (missing.empty() || draft.phases_incomplete || std::ranges::any_of(draft.phases, unsure)) return;
    draft.refuse("phases", "phases has no " + listed(missing) + "; add [[trains.phases]] with name = \"" +
                               missing.front() + "\", or leave out all phases for the usual five");
}

Duration distance_of(PhaseRule const& rule) {
    return std::chrono::hours{24} * rule.offset.days + rule.offset.time;
}

/// The window's end goes where it happens: after the opening, before what is as late or later.
void insert_window_end(TrainDraft& draft) {
    auto& rule = draft.train.policy.rule;
    auto const opening = std::ranges::find(rule.phases, PhaseKind::deploy_window_open, &PhaseRule::kind);
    auto const later = [&](PhaseRule const& phase) { return distance_of(phase) >= rule.window; };
    auto const from = opening == rule.phases.end() ? rule.phases.begin() : std::next(opening);
    auto const at = std::find_if(from, rule.phases.end(), later);
    auto const index = at - rule.phases.begin();
    rule.phases.insert(at, rule_of(*preset_of(PhaseKind::deploy_window_close), rule.window));
    draft.phase_source.insert(draft.phase_source.begin() + index, std::nullopt);
}

}  // namespace

bool read_phases(TrainDraft& draft, Value const& value) {
    draft.phases_given = true;
    auto const all = read_sections(value, [&](Section const& section) {
        auto& phase = draft.phases.emplace_back(PhaseDraft{{section}});
        phase.failed = read_section(section, kPhaseFields, phase);
        return phase.failed.empty();
    });
    auto const* const array = value.node.as_array();
    draft.phases_incomplete = array == nullptr || array->size() != draft.phases.size();
    return all;
}

void complete_phases(TrainDraft& draft) {
    auto& rule = draft.train.policy.rule;
    if (!draft.phases_given) {
        for (auto const& preset : kPresets) {
            rule.phases.push_back(rule_of(preset, rule.window));
            draft.phase_source.emplace_back();
        }
        return;
    }
    for (auto const& phase : draft.phases) {
        draft.phase_source.emplace_back(rule.phases.size());
        rule.phases.push_back(rule_of(phase));
    }
    check_kinds(draft);
    insert_window_end(draft);
}

std::vector<SectionKeys> phase_keys() {
    return {SectionKeys{"trains.phases", keys_of(kPhaseFields)}};
}

}  // namespace cadence::config
