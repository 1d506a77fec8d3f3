#!/usr/bin/env python3
"""A whole release by cadencectl against the real daemon, as a session in a terminal that reads like a manual:
transcript.golden.txt (CADENCE_REGENERATE=1 writes it anew). What differs from run to run is made the same: today and
now are Thursday 2026-01-08 10:00, a window is open for two hours (here: five seconds), the port is 8420, tokens have
no secret. The daemon's phases are awaited in the stream of its events, as a person would."""
import os
import re
import signal
import subprocess
import sys
import threading

from harness import PATIENCE, SLOT, Daemon, config, from_now, program
from promises import compare, keep

# Long enough that what people do between two phases is always done before the second.
TRAIN = {"every": "2 weeks", "freeze": "8s", "vote": "1s", "window": "5s", "retrospective": "6s"}
NAME = f"backend-{SLOT}"


def config_of_the_manual():
    text = config("backend", **TRAIN).replace("Europe/Berlin", "UTC").replace('monitoring = "1s"', 'monitoring = "10s"')
    return text.replace("https://backend.example.org", "https://api.example.org")


def redacted(text):
    day = r"(?!2037)20\d\d-\d\d-\d\d"
    text = re.sub(r"(https?://[\w.]+):\d+", r"\1:8420", text)
    text = re.sub(r"cad_(\w+?)_\w+", r"cad_4f1c9a2b_SECRET", text)
    text = re.sub(r"\b([Tt]oken) [0-9a-f]{12}\b", r"\1 4f1c9a2b", text)
    text = re.sub(rf"\b\w\w\w (?={day})", "Thu ", text)
    text = re.sub(rf"{day} \d\d:\d\d(:\d\d)? UTC", "2026-01-08 10:00 UTC", text)
    text = re.sub(rf"{day}( |T)\d\d:\d\d:\d\d(\.\d+)?", r"2026-01-08\g<1>10:00:00", text)
    text = re.sub(rf"{day} \d\d:\d\d-\d\d:\d\d", "2026-01-08 10:00-10:00", text)
    text = re.sub(r"(\d\d-\d\d) 10:00-10:00", r"\1 10:00-12:00", text)
    return re.sub(rf"{day} \d\d:\d\d", "2026-01-08 10:00", text)


class Session:
    def __init__(self, daemon):
        self.daemon, self.text = daemon, ""

    def note(self, text):
        self.text += f"\n# {text}\n"

    def command(self, who, words):
        shown = " ".join(f'"{word}"' if re.search(r"[^\w.:/,=-]", word) else word for word in words)
        self.text += f"\n{who}$ cadencectl {shown}\n"
        environment = {**os.environ, "CADENCE_RUNTIME_DIR": str(self.daemon.runtime)}
        for name in "CADENCE_TOKEN", "CADENCE_URL":
            environment.pop(name, None)
        if who != "ops":
            environment["CADENCE_TOKEN"] = self.daemon.token(who)
        return subprocess.Popen([program("cadencectl"), *words], env=environment, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def run(self, who, *words, status=0):
        with self.command(who, words) as running:
            said = running.stdout.read()
            found = running.wait()
        self.text += said + (f"[exit status {found}]\n" if found else "")
        assert found == status, f"exit status {found}\n{self.text}"
        return said

    def follow(self, who, until, *words):
        """Shows events until one says `until`, then Ctrl-C."""
        line = ""
        with self.command(who, ["events", "-f", *words]) as running:
            patience = threading.Timer(PATIENCE, running.kill)
            patience.start()
            for line in running.stdout:
                self.text += line
                if until in line:
                    break
            running.send_signal(signal.SIGINT)
            patience.cancel()
        self.text += "^C\n"
        assert until in line, f"the stream ended\n{self.text}"


def the_day_before(session):
    run = session.run
    session.note("What is there, and what is ahead?")
    run("ops", "health")
    run("ops", "train", "show")
    run("ops", "upcoming", "--count", "3")
    run("ops", "calendar", "2037-01")
    session.note("A token for each person. It is shown once; CADENCE_TOKEN or --token-file carries it.")
    for person in "anna", "paul":
        said = run("ops", "token", "create", "--person", person, "--note", "laptop")
        session.daemon.tokens[person] = re.search(r"cad_\w+", said)[0]
    run("ops", "rights")
    session.note("A holiday: the release of the 15th moves by a week.")
    run("anna", "blackout", "add", "2037-01-15", "2037-01-16", "--reason", "company days")
    run("anna", "upcoming", "--count", "3")


def the_release(session):
    run, follow = session.run, session.follow
    session.note("The first release comes earlier. Only a Tech Lead may say so, and must say why.")
    to = from_now(10)[:19] + "Z"
    run("paul", "postpone", "--to", to, "--reason", "the partner needs it", status=1)
    run("anna", "postpone", "--to", to, "--reason", "the partner needs it")
    follow("anna", "is frozen", "--type", "state_changed")
    session.note("The code is frozen: a candidate, and votes. A no-go needs a reason.")
    run("anna", "candidate", "1.2.0", "--commit", "4f1c9a27d0")
    run("anna", "check", "smoke_tests_staging")
    run("paul", "vote", "no-go", status=2)
    run("paul", "vote", "no-go", "--reason", "double bookings on staging")
    run("anna", "vote", "go")
    run("paul", "vote", "go")
    run("anna", "gate", "merge")
    follow("anna", "is being deployed", "--type", "state_changed")
    session.note("The window is open: main is shut, the deployment runs.")
    run("anna", "gate", "merge", status=1)
    run("anna", "deployed", "--status", "started", "--version", "1.2.0", "--commit", "4f1c9a27d0")
    run("anna", "deployed", "--version", "1.2.0", "--commit", "4f1c9a27d0", "--source", "pipeline 4711")
    run("paul", "issue", "channel sync slower than before", "--severity", "P2")
    run("paul", "status")
    last = str(session.daemon.events(type="issue_recorded")[-1]["seq"])
    follow("paul", "is released", "--type", "phase_fired,state_changed", "--after", last)


def afterwards(session):
    run = session.run
    session.note("What was it, and what comes next?")
    run("paul", "show", NAME)
    run("paul", "timeline", NAME)
    run("paul", "status")
    run("paul", "releases", "--state", "released")
    session.note("A feature that was deployed with it is not everybody's yet.")
    flag = "CHANNEL_MANAGER_ENABLED"
    run("anna", "flag", "add", flag, "--description", "Sync with booking channels", "--until", "2037-03-31", "--release", NAME)
    run("paul", "flag", "set", flag, "all", "--reason", "the partner needs it", status=1)
    run("paul", "flag", "set", flag, "internal", "--reason", "in production since today")
    run("paul", "flag", "set", flag, "beta", "--percentage", "10", "--reason", "no errors so far")
    run("paul", "flag", "list")
    run("paul", "flag", "show", flag)
    session.note("Mistakes are told.")
    run("anna", "vote", "go", "--release", NAME, status=1)
    run("anna", "show", "backend-2037-01-02", status=1)
    run("anna", "vote", "maybe", status=2)


def a_release_by_cadencectl_reads_like_a_manual():
    with Daemon(config_of_the_manual()) as daemon:
        assert daemon.start()
        session = Session(daemon)
        the_day_before(session)
        the_release(session)
        afterwards(session)
        session.note("The daemon is gone.")
        assert daemon.stop() == 0
        session.run("paul", "status", status=3)
        compare(redacted(session.text).lstrip(), "transcript.golden.txt")


if __name__ == "__main__":
    sys.exit(keep(a_release_by_cadencectl_reads_like_a_manual))
