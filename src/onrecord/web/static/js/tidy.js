// Leave out of addresses what a form was not given: a link to what is shown stays short enough to pass on.
document.addEventListener("formdata", (event) => {
  if (!event.target.matches("form[data-tidy]")) return;
  for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
});
