#!/usr/bin/env node
// pages.mjs FOLDER: the pages in a real browser, as people use them. The packages are installed into FOLDER, by the versions of
// package-lock.json, if they are not there yet. With SCREENSHOTS=folder each state is photographed, to be looked at.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const folder = resolve(process.argv[2] ?? "build/browser");
const only = process.argv[3];

if (!existsSync(process.env.CHROMIUM ?? "/usr/bin/chromium")) {
    console.log("There is no Chromium: apt-get install chromium");
    process.exit(77);
}

function install() {
    const lock = "package-lock.json";
    assert.ok(!readFileSync(join(here, lock), "utf8").includes('"resolved"'), `${lock} names a registry`);
    const current = (file) => existsSync(file) && readFileSync(file, "utf8") === readFileSync(join(here, lock), "utf8");
    mkdirSync(folder, { recursive: true });
    if (!current(join(folder, lock)) || !existsSync(join(folder, "node_modules", ".package-lock.json"))) {
        for (const file of ["package.json", lock, ".npmrc"]) copyFileSync(join(here, file), join(folder, file));
        execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
    }
    for (const file of ["world.mjs"]) copyFileSync(join(here, file), join(folder, file));
}

install();
const { STORIES, browser, daemon, post, rehearse } = await import(pathToFileURL(join(folder, "world.mjs")));
const axe = readFileSync(join(folder, "node_modules/axe-core/axe.min.js"), "utf8");

const chromium = await browser();
const tests = [];
const test = (promise, story) => tests.push({ promise, story });

const PHONE = { width: 360, height: 740 }, DESKTOP = { width: 1280, height: 900 };

/** A page, and whatever the browser has to say against it. */
async function opened(url, { viewport = DESKTOP, scheme = "light", time, ...more } = {}) {
    const context = await chromium.newContext({ viewport, colorScheme: scheme, timezoneId: "Europe/Berlin", locale: "en-GB", bypassCSP: false, ...more });
    const page = await context.newPage();
    const complaints = [], requests = [];
    page.on("console", (message) => { if (message.type() === "error") complaints.push(message.text()); });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("requestfinished", (request) => requests.push(request));
    if (time) await page.clock.setFixedTime(new Date(time));
    await page.goto(url, { waitUntil: "load" });
    return { context, page, complaints, requests };
}

/** axe goes around the Content-Security-Policy by the debugger, as no page could. */
async function accessible(page, what) {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    const told = violations.map((each) => `${each.id}: ${each.help}: ${each.nodes.slice(0, 3).map((n) => n.target.join(" ")).join(", ")}`);
    assert.deepEqual(told, [], what);
}

async function fits(page, what) {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0, `${what} is ${over} px wider than the screen`);
}

async function photograph(page, name) {
    if (!process.env.SCREENSHOTS) return;
    mkdirSync(process.env.SCREENSHOTS, { recursive: true });
    await page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}.png`), fullPage: true });
}

async function signIn(page, token) {
    await page.getByRole("button", { name: "Sign in" }).first().click();
    await page.getByRole("textbox", { name: "Token" }).fill(token);
    await page.getByRole("dialog").getByRole("button", { name: "Sign in" }).click();
    await page.getByText(/Signed in as/).waitFor();
}

for (const [name, story] of Object.entries(STORIES)) {
    test(`${name}: everybody can read it, on a phone and a desk, by day and by night`, async () => {
        const place = await rehearse(story);
        for (const [size, viewport] of [["phone", PHONE], ["desktop", DESKTOP]]) {
            for (const scheme of ["light", "dark"]) {
                const { context, page, complaints } = await opened(`${place.url}/`, { viewport, scheme, time: story.until });
                await page.getByText(/^Live/).waitFor();
                await accessible(page, `${name} ${size} ${scheme}`);
                await fits(page, `${name} ${size}`);
                await photograph(page, `${name}-${size}-${scheme}`);
                assert.deepEqual(complaints, [], `${name} ${size} ${scheme}`);
                await context.close();
            }
        }
        const token = await place.token("anna");
        const { context, page } = await opened(`${place.url}/`, { viewport: PHONE, time: story.until });
        await signIn(page, token);
        await accessible(page, `${name}, Anna`);
        await fits(page, `${name}, Anna`);
        await photograph(page, `${name}-phone-anna`);
        await context.close();
        await place.stop();
    });
}

test("every page is accessible and fits a phone", async () => {
    const place = await rehearse(STORIES.rollback);
    for (const path of ["/releases/backend-2026-12-10", "/releases", "/calendar", "/calendar?month=2026-12", "/events", "/people", "/sign-in", "/nothing"]) {
        for (const [size, viewport] of [["phone", PHONE], ["desktop", DESKTOP]]) {
            const { context, page, complaints } = await opened(place.url + path, { viewport, time: STORIES.rollback.until, scheme: size === "phone" ? "dark" : "light" });
            await accessible(page, path);
            await fits(page, `${path} on a ${size}`);
            await photograph(page, `page${path.replace(/\W/g, "-")}-${size}`);
            assert.deepEqual(complaints.filter((each) => path !== "/nothing" || !each.includes("404")), [], path);
            await context.close();
        }
    }
    await place.stop();
});

test("a page is three requests and less than 60 KB", async () => {
    const place = await rehearse(STORIES.freeze);
    const { context, page, requests } = await opened(`${place.url}/`);
    await page.getByText(/^Live/).waitFor();
    const files = requests.filter((request) => !request.url().includes("/v1/"));
    assert.equal(files.length, 3, files.map((each) => each.url()).join());
    let bytes = 0;
    for (const request of files) bytes += (await request.sizes()).responseBodySize + (await request.sizes()).responseHeadersSize;
    assert.ok(bytes < 60 * 1024, `${bytes} bytes`);
    const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
    console.log(`    ${files.length} requests, ${bytes} bytes, first paint after ${Math.round(paint)} ms`);
    await context.close();
    await place.stop();
});

test("without JavaScript every sentence is whole", async () => {
    const place = await rehearse(STORIES.freeze);
    const { context, page } = await opened(`${place.url}/`, { javaScriptEnabled: false });
    assert.equal((await page.locator("h1").innerText()).replace(/\s+/g, " ").trim(), "Next release Thursday 10 December, 10:00 UTC");
    assert.match(await page.locator(".verdict").first().innerText(), /^Not GO yet\. .* are missing\.$/);
    assert.equal(await page.locator("button:visible").count(), 0, "nothing that does nothing");
    await context.close();
    await place.stop();
});

test("the viewer is told the distance and their own time", async () => {
    const place = await rehearse(STORIES.quiet);
    const { context, page } = await opened(`${place.url}/`, { time: STORIES.quiet.until });
    await page.getByText("in 12 days").first().waitFor();
    await page.getByText("11:00 your time").waitFor();
    await page.getByRole("button", { name: /show yours/ }).click();
    await page.getByText("Thursday 10 December, 11:00").waitFor();
    await context.close();
    await place.stop();
});

test("what happens is seen at once, and again after a restart, and nothing is missed", async () => {
    const place = await daemon();
    const anna = await place.token("anna");
    const { context, page } = await opened(`${place.url}/`);
    await page.getByText(/^Live/).waitFor();
    await page.locator("nav a").nth(1).focus();
    await page.evaluate(() => { window.same = true; });
    await post(place, anna, "/v1/trains/backend/freezes", { actions: ["merge"], reason: "the database moves" });
    await page.getByText(/the database moves/).waitFor();
    assert.equal(await page.evaluate(() => window.same), true, "the page was not loaded again");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Releases", "the focus stays where it was");

    await place.stop();
    await page.getByText(/Not live since/).first().waitFor({ timeout: 15000 });
    await photograph(page, "not-live");
    await place.again();
    await post(place, anna, "/v1/trains/backend/freezes", { actions: ["flag"], reason: "while nobody listened" });
    await page.getByText(/while nobody listened/).waitFor({ timeout: 30000 });
    await page.getByText(/^Live/).waitFor();
    assert.equal(await page.locator("#notice p").count(), 0);
    await context.close();
    await place.stop();
});

test("a Product Owner votes by keyboard alone, and sees first what will happen", async () => {
    const place = await rehearse(STORIES.freeze);
    const { context, page } = await opened(`${place.url}/`, { time: STORIES.freeze.until });
    await signIn(page, await place.token("paul"));
    await page.getByRole("heading", { name: "Your turn, Paul" }).waitFor();
    const go = page.locator(".turn:visible").getByRole("button", { name: "Go…", exact: true });
    await go.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/Paul says go|paul says go/).waitFor();
    await accessible(page, "the dialog");
    await photograph(page, "dialog-go");
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Go…", "the focus comes back");
    await page.keyboard.press("Enter");
    for (let i = 0; i < 6 && await page.evaluate(() => document.activeElement.textContent) !== "Say go"; ++i) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("listitem").filter({ hasText: /^Paul, Product Owner/ }).getByText("go", { exact: true }).waitFor();
    assert.equal(await page.locator(".turn:visible").count(), 0, "nothing more is asked of him");
    await context.close();
    await place.stop();
});

test("a refusal stands at its field, in the server's words, and what was typed stays", async () => {
    const place = await rehearse(STORIES.freeze);
    const { context, page } = await opened(`${place.url}/`, { viewport: PHONE, time: STORIES.freeze.until });
    await signIn(page, await place.token("anna"));
    await page.getByRole("button", { name: "Postpone…" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("cell", { name: /17 Dec/ }).first().waitFor();
    await photograph(page, "dialog-postpone");
    await dialog.getByLabel("Another day").check();
    await dialog.getByLabel("Day", { exact: true }).fill("2027-01-07");
    await dialog.getByLabel("Why?").fill("Channel sync loses bookings on staging.");
    await dialog.getByRole("button", { name: /^Postpone to/ }).click();
    const refused = dialog.locator(".refusal");
    await refused.waitFor();
    await accessible(page, "a refusal");
    await photograph(page, "dialog-refusal");
    assert.match(await refused.innerText(), /2027-01-07/);
    assert.equal(await dialog.getByLabel("Why?").inputValue(), "Channel sync loses bookings on staging.");
    assert.equal(await page.evaluate(() => document.activeElement.id), "f-day");
    await dialog.getByLabel("Day", { exact: true }).fill("2026-12-17");
    await dialog.getByRole("button", { name: "Postpone to Thu 17 Dec" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("heading", { name: /Thursday 17 December/ }).waitFor();
    await context.close();
    await place.stop();
});

test("a tick, a hotfix, a stopped line and its end: each in its dialog", async () => {
    const place = await rehearse(STORIES.freeze);
    const { context, page } = await opened(`${place.url}/`, { time: STORIES.freeze.until });
    await signIn(page, await place.token("anna"));
    const dialog = page.getByRole("dialog");
    const before = await page.getByRole("button", { name: /^Tick:/ }).count();
    await page.getByRole("button", { name: /^Tick:/ }).first().click();
    await dialog.getByRole("button", { name: "Tick", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    await page.waitForFunction((count) => document.querySelectorAll("button[data-act=tick]:not([hidden])").length === count, before - 1);

    await page.getByRole("button", { name: "Stop the line…" }).click();
    await dialog.getByRole("button", { name: "Stop the line" }).click();
    await dialog.locator(".refusal").waitFor();
    await dialog.getByLabel("Merges").check();
    await dialog.getByLabel("Why?").fill("the database moves");
    await dialog.getByRole("button", { name: "Stop the line" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText(/the database moves/).first().waitFor();
    await page.getByRole("button", { name: /^End freeze/ }).click();
    await dialog.getByRole("button", { name: "End it" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText(/the database moves/).first().waitFor({ state: "detached" });

    await page.getByRole("button", { name: "Ask for a hotfix…" }).click();
    await dialog.getByLabel("What does it mend?").fill("sync stops at midnight");
    await dialog.getByRole("button", { name: "Ask for it" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("link", { name: /sync stops at midnight/ }).waitFor();
    await context.close();
    await place.stop();
});

test("a sign-in link works once, and says so when it has", async () => {
    const place = await daemon();
    const made = await post(place, await place.token("anna"), "/v1/sign-in-links", { person: "paul" });
    const { context, page } = await opened(place.url + made.path);
    assert.equal(new URL(page.url()).hash, "", "its code leaves the address at once");
    await page.getByRole("button", { name: "Sign in" }).last().click();
    await page.getByText("Signed in as Paul").waitFor();
    await context.close();
    const again = await opened(place.url + made.path);
    await again.page.getByRole("button", { name: "Sign in" }).last().click();
    await again.page.getByText(/was used already.*Ask ops or a Tech Lead for a new one/).waitFor();
    await photograph(again.page, "link-used");
    await again.context.close();
    await place.stop();
});

test("a closed installation shows itself to whoever signs in", async () => {
    const { CONFIG } = await import(pathToFileURL(join(folder, "world.mjs")));
    const place = await daemon(`[server]\nreads = "token"\n${CONFIG}`);
    const { context, page } = await opened(`${place.url}/`);
    await page.getByRole("button", { name: "Sign in…" }).click();
    await page.getByRole("textbox", { name: "Token" }).fill(await place.token("paul"));
    await page.getByRole("dialog").getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Next release").waitFor();
    await page.getByText(/^Live/).waitFor();
    await context.close();
    await place.stop();
});

let failed = 0;
for (const { promise, story } of tests) {
    if (only && !promise.includes(only)) continue;
    const from = Date.now();
    try {
        await story();
        console.log(`ok ${promise} (${Date.now() - from} ms)`);
    } catch (error) {
        ++failed;
        console.log(`FAILED ${promise}\n    ${String(error.stack ?? error).split("\n").slice(0, 14).join("\n    ")}`);
    }
}
await chromium.close();
process.exit(failed ? 1 : 0);
