// Search the entries of a published site: in one file of the site, in this browser alone.

const PAGE = 50;
const form = document.getElementById("asked");
const lines = document.getElementById("lines");
const told = document.getElementById("told");
const more = document.getElementById("more");

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

function made(name, type, text = "") {
  const element = document.createElement(name);
  if (type) element.className = type;
  element.textContent = text;
  return element;
}

// Each word of a text that begins with a word that is looked for is marked.
function marked(text, wanted) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const word = fold(found[0]);
    if (!wanted.some((each) => word.startsWith(each))) continue;
    parts.push(text.slice(at, found.index), made("mark", "", found[0]));
    at = found.index + found[0].length;
  }
  parts.push(text.slice(at));
  return parts;
}

function line(entry, index, wanted) {
  const [link, day, kind, names, issues, what, , unconfirmed] = entry;
  const item = made("li", unconfirmed ? "entry unconfirmed" : "entry");
  const when = made("p", "when");
  when.append(made("time", "", day), made("span", "kind", kind));
  const body = made("div", "told");
  const who = made("p", "act-line");
  const name = made("bdi", "who");
  name.append(...marked(names.map((at) => index.actors[at]).join(", ") || "who is undecided", wanted));
  who.append(name);
  const words = made("p", "what");
  const address = made("a");
  address.href = `entry/${link}.html`;
  const text = made("bdi");
  text.append(...marked(what, wanted));
  address.append(text);
  words.append(address);
  const meta = made("p", "meta", issues.map((at) => index.issues[at]).join(", "));
  body.append(who, words, meta);
  item.append(when, body);
  return item;
}

function prepare(index) {
  for (const entry of index.entries) {
    const names = entry[3].map((at) => index.actors[at]).join(" ");
    const issues = entry[4].map((at) => index.issues[at]).join(" ");
    entry.words = [...new Set(wordsOf(`${names} ${issues} ${entry[2]} ${entry[5]} ${entry[6]}`))];
  }
}

function choices(select, names, chosen) {
  const numbered = names.map((name, at) => [name, String(at)]);
  numbered.sort((one, other) => one[0].localeCompare(other[0]));
  for (const [name, at] of numbered) {
    const option = made("option", "", name);
    option.value = at;
    option.selected = name === chosen;
    select.append(option);
  }
}

function find(index) {
  const wanted = wordsOf(form.elements.text.value);
  const actor = form.elements.actor.value;
  const issue = form.elements.issue.value;
  const fits = (entry) =>
    (!actor || entry[3].includes(Number(actor))) &&
    (!issue || entry[4].includes(Number(issue))) &&
    wanted.every((each) => entry.words.some((word) => word.startsWith(each)));
  const asked = wanted.length > 0 || actor || issue;
  const found = asked ? index.entries.filter(fits) : [];
  let shown = 0;
  const show = () => {
    const some = found.slice(shown, shown + PAGE);
    lines.append(...some.map((entry) => line(entry, index, wanted)));
    shown += some.length;
    more.hidden = shown >= found.length;
  };
  lines.replaceChildren();
  told.textContent = asked
    ? `${found.length.toLocaleString("en")} of ${index.entries.length.toLocaleString("en")} entries`
    : `${index.entries.length.toLocaleString("en")} entries can be searched`;
  show();
  more.firstElementChild.onclick = show;
}

// The address has what is asked for, so that a search can be kept and sent.
function kept(index) {
  const pairs = [
    ["text", form.elements.text.value.trim()],
    ["actor", index.actors[form.elements.actor.value]],
    ["issue", index.issues[form.elements.issue.value]],
  ].filter((pair) => pair[1]);
  const query = new URLSearchParams(pairs).toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
}

async function start() {
  const answer = await fetch(form.dataset.index);
  if (!answer.ok) throw new Error(`the index was answered with ${answer.status}`);
  const index = await answer.json();
  prepare(index);
  const given = new URLSearchParams(location.search);
  form.elements.text.value = given.get("text") ?? "";
  choices(form.elements.actor, index.actors, given.get("actor"));
  choices(form.elements.issue, index.issues, given.get("issue"));
  const again = () => {
    find(index);
    kept(index);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    again();
  });
  form.addEventListener("input", again);
  form.hidden = false;
  find(index);
}

if (form) {
  start().catch(() => {
    told.textContent = "The file that is searched cannot be loaded. The lists below have the same.";
  });
}
