#!/usr/bin/env python3
"""A disk that is full: writes are refused with 507, reads go on, what falls due waits, and comes when there is room.
The disk is a small tmpfs: as root, or in a user namespace where there are some."""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from harness import SLOT, Daemon, Refused, config, from_now, instant
from promises import keep

NAME = f"backend-{SLOT}"
SKIPPED = 77


def may_mount(*wrapper):
    with tempfile.TemporaryDirectory() as there:
        probe = [*wrapper, "sh", "-c", 'mount -t tmpfs none "$1" && umount "$1"', "sh", there]
        return subprocess.run(probe, stderr=subprocess.DEVNULL, check=False).returncode == 0


def fill(folder):
    ballast = folder / "ballast"
    with open(ballast, "wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return ballast


def write_until_refused(daemon):
    for count in range(500):
        try:
            daemon.post(f"/v1/releases/{NAME}/issues", {"text": f"note {count} " + "x" * 500})
        except Refused as refused:
            return refused
    raise AssertionError("500 writes fitted on a full disk")


def a_full_disk_is_said_and_survived():
    with Daemon(config(freeze="6s")) as daemon:
        daemon.state.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "none", daemon.state], check=True)
        try:
            survive(daemon)
        finally:
            subprocess.run(["umount", "--lazy", daemon.state], check=True)


def survive(daemon):
    assert daemon.start()
    daemon.post(f"/v1/releases/{NAME}/postpone", {"to": from_now(8), "reason": "rehearsal"})
    ballast = fill(daemon.state)
    refused = write_until_refused(daemon)
    assert refused.status == 507 and "nothing was changed" in refused.problem["detail"], refused
    written = daemon.release(NAME)["issues"]

    due = instant(next(each["at"] for each in daemon.release(NAME)["phases"] if each["name"] == "code_freeze"))
    last = daemon.get("/v1/status")["revision"]
    assert daemon.get(f"/v1/events?after={last}&wait=4s")["items"] == [], "something fired with nowhere to write it"
    assert time.time() > due.timestamp(), "not waited long enough"
    assert daemon.process.poll() is None and daemon.release(NAME)["state"] == "planned"
    assert daemon.release(NAME)["issues"] == written
    assert daemon.said().count("nothing can be recorded, due work is waiting") == 1, daemon.said()

    ballast.unlink()
    room = time.time()
    while time.time() < room + 2:  # what others write meanwhile puts nothing off
        daemon.post(f"/v1/releases/{NAME}/issues", {"text": f"meanwhile {time.time()}"})
        time.sleep(0.1)
    fired = daemon.await_phase(NAME, "code_freeze", attempt=2)
    waited = instant(fired["at"]).timestamp() - room
    print(f"fired {waited:.2f} s after there was room again")
    assert fired["data"]["status"] == "fired" and waited < 2
    assert daemon.get("/health/ready")["status"] == "ready"
    daemon.post(f"/v1/releases/{NAME}/issues", {"text": "after"})
    assert daemon.stop() == 0
    assert daemon.start() and daemon.release(NAME)["issues"][-1]["text"] == "after"
    assert daemon.stop() == 0


if __name__ == "__main__":
    if may_mount():
        sys.exit(keep(a_full_disk_is_said_and_survived))
    own = ["unshare", "--user", "--map-root-user", "--mount"]
    if "CADENCE_UNSHARED" in os.environ or not may_mount(*own):
        print("skipped: this user can mount no small disk")
        sys.exit(SKIPPED)
    os.environ["CADENCE_UNSHARED"] = "yes"
    os.execvp(own[0], [*own, sys.executable, str(pathlib.Path(__file__)), *sys.argv[1:]])
