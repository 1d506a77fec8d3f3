// The parts of a decision about candidates, checklists and deadlines.
#include <algorithm>
#include <compare>

#include "artifact/version.h"
#include "release/draft.h"

namespace cadence::release {

std::vector<std::string> resetting_items(Release const& release) {
    std::vector<std::string> ids;
    for (auto const& item : release.checklist) {
        if (item.rule.resets && item.status != ItemStatus::pending) ids.push_back(item.rule.id);
    }
    return ids;
}

std::vector<ItemRule> items_for(Policy const& policy, Kind kind) {
    std::vector<ItemRule> rules;
    for (auto const& rule : policy.checklist) {
        if (std::find(rule.kinds.begin(), rule.kinds.end(), kind) != rule.kinds.end()) rules.push_back(rule);
    }
    return rules;
}

void Draft::set_candidate(std::string const& id, std::string version, std::string commit) {
    auto const before = at(id);
    auto const named_only = before.candidate && before.candidate->commit == commit && !commit.empty() &&
                            before.candidate->version.empty();
    CandidateSet set{id, std::move(version), std::move(commit), {}, {}};
    if (!named_only) {
        for (auto const& vote : before.votes) set.voided.push_back(vote.person);
        if (before.on_demand) {
            for (auto const& approval : before.on_demand->approvals) set.voided.push_back(approval.person);
        }
        if (before.candidate) set.reset = resetting_items(before);
    }
    emit(std::move(set));
    if (before.state == State::approved && !named_only) {
        withdraw_deadlines(id, "a new commit");
        change_state(id, State::requested, "a new commit: approvals and smoke tests begin anew");
    }
    heed_production(id);
    settle(id);
}

void Draft::start_deadline(Deadline deadline) {
    auto release = deadline.release;
    emit(DeadlineStarted{std::move(release), std::move(deadline)});
}

void Draft::meet_deadline(std::string const& id, Instant at) {
    auto const found = train_.deadlines.find(id);
    if (found == train_.deadlines.end() || !is_live(found->second)) return;
    auto const deadline = found->second;
    emit(DeadlineMet{deadline.release, id, deadline.kind, deadline.due_at, at, at > deadline.due_at});
}

void Draft::withdraw_deadlines(std::string const& release, std::string const& reason) {
    auto const before = train_.deadlines;
    for (auto const& [id, deadline] : before) {
        if (deadline.release != release || !is_live(deadline)) continue;
        emit(DeadlineWithdrawn{release, id, deadline.kind, deadline.due_at, reason});
    }
}

Result<void> need_text(std::string const& text, std::string problem, std::string detail, std::string field) {
    if (text.find_first_not_of(" \t\r\n") != std::string::npos) return {};
    return refuse(ErrorCode::invalid, std::move(problem), std::move(detail), std::move(field));
}

Result<void> check_commit(std::string const& commit, std::string field) {
    auto const hex = commit.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (commit.empty() || (hex && commit.size() >= 7 && commit.size() <= 64)) return {};
    return refuse(ErrorCode::invalid, "not-a-commit",
                  "'" + commit + "' is no commit id: give 7 to 64 lower-case hexadecimal digits.",
                  std::move(field));
}

Result<void> check_version(std::string const& version, Train const& train) {
    if (version.empty()) return {};
    auto const given = artifact::parse_tag(version);
    if (!given) {
        auto error = given.error();
        error.field = "#/version";
        return tl::unexpected{std::move(error)};
    }
    auto const running = train.production ? artifact::parse_tag(train.production->version)
                                          : artifact::parse_tag(train.highest_tag);
    if (!running || std::is_gt(artifact::precedence(*given, *running))) return {};
    return refuse(ErrorCode::unprocessable, "version-not-higher",
                  given->text() + " is not higher than " + running->text() +
                      (train.production ? ", which production runs." : ", the highest tag."),
                  "#/version");
}

}  // namespace cadence::release
