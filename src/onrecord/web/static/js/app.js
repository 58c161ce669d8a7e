// What every page does with a script: keys that go somewhere, and the token that requests of htmx need.
const GOES = { h: "/", r: "/register", a: "/actors", i: "/issues", m: "/matrix", c: "/calendar", v: "/review" };
const WAIT = 1200; // milliseconds between "g" and the letter after it

const token = document.querySelector('meta[name="csrf"]')?.content ?? "";
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRF-Token"] = token;
});

// What was swapped in is said to those who do not see it: pages put role="status" where they count.
let waiting = 0;

export const typing = (event) => {
  const where = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  return where instanceof HTMLElement && (where.isContentEditable || /^(input|textarea|select)$/i.test(where.tagName));
};

const lines = () => [...document.querySelectorAll("[data-line]")].filter((line) => line.offsetParent !== null);

const step = (by) => {
  const all = lines();
  if (!all.length) return false;
  const now = all.findIndex((line) => line.contains(document.activeElement));
  const next = all[Math.max(0, Math.min(all.length - 1, now === -1 ? (by > 0 ? 0 : all.length - 1) : now + by))];
  const lead = next.matches("a, button, [tabindex]") ? next : next.querySelector("a, button, [tabindex]");
  lead?.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || typing(event)) return;
  const key = event.key;
  if (waiting && Date.now() - waiting < WAIT && key in GOES) {
    waiting = 0;
    event.preventDefault();
    location.assign(GOES[key]);
    return;
  }
  waiting = 0;
  if (key === "g") waiting = Date.now();
  else if (key === "/") {
    event.preventDefault();
    document.getElementById("search")?.focus();
  } else if (key === "?") location.assign("/help");
  else if (key === "j" || key === "k") {
    if (step(key === "j" ? 1 : -1)) event.preventDefault();
  }
});
