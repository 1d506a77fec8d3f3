#!/usr/bin/env python3
"""A hotfix and a rollback by cadencectl against the real daemon, as a session in a terminal: emergency.golden.txt
(CADENCE_REGENERATE=1 writes it anew). What differs from run to run is made the same, as in transcript.py. The same as
the README prints it, word for word, with the configuration that is shipped."""
import re
import shlex
import sys

from harness import ROOT, SLOT, Daemon, from_now
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


def shipped_config():
    """With a second person who may verify, and no release in sight."""
    text = (ROOT / "conf" / "cadenced.toml").read_text().replace("first_release = 2026-01-08", f"first_release = {SLOT}")
    quinn = '[[people]]\nid = "quinn"\nroles = ["qa"]\n\n'
    return text.replace("[[people]]", quinn + "[[people]]", 1)


def commands_of_the_manual():
    chapter = (ROOT / "README.md").read_text().split("## When something is wrong\n")[1].split("\n## ")[0]
    return re.findall(r"^\$ cadencectl (.*)$", chapter, re.MULTILINE)


def follow_the_manual(session):
    """Anna does it all, but for what takes somebody else."""
    others = {"approve": "paul", "rollback verify": "quinn"}
    done = []
    for line in commands_of_the_manual():
        words = shlex.split(line, comments=True)
        family = " ".join(words[:2]) if words[0] == "rollback" else words[0]
        again = family in done or family == "rollback verify"
        session.run(others[family] if again and family in others else "anna", *words)
        done.append(family)
    assert done.count("approve") == 2 and done.count("check") == 5, done


def expect_a_hotfix_that_was_taken_back(daemon, hotfix):
    release = daemon.release(hotfix)
    assert release["state"] == "rolled_back", release["state"]
    assert {each["person"] for each in release["on_demand"]["approvals"]} == {"anna", "paul"}
    assert release["progress"]["pre"].startswith("5 of 5 required"), release["progress"]
    reached = [(each["environment"], each["status"]) for each in release["deployments"]]
    assert ("staging", "succeeded") in reached and ("production", "succeeded") in reached, reached
    assert "blocked" not in daemon.get("/v1/trains/backend")


def run_what_production_runs(daemon):
    before = {"environment": "production", "status": "succeeded", "version": "1.2.0", "commit": "77aa01b2c3"}
    daemon.post("/v1/trains/backend/deployments", before)


def what_the_readme_says_to_do_in_an_emergency_is_true_word_for_word():
    with Daemon(shipped_config()) as daemon:
        assert daemon.start()
        run_what_production_runs(daemon)
        session = Session(daemon)
        follow_the_manual(session)
        expect_a_hotfix_that_was_taken_back(daemon, f"backend-hotfix-{from_now(0)[:10]}-double-booking")
        assert daemon.stop() == 0


def and_in_a_release_week_too():
    with Daemon(shipped_config()) as daemon:
        assert daemon.start()
        run_what_production_runs(daemon)
        scheduled = f"backend-{SLOT}"
        daemon.post(f"/v1/releases/{scheduled}/postpone", {"to": from_now(2 * 86400)[:19] + "Z", "reason": "now"})
        daemon.post(f"/v1/releases/{scheduled}/candidate", {"version": "1.3.0", "commit": "aabbccdd11"})
        assert daemon.release(scheduled)["state"] == "frozen"
        session = Session(daemon)
        follow_the_manual(session)
        expect_a_hotfix_that_was_taken_back(daemon, f"backend-hotfix-{from_now(0)[:10]}-double-booking")
        untouched = daemon.release(scheduled)
        assert untouched["candidate"]["version"] == "1.3.0", untouched["candidate"]
        assert not any(each["status"] == "passed" for each in untouched["checklist"]), untouched["checklist"]
        assert daemon.stop() == 0


if __name__ == "__main__":
    sys.exit(keep(an_emergency_by_cadencectl_reads_like_a_manual,
                  what_the_readme_says_to_do_in_an_emergency_is_true_word_for_word, and_in_a_release_week_too))
