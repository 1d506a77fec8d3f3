// What depends on the moment and on the viewer: distances, what is left, times in the viewer's zone.

const MINUTE = 60000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
let skew = 0;  // of this clock against the server's
const now = () => Date.now() + skew;
/** What time the server says it is, where that is another than here. */
function takeTime(response) {
    const date = Date.parse(response.headers.get("date"));
    if (Math.abs(date - now()) > 30000) skew = date - Date.now();
    return response;
}

const plural = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;
const midnight = (time) => new Date(time).setHours(0, 0, 0, 0);
const two = (number) => String(number).padStart(2, "0");
const clockTime = (time) => `${two(new Date(time).getHours())}:${two(new Date(time).getMinutes())}`;

/** "12 days", "27 hours", "1 h 40 min": calendar days of the viewer from two days on. */
function span(from, to) {
    const days = Math.round((midnight(to) - midnight(from)) / DAY), length = to - from;
    if (days >= 28) return plural(Math.round(days / 7), "week");
    if (length >= 2 * DAY) return plural(days, "day");
    if (length >= 2 * HOUR) return plural(Math.round(length / HOUR), "hour");
    return exact(length);
}

/** "1 h 58 min", "2 min 40 s" */
function exact(length) {
    const seconds = Math.max(0, Math.floor(length / 1000)), minutes = Math.floor(seconds / 60);
    if (minutes >= 48 * 60) return plural(Math.floor(minutes / 1440), "day");
    if (minutes >= 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
    return minutes >= 10 ? `${minutes} min` : minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

const distance = (time) => time >= now() ? `in ${span(now(), time)}` : `${span(time, now())} ago`;

/** "Thu 10 Dec, 11:00", as long as the stamp of the page is. */
function local(time, stamp) {
    const parts = (options) => new Intl.DateTimeFormat("en-GB", options).format(time);
    const long = /^\w{4,} /.test(stamp), year = / \d{4},/.test(stamp);
    const day = `${parts({ weekday: long ? "long" : "short" })} ${parts({ day: "numeric" })} ${parts({ month: long ? "long" : "short" })}`;
    return `${day}${year ? ` ${parts({ year: "numeric" })}` : ""}, ${clockTime(time)}`;
}

const timeIn = (stamp) => /(\d\d:\d\d)/.exec(stamp)?.[1];

/** "11:00 your time", "tomorrow, 11:00 your time", or nothing where the page says the same. */
function yours(element) {
    const stamp = element.dataset.stamp ?? element.textContent, time = Date.parse(element.dateTime);
    if (showsLocal() || timeIn(stamp) === clockTime(time) || !timeIn(stamp)) return "";
    const same = local(time, stamp).split(",")[0] === stamp.replace(/\u00a0/g, " ").split(",")[0];
    return `${same ? "" : `${local(time, "Thu 1 Jan, 00:00").split(",")[0]}, `}${clockTime(time)} your time`;
}

const showsLocal = () => localStorage.getItem("times") === "local";

function sayTimes(root) {
    for (const element of root.querySelectorAll("time[datetime*='T']")) {
        element.dataset.stamp ??= element.textContent;
        const text = showsLocal() ? local(Date.parse(element.dateTime), element.dataset.stamp) : element.dataset.stamp;
        if (element.textContent !== text) element.textContent = text;
    }
}

function put(element, text) {
    if (element.textContent !== text) element.textContent = text;
}

function sayAnswer(element) {
    const left = element.dataset.left !== undefined;
    const time = Date.parse(left ? element.dataset.left : element.dataset.in);
    const stamp = element.closest("h1").querySelector("time[datetime]");
    const first = left ? leftOf(time) : distance(time);
    const second = left ? `${time > now() ? element.dataset.what ?? "" : "over"}, until ${clockTime(time)} your time` : stamp ? yours(stamp) : "";
    if (element.dataset.said === first + second) return;
    element.dataset.said = first + second;
    const small = Object.assign(document.createElement("span"), { className: "yours", textContent: second });
    element.replaceChildren(first, ...(second ? [" ", small] : []));
}

const leftOf = (due) => due >= now() ? `${exact(due - now())} left` : `${exact(now() - due)} over`;

/** Everything that the next second may change. */
function tick(root = document) {
    for (const each of root.querySelectorAll(".answer .in")) sayAnswer(each);
    for (const each of root.querySelectorAll("[data-distance]")) put(each, Date.parse(each.dataset.distance) > now() ? distance(Date.parse(each.dataset.distance)) : "begun");
    for (const each of root.querySelectorAll("[data-until]")) {
        const time = Date.parse(each.dataset.until);
        put(each, time >= now() ? `${each.dataset.what} in ${span(now(), time)}` : each.dataset.what);
    }
    for (const each of root.querySelectorAll(".left[data-left]")) {
        const due = Date.parse(each.dataset.left), from = Date.parse(each.dataset.from);
        put(each, leftOf(due));
        each.classList.toggle("bad", due < now());
        each.classList.toggle("warn", due >= now() && now() - from > (due - from) / 2);
    }
    for (const bar of root.querySelectorAll("progress[data-from]")) {
        const from = Date.parse(bar.dataset.from), to = Date.parse(bar.dataset.to), used = (now() - from) / (to - from);
        bar.hidden = false;
        bar.value = Math.min(1, Math.max(0, used));
        bar.className = used >= 1 ? "bad" : used > 0.5 ? "warn" : "";
    }
    const today = new Date(now()), day = `${today.getFullYear()}-${two(today.getMonth() + 1)}-${two(today.getDate())}`;
    for (const each of root.querySelectorAll("[data-day]")) each.classList.toggle("today", each.dataset.day === day);
}

