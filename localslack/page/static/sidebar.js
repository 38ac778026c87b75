// Channels and direct messages, and who this window is.
import { me } from "./api.js";
import { h, patch } from "./dom.js";
import { words } from "./words.js";

/** Shows the sidebar; `page` has { state, names, place, unread(channel), open(channel) }. */
export function showSidebar(place, page) {
  if (!place.children.length) build(place, page);
  const { state } = page;
  const rooms = state.channels.filter((channel) => channel.kind !== "im");
  const talks = state.channels.filter((channel) => channel.kind === "im");
  list(place.querySelector("#rooms"), rooms, page);
  list(place.querySelector("#talks"), talks, page);
}

function build(place, { state, names }) {
  const others = state.people.filter((each) => !each.is_bot);
  const role = (each) => (each.is_guest ? words.addGuest(each.real_name) : each.real_name);
  place.append(
    h("div", { class: "team" }, h("span", { class: "logo", "aria-hidden": "true" }, state.team[0]), h("strong", {}, state.team)),
    h("label", { class: "acting" }, h("span", {}, words.actingAs),
      h("select", { id: "acting", change: (event) => location.assign(`?as=${event.target.value}`) },
        others.map((each) => h("option", { value: each.name, selected: each.name === me }, role(each))))),
    h("details", { class: "windows" }, h("summary", {}, words.openWindow),
      others.filter((each) => each.id !== names.me).map((each) =>
        h("a", { href: `?as=${each.name}`, target: "_blank", rel: "noopener" }, words.asPerson(each.real_name)))),
    h("h2", {}, words.channels), h("ul", { id: "rooms" }),
    h("h2", {}, words.directMessages), h("ul", { id: "talks" }));
}

function list(place, channels, page) {
  const items = channels.map((channel) => ({
    id: channel.id,
    label: channel.kind === "im" ? page.names.user(page.names.bot) : channel.name,
    sign: { im: "🤖", group: "🔒" }[channel.kind] ?? "#",
    unread: page.unread(channel),
    isOpen: channel.id === page.place,
  }));
  patch(place, items, (item) => item.id, (item) => h("li", {}, h("button", {
    type: "button",
    class: item.unread ? "room unread" : "room",
    "aria-current": item.isOpen ? "page" : null,
    click: () => page.open(item.id),
  }, h("span", { class: "sign", "aria-hidden": "true" }, item.sign), h("span", { class: "name" }, item.label),
  item.unread > 0 && h("span", { class: "count", "aria-label": words.unreadCount(item.unread) }, String(item.unread)))));
}
