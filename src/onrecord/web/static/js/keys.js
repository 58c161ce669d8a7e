// Keys of pages on which something is decided: each presses the button or follows the link that shows it.
const AFTER_G = 1200; // milliseconds in which a letter after "g" goes somewhere (app.js)
let pressedG = 0;

document.addEventListener("keydown", (event) => {
  const key = event.key, where = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (where.matches?.("input, textarea, select")) {
    if (key === "Escape") where.blur();
    return;
  }
  const went = pressedG && Date.now() - pressedG < AFTER_G;
  pressedG = key === "g" ? Date.now() : 0;
  if (went) return;
  const found = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!found) return;
  event.preventDefault();
  event.stopPropagation();
  if (found.matches("input")) found.focus();
  else found.click();
}, true);
