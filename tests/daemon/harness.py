"""The real daemon for the scripts beside this file: start, ask, kill, restart, and a release in seconds.

Nothing here sleeps: a start is awaited on the notify socket, everything else on the long poll of the log. The
programs are taken from $CADENCE_BIN_DIR, else from the newest build.
"""
import contextlib
import datetime
import http.client
import json
import os
import pathlib
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds after which something that must happen has not
SLOT = "2037-01-01"  # a Thursday, far enough away that only `postpone` brings a release here

PEOPLE = """
[[people]]
id = "anna"
name = "Anna"
roles = ["tech-lead"]

[[people]]
id = "paul"
name = "Paul"
roles = ["product-owner"]
"""

TRAIN = """
[[trains]]
id = "{id}"
first_release = 2037-01-01
weekday = "Thursday"
time = "10:00"
timezone = "Europe/Berlin"
every = "{every}"
window = "{window}"
monitoring = "1s"
checklist = [{{ id = "smoke_tests_staging" }}]
production.url = "https://{id}.example.org"
phases = [
  {{ name = "code_freeze", offset = "-{freeze}" }},
  {{ name = "go_no_go", offset = "-{vote}" }},
  {{ name = "deploy_window_open", offset = "0", gate = "lock" }},
  {{ name = "retrospective", offset = "{retrospective}" }},
]
"""
QUICK = {"every": "1 week", "freeze": "2s", "vote": "1s", "window": "2s", "retrospective": "3s"}
AHEAD = 3.5  # seconds from now to an opening that leaves time for the freeze


def config(*trains, **changes):
    return PEOPLE + "".join(TRAIN.format(id=train, **{**QUICK, **changes}) for train in trains or ["backend"])


def program(name):
    folder = os.environ.get("CADENCE_BIN_DIR")
    found = [pathlib.Path(folder) / name] if folder else list(ROOT.glob(f"build/*/bin/{name}"))
    found = [each for each in found if each.exists()]
    if not found:
        sys.exit(f"there is no {name}: build it, or say where with CADENCE_BIN_DIR")
    return str(max(found, key=lambda each: each.stat().st_mtime))


def instant(text):
    return datetime.datetime.fromisoformat(text)


def from_now(seconds):
    then = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return then.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Gone(Exception):
    """The daemon died, or closed the connection, before it had answered."""


class Refused(Exception):
    def __init__(self, status, problem):
        super().__init__(f"{status} {problem.get('detail', problem)}")
        self.status, self.problem = status, problem


class Daemon:
    def __init__(self, text=None, state=None, environment=None):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="cadenced-e2e-"))
        self.state = pathlib.Path(state or self.folder / "state")
        self.runtime = self.folder / "run"
        self.config = self.folder / "cadenced.toml"
        self.config.write_text(text or config())
        self.environment = environment or {}
        self.process = self.ended = None
        self.tokens = {}

    # --- life

    def arguments(self):
        return [program("cadenced"), "--config", str(self.config), "--state-dir", str(self.state),
                "--runtime-dir", str(self.runtime), "--listen", "127.0.0.1:0"]

    def start(self, wrapper=(), arguments=None, keep_notices=False, pass_fds=()):
        """True when it says it is ready, False when it ended instead."""
        self.notices = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        address = self.folder / f"notify-{uuid.uuid4().hex[:8]}"
        self.notices.bind(str(address))
        environment = {**os.environ, "NOTIFY_SOCKET": str(address), **self.environment}
        if wrapper:  # the leak check cannot work under a tracer
            environment["ASAN_OPTIONS"] = environment.get("ASAN_OPTIONS", "") + ":detect_leaks=0"
        self.log = open(self.folder / "log", "ab")
        command = [*wrapper, *(arguments or self.arguments())]
        self.process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL,
                                        stdout=self.log, stderr=self.log, pass_fds=pass_fds)
        self.log.close()
        self.forget()
        self.ended = os.pidfd_open(self.process.pid)
        ready = self.notice("READY=1") is not None
        if not keep_notices:  # nobody reads them: they would pile up
            self.notices.close()
            address.unlink()
        return ready

    def notice(self, wanted, patience=PATIENCE):
        """The first message to the service manager with this line, or None when the daemon ended."""
        end = time.monotonic() + patience
        while (left := end - time.monotonic()) > 0:
            ready, _, _ = select.select([self.notices, self.ended], [], [], left)
            if self.notices in ready:
                text = self.notices.recv(4096).decode()
                if wanted in text.split("\n"):
                    return text
            elif self.ended in ready:
                return None
        raise AssertionError(f"no {wanted} within {patience} s\n{self.said()}")

    def forget(self):
        if self.ended is not None:
            os.close(self.ended)
            self.ended = None

    def wait(self, patience=PATIENCE):
        return self.process.wait(patience)

    def stop(self, signal_number=signal.SIGTERM):
        self.process.send_signal(signal_number)
        return self.wait()

    def said(self):
        return (self.folder / "log").read_text(errors="replace")

    @property
    def database(self):
        return self.state / "cadenced.db"

    @property
    def url(self):
        return (self.runtime / "url").read_text().strip()

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.forget()
        if kind and self.folder.joinpath("log").exists():
            print(self.said()[-4000:], file=sys.stderr)
        shutil.rmtree(self.folder, ignore_errors=True)

    # --- questions

    def ask(self, method, path, body=None, who=None, key=None, patience=PATIENCE):
        headers = {}
        if who:
            headers["Authorization"] = "Bearer " + self.token(who)
        if body is not None:
            headers["Content-Type"] = "application/json"
        if key:
            headers["Idempotency-Key"] = key
        try:
            port = int(self.url.rsplit(":", 1)[1])
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
            with contextlib.closing(connection):
                connection.request(method, path, None if body is None else json.dumps(body), headers)
                answer = connection.getresponse()
                text = answer.read()
        except TimeoutError as error:
            raise AssertionError(f"{method} {path}: no answer in {patience} s") from error
        except (OSError, http.client.HTTPException) as error:
            raise Gone(f"{method} {path}: {error!r}") from error
        document = json.loads(text) if text else {}
        if answer.status >= 400:
            raise Refused(answer.status, document)
        return document

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def post(self, path, body, who="anna", **more):
        return self.ask("POST", path, body, who, **more)

    def token(self, who):
        if who == "operator":
            try:
                return (self.runtime / "operator.token").read_text().strip()
            except OSError as error:
                raise Gone(f"no operator.token: {error}") from error
        if who not in self.tokens:
            self.tokens[who] = self.post("/v1/tokens", {"person": who}, "operator")["secret"]
        return self.tokens[who]

    def release(self, name):
        return self.get(f"/v1/releases/{name}")

    def events(self, after=0, **filters):
        query = "".join(f"&{key}={value}" for key, value in filters.items())
        return self.get(f"/v1/events?after={after}&limit=1000{query}")["items"]

    def await_event(self, matches, after=0, patience=PATIENCE):
        """The first event after `after` that matches: asked of the log and then waited for."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            for event in self.events(after, wait="5s"):
                after = event["seq"]
                if matches(event):
                    return event
        raise AssertionError(f"it did not happen within {patience} s")

    def await_phase(self, release, phase, attempt=2):
        return self.await_event(lambda event: event["type"] == "phase_fired" and event["release"] == release and
                                event["data"]["phase"] == phase and event["data"]["attempt"] == attempt)

    def await_state(self, release, state):
        return self.await_event(lambda event: event["type"] == "state_changed" and event["release"] == release and
                                event["data"]["to"] == state)
