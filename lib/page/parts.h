// The parts of views that pages share, each filled in the file of its noun.
#pragma once

#include "page/words.h"

namespace cadence::page {

/// What a page is written with.
struct Setting {
    Zone const& zone;
    Array const& people;  // with the roles they hold on this train
    std::string train;
    std::string release = {};  // that it is about, and what that is called
    std::string name = {};
};

/// A sentence of a document, in which the release is called by its name: it is clear which one is meant.
[[nodiscard]] Object said_here(std::string text, Setting const& setting);

/// May I merge, deploy, flip a flag?
[[nodiscard]] Array gates_view(Object const& gates, Setting const& setting);

/// A release as stations, with where now is.
[[nodiscard]] Object line_view(Object const& release, Setting const& setting);
[[nodiscard]] Object dates_view(Object const& upcoming, Setting const& setting);
[[nodiscard]] Array date_changes(Object const& release, Setting const& setting);

[[nodiscard]] Object verdict_view(Object const& verdict, Zone const& zone);

/// Those who have not voted first; all of them, or nothing where nobody is asked.
[[nodiscard]] Array votes_view(Object const& release, Setting const& setting);
/// Failed first, then open; what is done is a count.
[[nodiscard]] Object missing_items(Object const& release, Setting const& setting);
/// In groups, before and after.
[[nodiscard]] Array checklist_view(Object const& release, Setting const& setting);

/// But those that the page begins with already. What `release` is called stands for its id.
[[nodiscard]] Array clocks_view(Array const& deadlines, Object const& release, Setting const& setting);

[[nodiscard]] Array deployments_view(Object const& release, Setting const& setting);
[[nodiscard]] Array issues_view(Object const& release, Setting const& setting);
[[nodiscard]] Object notes_view(Object const& document, Object const& release);
[[nodiscard]] Array environments_view(Object const& status, Setting const& setting);

/// A release on demand in flight.
[[nodiscard]] Object request_view(Object const& release, Setting const& setting);

/// What is asked of whom, each a task that the script shows to those it names.
[[nodiscard]] Array turns_view(Object const& document, Setting const& setting);
/// What may be done about a release, and to its train.
[[nodiscard]] Array acts_on_release(Object const& release, Setting const& setting);
[[nodiscard]] Array acts_on_train(Object const& status, Setting const& setting);

}  // namespace cadence::page
