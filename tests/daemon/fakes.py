"""Slack, GitHub and Coolify as far as cadenced meets them, on real sockets. Stateful, and as strict as the real
ones: what they would refuse is refused here. Each keeps its side of the conversation, in order."""
import hashlib
import hmac
import http.client
import http.server
import json
import threading
import time
import urllib.parse
import uuid


class Fake:
    """One service on a port of its own. `said(text)` hears every line of its conversation."""

    def __init__(self, name, said=lambda text: None):
        self.name, self.said, self.lock = name, said, threading.RLock()
        fake = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length)
                with fake.lock:
                    status, headers, text = fake.answer(self.command, self.path, self.headers, body)
                self.send_response(status)
                for key, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(key, value)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            do_GET = do_POST = do_PUT = answer

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, method, path, headers, body):
        raise NotImplementedError

    @staticmethod
    def json(status, document, **headers):
        return status, headers, json.dumps(document).encode()

    @staticmethod
    def text(status, words):
        return status, {"Content-Type": "text/plain"}, words.encode()


def wait_for(condition, what, patience=60):
    """Polls what another process brings about; there is nothing to wait on."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        threading.Event().wait(0.02)
    raise AssertionError(f"{what}: not within {patience} s")


class Slack(Fake):
    """Incoming webhooks, and slash commands sent to the daemon."""
    SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"

    def __init__(self, said=lambda text: None):
        super().__init__("slack", said)
        self.messages = []
        self.webhook = f"{self.url}/services/T000/B000/{uuid.uuid4().hex}"

    def answer(self, method, path, headers, body):
        if method != "POST" or path != urllib.parse.urlparse(self.webhook).path:
            return self.text(404, "no_service")
        try:
            message = json.loads(body)
        except ValueError:
            return self.text(400, "invalid_payload")
        if not message.get("text"):
            return self.text(400, "no_text")
        blocks = message.get("blocks", [])
        if len(blocks) > 50 or any(self.too_long(block) for block in blocks):
            return self.text(400, "invalid_blocks")
        self.messages.append(message)
        for number, line in enumerate(message["text"].splitlines()):
            self.said(("slack   <- " if number == 0 else "           ") + line)
        return self.text(200, "ok")

    @staticmethod
    def too_long(block):
        text = block.get("text", {}).get("text", "")
        return len(text) > {"header": 150}.get(block["type"], 3000)

    def command(self, daemon, name, user, text):
        """A slash command by a person of the workspace; what the daemon answers."""
        body = urllib.parse.urlencode({"command": "/release", "text": text, "user_id": user, "team_id": "T000",
                                       "channel_name": "releases", "response_url": f"{self.url}/commands/1"})
        stamp = str(int(time.time()))
        mac = hmac.new(self.SIGNING_SECRET.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        status, answer = post(daemon, f"/hooks/slack/{name}", body.encode(),
                              {"Content-Type": "application/x-www-form-urlencoded",
                               "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={mac}"})
        assert status == 200, (status, answer)
        answer = json.loads(answer)
        self.said(f"slack   -> /release {text}   ({user})")
        for line in answer["text"].splitlines():
            self.said(f"           {line}")
        return answer


class GitHub(Fake):
    """One repository with pull requests: statuses, the branch, its rules; and its webhooks."""
    SECRET = "It's a Secret to Everybody"
    TOKEN = "ghp_test"
    REPOSITORY = "acme/backend"

    def __init__(self, said=lambda text: None):
        super().__init__("github", said)
        self.pulls, self.statuses, self.required = {}, {}, ["cadenced/merge (main)"]
        self.main = {"sha": "a" * 40, "message": "Start"}

    def open_pull(self, number, title, branch, head, labels=()):
        self.pulls[number] = {
            "number": number, "state": "open", "draft": False, "merged": False, "merged_at": None,
            "merge_commit_sha": None, "title": title, "user": {"login": "eve"},
            "head": {"ref": branch, "sha": head}, "base": {"ref": "main", "sha": self.main["sha"]},
            "labels": [{"name": label} for label in labels], "html_url": f"{self.url}/pull/{number}",
            "updated_at": "2026-01-08T09:00:00Z"}
        return self.pulls[number]

    def status_of(self, number):
        """What the pull request shows, or None."""
        with self.lock:
            known = self.statuses.get(self.pulls[number]["head"]["sha"], [])
            return known[-1] if known else None

    def answer(self, method, path, headers, body):
        if headers.get("Authorization") not in (f"Bearer {self.TOKEN}", f"token {self.TOKEN}"):
            return self.json(401, {"message": "Bad credentials"})
        if not headers.get("User-Agent"):
            return self.json(403, {"message": "Request forbidden by administrative rules."})
        url = urllib.parse.urlparse(path)
        query = urllib.parse.parse_qs(url.query)
        parts = url.path.strip("/").split("/")
        if parts[:3] != ["repos", *self.REPOSITORY.split("/")]:
            return self.json(404, {"message": "Not Found"})
        what = parts[3:]
        if method == "POST" and what[:1] == ["statuses"]:
            return self.post_status(what[1], body)
        if method == "GET":
            return self.read(what, query, headers)
        return self.json(404, {"message": "Not Found"})

    def post_status(self, sha, body):
        status = json.loads(body)
        description = status.get("description") or ""
        if status.get("state") not in ("error", "failure", "pending", "success"):
            return self.json(422, {"message": "Validation Failed"})
        if any(ord(character) > 0xFFFF for character in description + status.get("context", "")):
            return self.json(422, {"message": "Validation Failed", "errors": [
                {"resource": "Status", "code": "custom", "field": "description",
                 "message": "description doesn't accept 4-byte Unicode"}]})
        if len(description) > 140 or len(status.get("context", "")) > 255:
            return self.json(422, {"message": "Validation Failed", "errors": ["description is too long"]})
        if sha not in [pull["head"]["sha"] for pull in self.pulls.values()]:
            return self.json(422, {"message": f"No commit found for SHA: {sha}"})
        known = self.statuses.setdefault(sha, [])
        assert not known or (known[-1]["state"], known[-1]["description"]) != (status["state"], description), \
            "the same state was posted again"
        known.append(status)
        number = [n for n, pull in self.pulls.items() if pull["head"]["sha"] == sha][0]
        self.said(f"github  <- #{number} {status['context']}: {status['state']}: {description}")
        return self.json(201, status)

    def read(self, what, query, headers):
        if what == ["pulls"]:
            base = query.get("base", ["main"])[0]
            found = [pull for pull in self.pulls.values() if pull["state"] == "open" and pull["base"]["ref"] == base]
            return self.with_etag(found, headers)
        if what[:1] == ["commits"] and what[2:] in (["status"], ["statuses"]):
            known = list(reversed(self.statuses.get(what[1], [])))
            if what[2] == "statuses":
                return self.json(200, known)
            return self.json(200, {"state": known[0]["state"] if known else "pending", "statuses": known[:1],
                                   "total_count": len(known[:1]), "sha": what[1]})
        if what[:1] == ["commits"] and what[2:] == ["check-runs"]:
            return self.json(200, {"total_count": 0, "check_runs": []})
        if what[:1] == ["branches"] and len(what) == 2:
            commit = {"sha": self.main["sha"], "commit": {
                "message": self.main["message"], "author": {"name": "Eve", "date": "2026-01-08T09:00:00Z"},
                "committer": {"name": "Eve", "date": "2026-01-08T09:00:00Z"}}, "author": {"login": "eve"}}
            return self.with_etag({"name": what[1], "commit": commit}, headers)
        if what[:1] == ["commits"] and len(what) == 2:
            return self.with_etag({"sha": self.main["sha"], "author": {"login": "eve"}, "commit": {
                "message": self.main["message"], "author": {"name": "Eve", "date": "2026-01-08T09:00:00Z"},
                "committer": {"name": "Eve", "date": "2026-01-08T09:00:00Z"}}}, headers)
        if what[:2] == ["rules", "branches"]:
            return self.json(200, [{"type": "required_status_checks", "parameters": {
                "required_status_checks": [{"context": context} for context in self.required]}}])
        if what[:1] == ["tags"]:
            return self.json(200, [])
        return self.json(404, {"message": "Not Found"})

    def with_etag(self, document, headers):
        etag = '"' + hashlib.sha256(json.dumps(document).encode()).hexdigest()[:16] + '"'
        if headers.get("If-None-Match") == etag:
            return 304, {"ETag": etag}, b""
        return self.json(200, document, ETag=etag)

    def send(self, daemon, name, event, payload):
        """A webhook, signed as GitHub signs."""
        body = json.dumps(payload).encode()
        mac = hmac.new(self.SECRET.encode(), body, hashlib.sha256).hexdigest()
        status, answer = post(daemon, f"/hooks/github/{name}", body,
                              {"Content-Type": "application/json", "X-GitHub-Event": event,
                               "X-GitHub-Delivery": str(uuid.uuid4()), "X-Hub-Signature-256": f"sha256={mac}"})
        self.said(f"github  -> {event} {payload.get('action') or payload.get('after', '')[:10]}: answered {status}")
        assert 200 <= status < 300, (status, answer)

    def merge(self, daemon, name, number, commit):
        """Merges a pull request: main moves, and two webhooks tell of it."""
        with self.lock:
            pull = self.pulls[number]
            before = self.main["sha"]
            message = f"Merge pull request #{number} from acme/{pull['head']['ref']}\n\n{pull['title']}"
            self.main = {"sha": commit, "message": message}
            pull.update(state="closed", merged=True, merge_commit_sha=commit,
                        merged_at=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()))
        repository = {"full_name": self.REPOSITORY, "default_branch": "main", "name": "backend"}
        head = {"id": commit, "message": message, "timestamp": pull["merged_at"], "distinct": True,
                "author": {"name": "Eve", "email": "eve@example.org", "username": "eve"},
                "committer": {"name": "GitHub", "email": "noreply@github.com", "username": "web-flow"}}
        self.send(daemon, name, "push", {
            "ref": "refs/heads/main", "before": before, "after": commit, "created": False, "deleted": False,
            "forced": False, "base_ref": None, "commits": [head], "head_commit": head, "repository": repository,
            "pusher": {"name": "eve"}, "sender": {"login": "eve"}})
        self.send(daemon, name, "pull_request", {
            "action": "closed", "number": number, "pull_request": pull, "repository": repository,
            "sender": {"login": "eve"}})


class Coolify(Fake):
    """The deploy API of two applications; a deployment takes a few looks to finish."""
    TOKEN = "1|coolify"
    head = "c" * 40

    def __init__(self, applications, said=lambda text: None):
        super().__init__("coolify", said)
        self.applications, self.deployments = applications, {}

    def answer(self, method, path, headers, body):
        if headers.get("Authorization") != f"Bearer {self.TOKEN}":
            return self.json(401, {"message": "Unauthenticated."})
        url = urllib.parse.urlparse(path)
        parts = url.path.strip("/").split("/")
        if parts[:2] != ["api", "v1"]:
            return self.json(404, {"message": "Not found."})
        what = parts[2:]
        if what == ["deploy"]:
            if method != "POST":
                return self.json(405, {"message": "This endpoint has changed to a POST request."}, Allow="POST")
            return self.deploy(json.loads(body or b"{}"))
        if what[:1] == ["deployments"] and len(what) == 2:
            return self.look_at(what[1])
        if what == ["deployments"]:
            return self.json(200, [each for each in self.deployments.values() if each["status"] != "finished"])
        if what[:2] == ["deployments", "applications"]:
            mine = [each for each in self.deployments.values() if each["application_uuid"] == what[2]]
            return self.json(200, {"count": len(mine), "deployments": mine})
        return self.json(404, {"message": "Not found."})

    def deploy(self, wanted):
        queued = []
        for application in (wanted.get("uuid") or "").split(","):
            if application not in self.applications:
                continue
            name = f"dep{len(self.deployments) + 1}"
            self.deployments[name] = {"deployment_uuid": name, "application_uuid": application, "status": "queued",
                                      "application_name": self.applications[application], "is_api": True,
                                      "commit": "HEAD", "created_at": time.strftime("%Y-%m-%dT%H:%M:%S.000000Z",
                                                                                    time.gmtime())}
            queued.append({"message": f"Application {self.applications[application]} deployment queued.",
                           "resource_uuid": application, "deployment_uuid": name})
            self.said(f"coolify <- deploy {self.applications[application]}: queued as {name}")
        if not queued:
            return self.json(404, {"message": "No resources found."})
        return self.json(200, {"deployments": queued})

    def look_at(self, name):
        found = self.deployments.get(name)
        if found is None:
            return self.json(404, {"message": "Deployment not found."})
        found["status"] = {"queued": "in_progress", "in_progress": "finished"}.get(found["status"], found["status"])
        if found["status"] == "finished":
            found["commit"] = self.head  # what it has cloned
        shown = dict(found)
        self.said(f"coolify <- {name}? {shown['status']}")
        return self.json(200, shown)


def post(daemon, path, body, headers):
    port = int(daemon.url.rsplit(":", 1)[1])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()
