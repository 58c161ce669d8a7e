// Complete names of actors as they are typed: the list holds what the server finds for what stands behind the
// last semicolon.
let asked = 0;
document.addEventListener("input", async (event) => {
  const input = event.target, list = input.list;
  if (!list || !input.matches("[data-names]")) return;
  const head = input.value.replace(/[^;]*$/, ""), last = input.value.slice(head.length).trim();
  const lead = head && !head.endsWith(" ") ? `${head} ` : head;
  const number = ++asked;
  const found = last ? await fetch(`${input.dataset.names}?q=${encodeURIComponent(last)}`).then((r) => (r.ok ? r.json() : []), () => []) : [];
  if (number === asked) list.replaceChildren(...found.map((name) => Object.assign(document.createElement("option"), { value: lead + name })));
});
