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

// Bring the words of a record into view, then what is said of it: at once, since one scroll would stop the other.
const see = (note) => {
  note.querySelector("summary").focus({ preventScroll: true });
  (words.get(note.dataset.n)?.[0] ?? note.closest(".row")).scrollIntoView({ block: "nearest", behavior: "instant" });
  note.scrollIntoView({ block: "nearest", behavior: "instant" });
};

// A fragment leads to a record: open it, and bring its words into view. From a passage without one the next record
// is the first that stands there or below.
let left = -1; // number of the record that was looked at last
const lead = () => {
  const note = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (note?.matches(".note-of")) {
    note.open = true;
    light(note.dataset.n);
    see(note);
    left = notes.indexOf(note);
  } else if (note) {
    const row = note.closest(".row") ?? note;
    const below = (each) => each.closest(".row") === row || row.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING;
    const next = notes.findIndex((each) => below(each) && Number(each.dataset.place) >= Number(note.dataset.at ?? 0));
    left = (next === -1 ? notes.length : next) - 1;
  }
};
addEventListener("hashchange", lead);
lead();
addEventListener("load", () => setTimeout(lead)); // browsers take the focus away when they scroll to a fragment

// j and k go from record to record; the one that they open is closed again when they leave it.
let opened = null;
const go = (by) => {
  const focused = notes.findIndex((note) => note.contains(document.activeElement));
  const at = focused === -1 ? left : focused;
  const next = notes[at === -1 && by < 0 ? notes.length - 1 : at + by];
  if (!next) return;
  left = notes.indexOf(next);
  if (opened && opened !== next) opened.open = false;
  opened = next.open ? null : next;
  next.open = true;
  light(next.dataset.n);
  see(next);
};

const typing = (event) =>
  event.ctrlKey || event.metaKey || event.altKey || event.isComposing ||
  (event.target instanceof HTMLElement && event.target.matches("input, textarea, select"));

document.addEventListener("keydown", (event) => {
  if (typing(event) || !notes.length || (event.key !== "j" && event.key !== "k")) return;
  event.preventDefault(); // app.js steps through lines otherwise
  go(event.key === "j" ? 1 : -1);
}, { capture: true });

// Keys of a reviewer: each presses a button of the record that is looked at; u takes the last decision back.
let pressedG = 0;
document.addEventListener("keydown", (event) => {
  if (typing(event) || event.repeat) return;
  const went = pressedG && Date.now() - pressedG < 1200; // a letter after "g" goes somewhere (app.js)
  pressedG = event.key === "g" ? Date.now() : 0;
  if (went || !["a", "r", "c", "u"].includes(event.key)) return;
  const note = document.activeElement?.closest?.(".note-of[open]");
  const found = (event.key === "u" ? document : note)?.querySelector(`[data-key="${event.key}"]`);
  if (!found) return;
  event.preventDefault();
  found.click();
});
