#!/usr/bin/env python3
"""`cadenced simulate`: the shipped rehearsal, a whole year of it, against rehearsal.golden.txt (CADENCE_REGENERATE=1
writes it anew); the API of a simulation; scripts that are wrong."""
import http.client
import json
import os
import pathlib
import re
import resource
import signal
import subprocess
import sys
import tempfile

from harness import ROOT, program
from promises import compare, keep

SHIPPED = ["--config", str(ROOT / "conf/cadenced.toml")]
REHEARSAL = ["--script", str(ROOT / "conf/rehearsal.jsonl"), "--from", "2026-01-04"]
QUICK = 2.0  # seconds of processor time for a year, in a build that was made to be quick


def simulate(*words):
    return subprocess.run([program("cadenced"), *SHIPPED, "simulate", *words], capture_output=True, text=True,
                          timeout=60, check=False)


def played(done):
    assert done.returncode == 0, [line for line in done.stdout.splitlines() if "NOT AS" in line] + [done.stderr]
    return re.sub(r"made token \w+", "made token 4f1c9a2b7d01", done.stdout)  # it is random


def a_year_is_rehearsed_in_a_moment():
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = simulate(*REHEARSAL, "--until", "2027-01-04")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    text = played(done)
    print(f"{len(done.stdout.splitlines())} lines, {took * 1e3:.0f} ms")
    compare(text, "rehearsal.golden.txt")
    if os.environ.get("CADENCE_BUILD_TYPE") in ("Release", "RelWithDebInfo"):
        assert took < QUICK, f"{took:.2f} s"


def the_machines_zone_moves_nothing():
    zones = ["America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Kiritimati"]
    told = set()
    for zone in zones:
        done = subprocess.run([program("cadenced"), *SHIPPED, "simulate", *REHEARSAL], env={**os.environ, "TZ": zone},
                              capture_output=True, text=True, timeout=60, check=False)
        told.add(played(done))
    assert len(told) == 1, "it depends on TZ"


def get(address, path):
    connection = http.client.HTTPConnection(address, timeout=20)
    connection.request("GET", path)
    return json.loads(connection.getresponse().read())


def line_with(running, text):
    while text not in (line := running.stdout.readline()):
        assert line, f"it ended without {text}"
    return line


def a_simulation_serves_its_own_time():
    command = [program("cadenced"), *SHIPPED, "simulate", *REHEARSAL, "--until", "2026-01-10", "--serve", "127.0.0.1:0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        try:
            address = line_with(running, "serving on").removeprefix("serving on http://").split()[0]
            token = line_with(running, "CADENCE_TOKEN=").split("CADENCE_TOKEN=")[1].strip()
            line_with(running, "retrospective fired")
            status = get(address, "/v1/status")["trains"][0]
            environment = {**os.environ, "CADENCE_URL": f"http://{address}", "CADENCE_TOKEN": token}
            made = subprocess.run([program("cadencectl"), "token", "create", "--person", "anna"], env=environment,
                                  capture_output=True, text=True, check=True).stdout
            assert made.splitlines()[-1].startswith("cad_"), made
            assert status["production"]["release"] == "backend-2026-01-08", status
            assert status["next"]["id"] == "backend-2026-01-22", status
            assert status["next"]["opens_at"] == "2026-01-22T10:00:00Z", status
            running.send_signal(signal.SIGINT)
            assert running.wait(20) == 0
        finally:
            running.kill()


def an_end_before_its_beginning_is_refused():
    for until in "2026-01-03", "2026-01-03 10:00 UTC":
        done = simulate("--from", "2026-01-04", "--until", until)
        assert done.returncode == 2 and "is before --from" in done.stderr and not done.stdout, done
    early = simulate("--from", "2027-06-01", "--script", REHEARSAL[1])
    assert early.returncode == 2 and "before --from" in early.stderr, early


def a_script_that_goes_on_after_the_end_is_told():
    done = simulate("--from", "2026-01-04", "--until", "2026-01-10", "--script", REHEARSAL[1])
    assert done.returncode == 0 and "were not played" in done.stderr, done.stderr


def a_script_that_is_wrong_is_refused_with_its_line():
    good = '{"at": "2026-01-05T10:00:00Z", "as": "anna", "get": "/v1/status"}'
    wrong = {
        "nonsense": "script line 3: ",
        "[]": "script line 3: a line is one JSON object",
        '{"at": "soon", "as": "anna", "get": "/v1/status"}': 'script line 3: "at" must be an instant',
        '{"at": "2026-01-05T10:00:00Z", "get": "/v1/status"}': 'script line 3: "as" must name the caller',
        '{"at": "2026-01-05T10:00:00Z", "as": "anna", "got": "/"}': 'script line 3: "got" is not known here',
        '{"at": "2026-01-05T09:00:00Z", "as": "anna", "get": "/"}': "script line 3: Mon 2026-01-05 09:00 UTC is before",
    }
    with tempfile.TemporaryDirectory() as folder:
        script = pathlib.Path(folder) / "script.jsonl"
        for line, complaint in wrong.items():
            script.write_text(f"# a rehearsal\n{good}\n{line}\n")
            done = simulate("--from", "2026-01-04", "--script", str(script))
            assert done.returncode == 2 and complaint in done.stderr and not done.stdout, done
        missing = simulate("--from", "2026-01-04", "--script", str(script) + ".not")
        assert missing.returncode == 2 and "cannot read the script" in missing.stderr, missing


def an_answer_that_was_not_expected_fails_the_rehearsal():
    call = '{"at": "2026-01-05T10:00:00Z", "as": "%s", "post": "/v1/releases/backend-2026-01-08/votes", "body": {}%s}\n'
    with tempfile.TemporaryDirectory() as folder:
        script = pathlib.Path(folder) / "script.jsonl"
        for who, more, told in ("anna", "", "-> 4"), ("anna", ', "expect": 200', "-> 4"), ("nobody", "", "-> There is no person nobody"):
            script.write_text(call % (who, more))
            done = simulate("--from", "2026-01-04", "--script", str(script))
            assert done.returncode == 1, done
            assert "NOT AS EXPECTED (script line 1)" in done.stdout and told in done.stdout, done
            assert "1 call of the script was answered differently" in done.stderr, done


if __name__ == "__main__":
    sys.exit(keep(a_year_is_rehearsed_in_a_moment,
                  the_machines_zone_moves_nothing,
                  a_simulation_serves_its_own_time,
                  an_end_before_its_beginning_is_refused,
                  a_script_that_goes_on_after_the_end_is_told,
                  a_script_that_is_wrong_is_refused_with_its_line,
                  an_answer_that_was_not_expected_fails_the_rehearsal))
