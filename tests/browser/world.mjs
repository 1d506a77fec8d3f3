// What the tests beside this file live in: a rehearsed release that stands still where it is looked at, the real daemon, and
// Debian's Chromium. Programs are taken from $CADENCE_BIN_DIR.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { chromium } from "playwright-core";

const BIN = process.env.CADENCE_BIN_DIR ?? "build/dev/bin";
const folder = mkdtempSync(join(tmpdir(), "cadenced-browser-"));
const running = new Set();

process.on("exit", () => {
    for (const child of running) child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
});

export const CONFIG = `
[[people]]
id = "anna"
name = "Anna"
roles = ["tech-lead"]
[[people]]
id = "paul"
name = "Paul"
roles = ["product-owner"]
[[people]]
id = "quinn"
name = "Quinn"
roles = ["qa", "engineer"]
[[people]]
id = "ci"
name = "CI"
roles = ["bot"]
[[people]]
id = "tara"
name = "Tara"
roles = ["tech-lead"]
[[channels]]
name = "releases"
kind = "ntfy"
topic = "acme-releases"
[[trains]]
id = "backend"
name = "Backend"
first_release = 2026-11-26
weekday = "Thursday"
time = "10:00"
timezone = "UTC"
every = "2 weeks"
window = "2h"
blackouts = [{ from = 2026-12-21, to = 2027-01-03, reason = "Year end" }]
[trains.staging]
url = "https://staging.example.org"
[trains.production]
url = "https://example.org"
`;

const CHANGELOG = `# Changelog

## [1.12.0] - 2026-12-10

### Added

- Channel sync for Airbnb, in the background
- Bulk upload of availability
- Guest messages in Italian

### Changed

- Prices load twice as fast on long stays

### Fixed

- City tax rounds right when a stay is split

[1.12.0]: https://example.org/compare/1.11.0...1.12.0

## [1.11.0] - 2026-11-26

### Added

- Cleaning fee by size of the flat
`;

const backend = (slot, rest) => `/v1/releases/backend-${slot}/${rest}`;
const step = (at, as, post, body = {}) => ({ at, as, post, body });
const ITEMS = ["ci_checks", "security_alerts", "code_review", "smoke_tests_staging", "manual_qa", "changelog_updated", "api_documentation",
    "feature_flags_documented", "migrations_staging", "schema_drift", "rls_policies", "environment_variables", "feature_flags_set",
    "database_connection", "release_notes_shared", "breaking_changes_communicated", "downtime_announced"];

const first = [
    step("2026-11-20T09:00:00Z", "ci", "/v1/trains/backend/deployments", { environment: "production", status: "succeeded", version: "1.11.0", commit: "5d1f0c2" }),
    step("2026-11-20T10:00:00Z", "anna", backend("2026-11-26", "cancel"), { reason: "nothing to ship yet" }),
    step("2026-11-27T16:31:00Z", "ci", "/v1/trains/backend/deployments", { environment: "staging", status: "succeeded", commit: "5d1f0c2" }),
    step("2026-11-27T16:40:00Z", "ci", "/v1/trains/backend/merges", { commit: "9be2f10", title: "Bulk upload of availability", author: "eve" }),
    step("2026-11-27T16:44:00Z", "ci", "/v1/trains/backend/deployments", { environment: "staging", status: "succeeded", commit: "9be2f10" }),
];
const candidate = [
    step("2026-12-07T10:10:00Z", "anna", backend("2026-12-10", "candidate"), { version: "1.12.0", commit: "9be2f10" }),
    step("2026-12-07T10:20:00Z", "anna", backend("2026-12-10", "notes"), { changelog: CHANGELOG }),
];
const voted = (...people) => people.map((person) => step("2026-12-09T06:22:00Z", person, backend("2026-12-10", "votes"), { vote: "go" }));
const hotfix = [step("2026-12-09T04:10:00Z", "quinn", "/v1/releases", { kind: "hotfix", title: "two guests in one flat", criterion: "data_integrity", commit: "7c1e93d", version: "1.11.1" })];
const ticked = (items) => items.map((item) => step("2026-12-08T15:00:00Z", "anna", backend("2026-12-10", `checklist/${item}`), { status: "waived", reason: "checked by hand" }));
const deploying = step("2026-12-10T10:00:41Z", "ci", backend("2026-12-10", "deployments"), { environment: "production", status: "started", version: "1.12.0", commit: "9be2f10", source: "Coolify" });
const deployed = step("2026-12-10T10:20:00Z", "ci", backend("2026-12-10", "deployments"), { environment: "production", status: "succeeded", version: "1.12.0", commit: "9be2f10", source: "Coolify" });

/** The states that a Product Owner meets, each with the moment at which it is looked at. */
export const STORIES = {
    quiet: { until: "2026-11-28T09:00:00Z", script: first },
    freeze: { until: "2026-12-09T06:40:00Z", script: [...first, ...candidate, ...hotfix, ...voted("anna")] },
    held: { until: "2026-12-10T10:02:00Z", script: [...first, ...candidate, ...ticked(ITEMS), ...voted("paul")] },
    window: { until: "2026-12-10T10:02:00Z", script: [...first, ...candidate, ...ticked(ITEMS), ...voted("anna", "paul"), deploying] },
    watching: { until: "2026-12-10T10:40:00Z", script: [...first, ...candidate, ...ticked(ITEMS), ...voted("anna", "paul"), deploying, deployed] },
    rollback: {
        until: "2026-12-10T10:53:00Z",
        script: [...first, ...candidate, ...ticked(ITEMS), ...voted("anna", "paul"), deploying, deployed,
            step("2026-12-10T10:44:00Z", "quinn", backend("2026-12-10", "issues"), { text: "bookings are lost", severity: "P0" }),
            step("2026-12-10T10:47:00Z", "anna", backend("2026-12-10", "rollback"), { severity: "P0", reason: "bookings are lost" })],
    },
};

function start(args, ready) {
    const child = spawn(join(BIN, "cadenced"), args, { stdio: ["ignore", "pipe", "pipe"] });
    running.add(child);
    child.on("exit", () => running.delete(child));
    return new Promise((done, failed) => {
        let said = "";
        const hear = (piece) => {
            said += piece;
            const found = ready(said);
            if (found) done({ child, ...found });
        };
        child.stdout.on("data", hear);
        child.stderr.on("data", hear);
        child.on("exit", (code) => failed(new Error(`cadenced ended with ${code}: ${said.slice(-2000)}`)));
    });
}

let made = 0;
const file = (text, end) => {
    const name = join(folder, `${++made}.${end}`);
    writeFileSync(name, text);
    return name;
};

async function tokenFor(url, operator, person) {
    const response = await fetch(`${url}/v1/tokens`, { method: "POST", headers: { Authorization: `Bearer ${operator}`, "Content-Type": "application/json" }, body: JSON.stringify({ person }) });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()).secret;
}

/** A rehearsal, served as it stands at its end. */
export async function rehearse({ until, script }, config = CONFIG) {
    const lines = script.map((line) => JSON.stringify(line)).join("\n");
    const { child, url, operator } = await start(["simulate", "--config", file(config, "toml"), "--from", "2026-11-20T08:00:00Z", "--until", until, "--script", file(lines, "jsonl"), "--serve", "127.0.0.1:0"],
        (said) => {
            const found = /CADENCE_URL=(\S+) CADENCE_TOKEN=(\S+)/.exec(said);
            return found ? { url: found[1], operator: found[2] } : null;
        });
    return { url, operator, until, stop: () => stop(child), token: (person) => tokenFor(url, operator, person) };
}

/** The daemon as it is, on a record of its own; `again` starts it on the same record and address. */
export async function daemon(config = CONFIG) {
    const state = mkdtempSync(join(folder, "state-"));
    const args = (listen) => ["--config", file(config, "toml"), "--state-dir", state, "--runtime-dir", state, "--listen", listen];
    const { readFileSync } = await import("node:fs");
    const listening = (said) => { const found = /http:\/\/(127\.0\.0\.1:\d+)/.exec(said) ?? /listening on (127\.0\.0\.1:\d+)/.exec(said); return found ? { address: found[1] } : null; };
    let { child, address } = await start(args("127.0.0.1:0"), listening);
    const url = `http://${address}`;
    return {
        url,
        operator: () => readFileSync(join(state, "operator.token"), "utf8").trim(),
        token(person) { return tokenFor(url, this.operator(), person); },
        stop: () => stop(child),
        async again() { ({ child } = await start(args(address), listening)); },
    };
}

async function stop(child) {
    if (child.exitCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
}

export async function browser() {
    return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

export async function post(place, as, path, body) {
    const response = await fetch(place.url + path, { method: "POST", headers: { Authorization: `Bearer ${as}`, "Content-Type": "application/json" }, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
}
