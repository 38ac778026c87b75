// Forwards a message: to a channel or to the app, with or without a word to it.
import { does } from "./api.js";
import { h } from "./dom.js";
import { words } from "./words.js";

/** Asks where a message of `channel` goes; `names` knows the places. */
export function forward(item, channel, names) {
  const places = names.places();
  const to = h("select", { id: "forward-to" }, places.map((each) => h("option", { value: each.id, selected: each.kind === "im" }, each.label)));
  const text = h("textarea", { id: "forward-text", rows: 3 });
  const dialog = h("dialog", { "aria-labelledby": "forward-title" });
  const send = async (event) => {
    event.preventDefault();
    const sent = await does("forward", { channel: channel.id, ts: item.ts, to: to.value, text: text.value.trim() });
    if (sent) dialog.close();
  };
  dialog.append(h("form", { submit: send },
    h("header", {}, h("h2", { id: "forward-title" }, words.forwardThis)),
    h("div", { class: "fields-of-view" },
      h("div", { class: "input" }, h("label", { class: "label", for: "forward-to" }, words.to), to),
      h("div", { class: "input" }, h("label", { class: "label", for: "forward-text" }, `${words.message} ${words.optional}`), text)),
    h("footer", {},
      h("button", { type: "button", class: "button", click: () => dialog.close() }, words.cancel),
      h("button", { type: "submit", class: "button primary" }, words.forward))));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  to.focus();
}
