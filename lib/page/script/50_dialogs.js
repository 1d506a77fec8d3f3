// Deciding: each act opens a dialog that says what will happen, asked of the server before anything does. A refusal stands
// at the field it concerns, in the server's words; what was typed stays.

const release = (about, rest) => `/v1/releases/${encodeURIComponent(about.about)}/${rest}`;
const train = (about, rest) => `/v1/trains/${encodeURIComponent(about.about)}/${rest}`;
const reason = (label = "Why?", required = true) => ({ name: "reason", label, type: "text", required });
const utc = (value) => value ? new Date(value).toISOString() : undefined;

/** Each: its title, one sentence, fields, the word on its last button, and the request that it becomes. */
const ACTS = {
    go: {
        title: (about) => `Go for ${about.called}`, act: () => "Say go", fields: [reason("A remark, if you like", false)],
        sentence: "You say that it may be deployed. You can take it back until it is.",
        request: (about, given) => ["POST", release(about, "votes"), { vote: "go", ...given }],
    },
    no_go: {
        title: (about) => `No-go for ${about.called}`, act: () => "Say no-go", stop: true, fields: [reason()],
        sentence: "One no-go is enough: nothing is deployed until you take it back.",
        request: (about, given) => ["POST", release(about, "votes"), { vote: "no_go", ...given }],
    },
    approve: {
        title: (about) => `Approve ${about.called}`, act: () => "Approve", fields: [],
        sentence: "It takes a Tech Lead and a Product Owner, who are two people. With the second approval its clock runs.",
        request: (about) => ["POST", release(about, "approvals"), {}],
    },
    reject: {
        title: (about) => `Reject ${about.called}`, act: () => "Reject", stop: true, fields: [reason()],
        sentence: "That is its end; whoever asked can ask again.",
        request: (about, given) => ["POST", release(about, "reject"), given],
    },
    tick: {
        title: (about) => about.called, act: () => "Tick", sentence: "What is the matter with it?",
        fields: [{ name: "status", label: "It is", type: "choice", choices: [["passed", "passed"], ["failed", "failed"], ["waived", "waived: it may be without"], ["not_applicable", "not applicable this time"]] },
            reason("A remark; a failure or waiver needs one", false)],
        request: (about, given) => ["POST", release(about, `checklist/${encodeURIComponent(about.extra)}`), given],
    },
    postpone: {
        title: (about) => `Postpone ${about.called}`, act: (given) => given.day ? `Postpone to ${local(Date.parse(`${given.day}T12:00`), "Thu 1 Jan, 00:00").split(",")[0]}` : "Postpone by a week",
        sentence: "Only this release moves; later ones stay where they are.",
        fields: [{ name: "when", label: "To when?", type: "choice", choices: [["week", "A week later"], ["day", "Another day, at the usual time"]] },
            { name: "day", label: "Day", type: "date", only: ["when", "day"], accepts: ["to"] }, reason()],
        request: (about, { day, reason, when }) => ["POST", release(about, "postpone"), when === "day" ? { day, reason } : { reason }],
    },
    cancel: {
        title: (about) => `Cancel ${about.called}`, act: () => "Cancel the release", stop: true, fields: [reason()],
        sentence: "It does not take place; later ones stay where they are.",
        request: (about, given) => ["POST", release(about, "cancel"), given],
    },
    roll_back: {
        title: (about) => `Roll back ${about.called}`, act: () => "Roll back now", stop: true,
        sentence: "What ran well before is deployed again. Merges and deployments wait until it is verified and cleared.",
        fields: [{ name: "severity", label: "How bad is it?", type: "choice", choices: [["P0", "P0: now"], ["P1", "P1: within an hour"]] }, reason()],
        request: (about, given) => ["POST", release(about, "rollback"), given],
    },
    verify: {
        title: (about) => `Verify the rollback of ${about.called}`, act: () => "Verify", sentence: "Whoever verifies cannot also let deployments go on.",
        fields: [{ name: "health", label: "Health checks pass", type: "check" }, { name: "smoke", label: "Smoke tests pass", type: "check" },
            { name: "resolved", label: "The issue is gone", type: "check" }, { name: "note", label: "A remark, if you like", type: "text" }],
        request: (about, given) => ["POST", release(about, "rollback/verify"), { health: false, smoke: false, resolved: false, ...given }],
    },
    clear: {
        title: (about) => `Let deployments go on after ${about.called}`, act: () => "Clear", fields: [reason()],
        sentence: "Scheduled releases are deployed again.",
        request: (about, given) => ["POST", `/v1/trains/${encodeURIComponent(about.extra)}/clear`, given],
    },
    hotfix: {
        title: () => "Ask for a hotfix", act: () => "Ask for it",
        sentence: "It gets a branch, goes to staging, and is deployed once a Tech Lead and a Product Owner approve.",
        fields: [{ name: "title", label: "What does it mend?", type: "line", required: true },
            { name: "criterion", label: "Why can it not wait?", type: "choice", choices: [["outage", "An outage"], ["security", "A security hole, CVSS above 7.0"], ["data_integrity", "Data is damaged"], ["business_blocker", "Business stands still"]] },
            { name: "cvss", label: "CVSS score", type: "number", only: ["criterion", "security"] },
            { name: "justification", label: "More, if you like", type: "text" }],
        request: (about, { cvss, ...given }) => ["POST", "/v1/releases", { kind: "hotfix", train: about.about, ...given, ...(cvss ? { cvss: Number(cvss) } : {}) }],
    },
    freeze: {
        title: () => "Stop the line", act: () => "Stop the line", stop: true, sentence: "Nobody may do it until then, whatever else is open.",
        fields: [{ name: "actions", label: "What is stopped?", type: "several", choices: [["merge", "Merges"], ["deploy", "Deployments"], ["flag", "Flags"]] },
            { name: "until", label: "Until, your time; empty: until somebody ends it", type: "datetime-local" }, reason()],
        request: (about, given) => ["POST", train(about, "freezes"), { ...given, until: utc(given.until) }],
    },
    unfreeze: {
        title: (about) => `End ${about.extra}`, act: () => "End it", fields: [reason("A remark, if you like", false)], sentence: "What else is shut stays shut.",
        request: (about, given) => ["DELETE", train(about, `freezes/${encodeURIComponent(about.extra)}`) + (given.reason ? `?reason=${encodeURIComponent(given.reason)}` : "")],
    },
};

function control(field) {
    const id = `f-${field.name}`, common = { id, name: field.name };
    const pick = (type) => field.choices.map(([value, text], i) => node("label", { className: "pick" },
        node("input", { type, name: field.name, value, checked: type === "radio" ? i === 0 : false }), node("span", {}, text)));
    const label = node("label", { htmlFor: id }, field.label);
    switch (field.type) {
        case "choice": return node("fieldset", { className: "field" }, node("legend", {}, field.label), pick("radio"));
        case "several": return node("fieldset", { className: "field" }, node("legend", {}, field.label), pick("checkbox"));
        case "check": return node("div", { className: "field" }, node("label", { className: "pick" }, node("input", { ...common, type: "checkbox" }), node("span", {}, field.label)));
        case "text": return node("div", { className: "field" }, label, node("textarea", { ...common, rows: "2", maxlength: "4000" }));
        case "line": return node("div", { className: "field" }, label, node("input", { ...common, type: "text", maxlength: "200" }));
        default: return node("div", { className: "field" }, label, node("input", { ...common, type: field.type, step: field.type === "number" ? "0.1" : false }));
    }
}

function valuesOf(form, fields) {
    const given = {};
    for (const field of fields) {
        const values = [...form.querySelectorAll(`[name="${field.name}"]`)].filter((each) => !/radio|checkbox/.test(each.type) || each.checked);
        if (field.only && given[field.only[0]] !== field.only[1]) continue;
        if (field.type === "several") given[field.name] = values.map((each) => each.value);
        else if (field.type === "check") given[field.name] = values.length > 0;
        else if (values[0]?.value.trim()) given[field.name] = values[0].value.trim();
    }
    return given;
}

function refusal(problem, pickOne) {
    const picks = pickOne ? (problem.alternatives ?? []).slice(0, 6).map((value) => node("button", { type: "button", className: "b little", onclick: () => pickOne(value) }, value)) : [];
    return node("div", { className: "refusal", role: "alert", id: "refusal" }, shape("fail"),
        node("div", {}, node("p", {}, node("b", {}, "Refused. "), problem.detail ?? problem.title ?? ""), picks.length ? node("p", { className: "acts" }, picks) : []));
}

/** "#/to" is the field that says so, or whichever takes it. */
const fieldOf = (act, problem) => {
    const name = (problem.field ?? "").replace(/^#\//, "").split("/")[0];
    return act.fields.find((field) => field.name === name || field.accepts?.includes(name));
};

class Decision {
    constructor(act, about) {
        Object.assign(this, { act, about, asked: 0 });
        this.title = node("h2", { id: "dialog-title" }, act.title(about));
        this.rows = act.fields.map((field) => control(field));
        this.effects = node("div", { className: "effects", "aria-live": "polite" });
        this.last = node("button", { className: `b ${act.stop ? "stop" : "main"}` }, act.act({}));
        this.form = node("form", { method: "dialog", novalidate: "" }, this.title, node("p", {}, act.sentence), this.rows, this.effects,
            node("p", { className: "acts" }, this.last, node("button", { type: "button", className: "b", onclick: () => this.dialog.close() }, "Back")));
        this.dialog = node("dialog", { "aria-labelledby": "dialog-title" }, this.form);
        this.form.onsubmit = (event) => { event.preventDefault(); this.send(); };
        this.form.oninput = () => { this.arrange(); clearTimeout(this.later); this.later = setTimeout(() => this.look(), 300); };
        this.dialog.onclose = () => { this.dialog.remove(); this.opener?.focus({ preventScroll: true }); };
    }
    open(opener) {
        this.opener = opener;
        document.body.append(this.dialog);
        this.arrange();
        this.dialog.showModal();
        this.look();
    }
    get given() { return valuesOf(this.form, this.act.fields); }
    arrange() {
        this.act.fields.forEach((field, i) => { if (field.only) this.rows[i].hidden = valuesOf(this.form, this.act.fields)[field.only[0]] !== field.only[1]; });
        put(this.last, this.act.act(this.given));
    }
    /** What would come of it. A reason that is not written yet is no refusal. */
    async look() {
        const asked = ++this.asked, stand_in = this.act.fields.filter((field) => field.required && !this.given[field.name]).map((field) => [field.name, "…"]);
        const [method, path, body] = this.act.request(this.about, { ...this.given, ...Object.fromEntries(stand_in) });
        const answer = await ask("POST", "/v1/previews", { method, path, ...(body ? { body } : {}) });
        if (asked !== this.asked || !this.dialog.open) return;
        this.forgive();
        this.effects.replaceChildren(...(answer.ok ? effectsOf(answer.body) : []));
        if (answer.status === 403 || answer.status === 409) this.tell(answer.body);
    }
    async send() {
        clearTimeout(this.later);
        ++this.asked;
        this.last.disabled = true;
        const [method, path, body] = this.act.request(this.about, this.given);
        const answer = await ask(method, path, body);
        this.last.disabled = false;
        if (!answer.ok) return this.refuse(answer.body);
        this.dialog.close();
        speak(`Done: ${this.title.textContent}.`);
        await refresh();
    }
    forgive() {
        this.form.querySelectorAll(".refusal").forEach((each) => each.remove());
        this.form.querySelectorAll("[aria-invalid]").forEach((each) => { each.removeAttribute("aria-invalid"); each.removeAttribute("aria-describedby"); });
    }
    /** At the field that it concerns, which is given; else below them all. */
    tell(problem) {
        this.forgive();
        const field = fieldOf(this.act, problem), row = field ? this.rows[this.act.fields.indexOf(field)] : this.effects;
        const input = field && [...row.querySelectorAll("input, textarea")].find((each) => !/radio|checkbox/.test(each.type));
        const pick = (value) => { input.value = input.type === "date" ? value.slice(0, 10) : value; input.dispatchEvent(new Event("input", { bubbles: true })); };
        if (row.hidden) this.form.querySelector(`[name="${field.only[0]}"][value="${field.only[1]}"]`).click();
        row.append(refusal(problem, input ? pick : undefined));
        input?.setAttribute("aria-invalid", "true");
        input?.setAttribute("aria-describedby", "refusal");
        return input;
    }
    refuse(problem) {
        (this.tell(problem) ?? this.last).focus();
    }
}

const phaseTitle = (move) => ({ code_freeze: "Code freeze", go_no_go: "Go or no-go", deploy_window_open: "Window opens", deploy_window_close: "Window closes", retrospective: "Retrospective" })[move.kind] ?? move.phase;

function effectsOf(preview) {
    const sameTime = (move) => move.from && clockTime(Date.parse(move.from)) === clockTime(Date.parse(move.to));
    const day = (instant, alone) => instant ? local(Date.parse(instant), "Thu 1 Jan, 00:00").split(alone ? "," : "\n")[0] : "";
    const parts = [];
    if (preview.moves.length) {
        const rows = preview.moves.map((move) => node("tr", {}, node("th", { scope: "row" }, phaseTitle(move)), node("td", {}, node("s", {}, day(move.from, sameTime(move)))), node("td", {}, day(move.to, sameTime(move)))));
        parts.push(node("table", {}, node("thead", {}, node("tr", {}, ["What moves", "From", "To"].map((text) => node("th", { scope: "col" }, text)))), node("tbody", {}, rows)));
    }
    const told = preview.events.filter((event) => event.type !== "release_planned");  // that it is on record now is no news
    const events = told.slice(0, 6).map((event) => node("li", {}, shape("move", "now"), node("div", {}, event.text)));
    if (told.length > events.length) events.push(node("li", {}, shape("todo"), node("div", {}, `and ${told.length - events.length} more`)));
    if (preview.told.length) events.push(node("li", {}, shape("move", "now"), node("div", {}, `Told: ${preview.told.join(", ")}.`)));
    if (!preview.events.length) events.push(node("li", {}, shape("skip", "dim"), node("div", {}, "Nothing would change.")));
    parts.push(node("h3", {}, "What will happen"), node("ul", { className: "rows" }, events));
    return parts;
}

function signInDialog() {
    const close = () => dialog.close();
    const place = node("div", {});
    const input = node("input", { id: "token", name: "token", type: "password", autocomplete: "off", spellcheck: "false" });
    const form = node("form", { method: "dialog" }, node("h2", { id: "dialog-title" }, "Sign in"),
        node("p", {}, "Ops or a Tech Lead can make you a link that signs you in. Or paste a token; it is kept for this tab only."),
        node("div", { className: "field" }, node("label", { htmlFor: "token" }, "Token"), input, place),
        node("p", { className: "acts" }, node("button", { className: "b main" }, "Sign in"), node("button", { type: "button", className: "b", onclick: close }, "Back")));
    const dialog = node("dialog", { "aria-labelledby": "dialog-title" }, form);
    form.onsubmit = async (event) => {
        event.preventDefault();
        const answer = await ask("GET", "/v1/me", undefined, input.value.trim());
        if (!answer.ok) return place.replaceChildren(refusal(answer.body));
        remember(input.value.trim());
        close();
        await start();
    };
    dialog.onclose = () => dialog.remove();
    document.body.append(dialog);
    dialog.showModal();
}

