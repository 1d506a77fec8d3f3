// The configuration while it is being read: what each section gave, and where it stood, so that the checks
// across sections can name the line. The sections' readers fill it; config_checks looks at it as a whole.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/fields.h"

namespace cadence::config {

/// A section that has been read.
struct SectionDraft {
    Section section;
    Failed failed = {};

    void refuse(std::string_view key, std::string text) const {
        section.report.problem(section.place(key), std::move(text));
    }
    /// Heeded only where nothing is refused: a warning may rest on all that was read.
    void warn(std::string_view key, std::string text) const {
        section.report.warning(section.place(key), std::move(text));
    }
    /// Whether this key was read, or left out.
    [[nodiscard]] bool sure(std::string_view key) const { return !failed.contains(key); }
    /// Whether it was read.
    [[nodiscard]] bool says(std::string_view key) const { return sure(key) && section.table.contains(key); }
};

/// One that becomes one thing, as it is.
template <class Thing>
struct Drafted : SectionDraft {
    Thing thing = {};
};
using PersonDraft = Drafted<Person>;
using ChannelDraft = Drafted<chat::Channel>;
using HookDraft = Drafted<HookConfig>;
using ForgeDraft = Drafted<forge::Forge>;
using ActionDraft = Drafted<job::Action>;
using CheckDraft = Drafted<job::Check>;

struct PhaseDraft : SectionDraft {
    std::string name;
    std::optional<calendar::PhaseKind> kind;
    std::optional<calendar::Offset> offset;
    std::optional<std::string> title;
    std::optional<std::string> text;
    std::optional<calendar::PhaseGate> gate;
};

struct ItemDraft : SectionDraft {
    release::ItemRule rule;
    std::optional<release::Stage> stage;  // as said
    std::vector<chat::Topic> announced;
};

struct TrainDraft : SectionDraft {
    TrainConfig train;
    date::weekday weekday{date::Thursday};
    std::vector<CheckDraft> checks;
    std::vector<ItemDraft> items;  // as many as the train's checklist, where they are given
    bool items_given = false;
    std::vector<ActionDraft> actions;
    std::optional<ForgeDraft> forge;
    std::vector<PhaseDraft> phases;
    bool phases_given = false;
    bool phases_incomplete = false;                        // some were not even tables
    std::vector<std::optional<std::size_t>> phase_source;  // rule's phase -> its draft; nothing: ours
};

struct Draft {
    Config config;  // its lists come last, from the drafts
    std::vector<std::string> include;
    std::vector<PersonDraft> people;
    std::vector<TrainDraft> trains;
    std::vector<ChannelDraft> channels;
    std::vector<HookDraft> hooks;
    bool trains_refused = false;
};

/// Reads all sections; the rule of each train is complete after it.
void read_file(Section const& top, Draft& draft);

[[nodiscard]] bool read_people(Draft& draft, Value const& value);
[[nodiscard]] bool read_trains(Draft& draft, Value const& value);
[[nodiscard]] bool read_phases(TrainDraft& draft, Value const& value);
[[nodiscard]] bool read_blackouts(TrainDraft& draft, Value const& value);
[[nodiscard]] bool read_checks(TrainDraft& draft, Value const& value);
[[nodiscard]] bool read_items(TrainDraft& draft, Value const& value);
[[nodiscard]] bool read_forge(TrainDraft& draft, Value const& value);
[[nodiscard]] bool read_actions(TrainDraft& draft, Value const& value);
[[nodiscard]] bool read_channels(Draft& draft, Value const& value);
[[nodiscard]] bool read_hooks(Draft& draft, Value const& value);

/// The rule's phases from the drafts: the spec's five where none are given, the window's end put in.
void complete_phases(TrainDraft& draft);
/// The train's checklist from the drafts: the process's own where none are given.
void complete_checklist(TrainDraft& draft);
/// The forge's defaults that follow from the rest of the train.
void complete_forge(TrainDraft& draft);

/// Checks across sections: ids given twice, roles nobody holds, dates that contradict each other.
void check_people(Draft const& draft);
void check_trains(Draft const& draft, Report& report);
void check_server(Section const& top, Draft const& draft);
void check_channels(Draft const& draft);
void check_hooks(Draft const& draft);
void check_forges(Draft const& draft);
void check_actions(TrainDraft const& draft);

[[nodiscard]] std::vector<SectionKeys> top_keys();
[[nodiscard]] std::vector<SectionKeys> people_keys();
[[nodiscard]] std::vector<SectionKeys> train_keys();
[[nodiscard]] std::vector<SectionKeys> phase_keys();
[[nodiscard]] std::vector<SectionKeys> check_keys();
[[nodiscard]] std::vector<SectionKeys> checklist_keys();
[[nodiscard]] std::vector<SectionKeys> channel_keys();
[[nodiscard]] std::vector<SectionKeys> hook_keys();
[[nodiscard]] std::vector<SectionKeys> forge_keys();
[[nodiscard]] std::vector<SectionKeys> action_keys();

}  // namespace cadence::config
