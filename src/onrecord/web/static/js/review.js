// Keys of the review: each one presses a button or follows a link of the page, so that nothing needs this script.
// The next record is fetched while one is looked at, and shown as soon as the decision is kept.
const typing = (event) =>
  event.ctrlKey || event.metaKey || event.altKey || event.isComposing || Boolean(event.target.matches?.("input, textarea, select"));

const main = document.getElementById("body");
const AFTER_G = 1200; // milliseconds in which a letter after "g" goes somewhere (app.js)
let pressedG = 0;
let correcting = false;
let busy = false;
let fetched = { address: "", text: null };

const one = (selector) => main.querySelector(selector);
const tell = (words) => {
  const place = one("[data-told]");
  if (!place) return;
  place.textContent = words;
  place.hidden = !words;
  // The line of the last decision shows what was kept; here it is only read out.
  place.classList.toggle("unseen", words.startsWith("kept: ") && one("[data-last]")?.textContent === words.slice(6));
};

const fetchNext = () => {
  const address = one("[data-next]")?.dataset.next ?? "";
  if (!address || address === fetched.address) return;
  fetched = { address, text: fetch(address, { headers: { Accept: "text/html" } }).then((r) => (r.ok ? r.text() : null), () => null) };
};

const show = async (address, push = true) => {
  const text = (address === fetched.address ? await fetched.text : null) ?? (await (await fetch(address)).text());
  const page = new DOMParser().parseFromString(text, "text/html");
  const body = page.getElementById("body");
  if (!body) return location.assign(address);
  main.replaceChildren(...body.childNodes);
  document.title = page.title;
  if (push) history.pushState({ review: true }, "", address);
  setUp();
  window.scrollTo(0, 0);
  main.focus({ preventScroll: true });
};

const setUp = () => {
  correcting = false;
  main.classList.remove("correcting");
  for (const button of main.querySelectorAll("[data-copy]")) button.hidden = false;
  fetchNext();
};

// Decisions: sent, and only when they are kept the next record is shown.
const send = async (form, button) => {
  if (busy) return;
  busy = true;
  const data = new URLSearchParams(new FormData(form));
  if (button?.name) data.set(button.name, button.value);
  const left = Number((one("[data-count]")?.textContent ?? "0").replace(/\D/g, ""));
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
    if (!(answer.headers.get("Content-Type") ?? "").includes("json")) {
      tell(`Not kept: the server answered ${answer.status}.`);
      return;
    }
    const made = await answer.json();
    if (made.leaves) {
      location.assign(made.next);
      return;
    }
    if (!answer.ok || made.stays) {
      await show(made.next, false);
      tell(made.told);
      return;
    }
    await show(one("[data-next]")?.dataset.next || made.next);
    const last = one("[data-last]");
    if (last && made.review) {
      last.textContent = made.told.replace(/^kept: /, "");
      const form = last.closest("form");
      form.hidden = false;
      form.querySelector('[name="review"]').value = made.review;
    }
    const count = one("[data-count]");
    if (count && left) count.textContent = (left - 1).toLocaleString("en");
    tell(made.told);
  } catch {
    tell("Not kept: the server does not answer. Nothing was decided; try again.");
  } finally {
    busy = false;
  }
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  const note = one("[data-decide] [name=note]")?.value;
  const copy = form.querySelector("[data-note-copy]");
  if (copy && note) copy.value = note;
  if (!form.matches("[data-decide], .edit")) return;
  event.preventDefault();
  if (form.matches("[data-decide]")) send(form, event.submitter);
  else correct(form);
});

// A correction that is not taken comes back as the page that says why, at its field.
const correct = async (form) => {
  if (busy) return;
  busy = true;
  try {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.getElementById("body");
    if (!found) return location.assign(answer.url);
    main.replaceChildren(...found.childNodes);
    if (answer.redirected) history.replaceState({ review: true }, "", answer.url);
    setUp();
    const open = one(".correct[open]");
    if (open) open.closest("tr").querySelector("input:not([type=hidden]), select").focus();
    else main.focus({ preventScroll: true });
    if (answer.ok) tell(one("[data-last]")?.textContent ? `kept: ${one("[data-last]").textContent}` : "");
  } catch {
    tell("Not kept: the server does not answer. Try again.");
  } finally {
    busy = false;
  }
};

// Fields: c, then the key of a field.
const edit = (details) => {
  for (const other of main.querySelectorAll(".correct[open]")) other.open = other === details;
  details.open = true;
};
document.addEventListener("toggle", (event) => {
  const details = event.target;
  if (!details.matches?.(".correct")) return;
  if (details.open) {
    for (const other of main.querySelectorAll(".correct[open]")) if (other !== details) other.open = false;
    const input = details.closest("tr").querySelector("input:not([type=hidden]), select");
    input.focus();
    input.select?.();
  }
}, true);
const leaveFields = () => {
  for (const open of main.querySelectorAll(".correct[open]")) open.open = false;
  correcting = false;
  main.classList.remove("correcting");
  main.focus({ preventScroll: true });
};

const copy = async () => {
  const words = one("[data-citation]")?.textContent.trim();
  if (!words) return;
  try {
    await navigator.clipboard.writeText(words);
    tell("The citation is copied.");
  } catch {
    getSelection().selectAllChildren(one("[data-citation]"));
    tell("The citation is selected: copy it.");
  }
};

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-copy]")) copy();
  else if (event.target.closest("[data-correct]")) {
    correcting = true;
    main.classList.add("correcting");
    one(".correct summary")?.focus();
  } else {
    const link = event.target.closest("a[data-go]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      show(link.getAttribute("href"));
    }
  }
});
addEventListener("popstate", () => show(location.pathname + location.search, false));

document.addEventListener("keydown", (event) => {
  const key = event.key;
  if (key === "Escape" && (correcting || one(".correct[open]"))) {
    event.preventDefault();
    return leaveFields();
  }
  if (key === "Escape" && event.target.matches?.("input")) return event.target.blur();
  if (typing(event) || event.defaultPrevented || event.repeat) return;
  if (pressedG && Date.now() - pressedG < AFTER_G) {
    pressedG = 0;
    return;
  }
  pressedG = key === "g" ? Date.now() : 0;
  if (correcting) {
    const field = one(`.correct[data-field-key="${CSS.escape(key)}"]`);
    if (field) {
      event.preventDefault();
      return edit(field);
    }
  }
  const found = one(`[data-key="${CSS.escape(key)}"], [data-also="${CSS.escape(key)}"]`);
  if (!found) return;
  event.preventDefault();
  event.stopPropagation();
  if (found.matches("input")) found.focus();
  else found.click();
}, true);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches?.(".edit select")) return;
  event.preventDefault(); // browsers send a form from its inputs alone
  event.target.form.requestSubmit();
});

// Issues: the list completes what stands behind the last semicolon (names.js does so for actors).
document.addEventListener("input", (event) => {
  const input = event.target;
  if (!input.matches("[data-issues]") || !input.list) return;
  const head = input.value.replace(/[^;]*$/, ""), lead = head && !head.endsWith(" ") ? `${head} ` : head;
  for (const option of input.list.options) {
    option.dataset.id ??= option.value;
    option.value = lead + option.dataset.id;
  }
});

setUp();
