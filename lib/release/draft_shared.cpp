// The parts of a decision about candidates, checklists and deadlines.
#include <algorithm>
#include <compare>

#include "artifact/version.h"
#include "base/git_name.h"
#include "base/text.h"
#include "release/draft.h"
#include "release/monitoring.h"
#include "release/shown.h"

namespace cadence::release {

namespace {

/// Its tag is out, and never moves.
tl::unexpected<Error> refuse_spent(artifact::Version const& given, Running const& spent, Train const& train) {
    auto next = artifact::bumped(given, artifact::Bump::patch).text();
    while (rolled_back(train, next))
        next = artifact::bumped(artifact::parse_version(next).value(), artifact::Bump::patch).text();
    auto const on = spent.commit.empty() ? std::string{} : " on " + shortened(spent.commit);
    return tl::unexpected{
        Error{ErrorCode::unprocessable,
              "version-rolled-back",
              given.text() + " was rolled back" + (spent.release.empty() ? "" : " with " + spent.release) +
                  ", and its tag stays" + on +
                  ": another commit needs another version; the next free one is " + next + ".",
              "#/version",
              {next}}};
}

/// Items that were tested, checked or announced for another candidate.
std::vector<std::string> items_of_another(Release const& before, std::string const& version) {
    std::vector<std::string> ids;
    auto const renamed = before.candidate && !before.candidate->version.empty() &&
                         without_v(before.candidate->version) != without_v(version);
    for (auto const& item : before.checklist) {
        auto const& rule = item.rule;
        if (rule.stage != Stage::pre) continue;
        auto const by_check = !rule.check.empty() && (item.checked_at || item.running_since) &&
                              item.status != ItemStatus::waived && item.status != ItemStatus::not_applicable;
        auto const done = item.status != ItemStatus::pending && before.candidate;
        if (by_check || (done && (rule.resets || (renamed && !rule.announced.empty()))))
            ids.push_back(rule.id);
    }
    return ids;
}

}  // namespace

std::vector<std::string> resetting_items(Release const& release) {
    std::vector<std::string> ids;
    for (auto const& item : release.checklist) {
        if (item.rule.resets && item.status != ItemStatus::pending) ids.push_back(item.rule.id);
    }
    return ids;
}

std::vector<ItemRule> items_for(Policy const& policy, Kind kind) {
    auto const unplanned = kind == Kind::unplanned;  // nobody asked before it; after it, as of a hotfix
    auto const like = unplanned ? Kind::hotfix : kind;
    std::vector<ItemRule> rules;
    for (auto const& rule : policy.checklist) {
        if (unplanned && rule.stage == Stage::pre) continue;
        auto const& kinds = rule.kinds;
        if (std::find(kinds.begin(), kinds.end(), like) != kinds.end()) rules.push_back(rule);
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
        set.reset = items_of_another(before, set.version);
    }
    emit(std::move(set));
    ask_checks_again(id, "it has a candidate now");
    if (before.state == State::approved && !named_only) {
        withdraw_deadlines(id, "a new commit");
        change_state(id, State::requested, "a new commit: approvals and smoke tests start over");
    }
    heed_production(id);
    settle(id);
}

void Draft::end_monitoring(std::string const& id, std::string const& newer, std::string reason) {
    auto const open = open_items_after(at(id));
    if (!open.empty()) {
        record_issue(id, "Still open when " + newer + " reached production: " + in_short(open, id),
                     std::nullopt);
    }
    change_state(id, State::released, std::move(reason));
}

void Draft::ask_checks_again(std::string const& id, std::string const& why) {
    auto const release = at(id);
    auto const before =
        release.undecided() || release.state == State::requested || release.state == State::approved;
    if (release.state == State::planned || is_terminal(release.state)) return;
    for (auto const& item : release.checklist) {
        auto const looked = item.checked_at || item.running_since;
        if (item.rule.check.empty() || item.status != ItemStatus::pending || !looked || item.asked_at)
            continue;
        if (item.rule.stage == Stage::pre && !before) continue;
        emit(CheckRequested{id, item.rule.id, why});
    }
}

void Draft::ask_checks_again(std::string const& why) {
    auto const releases = train_.releases;
    for (auto const& [id, release] : releases) {
        if (release.candidate) ask_checks_again(id, why);
    }
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

void Draft::withdraw_deadline(std::string const& id, std::string const& reason) {
    auto const found = train_.deadlines.find(id);
    if (found == train_.deadlines.end() || !is_live(found->second)) return;
    auto const deadline = found->second;
    emit(DeadlineWithdrawn{deadline.release, id, deadline.kind, deadline.due_at, reason});
}

void Draft::withdraw_deadlines(std::string const& release, std::string const& reason) {
    auto const before = train_.deadlines;
    for (auto const& [id, deadline] : before) {
        if (deadline.release == release) withdraw_deadline(id, reason);
    }
}

Result<void> need_text(std::string const& text, std::string problem, std::string detail, std::string field) {
    if (!trimmed(text).empty()) return {};
    return refuse(ErrorCode::invalid, std::move(problem), std::move(detail), std::move(field));
}

Result<void> need_reason(std::string const& reason) {
    return need_text(reason, "reason-needed", "Give a reason: it goes into the record and to everybody.",
                     "#/reason");
}

Result<void> check_pull_request(std::string const& value) {
    if (value.empty() || (is_number(value) && !trimmed_left(value, "0").empty())) return {};
    return refuse(ErrorCode::invalid, "not-a-pull-request",
                  "'" + one_line(value) + "' is not a pull request: give its number, like 412.",
                  "#/pull_request");
}

Result<void> check_branch(std::string const& branch, std::string field) {
    if (branch.empty() || is_ref_name(branch)) return {};
    return refuse(ErrorCode::invalid, "not-a-branch",
                  "'" + one_line(branch) + "' is not a branch: give its whole name, as git branch shows it.",
                  std::move(field));
}

Result<void> check_commit(std::string const& commit, std::string field) {
    if (commit.empty() || is_commit_id(commit)) return {};
    return refuse(ErrorCode::invalid, "not-a-commit",
                  "'" + commit + "' is not a commit id: give 7 to 64 lower-case hexadecimal digits.",
                  std::move(field));
}

std::optional<Running> rolled_back(Train const& train, std::string_view version) {
    auto const spent = std::find_if(train.ran.rbegin(), train.ran.rend(), [&](Ran const& each) {
        return each.rolled_back && artifact::same_version(each.what.version, version);
    });
    return spent == train.ran.rend() ? std::nullopt : std::optional{spent->what};
}

Result<void> check_version(std::string const& version, std::string const& commit, Train const& train) {
    if (version.empty()) return {};
    auto const given = artifact::parse_tag(version);
    if (!given) {
        auto error = given.error();
        error.field = "#/version";
        return tl::unexpected{std::move(error)};
    }
    auto const running =
        artifact::named_version(train.production ? train.production->version : train.highest_tag);
    if (running && std::is_lteq(artifact::precedence(*given, running->version)))
        return refuse(ErrorCode::unprocessable, "version-not-higher",
                      given->text() + " is not higher than " + running->version.text() +
                          (train.production ? ", which production runs." : ", the highest tag."),
                      "#/version");
    if (auto const spent = rolled_back(train, given->text()); spent && !same_commit(spent->commit, commit))
        return refuse_spent(*given, *spent, train);
    return {};
}

}  // namespace cadence::release
