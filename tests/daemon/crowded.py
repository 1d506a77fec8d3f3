#!/usr/bin/env python3
"""Crowds at the door: whoever waits, holds or sends nothing, everybody else and the operator are answered at once."""
import contextlib
import http.client
import itertools
import os
import resource
import socket
import sys
import time

from harness import SLOT, Daemon, config
from promises import keep

HOOK = """
[[hooks]]
name = "code"
source = "github"
train = "backend"
secrets_from = ["hook.key"]
"""
AT_ONCE = 0.25  # seconds: generous, on a machine that does other things too


class Crowd:
    """Connections that stay as they are until the block ends."""

    def __init__(self, daemon):
        self.address = ("127.0.0.1", int(daemon.url.rsplit(":", 1)[1]))
        self.sockets = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for each in self.sockets:
            each.close()

    def come(self, count, request, answered=False):
        head = request.replace("\n", "\r\n").replace("HOST", "Host: {}:{}".format(*self.address)).encode()
        for _ in range(count):
            self.sockets.append(socket.create_connection(self.address, timeout=10))
            self.sockets[-1].sendall(head)
            if answered:
                self.sockets[-1].recv(65536)


def attack(crowd):
    body = "HOST\nContent-Type: application/json\nContent-Length: 1000\n\n"
    crowd.come(320, "POST /hooks/github/code HTTP/1.1\n" + body)
    crowd.come(320, f"POST /v1/releases/backend-{SLOT}/candidate HTTP/1.1\n" + body)
    crowd.come(200, "GET /v1/events?wait=30s&after=1000000 HTTP/1.1\nHOST\n\n")
    crowd.come(60, "GET /v1/events HTTP/1.1\nHOST\nAccept: text/event-stream\n\n")
    crowd.come(600, "GET /health HTTP/1.1\nHOS")
    crowd.come(1500, "")


def linger(crowd):
    crowd.come(2000, "GET /health HTTP/1.1\nHOST\n\n", answered=True)


def took(ask, times):
    """How long each took, and how many were not answered well."""
    lengths, refused = [], 0
    for _ in range(times):
        began = time.monotonic()
        try:
            ask()
        except Exception:  # whatever it was: it is counted
            refused += 1
        lengths.append(time.monotonic() - began)
    return sorted(lengths), refused


def health(daemon):
    connection = http.client.HTTPConnection("127.0.0.1", int(daemon.url.rsplit(":", 1)[1]), timeout=10)
    with contextlib.closing(connection):
        connection.request("GET", "/health")
        assert connection.getresponse().status == 200


def assert_at_once(daemon, when):
    numbers = itertools.count()

    def command():
        return daemon.post(f"/v1/releases/backend-{SLOT}/issues", {"text": f"{when} {next(numbers)}"}, "operator")

    for what, ask, times in (("/health", lambda: health(daemon), 400), ("a command", command, 100)):
        lengths, refused = took(ask, times)
        p99 = lengths[int(len(lengths) * 0.99) - 1]
        print(f"         {when}: {what}: p50 {1000 * lengths[len(lengths) // 2]:.1f} ms, p99 {1000 * p99:.1f} ms, "
              f"longest {1000 * lengths[-1]:.1f} ms, {refused} of {times} refused", flush=True)
        if not os.environ.get("CADENCE_MEASURE"):
            assert refused == 0 and p99 < AT_ONCE, (when, what, refused, p99)


def those_who_wait_keep_nobody_out():
    with Daemon(config() + HOOK) as daemon:
        assert daemon.start()
        assert_at_once(daemon, "alone")
        with Crowd(daemon) as crowd:
            attack(crowd)
            assert_at_once(daemon, "attacked")
        with Crowd(daemon) as crowd:
            linger(crowd)
            assert_at_once(daemon, "beside the idle")


def with_few_descriptors_it_says_so_and_takes_fewer_connections():
    with Daemon(config() + HOOK) as daemon:
        assert daemon.start(["prlimit", "--nofile=128:128"])
        said = daemon.said()
        assert "only 128 files may be open: at most 64 connections, not server.connections = 4096; raise" in said, said
        with Crowd(daemon) as crowd:
            crowd.come(300, "GET /health HTTP/1.1\nHOST\n\n", answered=True)
            crowd.come(100, "")
            assert_at_once(daemon, "with 128 descriptors")
        assert "cannot accept" not in daemon.said(), daemon.said()


def it_takes_as_many_descriptors_as_it_may():
    with Daemon() as daemon:
        assert daemon.start(["prlimit", "--nofile=256:8192"])
        assert "files may be open" not in daemon.said(), daemon.said()
        with Crowd(daemon) as crowd:
            crowd.come(1000, "GET /health HTTP/1.1\nHOST\n\n", answered=True)
            crowd.come(1, "GET /health HTTP/1.1\nHOST\n\n", answered=True)
        assert "cannot accept" not in daemon.said(), daemon.said()


if __name__ == "__main__":
    wanted = 16_384
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, most), most))
    sys.exit(keep(those_who_wait_keep_nobody_out,
                  with_few_descriptors_it_says_so_and_takes_fewer_connections,
                  it_takes_as_many_descriptors_as_it_may))
