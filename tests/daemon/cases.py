#!/usr/bin/env python3
"""Small inputs that once went wrong, as simulations of cases/*.jsonl: facts never stand in for permission."""
import pathlib
import re
import subprocess
import sys
import tempfile

from harness import ROOT, program
from promises import keep

SHIPPED = (ROOT / "conf/cadenced.toml").read_text()
ACTION = """
[[trains.actions]]
name = "deploy"
on = "window"
kind = "command"
command = ["true"]
environment = "production"
"""


def simulated(case, config=SHIPPED + ACTION):
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "cadenced.toml"
        file.write_text(config)
        script = pathlib.Path(__file__).with_name("cases") / f"{case}.jsonl"
        done = subprocess.run([program("cadenced"), "--config", str(file), "simulate", "--from", "2026-01-04", "--until",
                               "2026-02-08", "--script", str(script)], capture_output=True, text=True, timeout=60,
                              check=False)
    assert "backend-2026-01-22 is on record" in done.stdout, done
    return done.stdout


def of_the_first_release(text):
    return text[:text.index("backend-2026-01-22 is on record")]


def a_report_over_a_veto_sends_nothing_and_opens_no_window():
    text = of_the_first_release(simulated("veto_deployed"))
    assert "action deploy" not in text, text
    assert "backend-2026-01-08: deploy window open missed" in text, text
    assert "without GO: Paul says no-go" in text or "without GO: " in text, text


def a_deployment_of_the_day_before_sends_nothing_on_the_day():
    text = of_the_first_release(simulated("started_day_before"))
    assert "action deploy" not in text, text
    assert "outside its window" in text, text


def what_was_rolled_back_does_not_come_alive():
    text = simulated("rolled_back_lives")
    after = text[text.index("rolls backend-2026-01-08 back"):]
    assert not re.search(r"backend-2026-01-08 is (held|deploying|monitoring)|action deploy is done", after), after


def a_deployment_that_nobody_ends_is_told_and_shuts_no_gate_for_good():
    text = simulated("end_never_reported", SHIPPED)
    assert not re.search(r"\b423\b", text), text
    assert re.search(r"deployment of backend-2026-01-08 .*(breached|missed|overdue|not kept)", text), text


if __name__ == "__main__":
    sys.exit(keep(a_report_over_a_veto_sends_nothing_and_opens_no_window,
                  a_deployment_of_the_day_before_sends_nothing_on_the_day,
                  what_was_rolled_back_does_not_come_alive,
                  a_deployment_that_nobody_ends_is_told_and_shuts_no_gate_for_good))
