#!/usr/bin/env python3
"""Bodies made to hurt, each signed and of 25 MiB: how long whoever asks meanwhile waits, and what memory it takes. The
peer is GET /health before the first of them; needs a release build."""
import hashlib
import hmac
import http.client
import json
import multiprocessing
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "daemon"))
from harness import Daemon, config  # noqa: E402
from hook_latency import HOOK, SECRET  # noqa: E402

SIZE = 25 * 1024 * 1024
ID = "6113728f27ae82c7b1a177c8d03f9e96e0adf246"
PUSH = ('{"ref":"refs/heads/main","before":"' + "a" * 40 + '","after":"' + ID + '","repository":{"full_name":"acme/backend"},'
        '"head_commit":{"id":"' + ID + '","message":"Fix it"},')


def filled(front, unit, back):
    return front + unit * ((SIZE - len(front) - len(back) - 200) // len(unit)) + back


def commits(number, paths):
    """What a forge may send at most: all of it is of interest."""
    each = [{"id": hashlib.sha1(str(i).encode()).hexdigest(), "message": f"Fix it (#{i})", "url": "u" * 7000,
             "added": [], "removed": [], "modified": [f"src/part{i % 50}/file{k}.cpp" for k in range(paths)],
             "author": {"name": "Eve", "username": "eve"}} for i in range(number)]
    return PUSH + '"commits":' + json.dumps(each) + "}"


def bombs():
    yield "zeros", filled(PUSH + '"x":[0', ",0", "]}")
    yield "zeros where commits are", filled(PUSH + '"commits":[0', ",0", "]}")
    yield "objects where commits are", filled(PUSH + '"commits":[{}', ",{}", "]}")
    yield "nested", filled(PUSH + '"x":[0', ",[[[[[[[[]]]]]]]]", "]}")
    yield "names", PUSH + ",".join(f'"n{i}":0' for i in range(1_900_000)) + "}"
    yield "a long text", filled(PUSH + '"x":"', "x", '"}')
    yield "a long text of interest", filled(PUSH + '"action":"', "x", '"}')
    yield "escapes", filled(PUSH + '"x":"', "\\u00fc", '"}')
    yield "a huge number", filled(PUSH + '"x":', "9", "}")
    yield "150,000 objects of interest", PUSH + '"commits":[{}' + ",{}" * 150_000 + "]}"
    yield "150,000 paths", PUSH + '"commits":[{"added":["x"' + ',"x"' * 150_000 + '],"removed":[],"modified":[]}]}'
    yield "2,048 commits", commits(2048, 30)


def watch(port, stop, worst):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while not stop.is_set():
        began = time.perf_counter()
        connection.request("GET", "/health")
        connection.getresponse().read()
        worst.value = max(worst.value, (time.perf_counter() - began) * 1e3)
        time.sleep(0.001)


def peak(pid):
    lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024


def measured(port, work):
    """The longest that GET /health took meanwhile, in ms."""
    stop, worst = multiprocessing.Event(), multiprocessing.Value("d", 0.0)
    watcher = multiprocessing.Process(target=watch, args=(port, stop, worst))
    watcher.start()
    time.sleep(0.3)
    worst.value = 0.0
    result = work()
    time.sleep(0.5)
    stop.set()
    watcher.join()
    return worst.value, result


def main():
    with Daemon("unused") as daemon:
        secret = daemon.folder / "secret"
        secret.write_bytes(SECRET + b"\n")
        daemon.config.write_text(config() + HOOK.format(secret=secret) + 'max_body = "25MiB"\n')
        assert daemon.start()
        pid = daemon.process.pid
        port = int(daemon.url.rsplit(":", 1)[1])

        def ask(path, body, headers):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("POST", path, body, headers)
            return connection.getresponse().status

        print(f"{'nothing':30} GET /health {measured(port, lambda: time.sleep(2))[0]:8.1f} ms, memory {peak(pid)} MB")
        for name, text in bombs():
            body = text.encode()
            headers = {"Content-Type": "application/json", "X-GitHub-Event": "push",
                       "X-Hub-Signature-256": "sha256=" + hmac.new(SECRET, body, "sha256").hexdigest()}
            pathlib.Path(f"/proc/{pid}/clear_refs").write_text("5")
            began = time.perf_counter()
            worst, status = measured(port, lambda: ask("/hooks/github/backend", body, headers))
            took = time.perf_counter() - began - 0.8
            print(f"{name:30} GET /health {worst:8.1f} ms, memory {peak(pid)} MB, {status} after {took:.2f} s, "
                  f"{len(body) / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
