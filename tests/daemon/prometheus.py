#!/usr/bin/env python3
"""Monitoring: what /metrics says is what Prometheus's own tools and Prometheus itself take, in both formats; alerts and
dashboard ask for nothing that is not there."""
import contextlib
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

from harness import PATIENCE, ROOT, Daemon, Refused, config
from promises import keep

SKIPPED = 77
ALERTS = ROOT / "conf/prometheus"
DASHBOARD = ROOT / "conf/grafana/cadenced.json"
TEXT = "text/plain; version=0.0.4; charset=utf-8"
OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8"


def scraped(daemon, accept=None, path="/metrics"):
    """(content type, body)."""
    request = urllib.request.Request(daemon.url + path, headers={"Accept": accept} if accept else {})
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return answer.headers["Content-Type"], answer.read().decode()


def families(page):
    """Name by name, its type and its lines; each once and in one piece."""
    found, current = {}, None
    for line in page.splitlines():
        if line.startswith("# HELP "):
            current = line.split()[2]
            assert current not in found, f"{current} comes twice"
            found[current] = {"type": None, "samples": []}
        elif line.startswith("# TYPE "):
            assert line.split()[2] == current, line
            found[current]["type"] = line.split()[3]
        elif not line.startswith("#"):
            name = re.match(r"[a-z_]+", line)[0]
            assert name.startswith(current), f"{line} stands under {current}"
            assert line not in found[current]["samples"], line
            found[current]["samples"].append(line)
    return found


def cadenced():
    """A daemon that something has happened to."""
    daemon = Daemon(config("backend", "web"))
    daemon.start()
    baseline = {"environment": "production", "status": "succeeded", "version": "1.0.0", "commit": "4f1c9a27d0"}
    daemon.post("/v1/trains/backend/deployments", baseline)
    daemon.get("/v1/status")
    daemon.get("/v1/status")
    with contextlib.suppress(Refused):
        daemon.get("/v1/nothing")
    with contextlib.suppress(Refused):
        daemon.get("/v1/releases/none")
    return daemon


def promtool(*words, given=None):
    done = subprocess.run(["promtool", *map(str, words)], input=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def promtool_has_nothing_to_say():
    with cadenced() as daemon:
        for path in ("/metrics", "/metrics?train=backend"):
            kind, page = scraped(daemon, path=path)
            assert kind == TEXT, kind
            assert page.endswith("\n"), page[-80:]
            said = promtool("check", "metrics", given=page)
            assert said == "", said


def histograms_add_up():
    with cadenced() as daemon:
        for name, family in families(scraped(daemon)[1]).items():
            if family["type"] != "histogram":
                continue
            rows = {}
            for line in family["samples"]:
                if line.startswith(name + "_bucket"):
                    labels = re.sub(r",?le=\"[^\"]*\"", "", line[len(name) + 7:line.rindex("}") + 1])
                    rows.setdefault(labels, []).append((line.split('le="')[1].split('"')[0], float(line.split()[-1])))
                elif line.startswith(name + "_count"):
                    labels = line[len(name) + 6:].rsplit(" ", 1)[0] or "{}"
                    assert rows[labels][-1] == ("+Inf", float(line.split()[-1])), line
            assert rows, name
            for buckets in rows.values():
                assert [float(bound) for bound, _ in buckets] == sorted(float(bound) for bound, _ in buckets), buckets
                assert [count for _, count in buckets] == sorted(count for _, count in buckets), buckets


def openmetrics_is_the_same_in_other_words():
    with cadenced() as daemon:
        kind, page = scraped(daemon, "application/openmetrics-text;version=1.0.0,*/*;q=0.1")
        assert kind == OPENMETRICS, kind
        assert page.endswith("\n# EOF\n"), page[-80:]
        assert "# TYPE cadenced_commit_seconds histogram\n# UNIT cadenced_commit_seconds seconds\n" in page, page
        assert "# TYPE cadenced_rollbacks counter\ncadenced_rollbacks_total 0\n" in page, page
        assert "# TYPE cadenced_build info\ncadenced_build_info{version=" in page, page
        plain = {re.sub("_(total|info)$", "", name) for name in families(scraped(daemon, "text/plain")[1])}
        assert plain == set(families(page.removesuffix("# EOF\n"))), "they tell of other things"


def requests_are_counted_by_route():
    with cadenced() as daemon:
        samples = [line for family in families(scraped(daemon)[1]).values() for line in family["samples"]]
        told = dict(line.rsplit(" ", 1) for line in samples)
        count = lambda method, route, code: told.get(
            f'cadenced_http_requests_total{{method="{method}",route="{route}",code="{code}"}}')
        assert count("GET", "/v1/status", "2xx") == "2", told
        assert count("GET", "/v1/releases/{id}", "4xx") == "1", told
        assert count("any", "none", "4xx") == "1", told
        assert count("POST", "/v1/trains/{train}/deployments", "2xx") == "1", told
        assert told['cadenced_deployments_total{status="succeeded"}'] == "1", told
        assert float(told["cadenced_commit_seconds_sum"]) > 0, told


class Prometheus:
    """The real one, with the shipped configuration, scraping this daemon."""

    def __init__(self, daemon):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="cadenced-prometheus-"))
        shutil.copy(ALERTS / "alerts.yml", self.folder)
        shipped = (ALERTS / "scrape.yml").read_text()
        here = shipped.replace("127.0.0.1:8420", daemon.url.removeprefix("http://")).replace("15s", "200ms")
        (self.folder / "prometheus.yml").write_text(here)

    def __enter__(self):
        self.process = subprocess.Popen(
            ["prometheus", "--config.file=prometheus.yml", "--storage.tsdb.path=data",
             "--web.listen-address=127.0.0.1:0"], cwd=self.folder, stderr=subprocess.PIPE, text=True)
        self.url = None
        for line in self.process.stderr:
            if listens := re.search(r'"Listening on" address=(127\.0\.0\.1:\d+)', line):
                self.url = "http://" + listens[1]
            if "Server is ready to receive web requests" in line:
                return self
        raise AssertionError("Prometheus did not start")

    def __exit__(self, *_):
        self.process.kill()
        self.process.stderr.close()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def get(self, path, **query):
        address = f"{self.url}/api/v1/{path}?{urllib.parse.urlencode(query)}"
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return json.load(answer)["data"]

    def await_target(self):
        """The target, once it was scraped, well or not."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            targets = self.get("targets")["activeTargets"]
            if targets and targets[0]["health"] != "unknown":
                return targets[0]
        raise AssertionError("it was never scraped")

    def value(self, query):
        found = self.get("query", query=query)["result"]
        assert len(found) == 1, (query, found)
        return float(found[0]["value"][1])


def prometheus_scrapes_it():
    with cadenced() as daemon, Prometheus(daemon) as prometheus:
        target = prometheus.await_target()
        print(f"{target['scrapeUrl']} is {target['health']}, scraped in {target['lastScrapeDuration'] * 1e3:.1f} ms")
        assert target["health"] == "up" and target["lastError"] == "", target
        assert prometheus.value("up") == 1
        assert prometheus.value("cadenced_trains") == 2
        opens = prometheus.value('cadenced_next_release_timestamp_seconds{train="backend"}')
        assert opens == 2114413200, opens  # 2037-01-01 10:00 in Berlin
        assert prometheus.value('count(cadenced_gate_open{train="web"})') == 3
        rules = [rule for group in prometheus.get("rules")["groups"] for rule in group["rules"]]
        assert len(rules) > 10 and {rule["health"] for rule in rules} <= {"ok", "unknown"}, rules


def asked_for(text):
    return {re.sub("_(bucket|sum|count)$", "", name) for name in re.findall(r"\bcadenced_[a-z_]+", text)}


def alerts_and_dashboard_ask_for_what_there_is():
    with cadenced() as daemon:
        there = set(families(scraped(daemon, path="/metrics?train=backend")[1]))
    rules = "".join(re.findall(r"expr: (.*)", (ALERTS / "alerts.yml").read_text()))
    panels = json.loads(DASHBOARD.read_text())
    queries = " ".join(target["expr"] for panel in panels["panels"] for target in panel.get("targets", []))
    variables = " ".join(each["query"] for each in panels["templating"]["list"])
    for text in (rules, queries, variables):
        assert asked_for(text) and asked_for(text) <= there, asked_for(text) - there


def the_rules_hold():
    promtool("check", "rules", ALERTS / "alerts.yml")
    promtool("check", "config", ALERTS / "scrape.yml")
    promtool("test", "rules", ALERTS / "alerts_test.yml")
    alerts = (ALERTS / "alerts.yml").read_text()
    tried = (ALERTS / "alerts_test.yml").read_text()
    names = re.findall(r"- alert: (\w+)", alerts)
    assert len(re.findall(r"^ +runbook: \"", alerts, re.M)) == len(names), "an alert says not what to do"
    for name in names:
        assert f"alertname: {name}\n" in tried, f"{name} has no example"


if __name__ == "__main__":
    if not shutil.which("prometheus") or not shutil.which("promtool"):
        print("Prometheus is not installed (.ci/install test)")
        sys.exit(SKIPPED)
    sys.exit(keep(promtool_has_nothing_to_say, histograms_add_up, openmetrics_is_the_same_in_other_words,
                  requests_are_counted_by_route, prometheus_scrapes_it, alerts_and_dashboard_ask_for_what_there_is,
                  the_rules_hold))
