#!/usr/bin/env python3
"""kill_matrix.py [--every K] [--only SYSCALL] [--at N] [--jobs J]

SIGKILL at every write-class system call of a whole release. The daemon is started again, the release is driven to
its end, and what is on disk is compared with what was answered."""
import subprocess
import sys
import time

from harness import PATIENCE, SLOT, Daemon, from_now
from matrix import Client, try_all
from record import violations

NAME = f"backend-{SLOT}"
PATH = f"/v1/releases/{NAME}"
RUN = {"environment": "production", "version": "1.2.0", "commit": "4f1c9a27d0"}
FINAL = {"released", "overdue", "cancelled"}


def await_release(client, done):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        seq = client.insist(lambda: client.daemon.get("/v1/status")["revision"])
        release = client.insist(lambda: client.daemon.release(NAME))
        if done(release):
            return
        client.insist(lambda: client.daemon.get(f"/v1/events?after={seq}&wait=5s"))
    raise AssertionError(f"not reached: {release['state']}, {release['phases'][:5]}")


def phase(release, name):
    return next(each for each in release["phases"] if each["name"] == name)["status"]


def is_over(release):
    now = [each for each in release["phases"] if each["attempt"] == release["attempt"]]
    return release["state"] in FINAL and not any(each["status"] in ("pending", "held") for each in now)


def whole_release(client):
    client.change("release_postponed", f"{PATH}/postpone", {"to": from_now(3), "reason": "rehearsal"})
    client.change("candidate_set", f"{PATH}/candidate", {"version": "1.2.0", "commit": "4f1c9a27d0"})
    await_release(client, lambda release: phase(release, "code_freeze") != "pending")
    client.change("merge_recorded", "/v1/trains/backend/merges", {"commit": "77aa01d3c5", "author": "eve"})
    client.change("item_ticked", f"{PATH}/checklist/smoke_tests_staging", {"status": "passed"})
    client.change("vote_cast anna", f"{PATH}/votes", {"vote": "go"})
    client.change("vote_cast paul", f"{PATH}/votes", {"vote": "go"}, "paul")
    await_release(client, lambda release: phase(release, "deploy_window_open") != "pending")
    for status in "started", "succeeded":
        client.change(f"deployment_reported {status}", f"{PATH}/deployments", {**RUN, "status": status})
    client.change("issue_recorded", f"{PATH}/issues", {"text": "sync is slow", "severity": "P2"}, "paul")
    await_release(client, is_over)
    client.stop()


def run(wrapper):
    """(whether it died, the violations)."""
    with Daemon() as daemon:
        client = Client(daemon, wrapper)
        try:
            whole_release(client)
        except (AssertionError, subprocess.TimeoutExpired) as error:
            return client.deaths > 0, [str(error)]
        tokens = [token.split("_")[1] for token in daemon.tokens.values()]
        found = violations(daemon.database, client.answered, tokens)
        return client.deaths > 0, found + [f"refused: {each}" for each in client.refused]


if __name__ == "__main__":
    sys.exit(try_all(run, __doc__))
