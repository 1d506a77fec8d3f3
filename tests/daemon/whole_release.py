#!/usr/bin/env python3
"""Two releases on the real clock, from `postpone` to `released`, in a few seconds. One has an issue and gets its
retrospective, the other does not. Prints how late time's own work was, from the log."""
import sys

from harness import AHEAD, SLOT, Daemon, config, from_now, instant
from promises import keep

WITH_ISSUE, WITHOUT = f"backend-{SLOT}", f"frontend-{SLOT}"
PHASES = ["code_freeze", "go_no_go", "deploy_window_open", "deploy_window_close", "retrospective"]
LATEST = 0.25  # seconds; reliability P3: at most 250 ms


def release_it(daemon, name):
    def state_is(wanted):
        found = daemon.release(name)["state"]
        assert found == wanted, f"{name} is {found}, not {wanted}"

    path = f"/v1/releases/{name}"
    daemon.post(f"{path}/postpone", {"to": from_now(AHEAD), "reason": "rehearsal"})
    state_is("planned")
    daemon.post(f"{path}/candidate", {"version": "1.2.0", "commit": "4f1c9a27d0"})
    yield
    daemon.await_phase(name, "code_freeze")
    daemon.post(f"{path}/votes", {"vote": "no_go", "reason": "double bookings"}, "paul")
    state_is("no_go")
    daemon.post(f"{path}/votes", {"vote": "go"}, "paul")
    state_is("frozen")
    daemon.post(f"{path}/votes", {"vote": "go"}, "anna")
    state_is("frozen")
    daemon.post(f"{path}/checklist/smoke_tests_staging", {"status": "passed"}, "anna")
    state_is("go")
    yield
    daemon.await_phase(name, "deploy_window_open")
    state_is("deploying")
    train = name.split("-")[0]
    gates = daemon.get(f"/v1/gates?train={train}")["gates"]
    assert not gates["merge"]["open"] and gates["deploy"]["open"], gates
    for status in "started", "succeeded":
        daemon.post(f"{path}/deployments", {"environment": "production", "status": status, "version": "1.2.0",
                                            "commit": "4f1c9a27d0"})
    state_is("monitoring")
    if name == WITH_ISSUE:
        daemon.post(f"{path}/issues", {"text": "sync is slow", "severity": "P2"}, "paul")
    yield
    daemon.await_state(name, "released")
    daemon.await_phase(name, "retrospective")
    assert daemon.get(f"/v1/gates?train={train}")["gates"]["merge"]["open"]


def in_step(*stories):
    """Each story up to its next `yield`, in turn."""
    while stories := [story for story in stories if next(story, "over") != "over"]:
        pass


def lateness(daemon):
    """(release, what, seconds) of all that time did by itself, from the log alone."""
    until = {name: daemon.release(name)["monitored_until"] for name in (WITH_ISSUE, WITHOUT)}
    for event in daemon.events():
        data = event["data"]
        if event["type"] == "phase_fired" and data["attempt"] == 2:
            due = data["due_at"]
        elif event["type"] == "state_changed" and data["to"] == "released":
            due = until[event["release"]]
        else:
            continue
        late = (instant(event["at"]) - instant(due)).total_seconds()
        yield event["release"], data.get("phase", "released"), data.get("status", "-"), late


def a_release_goes_from_its_freeze_to_its_retrospective_on_time():
    with Daemon(config("backend", "frontend")) as daemon:
        assert daemon.start()
        in_step(release_it(daemon, WITH_ISSUE), release_it(daemon, WITHOUT))

        measured = list(lateness(daemon))
        print(f"{'release':22} {'what':20} {'status':8} {'late by':>10}")
        for release, what, status, late in measured:
            print(f"{release:22} {what:20} {status:8} {late * 1e3:7.2f} ms")
        late = [each[3] for each in measured]
        mean = sum(late) / len(late)
        print(f"lateness of {len(late)} instants: mean {mean * 1e3:.2f} ms, max {max(late) * 1e3:.2f} ms")

        for name in WITH_ISSUE, WITHOUT:
            told = [(what, status) for release, what, status, _ in measured if release == name and what != "released"]
            last = "fired" if name == WITH_ISSUE else "skipped"
            assert told == [(phase, "fired") for phase in PHASES[:-1]] + [("retrospective", last)], told
            served = daemon.release(name)
            assert [(each["name"], each["status"]) for each in served["phases"][:5]] == told, served["phases"]
        assert min(late) >= 0, "something happened before it was due"
        assert max(late) <= LATEST, f"late by more than {LATEST} s"
        assert daemon.stop() == 0


if __name__ == "__main__":
    sys.exit(keep(a_release_goes_from_its_freeze_to_its_retrospective_on_time))
