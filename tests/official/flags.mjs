#!/usr/bin/env node
// flags.mjs CADENCED FOLDER: feature flags of the real daemon as OpenFeature's own clients see them, the one for servers and the
// one for pages, with a token that may do nothing else. FOLDER is where the clients are installed.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { installed } from "./installed.mjs";

const [cadenced, folder] = process.argv.slice(2).map((path) => resolve(path));
const CONFIGURATION = `
[server]
reads = "token"
[[people]]
id = "shop"
roles = ["application"]
[[trains]]
id = "backend"
first_release = 2026-01-08
weekday = "Thursday"
time = "10:00"
every = "2 weeks"
[trains.staging]
url = "https://staging.example.org"
[trains.production]
url = "https://example.org"
`;
const KEY = "CHANNEL_MANAGER_ENABLED";
const STAFF = { targetingKey: "user-1", groups: ["internal"], plan: { name: "gold" } };
const GUEST = { targetingKey: "user-1" };
const statuses = [];
const plainly = globalThis.fetch;
globalThis.fetch = async (...request) => {
    const answer = await plainly(...request);
    statuses.push(answer.status);
    return answer;
};

class Daemon {
    constructor() {
        this.place = mkdtempSync(join(tmpdir(), "cadenced-flags-"));
        const at = (name) => join(this.place, name);
        writeFileSync(at("cadenced.toml"), CONFIGURATION);
        const words = ["--config", at("cadenced.toml"), "--state-dir", at("state"), "--runtime-dir", at("run"), "--listen", "127.0.0.1:0"];
        this.process = spawn(cadenced, words, { stdio: ["ignore", "ignore", "inherit"] });
        this.ended = new Promise((done) => this.process.on("exit", done));
    }
    async ready() {
        const at = (name) => join(this.place, "run", name);
        for (let left = 200; !existsSync(at("url")) || !existsSync(at("operator.token")); --left) {
            assert.ok(left > 0, "the daemon did not start");
            await pause(50);
        }
        this.url = readFileSync(at("url"), "utf8").trim();
        this.operator = readFileSync(at("operator.token"), "utf8").trim();
    }
    async ask(method, path, body, token = this.operator) {
        const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
        const answer = await plainly(this.url + path, { method, headers, body: body && JSON.stringify(body) });
        return { status: answer.status, body: await answer.json() };
    }
    async put(body, key = KEY) {
        const { status, body: flag } = await this.ask("PUT", `/v1/flags/${key}`, { ...body, reason: "as planned" });
        assert.ok(status === 200 || status === 201, JSON.stringify(flag));
    }
    async stop() {
        this.process.kill("SIGTERM");
        await this.ended;
        rmSync(this.place, { recursive: true });
    }
}

async function onServers({ OpenFeature, ErrorCode }, { OFREPProvider }, daemon, token) {
    const provider = (secret) => new OFREPProvider({ baseUrl: daemon.url, headers: { Authorization: `Bearer ${secret}` } });
    await OpenFeature.setProviderAndWait(provider(token));
    const client = OpenFeature.getClient();
    const asked = (context, key = KEY) => client.getBooleanDetails(key, false, context);
    const seen = async (context) => (({ value, reason, variant }) => [value, reason, variant])(await asked(context));

    assert.deepEqual(await seen(STAFF), [false, "DISABLED", "off"]);
    await daemon.put({ stage: "internal" });
    assert.deepEqual(await seen(STAFF), [true, "TARGETING_MATCH", "on"]);
    assert.deepEqual(await seen(GUEST), [false, "TARGETING_MATCH", "off"]);
    await daemon.put({ stage: "beta", percentage: 15 });
    assert.deepEqual(await seen(GUEST), [false, "SPLIT", "off"]);
    await daemon.put({ percentage: 16 });
    assert.deepEqual(await seen(GUEST), [true, "SPLIT", "on"]);
    await daemon.put({ stage: "all" });
    assert.deepEqual(await seen(GUEST), [true, "STATIC", "on"]);
    assert.equal((await asked(GUEST)).flagMetadata.stage, "all");

    // The client puts a key into the path as it is: of one with a slash or a percent sign the server never hears.
    for (const [key, code] of [["nope", "FLAG_NOT_FOUND"], ["a b", "FLAG_NOT_FOUND"], ["größe", "FLAG_NOT_FOUND"], ["a/b", "GENERAL"], ["%", "GENERAL"]]) {
        const unknown = await asked(GUEST, key);
        assert.equal(unknown.errorCode, ErrorCode[code], key);
        assert.equal(unknown.value, false);
    }
    assert.equal((await asked({})).errorCode, ErrorCode.TARGETING_KEY_MISSING);
    assert.equal((await asked({ targetingKey: "u", groups: 7 })).errorCode, ErrorCode.INVALID_CONTEXT);
    assert.equal((await client.getStringDetails(KEY, "x", GUEST)).errorCode, ErrorCode.TYPE_MISMATCH);
    await OpenFeature.setProviderAndWait(provider("cad_no_good"));
    assert.equal((await asked(GUEST)).errorCode, ErrorCode.GENERAL);
}

async function onPages({ OpenFeature, ErrorCode, ProviderEvents }, { OFREPWebProvider }, daemon, token) {
    statuses.length = 0;
    await OpenFeature.setContext(STAFF);
    await OpenFeature.setProviderAndWait(
        new OFREPWebProvider({ baseUrl: daemon.url, pollInterval: 100, headers: [["Authorization", `Bearer ${token}`]] }));
    const client = OpenFeature.getClient();
    assert.deepEqual(statuses, [200], "one question at the start");
    assert.equal(client.getBooleanValue(KEY, false), true);
    assert.equal(client.getBooleanDetails("nope", false).errorCode, ErrorCode.FLAG_NOT_FOUND);
    for (let left = 100; statuses.length < 3 && left > 0; --left) await pause(50);
    assert.deepEqual(statuses.slice(1, 3), [304, 304], "nothing has changed");
    const changed = new Promise((done) => client.addHandler(ProviderEvents.ConfigurationChanged, done));
    await daemon.put({ stage: "off" });
    await changed;
    assert.equal(client.getBooleanValue(KEY, true), false);
    await OpenFeature.setContext(GUEST);
    assert.equal(client.getBooleanValue("OTHER", false), false);
    await OpenFeature.close();
}

const require = installed(folder);
const daemon = new Daemon();
try {
    await daemon.ready();
    await daemon.put({ description: "Sync with booking channels" });
    await daemon.put({ description: "Another" }, "OTHER");
    const token = (await daemon.ask("POST", "/v1/tokens", { person: "shop", note: "OpenFeature" })).body.secret;
    assert.equal((await daemon.ask("GET", "/v1/flags", undefined, token)).status, 403, "it may only evaluate");
    await onServers(require("@openfeature/server-sdk"), require("@openfeature/ofrep-provider"), daemon, token);
    await onPages(require("@openfeature/web-sdk"), require("@openfeature/ofrep-web-provider"), daemon, token);
    console.log("OpenFeature's clients for servers and for pages see the flags as they are.");
} finally {
    await daemon.stop();
}
