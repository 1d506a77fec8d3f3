// What the daemon answers, as the contract has it.
#pragma once

#include <string>

namespace cadence::ctl::testing {

inline std::string const kStatus = R"({"revision": 7, "clock": {"on_hold": false}, "trains": [
  {"id": "backend", "name": "Backend", "timezone": "Europe/Berlin",
   "current": {"id": "backend-2026-01-08", "train": "backend", "kind": "scheduled", "slot": "2026-01-08",
     "state": "frozen", "attempt": 1, "opens_at": "2026-01-08T09:00:00Z", "closes_at": "2026-01-08T11:00:00Z",
     "local": "2026-01-08 10:00 CET", "timezone": "Europe/Berlin", "version": "1.2.0", "phases": [],
     "decision": {"verdict": "undecided", "reasons": [
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
     "since": "2025-12-25T09:12:00Z"}}]})";

inline std::string const kNothingCurrent = R"({"revision": 7, "clock": {"on_hold": false}, "trains": [
  {"id": "backend", "name": "Backend", "timezone": "UTC", "next": {"id": "backend-2026-01-22"}, "gates": {}}]})";

inline std::string const kTwoTrains =
    R"({"revision": 7, "clock": {"on_hold": false}, "trains": [{"id": "backend"}, {"id": "web"}]})";

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
  "decision": {"verdict": "undecided", "reasons": [{"code": "x", "text": "Product Owner has not said go"}]},
  "deployments": [], "issues": [], "dates": []})";

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

}  // namespace cadence::ctl::testing
