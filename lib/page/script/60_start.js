const linkForm = document.getElementById("sign-in");

function showZones() {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone.replace(/_/g, " ");
    const button = node("button", { type: "button", onclick: () => {
        localStorage.setItem("times", showsLocal() ? "theirs" : "local");
        showZones();
        fill(document);
    } }, showsLocal() ? "show the train's" : `show yours (${zone})`);
    document.getElementById("zones").replaceChildren(showsLocal() ? "Times are yours; " : "Times are the train's; ", button, ".");
}

/** Once, and again with whoever has signed in. */
async function start() {
    await whoAmI();
    showWho();
    const kept = document.querySelector("[data-signin]");
    if (kept && me) await refresh();
    fill(document);
    if (!linkForm) follow();
}

document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-act]");
    if (button) new Decision(ACTS[button.dataset.act], { ...button.dataset }).open(button);
    if (event.target.closest("[data-signin]")) signInDialog();
});
if (linkForm) signInByLink(linkForm);
showZones();
fill(document);
setInterval(() => { if (!document.hidden) tick(); }, 1000);
document.addEventListener("visibilitychange", () => { if (!document.hidden) { tick(); soon(); } });
setInterval(soon, 60000);  // what no event tells: a train's page hears of its train only
await start();
