// The reader: what a record says is marked in the article while it is looked at, and opened when it is led to.
const notes = [...document.querySelectorAll(".note-of")];
const marks = [...document.querySelectorAll("[data-r]")];
const words = new Map();
for (const mark of marks) {
  for (const number of mark.dataset.r.split(" ")) {
    if (!words.has(number)) words.set(number, []);
    words.get(number).push(mark);
  }
}

let lit = "";
const light = (number) => {
  if (number === lit) return;
  for (const mark of words.get(lit) ?? []) mark.classList.remove("on");
  for (const mark of words.get(number) ?? []) mark.classList.add("on");
  lit = number;
};

for (const note of notes) {
  note.addEventListener("focusin", () => light(note.dataset.n));
  note.addEventListener("mouseenter", () => light(note.dataset.n));
  note.addEventListener("toggle", () => note.open && light(note.dataset.n));
}

// A fragment leads to a record: open it, and bring its words into view.
const lead = () => {
  const note = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!note?.matches(".note-of")) return;
  note.open = true;
  light(note.dataset.n);
  note.querySelector("summary").focus({ preventScroll: true });
  note.closest(".row").scrollIntoView({ block: "nearest" });
};
addEventListener("hashchange", lead);
lead();

// j and k go from record to record; the one that they open is closed again when they leave it.
let opened = null;
const go = (by) => {
  const at = notes.findIndex((note) => note.contains(document.activeElement));
  const next = notes[at === -1 ? (by > 0 ? 0 : notes.length - 1) : at + by];
  if (!next) return;
  if (opened && opened !== next) opened.open = false;
  opened = next.open ? null : next;
  next.open = true;
  light(next.dataset.n);
  next.querySelector("summary").focus({ preventScroll: true });
  next.closest(".row").scrollIntoView({ block: "nearest" });
};

const typing = (event) =>
  event.ctrlKey || event.metaKey || event.altKey || event.isComposing ||
  (event.target instanceof HTMLElement && event.target.matches("input, textarea, select"));

document.addEventListener("keydown", (event) => {
  if (typing(event) || !notes.length || (event.key !== "j" && event.key !== "k")) return;
  event.preventDefault(); // app.js steps through lines otherwise
  go(event.key === "j" ? 1 : -1);
}, { capture: true });
