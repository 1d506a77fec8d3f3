#!/usr/bin/env node
// webhooks.mjs SAMPLES VERIFY FOLDER: what the program SAMPLES renders, as the libraries of the standards see it, and what
// those libraries sign, as the program VERIFY sees it. They are installed into FOLDER, by the versions of package-lock.json, if they are not there yet.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import { installed } from "./installed.mjs";

const [samples, verify, folder] = process.argv.slice(2).map((path) => resolve(path));

function rendered() {
    const now = new Date().toISOString();
    const text = execFileSync(samples, ["webhooks", now], { encoding: "utf8", maxBuffer: 1 << 24 });
    return text.trim().split("\n").map((line) => JSON.parse(line));
}

// A program rejects something only if it accepts the same unharmed: each harm is tried beside the original.
function checkSignature({ Webhook, WebhookVerificationError }, sample) {
    const verify = (secret, body, headers) => new Webhook(secret).verify(body, headers);
    for (const secret of sample.secrets) {
        verify(secret, sample.body, sample.headers);
        for (const at of [0, Math.floor(sample.body.length / 2), sample.body.length - 1]) {
            const bytes = Buffer.from(sample.body);
            bytes[at] ^= 1;
            assert.throws(() => verify(secret, bytes.toString("latin1"), sample.headers), WebhookVerificationError);
        }
        const harmed = { "webhook-id": "dlv_other", "webhook-timestamp": String(Number(sample.headers["webhook-timestamp"]) + 1) };
        for (const [name, value] of Object.entries(harmed))
            assert.throws(() => verify(secret, sample.body, { ...sample.headers, [name]: value }), WebhookVerificationError);
    }
    const other = "whsec_" + Buffer.alloc(32, 7).toString("base64");
    assert.throws(() => verify(other, sample.body, sample.headers), WebhookVerificationError);
    assert.ok(Buffer.byteLength(sample.body) < 20000, "larger than Standard Webhooks advises");
}

function checkEvent({ HTTP, Mode }, sample) {
    const headers = Object.fromEntries(Object.entries(sample.headers).map(([name, value]) => [name.toLowerCase(), value]));
    assert.ok(HTTP.isEvent({ headers, body: sample.body }));
    const event = HTTP.toEvent({ headers, body: sample.body });
    assert.ok(event.validate());
    assert.equal(event.specversion, "1.0");
    assert.equal(event.id, headers["webhook-id"]);
    assert.equal(event.type, "dev.cadenced.decision_made");
    assert.equal(event.source, "/cadenced/web");
    // The library leaves percent-encoding to its caller.
    const subject = sample.name.startsWith("binary") ? decodeURIComponent(event.subject) : event.subject;
    assert.equal(subject, sample.subject);
    assert.ok(Math.abs(new Date(event.time) - Date.now()) < 300000);
    assert.equal(event.data.title, sample.title);
    assert.equal(event.data.event, 41);
    assert.equal(event.data.data?.decision, sample.name.endsWith("long") ? undefined : "go");
    return sample.name.startsWith("binary") ? Mode.BINARY : Mode.STRUCTURED;
}

// What a library signs is verified; the same with another body, secret or time is not.
async function checkInbound(octokit, { Webhook }) {
    const now = new Date();
    const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const body = JSON.stringify({ ref: "refs/heads/main", message: "größe 🥊" });
    const standard = { "webhook-id": "msg_1", "webhook-timestamp": String(Math.floor(now / 1000)) };
    standard["webhook-signature"] = new Webhook(secret).sign("msg_1", now, body);
    const github = { "x-hub-signature-256": await octokit.sign("It's a Secret to Everybody", body) };
    const cases = [
        ["github", "It's a Secret to Everybody", github], ["generic", secret, standard], ["gitlab", secret, standard],
    ].flatMap(([source, key, headers]) => {
        const good = { source, secrets: [key], headers, body, now: now.toISOString() };
        return [
            [good, "verified"], [{ ...good, secrets: ["whsec_" + Buffer.alloc(32, 7).toString("base64"), key] }, "verified"],
            [{ ...good, body: body + " " }, "signature-wrong"],
            [{ ...good, secrets: ["whsec_" + Buffer.alloc(32, 7).toString("base64")] }, "signature-wrong"],
            [{ ...good, headers: {} }, "signature-missing"],
        ];
    });
    const later = new Date(now.getTime() + 600000).toISOString();
    cases.push([{ source: "generic", secrets: [secret], headers: standard, body, now: later }, "signature-old"]);
    const input = cases.map(([asked]) => JSON.stringify(asked)).join("\n") + "\n";
    const answers = execFileSync(verify, { input, encoding: "utf8" }).trim().split("\n");
    assert.deepEqual(answers, cases.map(([, expected]) => expected));
    return answers.length;
}

const require = installed(folder);
const [signing, events] = [require("standardwebhooks"), require("cloudevents")];
const all = rendered();
assert.equal(all.length, 6);
const modes = all.map((sample) => {
    checkSignature(signing, sample);
    return checkEvent(events, sample);
});
assert.deepEqual(new Set(modes), new Set([events.Mode.STRUCTURED, events.Mode.BINARY]));
const octokit = await import(join(folder, "node_modules/@octokit/webhooks-methods/dist-node/index.js"));
const inbound = await checkInbound(octokit, signing);
console.log(`${all.length} requests pass standardwebhooks and cloudevents; ${inbound} of theirs and Octokit's are judged right.`);
