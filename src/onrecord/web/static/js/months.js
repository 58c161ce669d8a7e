// A slider over months beside a field for a date: moving it writes the month into the field, and asks anew.
const slider = document.querySelector("[data-slider]");
const range = slider?.querySelector("input[type=range]");
const NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const month = (at) => {
  const [year, first] = range.dataset.first.split("-").map(Number);
  const count = year * 12 + first - 1 + Number(at);
  return [Math.floor(count / 12), (count % 12) + 1];
};
const told = (at) => {
  const [year, number] = month(at);
  return `${NAMES[number - 1]} ${year}`;
};
const edtf = (at) => {
  const [year, number] = month(at);
  return `${String(year).padStart(4, "0")}-${String(number).padStart(2, "0")}`;
};

if (range) {
  const field = document.getElementById(range.dataset.for);
  const output = slider.querySelector("output");
  const say = () => {
    output.textContent = told(range.value);
    range.setAttribute("aria-valuetext", told(range.value));
  };
  range.addEventListener("input", () => {
    field.value = edtf(range.value);
    say();
  });
  // What was swapped in knows which month it shows: a step beside the table moves the slider too.
  document.addEventListener("htmx:afterSettle", () => {
    const found = document.getElementById("found");
    if (!found || document.activeElement === range || document.activeElement === field) return;
    range.value = found.dataset.month;
    field.value = found.dataset.asOf;
    say();
  });
  slider.hidden = false;
  say();
}
