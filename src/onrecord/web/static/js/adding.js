// The reader: words that are selected in the article can be added as a record that is missing.
const LONGEST = 400; // code points that an address takes along; of more it has the place alone
const bar = document.getElementById("adding"), told = document.querySelector("[data-chosen]");
const narrow = matchMedia("(max-width: 62rem)");

const hide = () => {
  bar.hidden = true;
  told.textContent = "";
};

document.addEventListener("words:chosen", ({ detail }) => {
  const count = detail.words.split(" ").length;
  bar.elements.words.value = [...detail.words].length > LONGEST ? "" : detail.words;
  bar.elements.at.value = `${detail.at}-${detail.end}`;
  bar.hidden = false;
  if (!narrow.matches) {
    const last = [...detail.range.getClientRects()].at(-1) ?? detail.range.getBoundingClientRect();
    const left = Math.min(Math.max(last.left, 8), innerWidth - bar.offsetWidth - 8);
    bar.style.top = `${scrollY + last.bottom + 6}px`;
    bar.style.left = `${scrollX + left}px`;
  }
  told.textContent = `${count} ${count === 1 ? "word" : "words"} chosen: add a record of them.`;
  if (detail.how === "keys") bar.querySelector("button").focus();
});

document.addEventListener("mousedown", (event) => {
  if (!bar.contains(event.target)) hide();
});

// w: words are chosen by keys, in the paragraph in use or the first that is seen.
const typing = (event) =>
  event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat ||
  Boolean(event.target.matches?.("input, textarea, select"));
const rows = [...document.querySelectorAll(".sheet .row")];
const used = () =>
  document.activeElement?.closest?.(".row") ?? rows.find((each) => each.getBoundingClientRect().bottom > 40);
const begin = (row) => {
  const text = row?.querySelector(".words");
  if (!text) return;
  text.tabIndex = -1;
  text.dataset.walk = "";
  text.focus({ preventScroll: true });
  text.scrollIntoView({ block: "nearest" });
  const selection = getSelection();
  selection.collapse(text, 0);
  selection.modify("extend", "forward", "word");
  told.textContent = "Choose words: the arrow keys go from word to word, with Shift they take more, Enter takes them.";
};

let pressedG = 0;
document.addEventListener("keydown", (event) => {
  if (typing(event)) return;
  const went = pressedG && Date.now() - pressedG < 1200; // a letter after "g" goes somewhere (app.js)
  pressedG = event.key === "g" ? Date.now() : 0;
  const text = event.target.closest?.("[data-walk]");
  if (event.key === "Escape" && (text || !bar.hidden)) {
    getSelection().collapseToStart();
    hide();
  } else if (text && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    begin(rows[rows.indexOf(text.closest(".row")) + (event.key === "ArrowDown" ? 1 : -1)]);
  } else if (event.key === "w" && !went) {
    event.preventDefault();
    begin(used());
  }
});
