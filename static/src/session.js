// Says some minutes before somebody is signed out for doing nothing, and lets them stay. Nothing typed is lost
// without it: what is sent too late is kept on the server.
const warning = document.getElementById("session-warning");
const MINUTE = 60 * 1000;
const WARNED_BEFORE = 5 * MINUTE;

function warnLater() {
  const idle = Number(warning.dataset.idleMinutes) * MINUTE;
  setTimeout(() => {
    warning.hidden = false;
  }, Math.max(idle - WARNED_BEFORE, MINUTE));
}

if (warning) {
  const button = warning.querySelector("button");
  button.addEventListener("click", async () => {
    const answer = await fetch(warning.dataset.stay, { method: "HEAD", redirect: "manual" });
    if (answer.ok) {
      warning.hidden = true;
      warnLater();
    }
  });
  warnLater();
}
