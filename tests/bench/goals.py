#!/usr/bin/env python3
"""goals.py [--quick] [PART ...]: how fast the daemon is beside a peer of the same run: nginx serving the same bytes, a
bare loop of overwrite and fdatasync. The server has one core, the load another; pairs in turn, medians and spread.
--quick measures for two minutes and fails only below half of a goal. Needs a release build, wrk and nginx."""
import contextlib
import datetime
import hashlib
import hmac
import json
import os
import pathlib
import re
import resource
import select
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "daemon"))
from harness import SLOT, Daemon, config, program  # noqa: E402

QUICK = "--quick" in sys.argv
PAIRS, SECONDS = (2, 1) if QUICK else (7, 2)
SERVER, LOAD = ["taskset", "-c", "0"], ["taskset", "-c", "1"]
HOOK = """
[[hooks]]
name = "code"
source = "github"
train = "backend"
secrets_from = ["{secret}"]
"""
LIMITS = """
[server]
writes_per_second = 100000
reads_per_second = 100000
"""
SECRET = b"a secret of the bench"
NGINX = """
worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
  sendfile on; tcp_nopush on; access_log off; open_file_cache max=100; open_file_cache_valid 60s; keepalive_requests 100000000;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  default_type application/json;
  server {{ listen 127.0.0.1:{port}; root {folder}/root; }}
}}
"""
PIPELINE = """
init = function() local r = {} for i = 1, 16 do r[i] = wrk.format() end all = table.concat(r) end
request = function() return all end
"""
POSTS = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer {token}"
local n, mine, began = 0, {seed} * 100000, 0
local ffi = require("ffi")
ffi.cdef("int gettimeofday(long long* now, void* zone);")
local now = function() local t = ffi.new("long long[2]"); ffi.C.gettimeofday(t, nil); return tonumber(t[0]) + tonumber(t[1]) / 1e6 end
request = function() n = n + 1; if n == 1 then began = now() end return wrk.format(nil, nil, nil, ({body}):gsub("NUMBER", string.format("%08d", mine + n))) end
local left = {count}
response = function()
  left = left - 1
  if left == 0 then wrk.thread:stop(); io.write(string.format("all answered in %f s\\n", now() - began)) end
end
"""

EVALUATIONS = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer {token}"
local n = 0
request = function() n = n + 1; return wrk.format(nil, nil, nil, '{{"context":{{"targetingKey":"user-' .. n .. '","groups":["guests"]}}}}') end
"""


class Row:
    def __init__(self, name, goal, unit="", smaller=False):
        self.name, self.goal, self.unit, self.smaller, self.figures, self.note = name, goal, unit, smaller, [], ""

    def add(self, figure):
        self.figures.append(figure)

    @property
    def median(self):
        return statistics.median(self.figures) if self.figures else None

    def verdict(self):
        if self.median is None:
            return "not measured"
        met = self.median <= self.goal if self.smaller else self.median >= self.goal
        gross = self.median > 2 * self.goal if self.smaller else self.median < self.goal / 2
        return "met" if met else "MISSED BY HALF" if gross else "missed"

    def bar(self):
        """How far it got: the goal is at the mark, beyond it is better."""
        if not self.median or not self.goal:
            return " " * 20
        reached = self.goal / self.median if self.smaller else self.median / self.goal
        filled = min(round(reached * 10), 20)
        return "".join("#" if at < filled else "|" if at == 10 else "." if at < 10 else " " for at in range(20))

    def line(self):
        shown = "-" if self.median is None else f"{self.median:8.2f}"
        spread = f"{min(self.figures):.2f}-{max(self.figures):.2f}" if self.figures else ""
        return f"{self.name:52} {'<=' if self.smaller else '>='}{self.goal:7.2f} {shown:>9} {self.unit:3} {spread:>15}  {self.bar()} {self.verdict():14} {self.note}"


ROWS = []


def row(*arguments, **more):
    ROWS.append(Row(*arguments, **more))
    return ROWS[-1]


def cpu_of(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wrk(url, connections=32, script=None, headers=(), seconds=SECONDS):
    """Requests a second, p99 in ms, how many, and how many were not answered 2xx or 3xx."""
    command = [*LOAD, "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        if script:
            file.write(script)
            file.flush()
            command += ["-s", file.name]
        for header in headers:
            command += ["-H", header]
        done = subprocess.run([*command, url], capture_output=True, text=True, check=True)
        assert not done.stderr, done.stderr
        text = done.stdout
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", text).groups()
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    count = int(re.search(r"(\d+) requests in", text)[1])
    ended = re.search(r"all answered in ([\d.]+) s", text)  # else it went on for as long as it was given
    rate = count / float(ended[1]) if ended else float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])
    return rate, float(number) * {"us": 1e-3, "ms": 1, "s": 1e3}[unit], count, int(bad[1]) if bad else 0


def load(pid, *arguments, **more):
    before = cpu_of(pid)
    rate, p99, count, bad = wrk(*arguments, **more)
    assert bad < count / 100, f"{bad} of {count} were refused"
    return rate, p99, (cpu_of(pid) - before) / max(count, 1) * 1e6


@contextlib.contextmanager
def daemon_with(text):
    with Daemon("unused") as daemon:
        daemon.config.write_text(text(daemon) if callable(text) else text)
        assert daemon.start(SERVER), daemon.said()
        yield daemon


@contextlib.contextmanager
def nginx(files):
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        os.chmod(folder, 0o755)
        for name, body in files.items():
            file = pathlib.Path(folder, "root", name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)
        conf = pathlib.Path(folder, "nginx.conf")
        conf.write_text(NGINX.format(folder=folder, port=8499))
        process = subprocess.Popen([*SERVER, shutil.which("nginx") or "/usr/sbin/nginx", "-p", folder, "-c", str(conf)])
        try:
            for _ in range(100):
                with contextlib.suppress(OSError):
                    urllib.request.urlopen("http://127.0.0.1:8499/" + next(iter(files))).read()
                    break
                time.sleep(0.05)
            worker = int(subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=True).stdout.split()[0])
            yield "http://127.0.0.1:8499/", worker
        finally:
            process.terminate()
            process.wait()


def fetched(url):
    with urllib.request.urlopen(url) as answer:
        return answer.read(), answer.headers["ETag"]


def hot_gets():
    """What is prepared, beside nginx with the same bytes."""
    with daemon_with(config() + LIMITS) as daemon:
        pid = daemon.process.pid
        paths = {"status": "/v1/status", "upcoming": "/v1/upcoming", "gates": "/v1/gates?train=backend",
                 "release": f"/v1/releases/backend-{SLOT}"}
        bodies = {name: fetched(daemon.url + path)[0] for name, path in paths.items()}
        with nginx(bodies) as (base, worker):
            beside(daemon, pid, paths, base, worker)


def beside(daemon, pid, paths, base, worker):
    rate32, rate256 = {}, row("GET /v1/status, 256 connections, of nginx's rate", 1.35)
    for name, path in paths.items():
        rate32[name] = row(f"GET {path.split('?')[0].replace(SLOT, '...')}, 32 connections, of nginx's rate", 1.5)
    p99 = row("its p99, of nginx's", 1.0, smaller=True)
    cpu = row("CPU a request, of nginx's", 0.7, smaller=True)
    same = row("304, of nginx's rate of 200", 1.6)
    piped = row("16 pipelined, of nginx one by one", 4.0)
    tags = {url: fetched(url)[1] for url in (daemon.url + paths["status"], base + "status")}
    for _ in range(PAIRS):
        for name, path in paths.items():
            ours, theirs = load(pid, daemon.url + path), load(worker, base + name)
            rate32[name].add(ours[0] / theirs[0])
            if name == "status":
                p99.add(ours[1] / theirs[1])
                cpu.add(ours[2] / theirs[2])
                cpu.note = f"{ours[2]:.1f} us beside {theirs[2]:.1f}"
                plain = theirs[0]
                rate32[name].note = f"{ours[0]:.0f}/s beside {theirs[0]:.0f}/s"
                piped.add(wrk(daemon.url + path, script=PIPELINE)[0] / theirs[0])
        ours, theirs = load(pid, daemon.url + paths["status"], connections=256), load(worker, base + "status", connections=256)
        rate256.add(ours[0] / theirs[0])
        rate256.note = f"p99 {ours[1]:.1f} ms beside {theirs[1]:.1f}"
        ours, theirs = (load(who, url, headers=[f"If-None-Match: {tags[url]}"]) for who, url in
                        ((pid, daemon.url + paths["status"]), (worker, base + "status")))
        same.add(ours[0] / plain)
        same.note = f"nginx's own {theirs[0] / plain:.2f}"
    computed(daemon, pid, base, worker)


def computed(daemon, pid, base, worker):
    """Those with work in them; nginx serves /v1/status, as before."""
    for path, goal in (("/v1/deliveries", 0.8), ("/v1/events?limit=5", 0.8), ("/v1/releases?limit=5", 0.8), ("/health/ready", 1.0)):
        found = row(f"GET {path}, of nginx's rate", goal)
        for _ in range(PAIRS):
            found.add(load(pid, daemon.url + path)[0] / load(worker, base + "status")[0])


def bare_loop(folder, seconds=SECONDS):
    """How often a second one block is overwritten and synced."""
    file = os.open(folder / "bare", os.O_RDWR | os.O_CREAT)
    os.pwrite(file, bytes(1 << 20), 0)
    os.fsync(file)
    count, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        os.pwrite(file, bytes(4096), 4096 * (count % 256))
        os.fdatasync(file)
        count += 1
    os.close(file)
    return count / (time.perf_counter() - began)


def posting(daemon, body, seed, count):
    """So many at most: a train takes 10,000 unreleased merges."""
    return POSTS.format(token=daemon.token("anna"), body=json.dumps(json.dumps(body)), seed=seed, count=count)


def unreleased(daemon, merges, issues):
    """That much more on the record; merges have a deadline each, to staging."""
    for path, body, count in (("/v1/trains/backend/merges", {"commit": "NUMBERaaaa", "title": "Fix it", "author": "eve"}, merges),
                              (f"/v1/releases/backend-{SLOT}/issues", {"text": "NUMBER"}, issues)):
        if count:
            _, _, made, bad = wrk(daemon.url + path, connections=16, script=posting(daemon, body, 2, count), seconds=6)
            assert made >= count and not bad, f"{bad} of {made} were refused"


def commands():
    """Durable ones, of a bare loop of overwrite and fdatasync on the same disk."""
    one = row("commands of one client, of a bare loop", 0.6)
    many = row("commands of 32 clients, of a bare loop", 3.0)
    own = row("own CPU of a command", 60, "us", smaller=True)
    loaded = row("the same with a full record, of that with none", 1.2, smaller=True)
    path = "/v1/trains/backend/merges"
    for _ in range(PAIRS):
        with daemon_with(config() + LIMITS) as empty, daemon_with(config() + LIMITS) as full:
            unreleased(full, 7_900, 490)  # close to what a train and a release may have
            bare = bare_loop(empty.state)
            alone, there, together = (
                load(daemon.process.pid, daemon.url + path, connections=connections, seconds=4,
                     script=posting(daemon, {"commit": "NUMBERbbbb"}, 10 + seed, count))
                for seed, (daemon, connections, count) in enumerate([(empty, 1, 2000), (full, 1, 2000), (empty, 32, 7900)]))
            one.add(alone[0] / bare)
            one.note = f"{alone[0]:.0f}/s beside {bare:.0f}/s"
            many.add(together[0] / bare)
            own.add(together[2])
            own.note = f"alone {alone[2]:.0f} us"
            loaded.add(there[2] / alone[2])


def hooks():
    """Signed pushes of 8 KB, 32 at once, of durable commands."""
    rate = row("GitHub pushes of 8 KB, of the rate of commands", 0.5)
    late = row("p99 of their answer", 10, "ms", smaller=True)

    def text(daemon):
        (daemon.folder / "secret").write_bytes(SECRET + b"\n")
        return config() + HOOK.format(secret=daemon.folder / "secret") + LIMITS

    with daemon_with(text) as daemon:
        for number in range(PAIRS):
            commands_rate = load(daemon.process.pid, daemon.url + "/v1/trains/backend/merges", seconds=2,
                                 script=posting(daemon, {"commit": "NUMBERcccc"}, 50 + number, 1400))[0]
            found = load(daemon.process.pid, daemon.url + "/hooks/github/code", script=pushes(number))
            rate.add(found[0] / commands_rate)
            late.add(found[1])


def pushes(seed):
    """Signed beforehand: 5,000 different ones."""
    lines = []
    for number in range(1000 if QUICK else 5000):
        commit = hashlib.sha1(f"{seed} {number}".encode()).hexdigest()
        body = json.dumps({"ref": "refs/heads/feature", "before": "0" * 40, "after": commit, "created": False,
                           "deleted": False, "forced": False, "commits": [], "filler": "x" * 7500, "pusher": {"name": "eve"},
                           "repository": {"full_name": "acme/backend", "default_branch": "main"},
                           "head_commit": {"id": commit, "message": "Bulk upload", "timestamp": "2026-01-02T09:00:00Z",
                                           "author": {"name": "Eve", "username": "eve"}}})
        mac = hmac.new(SECRET, body.encode(), "sha256").hexdigest()
        lines.append(f'wrk.format("POST", nil, {{["Content-Type"]="application/json",["X-GitHub-Event"]="push",'
                     f'["X-GitHub-Delivery"]="{seed}-{number}",["X-Hub-Signature-256"]="sha256={mac}"}}, {json.dumps(body)})')
    chunks = [",\n".join(lines[at:at + 100]) for at in range(0, len(lines), 100)]
    made = "\n".join(f"parts[{i + 1}] = function() return {{{chunk}}} end" for i, chunk in enumerate(chunks))
    return (f"local parts = {{}}\n{made}\nlocal all, n = {{}}, 0\n"
            "init = function() for _, p in ipairs(parts) do for _, r in ipairs(p()) do all[#all + 1] = r end end end\n"
            "request = function() n = n + 1; return all[(n - 1) % #all + 1] end\n")


def flags():
    """What a flag is worth to ever new people, half of whom it reaches: 50,000 a second on one core are 20 us each."""
    one = row("own CPU of an evaluation of one flag", 20, "us", smaller=True)
    many = row("own CPU of an evaluation of 20 flags", 60, "us", smaller=True)
    with daemon_with(config() + LIMITS + 'reads = "token"\n') as daemon:
        for number in range(20):
            path, steps = f"/v1/flags/FLAG_{number}", ({"description": "One of many"}, {"stage": "internal"}, {"stage": "beta", "percentage": 50})
            for step in steps:
                daemon.ask("PUT", path, {**step, "reason": "as planned"}, who="anna")
        asking, url = EVALUATIONS.format(token=daemon.token("anna")), daemon.url + "/ofrep/v1/evaluate/flags"
        for _ in range(PAIRS):
            for found, target in ((one, url + "/FLAG_7"), (many, url)):
                rate, p99, took = load(daemon.process.pid, target, script=asking)
                found.add(took)
                found.note = f"{rate:.0f}/s, p99 {p99:.1f} ms"


def idle():
    size = row("RSS when idle", 12, "MiB", smaller=True)
    with daemon_with(config()) as daemon:
        time.sleep(2)
        size.add(rss_of(daemon))


def many():
    """10,000 trains in files beside the configuration, and a first look at their dates."""
    ready = row("10,000 trains: from start to ready, again", 1.0, "s", smaller=True)
    size = row("memory of a train", 25, "KiB", smaller=True)
    count = 10_000

    def text(daemon):
        folder = daemon.folder / "trains.d"
        folder.mkdir()
        for at in range(0, count, 500):
            (folder / f"{at:05}.toml").write_text("".join(
                f'[[trains]]\nid = "train-{number}"\nfirst_release = 2026-01-{8 + 7 * (number % 2):02}\nweekday = "Thursday"\ntime = "10:00"\n'
                for number in range(at, at + 500)))
        return 'include = ["trains.d/*.toml"]\n' + config().split("[[trains]]")[0] + LIMITS

    for _ in range(PAIRS):
        with daemon_with(config()) as small:
            alone = rss_of(small)
        daemon = Daemon("unused")
        with daemon:
            daemon.config.write_text(text(daemon))
            for again in (False, True):
                began = time.perf_counter()
                assert daemon.start(SERVER), daemon.said()
                took = time.perf_counter() - began
                if again:
                    ready.add(took)
                    size.add((rss_of(daemon) - alone) * 1024 / count)
                else:
                    ready.note = f"a new installation {took:.1f} s"
                daemon.stop()


def reads():
    """Every route that is read, with 10,000 trains and a long record, without a socket between."""
    longest = row("the longest GET, whatever is on record", 5, "ms", smaller=True)
    years = row("ten years of dates of a train", 100, "us", smaller=True)
    bench = pathlib.Path(program("cadenced")).parent / "bench_reads"
    for _ in range(1 if QUICK else 3):
        said = subprocess.run([*SERVER, str(bench)], capture_output=True, text=True, check=True).stdout
        took = [(float(each[2]), each[1].strip()) for each in re.finditer(r"^(.{52}) +([\d.]+) ms", said, re.M)]
        longest.add(max(took)[0])
        longest.note = max(took)[1]
        years.add(float(re.search(r"one train: ([\d.]+) us", said)[1]))


def started():
    """With a long log: from start to ready."""
    lines = 200_000 if QUICK else 1_000_000
    ready = row(f"start to ready with {lines:,} events", 0.1, "s", smaller=True)
    with daemon_with(config()) as daemon:
        daemon.stop()
        with contextlib.closing(sqlite3.connect(daemon.database)) as log, log:
            log.execute("INSERT INTO events (at, train, release, type, actor, via, data) WITH RECURSIVE n(i) AS "
                        f"(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {lines}) SELECT 1e15 + i, 'backend', '', "
                        "'merge_recorded', 'anna', 'api', json_object('commit', hex(i)) FROM n")
        for _ in range(PAIRS):
            began = time.perf_counter()
            assert daemon.start(SERVER), daemon.said()
            ready.add(time.perf_counter() - began)
            daemon.stop()


def rehearsal():
    """A year of the shipped configuration, as README plays it."""
    took = row("a year's rehearsal", 0.3, "s", smaller=True)
    conf = pathlib.Path(__file__).resolve().parents[2] / "conf"
    for _ in range(PAIRS):
        began = time.perf_counter()
        subprocess.run([*SERVER, program("cadenced"), "--config", conf / "cadenced.toml", "simulate", "--from", "2026-01-04",
                        "--until", "2027-01-04", "--script", conf / "rehearsal.jsonl"], capture_output=True, check=True)
        took.add(time.perf_counter() - began)


def streams():
    """Idle ones, as many as may be open here, and one event to all of them."""
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, allowed))
    connections = min(65_536, allowed - 200)
    count = min(5_000, connections // 16 - 100)
    size = row(f"memory of an idle stream, {count:,} of them", 8, "KiB", smaller=True)
    told = row("one event to them all, for each 1,000", 20, "ms", smaller=True)
    with daemon_with(config() + LIMITS + f"connections = {connections}\n") as daemon:
        before = rss_of(daemon)
        port = int(daemon.url.rsplit(":", 1)[1])
        open_ones = []
        for _ in range(count):
            each = socket.create_connection(("127.0.0.1", port))
            each.sendall(f"GET /v1/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/event-stream\r\n\r\n".encode())
            open_ones.append(each)
        for each in open_ones:
            each.settimeout(10)
            said = b""
            while b"retry:" not in said:
                part = each.recv(65536)
                assert part, f"a stream was closed: {said[:200]}"
                said += part
        size.add((rss_of(daemon) - before) * 1024 / count)
        for number in range(PAIRS):
            poll = select.epoll()
            for each in open_ones:
                poll.register(each, select.EPOLLIN)
            began = time.perf_counter()
            daemon.post("/v1/trains/backend/merges", {"commit": f"{number:07}aaa"})
            heard = 0
            while heard < count:
                ready = poll.poll(10)
                assert ready, f"only {heard} of {count} heard of it"
                for file, _ in ready:
                    assert os.read(file, 65536), "a stream was closed"
                    poll.unregister(file)
                    heard += 1
            told.add((time.perf_counter() - began) * 1e6 / count)
            poll.close()
            time.sleep(0.2)
            for each in open_ones:  # what came in a second piece
                each.setblocking(False)
                with contextlib.suppress(BlockingIOError):
                    each.recv(65536)
                each.setblocking(True)


def late():
    """The ends of exemptions, each a timer of its own, beside nothing and beside everything."""
    for loaded in (False, True):
        under = "under full load" if loaded else "idle"
        p99 = row(f"lateness {under}, p99", 3 if loaded else 1, "ms", smaller=True)
        p999 = row(f"lateness {under}, p99.9", 50, "ms", smaller=True)
        count = 400 if QUICK else 5_000
        with daemon_with(config("backend", "web", "apps", "shop", "bank", "mail", "maps", "news", "jobs", "docs") + LIMITS) as daemon:
            daemon.token("anna")
            trains = [each["id"] for each in daemon.get("/v1/trains")["items"]]
            timers = []
            for number in range(count):
                timers.append((trains[number % 10], f"fix/{number}"))
            found = timed(daemon, timers, loaded)
            p99.add(found[int(len(found) * 0.99)])
            p999.add(found[int(len(found) * 0.999)])
            p99.note = f"median {statistics.median(found):.2f}, worst {found[-1]:.2f} of {len(found):,}"


def timed(daemon, timers, loaded):
    """How late each was, in ms, sorted: ten seconds' worth is set at a time, 200 a second."""
    others = busy(daemon) if loaded else []
    for at in range(0, len(timers), 2000):
        some = timers[at:at + 2000]
        start = time.time() + 3 + len(some) / 400
        for number, (train, branch) in enumerate(some):
            until = datetime.datetime.fromtimestamp(start + number / 200, datetime.timezone.utc)
            daemon.post(f"/v1/trains/{train}/exemptions", {"branch": branch, "until": until.isoformat(), "reason": "a timer"})
        time.sleep(max(0, start + len(some) / 200 - time.time()) + 0.5)
    for each in others:
        each.kill()
        each.wait()
    daemon.stop()
    with contextlib.closing(sqlite3.connect(daemon.database)) as log:
        until = dict(log.execute("SELECT train || json_extract(data, '$.exemption.id'), json_extract(data, '$.exemption.until') "
                                 "FROM events WHERE type = 'exemption_added'"))
        ended = log.execute("SELECT train || json_extract(data, '$.exemption'), at FROM events WHERE type = 'exemption_ended'")
        found = sorted(at / 1e3 - datetime.datetime.fromisoformat(until[which]).timestamp() * 1e3 for which, at in ended)
    assert len(found) == len(timers), f"{len(found)} of {len(timers)} ended"
    return found


def busy(daemon):
    """32 connections of GETs, 20 writers."""
    scripts = []
    for script in (None, posting(daemon, {"commit": "NUMBERdddd", "version": "1.0.0"}, 3, 10**9)):
        scripts.append(tempfile.NamedTemporaryFile("w", suffix=".lua"))
        scripts[-1].write(script or "")
        scripts[-1].flush()
    reading = [*LOAD, "wrk", "-t1", "-c32", "-d3600s", daemon.url + "/v1/status"]
    writing = [*LOAD, "wrk", "-t1", "-c20", "-d3600s", "-s", scripts[1].name, daemon.url + f"/v1/releases/backend-{SLOT}/candidate"]
    return [subprocess.Popen(each, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for each in (reading, writing)]


def rss_of(daemon):
    return int(pathlib.Path(f"/proc/{daemon.process.pid}/status").read_text().split("VmRSS:")[1].split()[0]) / 1024


def main():
    missing = [tool for tool in ("wrk", "nginx", "taskset") if not (shutil.which(tool) or os.path.exists("/usr/sbin/" + tool))]
    if missing:
        print(f"not measured: {', '.join(missing)} is missing (.ci/install bench)")
        return 1
    parts = {"get": hot_gets, "commands": commands, "hooks": hooks, "flags": flags, "idle": idle, "many": many, "reads": reads,
             "started": started, "rehearsal": rehearsal, "streams": streams, "late": late}
    chosen = [each for each in sys.argv[1:] if each in parts] or list(parts)
    for name in chosen:
        try:
            parts[name]()
        except Exception as error:  # the others are still measured
            row(f"{name}: {str(error)[:60]}", 0)
    print(f"{'':52} {'goal':>9} {'median':>9} {'':3} {'spread':>15}")
    for each in ROWS:
        print(each.line())
    failed = [each for each in ROWS if each.verdict() in ("MISSED BY HALF", "not measured")]
    return 1 if failed and QUICK else 0


if __name__ == "__main__":
    sys.exit(main())
