// Choose files by dropping them, folders too, and see what was chosen before it is sent.
const shown = (bytes) => bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1000))} kB`;
const LISTED = 200;

const within = async (entry, out) => {
  if (entry.isFile) out.push(await new Promise((done, failed) => entry.file(done, failed)));
  else if (entry.isDirectory && !entry.name.startsWith(".")) {
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (!some.length) break;
      for (const each of some) await within(each, out);
    }
  }
};

const dropped = async (transfer) => {
  const entries = [...transfer.items].filter((item) => item.kind === "file").map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  const out = [];
  for (const each of entries) {
    if (each instanceof File) out.push(each);
    else if (each) await within(each, out);
  }
  return out;
};

const begin = (form) => {
  const [zone, input, folder, list] = [".drop", "#files", "#folder", ".picked"].map((which) => form.querySelector(which));
  const kinds = new Set(form.dataset.kinds.split(" "));
  const most = { files: +form.dataset.mostFiles, file: +form.dataset.mostFile * 1048576, whole: +form.dataset.mostWhole * 1048576 };
  const button = form.querySelector("button.first");
  let files = [];

  const taken = (file) => kinds.has((file.name.match(/\.[^.]+$/)?.[0] ?? "").toLowerCase()) && file.size <= most.file;
  const line = (file) => {
    const item = document.createElement("li");
    const [name, size, away] = [document.createElement("span"), document.createElement("span"), document.createElement("button")];
    name.textContent = file.name;
    size.textContent = taken(file) ? shown(file.size) : file.size > most.file ? `${shown(file.size)}: too large` : "not taken";
    size.classList.toggle("not", !taken(file));
    away.type = "button";
    away.textContent = "Leave out";
    away.setAttribute("aria-label", `Leave out ${file.name}`);
    away.addEventListener("click", () => keep(files.filter((each) => each !== file)));
    item.append(name, size, away);
    return item;
  };
  const keep = (now) => {
    const seen = new Set();
    files = now.filter((file) => {
      const mark = `${file.name}/${file.size}/${file.lastModified}`;
      return !file.name.startsWith(".") && !seen.has(mark) && seen.add(mark);
    });
    const good = files.filter(taken);
    const whole = good.reduce((sum, file) => sum + file.size, 0);
    const held = new DataTransfer();
    good.forEach((file) => held.items.add(file));
    input.files = held.files;
    folder.value = "";
    const many = good.length > most.files || whole > most.whole;
    const told = document.createElement("p");
    told.className = many ? "small apart warn" : "small apart";
    told.textContent = many
      ? `${good.length} files with ${shown(whole)} are more than is taken at once: leave some out and send them after.`
      : `${good.length} of ${files.length} ${files.length === 1 ? "file" : "files"} chosen, ${shown(whole)}.`;
    const rows = document.createElement("ol");
    rows.append(...files.slice(0, LISTED).map(line));
    if (files.length > LISTED) {
      const more = document.createElement("li");
      more.textContent = `and ${files.length - LISTED} more`;
      rows.append(more);
    }
    list.replaceChildren(...(files.length ? [told, rows] : []));
    input.required = false;
    button.disabled = many || !good.length;
  };

  form.querySelector(".only-dropping").hidden = false;
  input.addEventListener("change", () => keep([...files.filter((file) => ![...input.files].includes(file)), ...input.files]));
  folder.addEventListener("change", () => keep([...files, ...folder.files]));
  for (const kind of ["dragenter", "dragover"]) zone.addEventListener(kind, (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, () => zone.classList.remove("over"));
  zone.addEventListener("drop", async (event) => {
    event.preventDefault();
    keep([...files, ...await dropped(event.dataTransfer)]);
  });
  form.addEventListener("submit", () => {
    button.disabled = true;
    button.textContent = "Sending …";
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
};

document.querySelectorAll("form[data-drop]").forEach(begin);
