// The parts of a release that the process adds to its date: request, checklist, rollback, records, promises.
#include "api/render.h"

namespace cadence::api {

namespace {

void put_approval(Object& into, release::Approval const& approval) {
    put(into, "person", approval.person);
    put(into, "name", approval.name);
    put_names(into, "roles", approval.roles);
    put(into, "via", approval.via);
    put(into, "at", approval.at);
}

void put_rider(Object& into, release::RideAlong const& rider) {
    put(into, "commit", rider.commit);
    put_known(into, "title", rider.title);
    put_known(into, "author", rider.author);
}

}  // namespace

void put_on_demand(Object& into, release::OnDemand const& request) {
    put(into, "title", request.title);
    if (request.criterion) put(into, "criterion", name_of(*request.criterion));
    if (request.cvss) into.emplace("cvss", *request.cvss);
    put_known(into, "justification", request.justification);
    put(into, "branch", request.branch);
    put(into, "base", request.base);
    put_all(into, "rides_along", request.rides_along, put_rider);
    put(into, "requested_by", request.requested_by);
    put(into, "requested_at", request.requested_at);
    put(into, "expires_at", request.expires_at);
    put_all(into, "approvals", request.approvals, put_approval);
    put_known(into, "approved_at", request.approved_at);
}

void put_done_by(Object& into, release::ItemRule const& rule) {
    if (!rule.announced.empty()) put_texts(into, "announced", rule.announced);
    if (rule.known) put(into, "known", name_of(*rule.known));
}

void put_item(Object& into, release::Item const& item) {
    auto const& rule = item.rule;
    put(into, "id", rule.id);
    put(into, "group", rule.group);
    put(into, "text", rule.text);
    put(into, "stage", name_of(rule.stage));
    put(into, "required", rule.required);
    put_names(into, "roles", rule.roles);
    put(into, "status", name_of(item.status));
    put_known(into, "by", item.by);
    put_known(into, "at", item.at);
    put_known(into, "reason", item.reason);
    put_known(into, "check", rule.check);
    put_done_by(into, rule);
    put_known(into, "saw", item.saw);
    if (item.checked_at) {
        put(into, "took", format_duration(item.took));
        put(into, "checked_at", *item.checked_at);
    }
    put(into, "running", item.running_since || item.asked_at);
}

void put_rollback(Object& into, release::Rollback const& rollback) {
    put(into, "severity", name_of(rollback.severity));
    put(into, "option", name_of(rollback.option));
    put_known(into, "from_version", rollback.from_version);
    put_known(into, "to_version", rollback.to_version);
    put_known(into, "to_commit", rollback.to_commit);
    put_texts(into, "commits", rollback.commits);
    put_known(into, "branch", rollback.branch);
    put(into, "reason", rollback.reason);
    put(into, "by", rollback.by);
    put(into, "started_at", rollback.started_at);
    put_known(into, "restored_at", rollback.restored_at);
    put_known(into, "verified_at", rollback.verified_at);
    put_known(into, "verified_by", rollback.verified_by);
    if (rollback.restored) {
        put_running(object_in(into, "restored"), *rollback.restored);
        put(into, "by_word", rollback.by_word);
    }
    put_known(into, "note", rollback.note);
}

void put_record(Object& into, release::Record const& record) {
    put_known(into, "text", record.text);
    put_known(into, "link", record.link);
    put(into, "by", record.by);
    put(into, "at", record.at);
}

void put_notes_head(Object& into, release::Notes const& notes) {
    put(into, "version", notes.version);
    put_texts(into, "problems", notes.problems);
    put(into, "source", notes.source);
    put(into, "at", notes.at);
}

void put_deadline(Object& into, release::Deadline const& deadline) {
    put(into, "id", deadline.id);
    put(into, "kind", name_of(deadline.kind));
    put_known(into, "release", deadline.release);
    put(into, "subject", deadline.subject);
    put(into, "started_at", deadline.started_at);
    put(into, "due_at", deadline.due_at);
    put(into, "state", name_of(deadline.state));
    put(into, "warned", deadline.warned);
    put_known(into, "ended_at", deadline.ended_at);
    put_known(into, "reason", deadline.reason);
}

void put_merge(Object& into, release::Merge const& merge) {
    put(into, "number", merge.number);
    put(into, "commit", merge.commit);
    put_known(into, "author", merge.author);
    put_known(into, "title", merge.title);
    put_known(into, "branch", merge.branch);
    put_known(into, "pull_request", merge.pull_request);
    put_known(into, "committed_at", merge.committed_at);
    put(into, "merged_at", merge.merged_at);
    put(into, "received_at", merge.received_at);
    put_texts(into, "against", merge.against);
    put_known(into, "staging_at", merge.staging_at);
    put_known(into, "production_at", merge.production_at);
}

}  // namespace cadence::api
