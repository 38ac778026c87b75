// The bot's App Home, and the tabs that lead to it.
import { does } from "./api.js";
import { blocks } from "./blocks.js";
import { h, patch } from "./dom.js";
import { words } from "./words.js";

/** The tabs above a talk with the bot; `open(atHome)` is called with the one that was chosen. */
export function tabs(atHome, open) {
  const tab = (label, home) => h("button", {
    type: "button", class: "tab", role: "tab", "aria-selected": String(atHome === home), click: () => open(home),
  }, label);
  return h("div", { class: "tabs", role: "tablist", "aria-label": words.app }, tab(words.home, true), tab(words.messages, false));
}

/** Shows what the bot published to this person. */
export function showHome(place, view, names) {
  patch(place, [view], () => "home", () => {
    if (!view) return h("p", { class: "empty" }, words.nothingPublished);
    const surface = { view: view.id };
    return h("div", { class: "content" }, blocks(view.blocks, {
      names,
      click: (button) => does("click", { ...surface, button }),
      choose: (action, choice) => does("choose", { ...surface, action, choice }),
    }));
  });
}
