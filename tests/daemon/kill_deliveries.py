#!/usr/bin/env python3
"""kill_deliveries.py [--every K] [--only SYSCALL] [--at N] [--jobs J]

SIGKILL at every write-class system call while announcements and an action go out. The daemon is started again, and
every announcement arrives at both receivers, in order, each duplicate with the same id; what the action does has
happened once, or nobody can tell and a person is asked."""
import http.server
import json
import subprocess
import sys
import threading
import time

from harness import PATIENCE, Daemon, config
from matrix import Client, try_all

CHANNELS = ("one", "two")
MERGES = ("aaaaaaaaa1", "aaaaaaaaa2", "aaaaaaaaa3")
OUT = """
[[channels]]
name = "{name}"
kind = "webhook"
url = "{url}/{name}"
secrets_from = ["{secret}"]
topics = ["freeze"]
"""
ACTION = """
[[trains.actions]]
name = "deploy"
on = "merge"
environment = "staging"
kind = "command"
command = ["/bin/sh", "-c", "echo $CADENCE_DELIVERY >> {file}"]
"""


class Receiver:
    """Takes every message; keeps (id, title) by channel, in order."""

    def __init__(self):
        self.heard = {name: [] for name in CHANNELS}
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                receiver.heard[self.path.strip("/")].append((self.headers["webhook-id"], body["data"]["text"]))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def deliveries(client):
    return client.insist(lambda: client.daemon.get("/v1/deliveries?limit=100"))["items"]


def await_rest(client):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = deliveries(client)
        if all(each["state"] not in ("pending", "sending", "following") for each in found):
            return found
        threading.Event().wait(0.05)
    raise AssertionError(f"it never comes to rest: {found}")


def violations(found, receiver, done):
    """What is wrong with what was sent, received and done."""
    for name in CHANNELS:
        sent = [each for each in reversed(found) if each["lane"] == f"channel:{name}"]
        if len(sent) != len(MERGES) or any(each["state"] != "delivered" for each in sent):
            yield f"{name}: {[(each['id'], each['state'], each['detail']) for each in sent]}"
        heard = receiver.heard[name]
        once = list(dict.fromkeys(each[0] for each in heard))
        if once != [each["id"] for each in sent]:
            yield f"{name}: sent {[each['id'] for each in sent]}, heard {heard}"
        if len(set(heard)) != len(once):
            yield f"{name}: one id with two texts: {heard}"
    actions = [each for each in reversed(found) if each["kind"] == "action"]
    if len(actions) != len(MERGES):
        yield f"{len(actions)} actions for {len(MERGES)} merges"
    for each in actions:
        times = done.count(each["id"])
        allowed = {"delivered": (1,), "unknown": (0, 1)}.get(each["state"], ())
        if times not in allowed:
            yield f"action {each['id']} is {each['state']} ({each['detail']}) and has happened {times} times"


def run(wrapper):
    """(whether it died, the violations)."""
    receiver = Receiver()
    with Daemon("unused") as daemon:
        secret, file = daemon.folder / "secret", daemon.folder / "done"
        secret.write_text("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n")
        file.touch()
        daemon.config.write_text(config() + ACTION.format(file=file) + "".join(
            OUT.format(name=name, url=receiver.url, secret=secret) for name in CHANNELS))
        client = Client(daemon, wrapper)
        try:
            for number, commit in enumerate(MERGES):
                client.change("freeze_added", "/v1/trains/backend/freezes",
                              {"actions": ["flag"], "reason": f"number {number}"})
                client.change("merge_recorded", "/v1/trains/backend/merges", {"commit": commit})
            found = await_rest(client)
            client.stop()
        except (AssertionError, subprocess.TimeoutExpired) as error:
            return client.deaths > 0, [str(error)]
        finally:
            receiver.close()
        done = file.read_text().splitlines()
        return client.deaths > 0, [*violations(found, receiver, done), *(f"refused: {each}" for each in client.refused)]


if __name__ == "__main__":
    sys.exit(try_all(run, __doc__))
