// Completion in a text field: `/` at its beginning for commands, `@` anywhere for people and the bot.
import { h } from "./dom.js";
import { words } from "./words.js";

let count = 0;

/** Completes in `field`; `offers()` gives { commands, people }. Returns the list to be placed beside the field. */
export function completion(field, offers) {
  const id = `completion-${(count += 1)}`;
  const list = h("ul", { id, class: "completion", role: "listbox", "aria-label": words.suggestions, hidden: true });
  const state = { options: [], active: 0, word: null };
  const set = (name, value) => field.setAttribute(`aria-${name}`, value);
  // No role: a field of several lines is a textbox and cannot be a combobox; the active suggestion is read out all the same.
  Object.entries({ controls: id, autocomplete: "list", haspopup: "listbox" }).forEach(([name, value]) => set(name, value));

  const close = () => {
    list.hidden = true;
    field.removeAttribute("aria-activedescendant");
  };
  const show = () => {
    list.replaceChildren(...state.options.map((option, place) => h("li", {
      id: `${id}-${place}`, role: "option", "aria-selected": String(place === state.active),
      mousedown: (event) => { event.preventDefault(); accept(place); },
    }, h("strong", {}, option.shown), " ", h("span", { class: "hint" }, option.hint), h("small", {}, option.description))));
    list.hidden = false;
    set("activedescendant", `${id}-${state.active}`);
    list.children[state.active]?.scrollIntoView({ block: "nearest" });
  };
  const accept = (place) => {
    const { start, end } = state.word;
    field.setRangeText(`${state.options[place].insert} `, start, end, "end");
    close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const look = () => {
    state.word = wordAt(field);
    state.options = state.word ? matching(state.word.text, offers()) : [];
    state.active = 0;
    if (state.options.length) show();
    else close();
  };
  const keys = {
    ArrowDown: () => { state.active = (state.active + 1) % state.options.length; show(); },
    ArrowUp: () => { state.active = (state.active + state.options.length - 1) % state.options.length; show(); },
    Escape: close,
    Tab: () => accept(state.active),
    Enter: () => accept(state.active),
  };
  field.addEventListener("input", look);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden || !(event.key in keys) || event.isComposing || event.shiftKey) return;
    // What is written out in full needs no completing: Enter sends it.
    if (event.key === "Enter" && state.options[state.active].insert === state.word.text) return close();
    event.preventDefault();
    event.stopImmediatePropagation();
    keys[event.key]();
  });
  return list;
}

/** The word before the cursor that can be completed: its text and where it stands. */
function wordAt(field) {
  const before = field.value.slice(0, field.selectionStart);
  const found = /^\/[\w-]*$/.exec(before) ?? /(?<![\w@])@[\w.-]*$/.exec(before);
  return found && { text: found[0], start: before.length - found[0].length, end: before.length };
}

function matching(word, { commands, people }) {
  const begun = word.toLowerCase();
  if (begun.startsWith("/")) {
    return commands.filter((each) => each.name.startsWith(begun)).map((each) =>
      ({ insert: each.name, shown: each.name, hint: each.hint, description: each.description }));
  }
  const name = begun.slice(1);
  return people.filter((each) => each.name.startsWith(name) || each.real_name.toLowerCase().includes(name)).map((each) =>
    ({ insert: `@${each.name}`, shown: each.real_name, hint: `@${each.name}`, description: "" }));
}
