#!/usr/bin/env python3
"""everything_at_once.py [SECONDS]: releases on 24 trains, people, hooks and readers, beside floods, crowds, JSON bombs,
hostile receivers, kill -9 and full disks. What was acknowledged is there, once; nothing was early; prints how long
reads took, how late time's own work was, and what memory it took, minute by minute. As root, with a release build."""
import collections
import contextlib
import hashlib
import hmac
import http.client
import itertools
import json
import multiprocessing
import os
import pathlib
import queue
import random
import resource
import sqlite3
import subprocess
import sys
import threading
import time

for folder in "daemon", "bench":
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / folder))
from crowded import Crowd, attack  # noqa: E402
from disk_full import fill  # noqa: E402
from fakes import post  # noqa: E402
from harness import Daemon, Gone, Refused, config, from_now, instant  # noqa: E402
from hostile_receivers import CHANNEL, WAYS, at, memory, receiver  # noqa: E402
from json_bombs import bombs  # noqa: E402
from kill_deliveries import ACTION, Receiver  # noqa: E402
from record import violations  # noqa: E402

TRAINS = ["backend", *(f"t{number}" for number in range(23))]
SECRET = b"It's a Secret to Everybody"
PARTS = """
[[hooks]]
name = "code"
source = "github"
train = "backend"
secrets_from = ["{secret}"]
max_body = "25MiB"

[server]
writes_per_second = 100000
reads_per_second = 100000
"""
KILL_EVERY, FULL_EVERY, FULL_FOR = 150, 210, 5  # seconds
TOPICS = '"code_freeze", "window_opened", "released"'
DISK = "size=1500m"


def until(stop, work):
    """Does `work` again and again; what a daemon that is away or has no room refuses is tried again by `work`."""
    while not stop.is_set():
        with contextlib.suppress(Refused, Gone):
            work()


def insist(stop, question):
    """The answer, however often the daemon dies or has no room meanwhile; None when the time is over."""
    while not stop.is_set():
        try:
            return question()
        except Gone:
            time.sleep(0.1)
        except Refused as refused:
            if refused.status not in (429, 503, 507):
                raise
            time.sleep(0.2)
    return None


def threads(stop, *works):
    all_of_them = [threading.Thread(target=until, args=(stop, work)) for work in works]
    for each in all_of_them:
        each.start()
    for each in all_of_them:
        each.join()


def release_train(daemon, stop, train, tally):
    """One release, brought here by `postpone`, from its freeze to `released`."""
    def tell(path, body, who="anna"):
        try:
            return insist(stop, lambda: daemon.post(f"/v1/releases/{name}{path}", body, who))
        except Refused as refused:
            tally[f"{path.split('/')[1]}: {refused}"[:150]] += 1
            raise

    def wait_for(*states):
        end = time.monotonic() + 60
        while not stop.is_set() and time.monotonic() < end:
            state = insist(stop, lambda: daemon.release(name)["state"])
            if state in states:
                return state
            time.sleep(0.3)
        tally[f"not {states[0]} within a minute"] += 1
        return None

    current = insist(stop, lambda: daemon.get(f"/v1/upcoming?train={train}&count=1"))["items"][0]
    name = current["id"]
    tell("/postpone", {"to": from_now(6), "reason": "rehearsal"})
    commit, version = os.urandom(20).hex(), f"1.{time.time_ns() // 1_000_000}.0"
    tell("/candidate", {"version": version, "commit": commit})
    if not wait_for("frozen", "overdue"):
        return
    tell("/checklist/smoke_tests_staging", {"status": "passed"})
    for who in "anna", "paul":
        tell("/votes", {"vote": "go"}, who)
    if not wait_for("deploying", "overdue"):
        return
    for status in "started", "succeeded":
        tell("/deployments", {"environment": "production", "status": status, "version": version, "commit": commit})
    wait_for("released")
    tally["released"] += 1


def releases(daemon, stop, out):
    tally = collections.Counter()
    threads(stop, *(lambda train=train: release_train(daemon, stop, train, tally) for train in TRAINS))
    out.put(("releases", dict(tally)))


def writers(daemon, stop, out):
    """Merges, each once, however often it has to be told."""
    said = []

    def work():
        commit, train = os.urandom(20).hex(), random.choice(TRAINS)
        key = commit if commit < "1" else None  # some: one caller may keep so many answers a day
        body = {"commit": commit, "title": "Fix it", "author": "eve"}
        if insist(stop, lambda: daemon.post(f"/v1/trains/{train}/merges", body, key=key)) is not None:
            said.append(commit)
        time.sleep(0.5)

    threads(stop, *[work] * 8)
    out.put(("merges", said))


def signed(body, delivery):
    return {"Content-Type": "application/json", "X-GitHub-Event": "push", "X-GitHub-Delivery": delivery,
            "X-Hub-Signature-256": "sha256=" + hmac.new(SECRET, body, "sha256").hexdigest()}


def send(daemon, path, body, headers):
    try:
        return post(daemon, path, body, headers)[0]
    except (OSError, http.client.HTTPException) as error:
        raise Gone(str(error)) from error


def hooks(daemon, stop, out):
    said = []

    def taken(body, delivery):
        status = send(daemon, "/hooks/github/code", body, signed(body, delivery))
        if status >= 300:
            raise Refused(status, {})
        return status

    def work():
        commit = os.urandom(20).hex()
        change = {"id": commit, "message": "Fix it", "timestamp": "2026-01-02T09:00:00Z", "added": [], "removed": [],
                  "modified": ["src/a.cpp"], "author": {"name": "Eve", "username": "eve"}}
        body = json.dumps({"ref": "refs/heads/main", "before": "0" * 40, "after": commit, "created": False,
                           "deleted": False, "forced": False, "commits": [change], "head_commit": change,
                           "repository": {"full_name": "acme/backend", "default_branch": "main"},
                           "pusher": {"name": "eve"}}).encode()
        if insist(stop, lambda: taken(body, commit)) is not None:
            said.append(commit)
        time.sleep(0.5)

    threads(stop, *[work] * 2)
    out.put(("hooks", said))


def reader(daemon, stop, out):
    """One keep-alive client that asks 200 times a second: (when, ms) of each answer."""
    took, connection = [], None
    for path in itertools.cycle(["/v1/status", "/v1/upcoming", "/v1/gates?train=backend", "/health"]):
        if stop.is_set():
            break
        try:
            connection = connection or http.client.HTTPConnection("127.0.0.1", int(daemon.url.rsplit(":", 1)[1]), timeout=30)
            began = time.time()
            connection.request("GET", path)
            connection.getresponse().read()
            took.append((began, (time.time() - began) * 1e3))
        except (OSError, http.client.HTTPException):
            connection = None
        time.sleep(0.005)
    out.put(("reads", took))


def flood(daemon, stop, out):
    """GETs without end on one connection."""
    os.nice(10)
    count = 0
    while not stop.is_set():
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", int(daemon.url.rsplit(":", 1)[1]), timeout=30)
            while not stop.is_set():
                connection.request("GET", "/v1/status")
                connection.getresponse().read()
                count += 1
    out.put(("flood", count))


def crowds(daemon, stop, out):
    os.nice(10)
    came = 0
    while not stop.is_set():
        with contextlib.suppress(OSError), Crowd(daemon) as crowd:
            attack(crowd)
            stop.wait(20)
        came += len(crowd.sockets)
    out.put(("crowd", came))


def bombers(daemon, stop, out):
    os.nice(10)
    answers = collections.Counter()
    while not stop.is_set():
        for name, text in bombs():
            body = text.encode()
            with contextlib.suppress(Gone):
                answers[send(daemon, "/hooks/github/code", body, signed(body, hashlib.sha1(body[:99]).hexdigest()))] += 1
            if stop.wait(10):
                break
    out.put(("bombs", dict(answers)))


def harm(daemon, seconds):
    """Kills and full disks until the time is over: when it was away, and memory by the second."""
    away, rss, began, ready_after = [], [], time.time(), []
    while (passed := int(time.time() - began)) < seconds:
        assert daemon.process.poll() is None, daemon.said()[-2000:]
        rss.append((time.time(), memory(daemon)))
        if passed and passed % KILL_EVERY == 0:
            killed = time.time()
            daemon.process.kill()
            daemon.wait()
            assert daemon.start(), daemon.said()[-2000:]
            ready_after.append(time.time() - killed)
            away.append((killed, time.time()))
        if passed and passed % FULL_EVERY == 0:
            full = time.time()
            ballast = fill(daemon.state)
            time.sleep(FULL_FOR)
            ballast.unlink()
            away.append((full, time.time() + 2))
        time.sleep(1)
    print(f"{len(ready_after)} kills, ready again after {max(ready_after, default=0):.2f} s at most; "
          f"{sum(1 for a, b in away if b - a > FULL_FOR)} full disks")
    return away, rss


def come_to_rest(daemon):
    end = time.monotonic() + 120
    while time.monotonic() < end:
        waiting = [each for each in daemon.get("/v1/deliveries?limit=200")["items"]
                   if each["lane"] == "channel:good" and each["state"] in ("pending", "sending")]
        if not waiting:
            return
        time.sleep(0.5)


def rows(database, sql):
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def lateness(database, away):
    """(when, ms) of what time did by itself while the daemon could."""
    held = set()
    for at_us, data in rows(database, "SELECT at, data FROM events WHERE type = 'phase_fired' ORDER BY seq"):
        data = json.loads(data)
        which = data["release"], data["phase"], data["attempt"]
        if data["attempt"] < 2 or data["status"] == "skipped" or which in held:
            continue
        if data["status"] == "held":  # on time; what becomes of it later is for people
            held.add(which)
        due, late = instant(data["due_at"]).timestamp(), at_us / 1e6 - instant(data["due_at"]).timestamp()
        if not any(a - 1 <= due <= b + 1 for a, b in away):
            yield due, late * 1e3


def wrong(daemon, found, good, done):
    """What was lost, doubled or out of order."""
    yield from (each for each in violations(daemon.database, [], []) if not each.endswith("is held for ever") and "the release says pending" not in each)  # some are under way
    told = collections.Counter(json.loads(data)["merge"]["commit"] for (data,) in rows(
        daemon.database, "SELECT data FROM events WHERE type = 'merge_recorded'"))
    for kind in "merges", "hooks":
        lost = sum(told[commit] == 0 for commit in found[kind])
        doubled = sum(told[commit] > 1 for commit in found[kind])
        print(f"{len(found[kind])} {kind} acknowledged: {lost} lost, {doubled} doubled")
        if lost or doubled:
            yield f"{kind}: {lost} lost, {doubled} doubled"
    heard = good.heard["good"]
    once = list(dict.fromkeys(each[0] for each in heard))
    print(f"{len(once)} announcements heard by the good receiver, {len(heard) - len(once)} of them again after a kill")
    sent = [row[0] for row in rows(daemon.database, "SELECT id FROM deliveries WHERE lane = 'channel:good' AND "
                                                    "state = 'delivered' ORDER BY place")]
    if [each for each in once if each in set(sent)] != sent:
        yield "an announcement was lost, or came out of order"
    if len(set(heard)) != len(once):
        yield "one announcement with two texts"
    times = collections.Counter(done)
    print(f"{len(times)} actions done, {sum(1 for each in times.values() if each > 1)} of them twice")


def table(found, late, rss):
    began = rss[0][0]
    print(f"{'minute':>6} {'reads':>7} {'p50 ms':>7} {'p99 ms':>7} {'worst':>7} | {'fired':>5} {'p50 ms':>7} {'p99 ms':>7} "
          f"{'worst':>7} | {'memory MB':>9}")
    for minute in [*range(int((rss[-1][0] - began) // 60) + 1), None]:
        def of(pairs):
            return sorted(value for when, value in pairs if minute is None or int((when - began) // 60) == minute)
        reads, fired, kept = of(found["reads"]), of(late), of(rss)
        if not reads or not fired or not kept:
            continue
        print(f"{'all' if minute is None else minute:>6} {len(reads):7} {at(reads, .5):7.2f} {at(reads, .99):7.2f} "
              f"{reads[-1]:7.1f} | {len(fired):5} {at(fired, .5):7.2f} {at(fired, .99):7.2f} {fired[-1]:7.1f} | {kept[-1]:9.1f}")


def run(daemon, seconds):
    secret, hook, done = daemon.folder / "secret", daemon.folder / "hook", daemon.folder / "done"
    secret.write_text("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n")
    hook.write_bytes(SECRET + b"\n")
    done.touch()
    good = Receiver()
    good.heard = {"good": []}
    urls = {"good": good.url + "/good", **{name: receiver(way) for name, way in WAYS.items()}}
    daemon.config.write_text(config(*TRAINS, window="20s", freeze="4s", retrospective="21s") + ACTION.format(file=done) +
                             PARTS.format(secret=hook) + "".join(
        CHANNEL.format(name=name, url=url, secret=secret).replace('"freeze"', TOPICS if name == "good" else '"window_opened"')
        for name, url in urls.items()))
    assert daemon.start(), daemon.said()
    for who in "anna", "paul":
        daemon.token(who)
    stop, out = multiprocessing.Event(), multiprocessing.Queue()
    works = [releases, writers, hooks, reader, flood, flood, crowds, bombers]
    processes = [multiprocessing.Process(target=work, args=(daemon, stop, out)) for work in works]
    for each in processes:
        each.start()
    away, rss = harm(daemon, seconds)
    stop.set()
    found = {}
    for _ in processes:
        with contextlib.suppress(queue.Empty):
            kind, what = out.get(timeout=90)
            found[kind] = found[kind] + what if kind == "flood" and kind in found else what
    for each in processes:
        each.join(10)
    come_to_rest(daemon)
    assert daemon.stop() == 0
    print(f"flood {found['flood']} GETs, crowd {found['crowd']} connections, bombs {found['bombs']}, {found['releases']}", flush=True)
    late = list(lateness(daemon.database, away))
    table(found, late, rss)
    problems = list(wrong(daemon, found, good, done.read_text().splitlines()))
    problems += [f"{sum(1 for _, ms in late if ms < 0)} early"] if any(ms < 0 for _, ms in late) else []
    for each in problems[:20]:
        print("WRONG", each)
    return 1 if problems else 0


def main():
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(16_384, most), most))
    with Daemon("unused") as daemon:
        daemon.state.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", DISK, "none", daemon.state], check=True)
        try:
            return run(daemon, int(sys.argv[1]) if sys.argv[1:] else 1800)
        finally:
            subprocess.run(["umount", "--lazy", daemon.state], check=True)


if __name__ == "__main__":
    sys.exit(main())
