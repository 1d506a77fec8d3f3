// The page as it stands: filled in for its viewer, and exchanged for a newer one piece by piece.

/** node("p", {className: "by"}, "text", child …) */
function node(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
        if (value === false || value === undefined) continue;
        if (typeof value !== "string" || key === "className" || key === "htmlFor") element[key] = value;
        else element.setAttribute(key, value);
    }
    element.append(...children.flat());
    return element;
}

function shape(name, tone = "") {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"), use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    svg.setAttribute("class", `g ${tone}`);
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `#s-${name}`);
    svg.append(use);
    return svg;
}

function fill(root) {
    sayTimes(root);
    tick(root);
    showRights(root);
}

function notice(strong, text, kind = "warn") {
    const place = document.getElementById("notice");
    if (!strong) return place.replaceChildren();
    place.replaceChildren(node("p", { className: "notice" }, shape(kind), node("span", {}, node("b", {}, strong), ` ${text}`)));
}

const speak = (text) => put(document.getElementById("spoken"), text);

/** What an element is, whatever stands before it. */
function keyOf(element) {
    if (element.nodeType !== Node.ELEMENT_NODE) return null;
    return element.id || element.dataset.extra || element.querySelector("[data-extra]")?.dataset.extra ||
        element.querySelector(":scope > a[href]")?.getAttribute("href") || null;
}

function sameAttributes(old, fresh) {
    for (const { name } of [...old.attributes])
        if (!fresh.hasAttribute(name) && !(name === "open" && old.nodeName === "DETAILS")) old.removeAttribute(name);
    for (const { name, value } of fresh.attributes)
        if (old.getAttribute(name) !== value) old.setAttribute(name, value);
}

/** Makes `old` what `fresh` is, and leaves alone what is the same: focus, selection and open details stay. */
function become(old, fresh) {
    if (old.isEqualNode(fresh)) return old;
    if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) {
        old.replaceWith(fresh);
        return fresh;
    }
    if (old.nodeType !== Node.ELEMENT_NODE) {
        old.nodeValue = fresh.nodeValue;
        return old;
    }
    sameAttributes(old, fresh);
    const known = new Map([...old.childNodes].map((child) => [keyOf(child), child]));
    let at = old.firstChild;
    for (const child of [...fresh.childNodes]) {
        const key = keyOf(child), match = key === null ? null : known.get(key);
        if (match && match !== at && match.parentNode === old) old.insertBefore(match, at);
        else if (!match && at && keyOf(at) !== null && key !== keyOf(at)) { old.insertBefore(child, at); continue; }
        else if (!at && !match) { old.append(child); continue; }
        at = become(match ?? at, child).nextSibling;
    }
    while (at) {
        const next = at.nextSibling;
        at.remove();
        at = next;
    }
    return old;
}

const standing = () => document.querySelector(".verdict")?.textContent.trim() ?? "";

/** Exchanges the page for what the server says now. */
async function refresh() {
    const response = await fetch(location.href, { headers: { Accept: "text/html", ...authorization() }, cache: "no-cache" });
    if (!response.ok && response.status !== 404) return;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    const files = (page) => [...page.querySelectorAll("link[rel=stylesheet], script[src]")].map((each) => each.outerHTML).join();
    if (files(fresh) !== files(document) && !document.querySelector("dialog[open]")) return location.reload();
    fill(fresh);
    const before = standing(), focused = document.activeElement;
    become(document.querySelector("nav"), fresh.querySelector("nav"));
    become(document.getElementById("main"), fresh.getElementById("main"));
    if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
    document.title = fresh.title;
    Object.assign(document.body.dataset, fresh.body.dataset);
    if (standing() !== before) speak(standing());
}

