"""SIGKILL at every write-class system call of a story, one point a run: the call is not made, the daemon is gone.

A story is a function that takes the wrapper to start the daemon under and gives whether the daemon died, and what
is wrong afterwards. `--every K` takes each K-th point (of all system calls together); without it, all of them."""
import argparse
import concurrent.futures
import contextlib
import os
import pathlib
import re
import tempfile
import time
import uuid

from harness import PATIENCE, Gone, Refused

CALLS = ["pwrite64", "write", "writev", "sendmsg", "sendto", "fdatasync", "fsync", "ftruncate", "unlink", "rename",
         "openat", "close"]
SECOND_START = 75  # the exit status of a daemon whose database another one has open
STRACE = ["strace", "-D", "-f", "-qq"]  # -D: the daemon stays our child


class Client:
    """Drives a daemon that may die at any moment: what was not answered is asked again, with the same
    Idempotency-Key, of the daemon started anew. Keeps what was answered 2xx."""

    def __init__(self, daemon, wrapper):
        self.daemon, self.deaths, self.answered, self.refused = daemon, 0, [], []
        if not daemon.start(wrapper):
            self.revive()

    def revive(self):
        self.deaths += 1
        assert self.deaths == 1, f"it died again, by itself: {self.daemon.wait()}\n{self.daemon.said()}"
        self.daemon.wait()
        end = time.monotonic() + PATIENCE
        while not self.daemon.start():
            # A child that was on its way to its program holds the lock until it gets there: like the service
            # manager, again.
            held = self.daemon.wait() == SECOND_START and time.monotonic() < end
            assert held, f"it does not start again\n{self.daemon.said()}"

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

    def stop(self):
        if self.daemon.stop() != 0:
            self.revive()
            assert self.daemon.stop() == 0


def count_points(story):
    """How often each system call occurs in one undisturbed run, from start to stop."""
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor() as pool:
        pipe = pathlib.Path(folder) / "trace"
        os.mkfifo(pipe)
        trace = pool.submit(pipe.read_text)
        try:
            died, found = story([*STRACE, "-o", str(pipe), "-e", "trace=" + ",".join(CALLS)])
        finally:  # strace may not have come so far: let the reader go
            with contextlib.suppress(OSError):
                os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
        assert not died and not found, found
        calls = re.findall(r"^\d+ +(\w+)\(", trace.result(), re.MULTILINE)
    return {call: calls.count(call) for call in CALLS if call in calls}


def kill_at(story, point):
    call, number = point
    kill = ["-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}"]
    return point, *story([*STRACE, "-o", "/dev/null", *kill])


def try_all(story, description):
    """The matrix by the arguments of the command line; the exit status."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--only", choices=CALLS)
    parser.add_argument("--at", type=int)
    parser.add_argument("--jobs", type=int, default=12)
    options = parser.parse_args()
    began = time.monotonic()
    counts = count_points(story)
    points = [(call, number) for call, count in counts.items() for number in range(1, count + 1)]
    points = [each for each in points if options.only in (None, each[0]) and options.at in (None, each[1])]
    points = points[options.every // 2::options.every]
    told = ", ".join(f"{call} {count}" for call, count in counts.items())
    print(f"{sum(counts.values())} points ({told}), {len(points)} to try", flush=True)
    died, broken = 0, 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for (call, number), killed, found in pool.map(lambda point: kill_at(story, point), points):
            died += killed
            broken += bool(found)
            for each in found:
                print(f"VIOLATION at {call} {number}: {each}", flush=True)
    print(f"{len(points)} points tried, {died} killed there, {len(points) - died} not reached this time, "
          f"{broken} with violations, {time.monotonic() - began:.0f} s")
    return 1 if broken or not died else 0
