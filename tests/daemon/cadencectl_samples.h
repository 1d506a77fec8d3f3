// What the daemon answers, as the contract has it.
#pragma once

#include <string>

namespace cadence::ctl::testing {

inline std::string const kStatus = R"({"revision": 7, "clock": {"on_hold": false}, "trains": [
  {"id": "backend", "name": "Backend", "timezone": "Europe/Berlin",
   "current": {"id": "backend-2026-01-08", "train": "backend", "kind": "scheduled", "slot": "2026-01-08",
     "state": "frozen", "attempt": 1, "opens_at": "2026-01-08T09:00:00Z", "closes_at": "2026-01-08T11:00:00Z",
     "local": "2026-01-08 10:00 CET", "timezone": "Europe/Berlin", "version": "1.2.0", "phases": [],
     "decision": {"verdict": "undecided", "summary": "Product Owner has not said go", "reasons": [
       {"code": "role_has_not_said_go", "text": "Product Owner has not said go"}]},
     "waiting_for": ["product-owner"]},
   "next": {"id": "backend-2026-01-08", "state": "frozen"},
   "gates": {
     "merge": {"open": true, "advisory": true, "reasons": [{"code": "code_freeze", "text": "The code is frozen"}]},
     "deploy": {"open": false, "advisory": false, "reasons": [
       {"code": "no_deploy_window", "text": "The next deployment window opens on Thursday"}],
       "changes_at": "2026-01-08T09:00:00Z"},
     "flag": {"open": true, "advisory": false, "reasons": []}},
   "production": {"release": "backend-2025-12-25", "version": "1.1.0", "commit": "4f1c9a2b7d0e11",
     "since": "2025-12-25T09:12:00Z"},
   "on_demand": [], "deadlines": [], "freezes": [], "main": {"ahead_of_production": 0, "ahead_of_staging": 0}}]})";

inline std::string const kRelease = R"({"id": "backend-2026-01-08", "train": "backend", "kind": "scheduled",
  "slot": "2026-01-08", "state": "frozen", "attempt": 1, "opens_at": "2026-01-08T10:00:00Z",
  "closes_at": "2026-01-08T12:00:00Z", "local": "2026-01-08 10:00 UTC", "timezone": "UTC", "version": "1.2.0",
  "candidate": {"version": "1.2.0", "commit": "4f1c9a2b7d0e11", "set_at": "2026-01-05T10:00:00Z", "by": "anna"},
  "phases": [
    {"name": "code_freeze", "kind": "code_freeze", "at": "2026-01-05T10:00:00Z", "local": "2026-01-05 10:00 UTC",
     "status": "fired", "attempt": 1, "fired_at": "2026-01-05T10:00:00Z"},
    {"name": "deploy_window_open", "kind": "deploy_window_open", "at": "2026-01-08T10:00:00Z",
     "local": "2026-01-08 10:00 UTC", "status": "pending", "attempt": 1}],
  "required_roles": ["tech-lead", "product-owner"],
  "votes": [
    {"person": "anna", "name": "Anna", "roles": ["tech-lead"], "vote": "go", "at": "2026-01-07T11:00:00.5Z"},
    {"person": "quinn", "name": "Quinn", "roles": ["qa"], "vote": "no_go", "reason": "search is slow",
     "at": "2026-01-07T11:00:00Z"}],
  "waiting_for": ["product-owner"],
  "decision": {"verdict": "undecided", "summary": "Product Owner has not said go",
    "reasons": [{"code": "x", "text": "Product Owner has not said go"}]},
  "deployments": [], "issues": [], "dates": [], "checklist": [], "progress": {},
  "deadlines": []})";

inline std::string const kTrains = R"({"items": [{"id": "backend", "name": "Backend",
  "rule": {"first_release": "2026-01-08", "every_weeks": 2, "weekday": "Thursday", "time": "10:00",
    "timezone": "UTC", "window": "PT2H", "on_blackout": "shift"},
  "phases": [], "required_roles": ["tech-lead"], "monitoring": "PT2H", "environments": {},
  "blackouts": [{"id": "b1", "from": "2026-01-30", "to": "2026-02-03", "reason": "move", "source": "api"}]}]})";

inline std::string const kShutGates = R"({"train": "backend", "gates": {
  "merge": {"open": false, "advisory": false, "reasons": [
    {"code": "deploy_window", "text": "Release backend-2026-01-08 is being deployed until 12:00 UTC"}],
    "changes_at": "2026-01-08T12:00:00Z"},
  "deploy": {"open": true, "advisory": false, "reasons": []},
  "flag": {"open": true, "advisory": false, "reasons": []}}})";

inline std::string const kHotfixId = "backend-hotfix-2026-01-06-double-booking";

/// A hotfix on its way: `state`, and what is still `missing` as an array of reasons.
inline std::string hotfix(std::string const& state, std::string const& missing,
                          std::string const& approvals = "[]", std::string const& more = "") {
    return R"({"id": ")" + kHotfixId + R"(", "train": "backend", "kind": "hotfix", "slot": "2026-01-06",
  "state": ")" +
           state + R"(", "attempt": 1, "timezone": "UTC", "version": "1.1.1",
  "candidate": {"version": "1.1.1", "commit": "77aa01b2c3", "set_at": "2026-01-06T09:00:00Z", "by": "dora"},
  "on_demand": {"title": "double booking", "criterion": "security", "cvss": 9.1, "justification": "customers call",
    "branch": "hotfix/2026-01-06-double-booking", "base": "main", "rides_along": [
      {"commit": "4f1c9a2b7d0e11", "title": "Bulk upload", "author": "emil"}],
    "requested_by": "dora", "requested_at": "2026-01-06T09:00:00Z", "expires_at": "2026-01-08T09:00:00Z",
    "approvals": )" +
           approvals + R"(},
  "phases": [], "required_roles": [], "votes": [], "waiting_for": ["tech-lead", "product-owner"],
  "decision": {"verdict": "undecided",
    "summary": "It has not reached staging; Tech Lead has not approved; 1 item open: smoke_tests_staging",
    "reasons": )" +
           missing + R"(},
  "checklist": [
    {"id": "smoke_tests_staging", "group": "Testing", "text": "Smoke tests pass on staging", "stage": "pre",
     "required": true, "roles": ["qa"], "status": "pending", "running": false}],
  "progress": {"pre": "0 of 1 required; open: smoke_tests_staging"},
  "deployments": [], "issues": [], "dates": [], "deadlines": [])" +
           more + "}";
}

inline std::string const kAllMissing = R"([
  {"code": "not_staged", "text": "It has not reached staging"},
  {"code": "checklist_item", "text": "smoke_tests_staging is pending: Smoke tests pass on staging",
   "item": "smoke_tests_staging"},
  {"code": "role_has_not_approved", "text": "Tech Lead has not approved"},
  {"code": "role_has_not_approved", "text": "Product Owner has not approved"}])";

/// /v1/status with this beside the current release.
inline std::string status_with(std::string const& members) {
    return R"({"revision": 7, "clock": {"on_hold": false}, "trains": [{"id": "backend", "name": "Backend",
  "timezone": "UTC", "current": {"id": "backend-2026-01-08", "state": "frozen", "waiting_for": []}, "gates": {},
  )" + members +
           "}]}";
}

/// As /v1/status names one on demand.
inline std::string in_short(std::string const& id, std::string const& state) {
    return R"({"id": ")" + id +
           R"(", "train": "backend", "kind": "hotfix", "slot": "2026-01-06", "attempt": 1, "state": ")" +
           state +
           R"(", "title": "double booking", "branch": "hotfix/2026-01-06-double-booking", "base": "main",
    "requested_at": "2026-01-06T09:00:00Z", "expires_at": "2026-01-08T09:00:00Z", "timezone": "UTC", "phases": [],
    "decision": {"verdict": "undecided", "summary": "Tech Lead has not approved",
      "reasons": [{"code": "x", "text": "Tech Lead has not approved"}]},
    "waiting_for": ["tech-lead"]})";
}

/// As the daemon answers where the request could be meant for several.
inline std::string which(std::string const& what, std::string const& choices) {
    return R"({"type": "/problems/)" + what + R"(-needed", "title": "Needed", "status": 400,
  "detail": "Several could be meant: say which.", "alternatives": )" +
           choices + "}";
}

inline std::string const kDeadline = R"({"id": "post_mortem:backend-2025-12-25", "kind": "post_mortem",
  "release": "backend-2025-12-25", "subject": "backend-2025-12-25", "started_at": "2026-01-05T10:00:00Z",
  "due_at": "2026-01-06T10:00:00Z", "state": "open", "warned": 80})";

inline std::string const kRolledBack =
    R"({"id": "backend-2025-12-25", "train": "backend", "kind": "scheduled",
  "slot": "2025-12-25", "state": "rolling_back", "attempt": 1, "opens_at": "2025-12-25T10:00:00Z",
  "closes_at": "2025-12-25T12:00:00Z", "local": "2025-12-25 10:00 UTC", "timezone": "UTC", "version": "1.1.0",
  "phases": [], "required_roles": [], "votes": [], "waiting_for": [],
  "decision": {"verdict": "undecided", "reasons": []}, "checklist": [], "deployments": [], "issues": [], "dates": [],
  "rollback": {"severity": "P0", "option": "previous_version", "from_version": "1.1.0", "to_version": "1.0.3",
    "to_commit": "0123456789abcdef", "commits": [], "reason": "bookings are lost", "by": "anna",
    "started_at": "2026-01-06T08:55:00Z"},
  "deadlines": [{"id": "rollback:backend-2025-12-25", "kind": "rollback", "release": "backend-2025-12-25",
    "subject": "backend-2025-12-25", "started_at": "2026-01-06T08:55:00Z", "due_at": "2026-01-06T09:10:00Z",
    "state": "open", "warned": 0}]})";

/// A train with these freezes and exemptions.
inline std::string train(std::string const& freezes, std::string const& exemptions = "[]") {
    return R"({"id": "backend", "name": "Backend", "rule": {"timezone": "UTC"}, "phases": [], "blackouts": [],
  "freezes": )" +
           freezes + R"(, "exemptions": )" + exemptions + "}";
}

inline std::string const kFreeze = R"({"id": "freeze-3", "actions": ["merge", "deploy"],
  "from": "2026-01-06T09:00:00Z", "until": "2026-01-06T11:00:00Z", "begun": true,
  "reason": "database is being moved", "by": "anna"})";

inline std::string const kExemption =
    R"({"id": "exemption-4", "pull_request": "412", "until": "2026-01-06T11:00:00Z",
  "reason": "documentation only", "by": "anna"})";

}  // namespace cadence::ctl::testing
