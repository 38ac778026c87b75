// What goes on behind the scenes: deliveries with their acks, API calls, and what the app's extension adds.
import { h, patch, timeOf } from "./dom.js";
import { KINDS as ADDED } from "./extension.js";
import { words } from "./words.js";

const LABELS = {
  ...Object.fromEntries(Object.entries(ADDED).map(([kind, { label }]) => [kind, label])),
  ...words.kindsOfEntries,
};

/** An inspector in `place`. Give it entries with `add`; `clear` forgets them; `close` is called by its button. */
export function inspector(place, close) {
  let entries = [];
  const hiddenKinds = new Set();
  const search = h("input", { type: "search", placeholder: words.filter, "aria-label": words.filterEntries, input: () => show() });
  const list = h("div", { class: "entries" });
  const kinds = Object.entries(LABELS).map(([kind, label]) => h("button", {
    type: "button", class: `kind ${kind}`, "aria-pressed": "true",
    click: (event) => {
      const wasHidden = hiddenKinds.delete(kind);
      if (!wasHidden) hiddenKinds.add(kind);
      event.currentTarget.setAttribute("aria-pressed", String(wasHidden));
      show();
    },
  }, label));
  place.append(
    h("header", {}, h("h2", {}, words.inspector), h("button", { type: "button", class: "tool", "aria-label": words.closeInspector, click: close }, "✕")),
    h("div", { class: "filters", role: "group", "aria-label": words.kinds }, kinds, search),
    list);

  const show = () => {
    const wanted = search.value.trim().toLowerCase();
    const fits = (entry) => !hiddenKinds.has(entry.kind) && (!wanted || JSON.stringify(entry).toLowerCase().includes(wanted));
    patch(list, entries.filter(fits), (entry) => entry.id, entryElement);
    if (!list.children.length) list.append(h("p", { class: "empty" }, entries.length ? words.nothingFits : words.nothingYet));
  };
  show();
  return {
    add: (fresh) => { entries = [...entries, ...fresh].sort((one, other) => other.at - one.at); show(); },
    clear: () => { entries = []; show(); },
  };
}

function entryElement(entry) {
  const added = ADDED[entry.kind];
  const good = Boolean(added) || entry.outcome === "ok";
  const seconds = { hour: "2-digit", minute: "2-digit", second: "2-digit" };
  const body = h("div", { class: "entry-body" });
  return h("details", {
    class: "entry",
    open: Boolean(added?.isOpen),
    toggle: (event) => { if (event.target.open && !body.children.length) body.append(...contentOf(entry)); },
  },
  h("summary", {},
    h("time", {}, timeOf(entry.at, seconds)),
    h("span", { class: `kind ${entry.kind}` }, entry.kind),
    h("span", { class: "what" }, entry.name),
    entry.ack_ms !== undefined && h("span", { class: "ms", title: words.ackedAfter }, `${entry.ack_ms} ms`),
    h("span", { class: good ? "outcome" : "outcome bad" }, entry.outcome.replace("_", " "))),
  body);
}

function contentOf(entry) {
  const payload = h("pre", { tabindex: "0", "aria-label": words.payload }, JSON.stringify(entry.payload, null, 2));
  const added = ADDED[entry.kind];
  if (!added) return [payload];
  return [...added.contentOf(entry), h("details", {}, h("summary", {}, words.asJson), payload)];
}
