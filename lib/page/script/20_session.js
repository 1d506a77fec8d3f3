// Who looks: a token that is kept for this tab, or for longer if asked. Without one the pages can be read, nothing more.

const KEY = "token";
let me = null;
const token = () => sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY);

function forget() {
    sessionStorage.removeItem(KEY);
    localStorage.removeItem(KEY);
    me = null;
}

function remember(value, keep = false) {
    forget();
    (keep ? localStorage : sessionStorage).setItem(KEY, value);
}

const authorization = (value = token()) => value ? { Authorization: `Bearer ${value}` } : {};

/** What the API answers; a problem where nothing answers, too. */
async function ask(method, path, body, bearer = token()) {
    const headers = { Accept: "application/json", ...authorization(bearer) };
    if (method !== "GET") headers["Content-Type"] = "application/json";
    if (method !== "GET" && path !== "/v1/previews") headers["Idempotency-Key"] = crypto.randomUUID?.() ?? String(Math.random());
    try {
        const response = takeTime(await fetch(path, { method, headers, body: method === "GET" ? undefined : JSON.stringify(body ?? {}) }));
        const text = await response.text();
        return { ok: response.ok, status: response.status, body: text ? JSON.parse(text) : {} };
    } catch {
        return { ok: false, status: 0, body: { detail: "The server does not answer; nothing is known to have changed. Try again." } };
    }
}

async function whoAmI() {
    if (!token()) return;
    const answer = await ask("GET", "/v1/me");
    if (answer.ok) me = answer.body;
    if (answer.status !== 401) return;
    forget();
    notice("You are signed out.", `${answer.body.detail} What you see is still right.`);
}

/** Shows to each what is asked of them. */
function showRights(root) {
    const mine = (element) => me !== null && element.dataset.who.split(" ").includes(me.id);
    for (const each of root.querySelectorAll("button[data-who]")) each.hidden = !mine(each);
    let first = true;
    for (const each of root.querySelectorAll(".turn[data-who]")) {
        each.hidden = !mine(each);
        if (each.hidden) continue;
        put(each.querySelector("[data-your]"), first ? `Your turn, ${me.name}` : "And then");
        if (!first) each.querySelector(".b.main")?.classList.remove("main");
        first = false;
    }
}

function showWho() {
    const who = document.getElementById("who");
    const button = (text, act) => node("button", { type: "button", onclick: act }, text);
    if (me === null) return who.replaceChildren(button("Sign in", signInDialog));
    who.replaceChildren(`Signed in as ${me.name} · `, button("Sign out", () => { forget(); showWho(); fill(document); }));
}

/** The page that a sign-in link leads to. Its code leaves the address at once. */
function signInByLink(form) {
    const code = location.hash.slice(1);
    history.replaceState(null, "", location.pathname);
    form.onsubmit = async (event) => {
        event.preventDefault();
        const keep = form.elements.keep.checked;
        const answer = code ? await ask("POST", "/v1/sign-in", { keep }, code)
            : { ok: false, body: { detail: "This is not the whole link: its end, from the # on, is missing. Open it as it was sent." } };
        if (!answer.ok) return document.getElementById("refused").replaceChildren(refusal(answer.body));
        remember(answer.body.secret, keep);
        location.assign("/");
    };
}

