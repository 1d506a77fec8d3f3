#!/usr/bin/env python3
"""How long a service waits for its webhook's answer: signed GitHub pushes, each on disk before it is answered. The peer
is GET /health of the same run and client; needs a release build."""
import hashlib
import hmac
import http.client
import json
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "daemon"))
from harness import Daemon, config  # noqa: E402
from hostile_receivers import at  # noqa: E402

PUSHES = 2000
SECRET = b"a secret of the bench"
HOOK = """
[[hooks]]
name = "backend"
source = "github"
train = "backend"
secrets_from = ["{secret}"]
"""


def push(number):
    """To a side branch: taken in and worked on, but no merge; as large as a usual one."""
    commit = hashlib.sha1(str(number).encode()).hexdigest()
    return json.dumps({"ref": "refs/heads/feature", "before": "0" * 40, "after": commit, "created": False, "deleted": False,
                       "forced": False, "repository": {"full_name": "acme/backend", "default_branch": "main"},
                       "pusher": {"name": "eve"}, "commits": [], "filler": "x" * 8000,
                       "head_commit": {"id": commit, "message": "Bulk upload", "timestamp": "2026-01-02T09:00:00Z",
                                       "author": {"name": "Eve", "username": "eve"}}}).encode()


def timed(connection, *request):
    began = time.perf_counter()
    connection.request(*request)
    answer = connection.getresponse()
    answer.read()
    return (time.perf_counter() - began) * 1e3, answer.status


def main():
    with Daemon("unused") as daemon:
        secret = daemon.folder / "secret"
        secret.write_bytes(SECRET + b"\n")
        daemon.config.write_text(config() + HOOK.format(secret=secret))
        assert daemon.start()
        connection = http.client.HTTPConnection("127.0.0.1", int(daemon.url.rsplit(":", 1)[1]), timeout=30)
        hooks, peers = [], []
        for number in range(PUSHES):
            body = push(number)
            headers = {"Content-Type": "application/json", "X-GitHub-Event": "push", "X-GitHub-Delivery": f"bench-{number}",
                       "X-Hub-Signature-256": "sha256=" + hmac.new(SECRET, body, "sha256").hexdigest()}
            taken, status = timed(connection, "POST", "/hooks/github/backend", body, headers)
            assert status == 202, status
            hooks.append(taken)
            peers.append(timed(connection, "GET", "/health")[0])
        hooks.sort()
        peers.sort()
        print(f"{PUSHES} pushes of {len(push(0))} bytes, one client")
        for name, share in ("p50", 0.5), ("p99", 0.99), ("worst", 1.0):
            taken, peer = at(hooks, share), at(peers, share)
            print(f"{name:6} {taken:8.2f} ms, GET /health {peer:8.2f} ms, ratio {taken / peer:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
