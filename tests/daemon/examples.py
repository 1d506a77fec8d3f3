#!/usr/bin/env python3
"""The examples in conf/examples do what they say, asking the real daemon: the pre-receive hook, in a real repository, and the
process document's two feature flags."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from harness import ROOT, Daemon, from_now, program
from promises import keep

HOOK = ROOT / "conf" / "examples" / "pre-receive"
FLAGS = ROOT / "conf" / "examples" / "feature-flags"
IDENTITY = {"GIT_AUTHOR_NAME": "Eve", "GIT_AUTHOR_EMAIL": "eve@example.org", "GIT_COMMITTER_NAME": "Eve",
            "GIT_COMMITTER_EMAIL": "eve@example.org", "GIT_CONFIG_GLOBAL": "/dev/null"}


class Repository:
    """A clone of a bare repository that has the hook."""

    def __init__(self, folder, daemon):
        self.environment = {**os.environ, **IDENTITY, "CADENCE_URL": daemon.url, "CADENCE_TRAIN": "backend"}
        self.bare, self.clone = folder / "bare.git", folder / "clone"
        self.git("init", "--quiet", "--bare", "--initial-branch=main", self.bare)
        shutil.copy(HOOK, self.bare / "hooks" / "pre-receive")
        self.git("clone", "--quiet", self.bare, self.clone)

    def git(self, *words, within=None):
        return subprocess.run(["git", *words], cwd=within, env=self.environment, check=True, capture_output=True)

    def push(self, branch):
        """(whether it was taken, what git said)."""
        self.git("commit", "--quiet", "--allow-empty", "-m", "Change", within=self.clone)
        done = subprocess.run(["git", "push", "origin", f"HEAD:refs/heads/{branch}"], cwd=self.clone,
                              env=self.environment, capture_output=True, text=True, check=False)
        return done.returncode == 0, done.stderr


def pushes_to_main_wait_for_the_gate():
    with Daemon() as daemon, tempfile.TemporaryDirectory() as folder:
        assert daemon.start()
        repository = Repository(pathlib.Path(folder), daemon)
        taken, said = repository.push("main")
        assert taken, said
        freeze = daemon.post("/v1/trains/backend/freezes", {"actions": ["merge"], "reason": "CI is broken"})
        taken, said = repository.push("main")
        assert not taken and "CI is broken" in said, said
        daemon.post("/v1/trains/backend/exemptions", {"branch": "main", "until": from_now(600), "reason": "mends CI"})
        taken, said = repository.push("main")
        assert taken, said
        taken, said = repository.push("feature/bulk")
        assert taken, said
        daemon.ask("DELETE", f"/v1/trains/backend/freezes/{freeze['freezes'][0]['id']}", who="anna")
        taken, said = repository.push("main")
        assert taken, said


def without_an_answer_the_push_is_refused_unless_it_is_said_otherwise():
    with Daemon() as daemon, tempfile.TemporaryDirectory() as folder:
        assert daemon.start()
        repository = Repository(pathlib.Path(folder), daemon)
        assert daemon.stop() == 0
        taken, said = repository.push("main")
        assert not taken and "did not say" in said, said
        repository.environment["CADENCE_ABSENT"] = "admit"
        taken, said = repository.push("main")
        assert taken, said


def two_flags_are_registered_however_often_it_is_run():
    with Daemon() as daemon:
        assert daemon.start()
        environment = {**os.environ, "CADENCE_RUNTIME_DIR": str(daemon.runtime),
                       "PATH": f"{pathlib.Path(program('cadencectl')).parent}:{os.environ['PATH']}"}
        for name in "CADENCE_TOKEN", "CADENCE_URL":
            environment.pop(name, None)
        for _ in range(2):
            done = subprocess.run([FLAGS], env=environment, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            assert done.stdout == "CHANNEL_MANAGER_ENABLED is off.\nNEXT_PUBLIC_ENABLE_OPS_CONSOLE is off.\n", done.stdout
        found = [daemon.get(f"/v1/flags/{flag['key']}") for flag in daemon.get("/v1/flags")["items"]]
        assert [flag["key"] for flag in found] == ["CHANNEL_MANAGER_ENABLED", "NEXT_PUBLIC_ENABLE_OPS_CONSOLE"], found
        assert all(len(flag["history"]) == 1 for flag in found), found


if __name__ == "__main__":
    sys.exit(keep(pushes_to_main_wait_for_the_gate, without_an_answer_the_push_is_refused_unless_it_is_said_otherwise,
                  two_flags_are_registered_however_often_it_is_run))
