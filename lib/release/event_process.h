// Checklists, releases on demand, merges and gates: what happened in the process around a release.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "release/train.h"

namespace cadence::release {

struct ItemTicked {
    static constexpr std::string_view type = "item_ticked";
    std::string release;
    std::string item;
    ItemStatus status = ItemStatus::passed;
    std::string reason;
    bool operator==(ItemTicked const&) const = default;
};
struct ItemAdded {  // or asked for in other words, and from the beginning
    static constexpr std::string_view type = "item_added";
    std::string release;
    ItemRule item;
    std::string reason;
    bool operator==(ItemAdded const&) const = default;
};
struct CheckRequested {
    static constexpr std::string_view type = "check_requested";
    std::string release;
    std::string item;
    std::string reason = {};  // why the daemon itself asks for it
    bool operator==(CheckRequested const&) const = default;
};
struct ChecksStarted {
    static constexpr std::string_view type = "checks_started";
    std::string release;
    std::vector<std::string> items;
    bool operator==(ChecksStarted const&) const = default;
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
    bool operator==(CheckFinished const&) const = default;
};
/// Required after the release, and neither passed nor waived.
struct OpenItem {
    std::string item;
    std::string text;
    ItemStatus status = ItemStatus::pending;
    std::string reason;
    std::string check;        // that does it, or empty
    std::vector<Role> roles;  // who may tick it
    bool operator==(OpenItem const&) const = default;
};
struct MonitoringReminded {
    static constexpr std::string_view type = "monitoring_reminded";
    std::string release;
    Instant monitored_until;
    std::vector<OpenItem> open;
    bool operator==(MonitoringReminded const&) const = default;
};
struct MonitoringOverdue {
    static constexpr std::string_view type = "monitoring_overdue";
    std::string release;
    Instant monitored_until;
    std::vector<OpenItem> open;
    bool operator==(MonitoringOverdue const&) const = default;
};
struct ReleaseRequested {
    static constexpr std::string_view type = "release_requested";
    std::string release;
    Kind kind = Kind::hotfix;
    Date slot;
    OnDemand on_demand;
    std::vector<ItemRule> checklist;
    bool operator==(ReleaseRequested const&) const = default;
};
struct ApprovalGiven {
    static constexpr std::string_view type = "approval_given";
    std::string release;
    std::string person;
    std::string name;
    std::vector<Role> roles;
    bool operator==(ApprovalGiven const&) const = default;
};
struct ApprovalVoided {
    static constexpr std::string_view type = "approval_voided";
    std::string release;
    std::string person;
    std::string reason;
    bool operator==(ApprovalVoided const&) const = default;
};
struct MergeRecorded {
    static constexpr std::string_view type = "merge_recorded";
    Merge merge;
    bool operator==(MergeRecorded const&) const = default;
};
struct MergesLeft {  // the main branch was moved off them by force
    static constexpr std::string_view type = "merges_left";
    std::string head;           // where it is now
    std::vector<Merge> merges;  // in order of arrival
    bool operator==(MergesLeft const&) const = default;
};
struct GateViolated {
    static constexpr std::string_view type = "gate_violated";
    std::string release;  // or empty
    std::string commit;
    std::string author;
    std::vector<std::string> reasons;  // texts
    bool operator==(GateViolated const&) const = default;
};
struct BranchMerged {
    static constexpr std::string_view type = "branch_merged";
    std::string release;  // on demand, in production
    int merge = 0;
    bool operator==(BranchMerged const&) const = default;
};
struct NotesRecorded {
    static constexpr std::string_view type = "notes_recorded";
    std::string release;
    Notes notes;
    bool operator==(NotesRecorded const&) const = default;
};
struct FreezeAdded {
    static constexpr std::string_view type = "freeze_added";
    Freeze freeze;
    bool operator==(FreezeAdded const&) const = default;
};
struct FreezeBegan {
    static constexpr std::string_view type = "freeze_began";
    std::string freeze;
    std::string reason;
    bool operator==(FreezeBegan const&) const = default;
};
struct FreezeEnded {
    static constexpr std::string_view type = "freeze_ended";
    std::string freeze;
    std::string reason;
    bool operator==(FreezeEnded const&) const = default;
};
struct ExemptionAdded {
    static constexpr std::string_view type = "exemption_added";
    Exemption exemption;
    bool operator==(ExemptionAdded const&) const = default;
};
struct ExemptionEnded {
    static constexpr std::string_view type = "exemption_ended";
    std::string exemption;
    std::string reason;
    bool operator==(ExemptionEnded const&) const = default;
};

}  // namespace cadence::release
