// The modal on top, with errors below the inputs they are about.
import { does } from "./api.js";
import { blocks } from "./blocks.js";
import { h, tell } from "./dom.js";
import { words } from "./words.js";

/** Shows `view` in `dialog`, or closes it where there is none. */
export function showModal(dialog, view, names) {
  if (!view) {
    dialog.dataset.hash = "";
    if (dialog.open) dialog.close();
    return;
  }
  const hash = `${view.id}/${view.hash}`;
  if (dialog.dataset.hash === hash) return;
  dialog.dataset.hash = hash;
  const before = dialog.open && document.activeElement?.name;
  draw(dialog, view, names, {});
  if (!dialog.open) dialog.showModal();
  // What is to be read first stays in sight, also above a field far below.
  firstField(dialog, before)?.focus({ preventScroll: !before });
}

/** The field to begin with: the one that had the focus, the one the app wants, the first, or else what sends the form. */
function firstField(dialog, before) {
  const fields = [...dialog.querySelectorAll(".fields-of-view :is(input, textarea, select)")];
  return fields.find((field) => before && field.name === before) ?? fields.find((field) => field.autofocus) ?? fields[0]
    ?? dialog.querySelector("[type=submit]") ?? dialog.querySelector("footer button");
}

function draw(dialog, view, names, errors) {
  const surface = { view: view.id };
  const context = {
    names,
    errors,
    level: 3,
    click: (button) => does("click", { ...surface, button }),
    choose: (action, choice) => does("choose", { ...surface, action, choice }),
  };
  let isClosed = false;
  const close = async () => {
    if (isClosed) return; // Escape pressed twice
    isClosed = true;
    isClosed = (await does("close", surface)) !== null;
  };
  const submit = async (event) => {
    event.preventDefault();
    const values = valuesOf(event.target);
    const button = event.target.querySelector("[type=submit]");
    button.disabled = true;
    const result = await does("submit", { ...surface, values });
    button.disabled = false;
    if (result?.trouble) tell(result.trouble);
    if (!result || !Object.keys(result.errors).length) return;
    draw(dialog, view, names, result.errors);
    fill(dialog, values);
    dialog.querySelector(".wrong :is(input, textarea, select)")?.focus();
  };
  dialog.oncancel = (event) => { event.preventDefault(); close(); };
  dialog.replaceChildren(h("form", { novalidate: true, submit },
    h("header", {}, h("h2", { id: "modal-title" }, view.title.text),
      h("button", { type: "button", class: "tool", "aria-label": words.close, click: close }, "✕")),
    h("div", { class: "fields-of-view" }, blocks(view.blocks, context)),
    h("footer", {},
      h("button", { type: "button", class: "button", click: close }, view.close?.text ?? words.cancel),
      view.submit && h("button", { type: "submit", class: "button primary" }, view.submit.text))));
}

/** What is filled in, by action_id; several choices separated by commas. A menu without a choice says nothing. */
function valuesOf(form) {
  const data = new FormData(form);
  const unchosen = new Set([...form.querySelectorAll("select")].filter((menu) => !menu.value).map((menu) => menu.name));
  const names = [...new Set(data.keys())].filter((name) => !unchosen.has(name));
  return Object.fromEntries(names.map((name) => [name, data.getAll(name).join(",")]));
}

function fill(dialog, values) {
  for (const field of dialog.querySelectorAll("[name]")) {
    const value = values[field.name] ?? "";
    if (["checkbox", "radio"].includes(field.type)) field.checked = value.split(",").includes(field.value);
    else field.value = value;
  }
}
