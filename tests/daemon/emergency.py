#!/usr/bin/env python3
"""A hotfix and a rollback by cadencectl against the real daemon, as a session in a terminal: emergency.golden.txt
(CADENCE_REGENERATE=1 writes it anew). What differs from run to run is made the same, as in transcript.py."""
import re
import sys

from harness import Daemon, from_now
from promises import compare, keep
from transcript import Session, config_of_the_manual, redacted


def today_as_in_the_manual(text):
    text = re.sub(r"hotfix([/-])20\d\d-\d\d-\d\d", r"hotfix\g<1>2026-01-08", text)
    text = re.sub(r"\bin \d+ (d|h|min|s)( \d+ (h|min|s))?", "in a while", text)
    text = re.sub(r"(\*\*Took:\*\*) .*", r"\1 a while", text)
    return redacted(text)


def a_hotfix(session):
    run = session.run
    session.note("Two guests in one flat. A hotfix names its criterion; it gets its branch.")
    run("anna", "hotfix", "too small", "--criterion", "security", "--cvss", "7.0", status=1)
    run("anna", "merged", "11aa22bb33", "--author", "eve", "--title", "Bulk availability", "--branch", "feature/bulk")
    run("anna", "hotfix", "double booking", "--criterion", "data-integrity", "--commit", "4f1c9a27d0")
    session.note("Nobody approves what was not on staging and not tested there.")
    run("anna", "approve", status=1)
    run("anna", "deployed", "--environment", "staging", "--commit", "4f1c9a27d0", "--source", "pipeline 12")
    run("anna", "checklist", session.hotfix)
    run("anna", "check", "smoke_tests_staging", "--release", session.hotfix)
    session.note("Two different people approve. Then four hours run.")
    run("anna", "approve")
    run("anna", "approve", status=1)
    run("paul", "approve")
    run("paul", "deadlines")
    run("anna", "gate", "merge", "--branch", "hotfix/" + session.day + "-double-booking")
    run("anna", "deployed", "--release", session.hotfix, "--version", "1.2.1", "--commit", "4f1c9a27d0")
    run("paul", "retro", session.hotfix, "--text", "Bookings are tested two at once.")
    run("paul", "status")


def a_rollback(session):
    run = session.run
    session.note("It made things worse: back to the version before.")
    run("anna", "rollback", "--severity", "P2", "--reason", "a button is green", status=1)
    run("anna", "rollback", "--severity", "P0", "--reason", "bookings are lost", "--to", "1.2.0")
    run("anna", "gate", "merge", status=1)
    run("anna", "deployed", "--release", session.hotfix, "--version", "1.2.0")
    run("anna", "rollback", "verify", "--health", "--resolved", status=1)
    run("ops", "rollback", "verify", "--health", "--smoke", "--resolved", "--note", "bookings are back")
    session.note("The report is filled in as far as the record knows. Until the rollback is cleared nothing is deployed.")
    run("anna", "post-mortem")
    run("anna", "post-mortem", "--link", "https://wiki.example.org/post-mortems/7")
    run("anna", "gate", "deploy", status=1)
    run("anna", "rollback", "clear", "--reason", "the cause is fixed on main")
    session.note("The line is stopped for an hour, and one branch is let through.")
    run("paul", "freeze", "--reason", "CI is broken", status=1)
    run("anna", "freeze", "--reason", "CI is broken", "--for", "1h")
    run("anna", "exempt", "--branch", "fix/ci", "--for", "30m", "--reason", "mends CI")
    run("anna", "gate", "merge", "--branch", "feature/x", status=1)
    run("anna", "gate", "merge", "--branch", "fix/ci")
    run("anna", "freezes")
    run("anna", "unfreeze", "--reason", "CI runs")
    run("paul", "show", session.hotfix)


def an_emergency_by_cadencectl_reads_like_a_manual():
    with Daemon(config_of_the_manual()) as daemon:
        assert daemon.start()
        session = Session(daemon)
        session.day = from_now(0)[:10]
        session.hotfix = f"backend-hotfix-{session.day}-double-booking"
        a_hotfix(session)
        a_rollback(session)
        assert daemon.stop() == 0
        compare(today_as_in_the_manual(session.text).lstrip(), "emergency.golden.txt")


if __name__ == "__main__":
    sys.exit(keep(an_emergency_by_cadencectl_reads_like_a_manual))
