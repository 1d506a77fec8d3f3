#!/usr/bin/env python3
"""kill_matrix.py [--every K] [--only SYSCALL] [--at N] [--jobs J]

SIGKILL at every write-class system call of a whole release, one point a run: the call is not made, the daemon is
gone. It is started again, the release is driven to its end, and what is on disk is compared with what was
answered. `--every K` takes each K-th point (of all system calls together); without it, all of them."""
import argparse
import concurrent.futures
import contextlib
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import uuid

from harness import PATIENCE, SLOT, Daemon, Gone, Refused, from_now
from record import violations

CALLS = ["pwrite64", "write", "writev", "sendmsg", "sendto", "fdatasync", "fsync", "ftruncate", "unlink", "rename",
         "openat", "close"]
STRACE = ["strace", "-D", "-f", "-qq"]  # -D: the daemon stays our child
NAME = f"backend-{SLOT}"
PATH = f"/v1/releases/{NAME}"
RUN = {"environment": "production", "version": "1.2.0", "commit": "4f1c9a27d0"}
FINAL = {"released", "overdue", "cancelled"}


class Client:
    """Drives a release through a daemon that may die at any moment: what was not answered is asked again, with the
    same Idempotency-Key, of the daemon started anew. Keeps what was answered 2xx."""

    def __init__(self, daemon, wrapper):
        self.daemon, self.deaths, self.answered, self.refused = daemon, 0, [], []
        if not daemon.start(wrapper):
            self.revive()

    def revive(self):
        self.deaths += 1
        assert self.deaths == 1, f"it died again, by itself: {self.daemon.wait()}\n{self.daemon.said()}"
        self.daemon.wait()
        assert self.daemon.start(), f"it does not start again\n{self.daemon.said()}"

    def insist(self, question):
        while True:
            try:
                return question()
            except Gone:
                self.daemon.wait()  # a closed connection of a daemon that lives would be a bug: times out
                self.revive()

    def change(self, what, path, body, who="anna"):
        key = uuid.uuid4().hex
        try:
            self.insist(lambda: self.daemon.post(path, body, who, key=key))
            self.answered.append(what)
        except Refused as refused:
            self.refused.append(f"{what}: {refused}")

    def await_release(self, done):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            seq = self.insist(lambda: self.daemon.get("/v1/status")["revision"])
            release = self.insist(lambda: self.daemon.release(NAME))
            if done(release):
                return
            self.insist(lambda: self.daemon.get(f"/v1/events?after={seq}&wait=5s"))
        raise AssertionError(f"not reached: {release['state']}, {release['phases'][:5]}")

    def stop(self):
        if self.daemon.stop() != 0:
            self.revive()
            assert self.daemon.stop() == 0


def phase(release, name):
    return next(each for each in release["phases"] if each["name"] == name)["status"]


def is_over(release):
    now = [each for each in release["phases"] if each["attempt"] == release["attempt"]]
    return release["state"] in FINAL and not any(each["status"] in ("pending", "held") for each in now)


def whole_release(client):
    client.change("release_postponed", f"{PATH}/postpone", {"to": from_now(3), "reason": "rehearsal"})
    client.change("candidate_set", f"{PATH}/candidate", {"version": "1.2.0", "commit": "4f1c9a27d0"})
    client.await_release(lambda release: phase(release, "code_freeze") != "pending")
    client.change("merge_recorded", "/v1/trains/backend/merges", {"commit": "77aa01d3c5", "author": "eve"})
    client.change("item_ticked", f"{PATH}/checklist/smoke_tests_staging", {"status": "passed"})
    client.change("vote_cast anna", f"{PATH}/votes", {"vote": "go"})
    client.change("vote_cast paul", f"{PATH}/votes", {"vote": "go"}, "paul")
    client.await_release(lambda release: phase(release, "deploy_window_open") != "pending")
    for status in "started", "succeeded":
        client.change(f"deployment_reported {status}", f"{PATH}/deployments", {**RUN, "status": status})
    client.change("issue_recorded", f"{PATH}/issues", {"text": "sync is slow", "severity": "P2"}, "paul")
    client.await_release(is_over)
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


def count_points():
    """How often each system call occurs in one undisturbed release, from start to stop."""
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor() as pool:
        pipe = pathlib.Path(folder) / "trace"
        os.mkfifo(pipe)
        trace = pool.submit(pipe.read_text)
        try:
            died, found = run([*STRACE, "-o", str(pipe), "-e", "trace=" + ",".join(CALLS)])
        finally:  # strace may not have come so far: let the reader go
            with contextlib.suppress(OSError):
                os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
        assert not died and not found, found
        calls = re.findall(r"^\d+ +(\w+)\(", trace.result(), re.MULTILINE)
    return {call: calls.count(call) for call in CALLS if call in calls}


def kill_at(point):
    call, number = point
    kill = ["-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}"]
    return point, *run([*STRACE, "-o", "/dev/null", *kill])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--only", choices=CALLS)
    parser.add_argument("--at", type=int)
    parser.add_argument("--jobs", type=int, default=12)
    options = parser.parse_args()
    began = time.monotonic()
    counts = count_points()
    points = [(call, number) for call, count in counts.items() for number in range(1, count + 1)]
    points = [each for each in points if options.only in (None, each[0]) and options.at in (None, each[1])]
    points = points[options.every // 2::options.every]
    told = ", ".join(f"{call} {count}" for call, count in counts.items())
    print(f"{sum(counts.values())} points ({told}), {len(points)} to try", flush=True)
    died, broken = 0, 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for (call, number), killed, found in pool.map(kill_at, points):
            died += killed
            broken += bool(found)
            for each in found:
                print(f"VIOLATION at {call} {number}: {each}", flush=True)
    print(f"{len(points)} points tried, {died} killed there, {len(points) - died} not reached this time, "
          f"{broken} with violations, {time.monotonic() - began:.0f} s")
    return 1 if broken or not died else 0


if __name__ == "__main__":
    sys.exit(main())
