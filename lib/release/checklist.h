// Checklists as data: what must hold before (`pre`) and after (`post`) a production release. An item is
// ticked by a person, by CI, by a check that the daemon runs on schedule, or by what the daemon has done
// itself. DESIGN section 8.
//
// Invariants: a required item is never `not_applicable`, only waived by a Tech Lead with a reason; a release
// keeps the items it began with.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/mp11/list.hpp>

#include "base/instant.h"
#include "release/aggregate.h"
#include "release/people.h"
#include "release/terms.h"

namespace cadence::release {

BOOST_DEFINE_ENUM_CLASS(Stage, pre, post)
BOOST_DEFINE_ENUM_CLASS(ItemStatus, pending, passed, failed, waived, not_applicable)
/// The finding of a check. `pending`: what it needs is not there yet (no candidate, no version, not on
/// staging).
BOOST_DEFINE_ENUM_CLASS(CheckOutcome, passed, failed, pending)
/// Facts that the daemon knows by itself once a release is in production.
enum class Known { previous_version };  // what to go back to
BOOST_DESCRIBE_ENUM(Known, previous_version)

struct ItemRule {
    std::string id;     // "smoke_tests_staging"
    std::string group;  // "Testing"
    std::string text;
    Stage stage = Stage::pre;
    bool required = true;
    std::vector<Kind> kinds;           // of the releases it is for
    std::vector<Role> roles;           // who may tick it
    bool resets = false;               // pending again when the release is postponed or gets another commit
    std::string check;                 // the check that does it, or empty
    Duration every{0};                 // how often the check runs while it matters
    std::optional<Severity> severity;  // proposed when it fails after the release
    std::vector<std::string> announced = {};  // topics: passed once one about the release has been delivered
    std::optional<Known> known = {};          // passed once the daemon knows it
};

struct Item {
    ItemRule rule;
    ItemStatus status = ItemStatus::pending;
    std::string by;
    std::string reason;
    std::optional<Instant> at;             // of this status
    std::optional<Instant> running_since;  // its check
    std::optional<Instant> asked_at;       // somebody wants its check now
    std::optional<Instant> checked_at;     // when the check last ended
    std::string saw;                       // what it saw then
    Duration took{0};

    [[nodiscard]] bool done() const {
        return status == ItemStatus::passed || status == ItemStatus::waived ||
               status == ItemStatus::not_applicable;
    }
};

// Items that production asks of releases to come, named after the release they are about.
[[nodiscard]] inline std::string contains_item(std::string_view release) {
    return "contains-" + std::string{release};
}
inline constexpr std::string_view kMendedItem = "mended-";
[[nodiscard]] inline std::string mended_item(std::string_view release) {
    return std::string{kMendedItem} + std::string{release};
}

/// Those of these ids are as they began.
void reset_items(std::vector<Item>& checklist, std::vector<std::string> const& ids);

/// Of a release that has just begun.
[[nodiscard]] inline Item fresh(ItemRule rule) {
    return {.rule = std::move(rule)};
}

[[nodiscard]] std::vector<Item> fresh(std::vector<ItemRule> const& rules);

/// "11 of 11 required, 2 of 8 optional", and which required ones are open: "; open: manual_qa (failed),
/// ci_checks". Empty where the stage has no items.
[[nodiscard]] std::string progress_of(std::vector<Item> const& checklist, Stage stage);

BOOST_DESCRIBE_STRUCT(ItemRule, (),
                      (id, group, text, stage, required, kinds, roles, resets, check, every, severity,
                       announced, known))
BOOST_DESCRIBE_STRUCT(Item, (),
                      (rule, status, by, reason, at, running_since, asked_at, checked_at, saw, took))

// Commands.

struct TickItem {
    std::string release;
    std::string item;
    ItemStatus status = ItemStatus::passed;
    std::string reason;
};
struct RequestCheck {  // now, beside its schedule
    std::string release;
    std::string item;
};
struct StartChecks {  // all of this release that are due; whoever runs them hears of it by the event
    std::string release;
};
struct FinishCheck {
    std::string release;
    std::string item;
    CheckOutcome outcome = CheckOutcome::failed;
    std::string saw;
    Duration took{0};
    std::string tag;    // the highest version tag, when that is what it looked for
    std::string notes;  // the changelog's chapter, Markdown, when that is what it looked for
    std::optional<Instant> started = {};  // which run: an answer to another than the one that runs is dropped
};
struct TickAnnounced {  // an announcement has been delivered: what it does is done
    std::string release;
    std::string topic;
    std::string channel;
    Instant at;  // of what it told
};
struct TickKnown {  // what the daemon knows by itself
    std::string release;
};

BOOST_DESCRIBE_STRUCT(TickItem, (), (status, reason))
BOOST_DESCRIBE_STRUCT(RequestCheck, (), ())

// Events.

struct ItemTicked {
    static constexpr std::string_view type = "item_ticked";
    std::string release;
    std::string item;
    ItemStatus status = ItemStatus::passed;
    std::string reason;
};
struct ItemAdded {  // or asked for in other words, and from the beginning
    static constexpr std::string_view type = "item_added";
    std::string release;
    ItemRule item;
    std::string reason;
};
struct CheckRequested {
    static constexpr std::string_view type = "check_requested";
    std::string release;
    std::string item;
    std::string reason = {};  // why the daemon itself asks for it
};
struct ChecksStarted {
    static constexpr std::string_view type = "checks_started";
    std::string release;
    std::vector<std::string> items;
};
struct CheckFinished {
    static constexpr std::string_view type = "check_finished";
    std::string release;
    std::string item;
    std::string check;
    bool passed = false;
    std::string saw;
    Duration took{0};
    std::string tag;       // the highest version tag, when that is what it looked for
    bool pending = false;  // it cannot be known yet; else, not passed is failed
};

BOOST_DESCRIBE_STRUCT(ItemTicked, (), (release, item, status, reason))
BOOST_DESCRIBE_STRUCT(ItemAdded, (), (release, item, reason))
BOOST_DESCRIBE_STRUCT(CheckRequested, (), (release, item, reason))
BOOST_DESCRIBE_STRUCT(ChecksStarted, (), (release, items))
BOOST_DESCRIBE_STRUCT(CheckFinished, (), (release, item, check, passed, saw, took, tag, pending))

using ChecklistCommands =
    boost::mp11::mp_list<TickItem, RequestCheck, StartChecks, FinishCheck, TickAnnounced, TickKnown>;
using ChecklistEvents =
    boost::mp11::mp_list<ItemTicked, ItemAdded, CheckRequested, ChecksStarted, CheckFinished>;

[[nodiscard]] Result<Events> handle(Train const&, TickItem const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, RequestCheck const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, StartChecks const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, FinishCheck const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, TickAnnounced const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, TickKnown const&, Context const&);

void apply(Train&, ItemTicked const&, Event const&);
void apply(Train&, ItemAdded const&, Event const&);
void apply(Train&, CheckRequested const&, Event const&);
void apply(Train&, ChecksStarted const&, Event const&);
void apply(Train&, CheckFinished const&, Event const&);

}  // namespace cadence::release
