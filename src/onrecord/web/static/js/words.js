// Words are chosen where they stand: by mouse or finger, or by keys from word to word. Elements with data-start hold
// text of the article from that place on. What was chosen goes into the field in use (data-words), and is told to
// the page as "words:chosen".
const PAUSE = 500; // milliseconds after which a finger has chosen

let field = null;
const inUse = () =>
  [field, document.querySelector("[data-words='first']")].find((each) => each?.isConnected && each.offsetParent !== null);
document.addEventListener("focusin", (event) => {
  if (event.target.matches?.("[data-words]")) field = event.target;
});

const within = (text, range) => {
  const part = document.createRange(), before = document.createRange();
  part.selectNodeContents(text);
  if (text.contains(range.startContainer)) part.setStart(range.startContainer, range.startOffset);
  if (text.contains(range.endContainer)) part.setEnd(range.endContainer, range.endOffset);
  before.setStart(text, 0);
  before.setEnd(part.startContainer, part.startOffset);
  const words = part.toString(), lead = words.length - words.trimStart().length;
  // Python counts code points, as [...text] does.
  const at = Number(text.dataset.start) + [...before.toString()].length + [...words.slice(0, lead)].length;
  return { words: words.trim(), at, end: at + [...words.trim()].length };
};

const chosen = () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const texts = [...document.querySelectorAll("[data-start]")].filter((text) => range.intersectsNode(text));
  const parts = texts.map((text) => within(text, range)).filter((part) => part.words);
  if (!parts.length) return null;
  return {
    words: parts.map((part) => part.words).join(" ").replace(/\s+/g, " "),
    at: parts[0].at,
    end: parts.at(-1).end,
    range,
  };
};

const take = (how) => {
  const found = chosen();
  if (!found) return false;
  const input = inUse();
  if (input) {
    input.value = found.words;
    const name = input.name.replace(/^f-/, "");
    const place = input.form.querySelector(`[type=hidden][name="at-${CSS.escape(name)}"]`) ?? input.form.elements.namedItem("at");
    if (place) place.value = found.at;
    for (const radio of input.form.querySelectorAll(`[type=radio][name="at-${CSS.escape(name)}"]`)) radio.checked = false;
    if (how !== "finger") input.focus();
  }
  document.dispatchEvent(new CustomEvent("words:chosen", { detail: { ...found, how } }));
  return true;
};

document.addEventListener("mouseup", (event) => {
  if (event.target.closest?.("[data-start], #passage, .sheet")) take("mouse");
});

let waiting = 0, finger = false;
document.addEventListener("pointerdown", (event) => (finger = event.pointerType !== "mouse"));
document.addEventListener("selectionchange", () => {
  clearTimeout(waiting);
  if (finger) waiting = setTimeout(() => take("finger"), PAUSE);
});

const walk = (event) => {
  const selection = getSelection(), back = event.key === "ArrowLeft";
  if (back || event.key === "ArrowRight") {
    if (event.shiftKey) selection.modify("extend", back ? "backward" : "forward", "word");
    else {
      selection[back ? "collapseToStart" : "collapseToEnd"]();
      selection.modify("move", back ? "backward" : "forward", "word");
      selection.modify("extend", "forward", "word");
    }
  } else if (event.key !== "Enter" || !take("keys")) return;
  event.preventDefault();
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const atEnd = event.target.matches?.("[data-words]") && event.target.selectionEnd === event.target.value.length;
  if (event.key === "ArrowDown" && (atEnd || event.target.matches?.("input[data-words]"))) {
    const text = document.querySelector("#passage [data-start]");
    event.preventDefault();
    document.getElementById("passage").focus();
    getSelection().selectAllChildren(text.querySelector(".m-quote") ?? text);
  } else if (event.target.closest?.("#passage, [data-walk]")) walk(event);
}, true);
