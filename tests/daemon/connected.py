#!/usr/bin/env python3
"""One release, one hotfix and one merge against the gate, with Slack, GitHub and Coolify on the other side. Prints
both sides of the conversation: run it by hand to see it (tests/daemon/connected.py)."""
import sys
import time

from fakes import Coolify, GitHub, Slack, wait_for
from harness import AHEAD, SLOT, Daemon, config, from_now
from promises import keep

RELEASE = f"backend-{SLOT}"
HOOK = "backend"
COOLIFY_HOOK = "coolify-9f2c47d1a8e04b6f"

ACTION = """
[[trains.actions]]
name = "{name}"
on = "{on}"
environment = "{environment}"
kind = "coolify"
server = "{{coolify}}"
uuids = ["{uuid}"]
token_from = "{{folder}}/coolify"
"""
CONNECTED = "".join(ACTION.format(name=name, on=on, environment=environment, uuid=uuid) for name, on, environment, uuid in [
    ("deploy-staging", "merge", "staging", "staging1"),
    ("deploy-production", "window", "production", "production1"),
    ("deploy-hotfix", "approved", "production", "production1")]) + """
[trains.forge]
kind = "github"
api_url = "{github}"
repository = "acme/backend"
token_from = "{folder}/github-token"

[[channels]]
name = "releases"
kind = "slack"
url_from = "{folder}/slack-url"

[[hooks]]
name = "{hook}"
source = "github"
train = "backend"
secrets_from = ["{folder}/github-secret"]

[[hooks]]
name = "releases"
source = "slack"
train = "backend"
secrets_from = ["{folder}/slack-secret"]
"""


class Conversation:
    def __init__(self):
        self.began = time.monotonic()
        self.lines = []

    def say(self, text):
        self.lines.append(text)
        print(f"{time.monotonic() - self.began:6.2f}  {text}\n", end="", flush=True)  # many threads, whole lines

    def heard(self, *words):
        return any(all(word in line for word in words) for line in self.lines)

    def chapter(self, text):
        print(f"\n== {text}", flush=True)


class World:
    """The daemon between its three neighbours."""

    def __init__(self, **changes):
        self.talk = Conversation()
        self.slack = Slack(self.talk.say)
        self.github = GitHub(self.talk.say)
        self.coolify = Coolify({"staging1": "backend-staging", "production1": "backend"}, self.talk.say)
        self.daemon = Daemon("unused")
        secrets = self.daemon.folder / "secrets"
        secrets.mkdir(mode=0o700)
        for name, text in {"coolify": self.coolify.TOKEN, "github-token": self.github.TOKEN,
                           "slack-url": self.slack.webhook, "github-secret": self.github.SECRET,
                           "slack-secret": self.slack.SIGNING_SECRET}.items():
            (secrets / name).write_text(text + "\n")
        people = (config(**{"window": "8s", "retrospective": "12s", **changes})
                  .replace('roles = ["tech-lead"]', 'roles = ["tech-lead"]\nslack_id = "U0ANNA"')
                  .replace('roles = ["product-owner"]', 'roles = ["product-owner"]\nslack_id = "U0PAUL"'))
        self.daemon.config.write_text(people + CONNECTED.format(
            coolify=self.coolify.url, github=self.github.url, folder=secrets, hook=HOOK))

    def __enter__(self):
        self.daemon.__enter__()
        return self

    def __exit__(self, *error):
        self.daemon.__exit__(*error)
        for fake in self.slack, self.github, self.coolify:
            fake.close()

    def type(self, user, text):
        return self.slack.command(self.daemon, "releases", user, text)

    def gate_shows(self, number, state):
        wait_for(lambda: (self.github.status_of(number) or {}).get("state") == state,
                 f"status {state} on pull request {number}")

    def slack_hears(self, *words):
        wait_for(lambda: self.talk.heard("slack   <-", *words) or self.talk.heard(*words), f"{words} in Slack")


def a_merge_goes_to_staging(world):
    world.talk.chapter("A pull request may be merged, and goes to staging")
    world.github.open_pull(7, "Bulk availability", "feature/bulk", "7" * 40)
    world.github.open_pull(8, "Another colour", "feature/colour", "8" * 40)
    assert world.daemon.start()
    world.gate_shows(7, "success")
    world.github.merge(world.daemon, HOOK, 7, "c" * 40)
    event = world.daemon.await_event(lambda each: each["type"] == "deployment_reported" and
                                     each["data"]["environment"] == "staging" and
                                     each["data"]["status"] == "succeeded")
    assert event["data"]["commit"] == "c" * 40, event
    merges = world.daemon.get("/v1/trains/backend/merges")["items"]
    assert [each["commit"] for each in merges] == ["c" * 40], merges


def a_release(world):
    daemon, path = world.daemon, f"/v1/releases/{RELEASE}"
    world.talk.chapter("A release: freeze, votes by slash command, window, deployment")
    daemon.post(f"{path}/postpone", {"to": from_now(AHEAD + 2), "reason": "rehearsal"})
    world.slack_hears("rehearsal")
    daemon.post(f"{path}/candidate", {"version": "1.2.0", "commit": "c" * 40})
    daemon.await_phase(RELEASE, "code_freeze")
    daemon.post(f"{path}/checklist/smoke_tests_staging", {"status": "passed"})
    assert "no-go" in world.type("U0PAUL", "vote maybe")["text"]
    world.type("U0PAUL", "vote go")
    world.type("U0ANNA", "vote go looks good")
    assert daemon.release(RELEASE)["state"] == "go"
    daemon.await_phase(RELEASE, "deploy_window_open")
    world.gate_shows(8, "failure")
    world.talk.chapter("A merge against the gate")
    world.type("U0PAUL", "why")
    world.github.merge(daemon, HOOK, 8, "d" * 40)
    daemon.await_event(lambda each: each["type"] == "gate_violated")
    assert daemon.release(RELEASE)["issues"], "a merge against the gate is an issue"
    world.github.open_pull(9, "Mend it", "feature/mend", "9" * 40)
    world.github.send(daemon, HOOK, "pull_request", {
        "action": "opened", "number": 9, "pull_request": world.github.pulls[9],
        "repository": {"full_name": "acme/backend", "default_branch": "main", "name": "backend"},
        "sender": {"login": "eve"}})
    world.gate_shows(9, "failure")
    daemon.await_phase(RELEASE, "deploy_window_close")
    daemon.await_event(lambda each: each["type"] == "deployment_reported" and each.get("release") == RELEASE and
                       each["data"]["environment"] == "production" and each["data"]["status"] == "succeeded")
    world.gate_shows(9, "success")


def a_hotfix(world):
    daemon = world.daemon
    world.talk.chapter("A hotfix: asked for, on staging, approved by two, deployed")
    fix = daemon.post("/v1/releases", {"kind": "hotfix", "title": "double booking", "criterion": "data_integrity",
                                       "commit": "e" * 40, "version": "1.2.1"}, "anna")
    name = fix["id"]
    daemon.post(f"/v1/releases/{name}/deployments", {"environment": "staging", "status": "succeeded",
                                                              "commit": "e" * 40})
    daemon.post(f"/v1/releases/{name}/checklist/smoke_tests_staging", {"status": "passed"})
    world.type("U0ANNA", "approve")
    world.type("U0PAUL", "approve")
    daemon.await_event(lambda each: each["type"] == "deployment_reported" and each.get("release") == name and
                       each["data"]["environment"] == "production" and each["data"]["status"] == "succeeded")
    world.slack_hears(name)


def everything_was_said_once(world):
    def settled():
        waiting = world.daemon.get("/v1/deliveries?limit=200")["items"]
        return all(each["state"] not in ("pending", "sending", "following") for each in waiting)

    wait_for(settled, "an empty outbox")
    found = world.daemon.get("/v1/deliveries?limit=200")["items"]
    assert all(each["state"] == "delivered" for each in found), [each for each in found if each["state"] != "delivered"]
    deploys = [each["application_name"] for each in world.coolify.deployments.values()]
    assert deploys.count("backend") == 2, f"production was deployed {deploys.count('backend')} times: {deploys}"
    assert deploys.count("backend-staging") == 2, deploys
    gate = world.daemon.get("/v1/forges")["items"][0]
    assert gate["repository"] == "acme/backend" and gate["required"] and gate["waiting"] == 0, gate
    assert gate["open"] == gate["posted"] == 1 and "failing" not in gate, gate


def a_team_is_served_where_it_works():
    with World() as world:
        a_merge_goes_to_staging(world)
        a_release(world)
        a_hotfix(world)
        everything_was_said_once(world)
        assert world.daemon.stop() == 0


if __name__ == "__main__":
    sys.exit(keep(a_team_is_served_where_it_works))
