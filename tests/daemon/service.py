#!/usr/bin/env python3
"""The daemon and its service manager: notices, reload, stop, watchdog, a socket that was opened for it."""
import contextlib
import http.client
import os
import select
import signal
import socket
import subprocess
import sys
import time

from harness import SLOT, Daemon, config, from_now, program
from promises import keep

QUICKLY = 2  # seconds


@contextlib.contextmanager
def watched(**more):
    with Daemon(**more) as daemon:
        assert daemon.start(keep_notices=True)
        yield daemon


def opened(daemon, path, accept):
    port = int(daemon.url.rsplit(":", 1)[1])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={"Accept": accept})
    return connection


def it_says_ready_status_reloading_and_stopping():
    with Daemon() as daemon:
        assert daemon.start(keep_notices=True)
        daemon.post(f"/v1/releases/backend-{SLOT}/candidate", {"version": "1.0.0"})
        assert daemon.notice("STATUS=next: Thu 2037-01-01 08:59:58 UTC")
        daemon.process.send_signal(signal.SIGHUP)
        assert daemon.notice("RELOADING=1")
        assert daemon.notice("READY=1")
        daemon.process.send_signal(signal.SIGTERM)
        assert "STATUS=stopping" in daemon.notice("STOPPING=1")
        assert daemon.wait() == 0


def reload(daemon, text):
    daemon.config.write_text(text)
    daemon.process.send_signal(signal.SIGHUP)
    assert daemon.notice("RELOADING=1")
    return daemon.notice("READY=1")


def a_reload_applies_a_right_file_and_keeps_the_old_one_before_a_wrong_one():
    with watched() as daemon:
        opens = lambda: daemon.get("/v1/upcoming?count=1")["items"][0]["opens_at"]
        assert opens() == f"{SLOT}T09:00:00Z"
        notice = reload(daemon, config().replace('"10:00"', '"25:00"').replace('"1 week"', '"1 weak"'))
        assert "configuration refused" in notice, notice
        for word in "25:00", "1 weak", "the configuration stays as it was":
            assert word in daemon.said(), daemon.said()
        assert opens() == f"{SLOT}T09:00:00Z"
        assert not daemon.events(type="configuration_applied")[1:]

        assert "configuration refused" not in reload(daemon, config().replace('"10:00"', '"11:30"'))
        assert opens() == f"{SLOT}T10:30:00Z"
        applied = daemon.events(type="configuration_applied")[-1]
        first = {"train": "backend", "release": f"backend-{SLOT}", "from": f"{SLOT}T09:00:00Z",
                 "to": f"{SLOT}T10:30:00Z"}
        assert applied["via"] == "SIGHUP" and applied["data"]["dates_changed"][0] == first, applied
        assert "configuration applied; dates changed: 12" in daemon.said(), daemon.said()
        assert daemon.stop() == 0


CHANNEL = """
[[channels]]
name = "team-chat"
kind = "slack"
url_from = "{secret}"
"""


def a_doubtful_secret_is_told_to_whoever_checks_or_reloads_and_written_to_the_log():
    with Daemon() as daemon:
        assert daemon.start()
        secret = daemon.folder / "slack-url"
        secret.write_text("https://hooks.slack.example/T0/B0/x\nof the bot\n")
        daemon.config.write_text(config() + CHANNEL.format(secret=secret))
        doubt = f'channel "team-chat": the secret {secret} cannot be read: it has more than one line'
        checked = subprocess.run([program("cadenced"), "check-config", "--config", daemon.config],
                                 capture_output=True, text=True, check=False)
        assert checked.returncode == 0 and f"warning: {doubt}" in checked.stdout, checked
        warnings = daemon.post("/v1/configuration/reload", {}, "operator")["warnings"]
        assert any(each.startswith(doubt) for each in warnings), warnings
        assert f"warning: {doubt}" in daemon.said(), daemon.said()
        assert daemon.stop() == 0


def it_stops_at_once_whoever_is_listening():
    with watched() as daemon:
        stream = opened(daemon, "/v1/events", "text/event-stream").getresponse()
        assert stream.status == 200 and stream.getheader("Content-Type").startswith("text/event-stream")
        last = daemon.get("/v1/status")["revision"]
        poll = opened(daemon, f"/v1/events?after={last}&wait=55s", "application/json")
        daemon.get("/health")  # the poll was sent before: it is being held
        began = time.monotonic()
        assert daemon.stop() == 0
        assert (took := time.monotonic() - began) < QUICKLY, f"it took {took:.1f} s"
        assert poll.getresponse().status in (200, 503)
        stream.read()  # to its end
        assert not list(daemon.runtime.iterdir()), list(daemon.runtime.iterdir())
        assert {each.name for each in daemon.state.iterdir()} == {"cadenced.db", "cadenced.db.identity"}, list(daemon.state.iterdir())
        assert daemon.start() and daemon.stop(signal.SIGINT) == 0


def it_pings_the_watchdog_only_while_it_runs_and_does_its_work_without_its_timer_too():
    name = f"backend-{SLOT}"
    with watched(environment={"WATCHDOG_USEC": "400000"}) as daemon:
        for _ in range(3):
            assert daemon.notice("WATCHDOG=1", patience=2)
        daemon.process.send_signal(signal.SIGSTOP)
        while select.select([daemon.notices], [], [], 1)[0]:
            daemon.notices.recv(4096)  # sent before
        daemon.process.send_signal(signal.SIGCONT)
        assert daemon.notice("WATCHDOG=1", patience=2)
        daemon.token("anna")
        # From here on its timer never wakes it.
        deaf = ["strace", "-p", str(daemon.process.pid), "-e", "trace=read", "-e", "inject=read:error=EAGAIN",
                "-o", "/dev/null"]
        with subprocess.Popen(deaf, stderr=subprocess.PIPE, text=True) as strace:
            if "attached" not in (told := strace.stderr.readline()):
                return f"strace may not attach: {told.strip()}"
            try:
                daemon.post(f"/v1/releases/{name}/postpone", {"to": from_now(3), "reason": "rehearsal"})
                assert daemon.await_phase(name, "code_freeze")
                assert daemon.notice("WATCHDOG=1", patience=2)
            finally:
                strace.terminate()
        assert daemon.stop() == 0


def it_serves_a_socket_that_was_opened_for_it():
    with socket.create_server(("127.0.0.1", 0)) as listening, Daemon() as daemon:
        port = listening.getsockname()[1]
        os.set_inheritable(listening.fileno(), True)
        hand_over = f"exec 3<&{listening.fileno()}; LISTEN_PID=$$ LISTEN_FDS=1 exec \"$@\""
        command = ["sh", "-c", hand_over, "sh", *daemon.arguments()]
        assert daemon.start(arguments=command, pass_fds=[listening.fileno()])
        assert daemon.url == f"http://127.0.0.1:{port}"
        assert daemon.get("/health")["status"] == "ok"
        assert daemon.stop() == 0


if __name__ == "__main__":
    sys.exit(keep(it_says_ready_status_reloading_and_stopping,
                  a_reload_applies_a_right_file_and_keeps_the_old_one_before_a_wrong_one,
                  a_doubtful_secret_is_told_to_whoever_checks_or_reloads_and_written_to_the_log,
                  it_stops_at_once_whoever_is_listening,
                  it_pings_the_watchdog_only_while_it_runs_and_does_its_work_without_its_timer_too,
                  it_serves_a_socket_that_was_opened_for_it))
