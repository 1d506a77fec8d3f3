// The stream of events: each makes the page look again. It goes on where it ended, whatever happened in between.

let last = document.body.dataset.revision;
let liveSince = 0, lostAt = 0, due = null;

const soon = () => { due ??= setTimeout(() => { due = null; refresh().catch(() => {}); }, 150); };
const wait = (time) => new Promise((done) => setTimeout(done, time));

function sayLive(text) {
    put(document.getElementById("live"), text);
}

function connected() {
    if (lostAt) notice("");
    lostAt = 0;
    liveSince = now();
    sayLive(`Live, as of ${clockTime(now())}.`);
}

function lost() {
    lostAt ||= now();
    if (now() - lostAt < 3000) return;
    sayLive(`Not live since ${clockTime(lostAt)}.`);
    notice(`Not live since ${clockTime(lostAt)}.`, "The server does not answer; this was true then. Trying again.");
}

/** One event: its lines, without the end. */
function heard(lines) {
    const of = (name) => lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trimStart()).join("\n");
    const id = of("id");
    if (id) last = id;
    if (!of("data")) return;
    soon();
    sayLive(`Live, as of ${clockTime(now())}.`);
}

async function read(stream) {
    const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        const events = (rest + value).split(/\r?\n\r?\n/);
        rest = events.pop();
        for (const event of events) heard(event.split(/\r?\n/));
    }
}

// A browser has few connections to one server: a page that nobody looks at gives its own back after a minute.
let stream = null, resting = null;
document.addEventListener("visibilitychange", () => {
    clearTimeout(resting);
    if (document.hidden) resting = setTimeout(() => stream?.abort(), 60000);
});
async function looked() {
    while (document.hidden) await new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }));
}

let following = false;
async function follow() {
    if (following) return;
    following = true;
    const { train, several } = document.body.dataset;
    const path = `/v1/events${train && several ? `?train=${encodeURIComponent(train)}` : ""}`;
    for (let pause = 500; ; pause = Math.min(pause * 2, 15000)) {
        try {
            stream = new AbortController();
            const response = takeTime(await fetch(path, { signal: stream.signal, headers: { Accept: "text/event-stream", "Last-Event-ID": last, ...authorization() }, cache: "no-store" }));
            tick();
            if (response.status === 401) {
                following = false;
                return sayLive("");
            }
            if (response.status === 400) {  // another record than before: begin with what there is now
                await refresh();
                last = document.body.dataset.revision;
            }
            if (response.ok) {
                if (lostAt) soon();
                connected();
                pause = 250;
                await read(response.body);
            }
        } catch { /* tried again */ }
        if (document.hidden) {
            await looked();
            continue;
        }
        lost();
        await wait(pause);
        lost();
    }
}

