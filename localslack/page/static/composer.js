// Where people write. Enter sends, Shift+Enter begins a new line, Escape ends an edit.
import { does } from "./api.js";
import { completion } from "./completion.js";
import { h, tell } from "./dom.js";
import { typed } from "./mrkdwn.js";
import { words } from "./words.js";

/** A composer in `place`; `where()` says { channel, thread_ts, label }, `offers()` what can be completed; `sends()` is told. */
export function composer(place, { id, where, offers, names, sends }) {
  let editing = null;
  let last = Promise.resolve(); // one goes after the other: what is typed fast stays in its order
  const field = h("textarea", { id, rows: 1, autocomplete: "off", spellcheck: "false" });
  const hint = h("p", { class: "usage", "aria-live": "polite" });
  const fit = () => {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 220)}px`;
    const command = offers().commands.find((each) => field.value.startsWith(`${each.name} `));
    hint.textContent = editing ? words.editing : command ? `${command.name} ${command.hint}` : "";
  };
  const write = (text) => {
    field.value = text;
    fit();
    field.focus();
    field.setSelectionRange(text.length, text.length);
  };
  const send = async () => {
    const text = field.value.trim();
    if (!text) return;
    const edited = editing;
    editing = null;
    write("");
    if (!edited) sends();
    const place = where(), known = offers();
    const done = last.then(() => edited ? does("edit", { ...edited, text }) : post(text, place, known));
    last = done;
    if ((await done) === null && !field.value) write(text);
  };
  const form = h("form", { class: "compose", submit: (event) => { event.preventDefault(); send(); } },
    completion(field, offers), field,
    h("div", { class: "bar" },
      h("button", {
        type: "button", class: "tool", title: words.upload, "aria-label": words.upload,
        click: () => { sends(); does("upload", { ...where(), name: "screenshot.png" }); },
      }, "📎"),
      offers().shortcuts.filter((each) => each.kind === "global").map((each) =>
        h("button", { type: "button", class: "tool global", title: each.name, click: () => does("shortcut", { shortcut: each.id }) }, `⚡ ${each.name}`)),
      hint,
      h("button", { type: "submit", class: "send", "aria-label": words.send }, "➤")));
  field.addEventListener("input", fit);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape" && editing) {
      editing = null;
      write("");
      event.stopPropagation();
    }
  });
  place.replaceChildren(form);
  return {
    write,
    focus: () => field.focus(),
    label: (text) => {
      if (field.placeholder === text) return;
      field.placeholder = text;
      field.setAttribute("aria-label", text);
    },
    edit: (message, channel) => {
      editing = { channel: channel.id, ts: message.ts };
      write(typed(message.text, names()));
    },
  };
}

function post(text, { channel, thread_ts }, { commands, directMessage }) {
  if (!text.startsWith("/")) return does(channel === directMessage ? "dm" : "say", { channel, text, thread_ts });
  const name = text.split(" ")[0];
  if (thread_ts) {
    tell(words.notInThreads(name));
    return null;
  }
  const known = commands.some((each) => each.name === name);
  return does("command", { channel, text: known ? text : text.trimEnd() });
}
