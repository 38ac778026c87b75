// Puts the page together: one state comes from the server, and everything shown follows from it.
import { does, listen } from "./api.js";
import { composer } from "./composer.js";
import { clock, h, patch, tell } from "./dom.js";
import { beginning, showPanel, showTools } from "./extension.js";
import { showHome, tabs } from "./home.js";
import { inspector } from "./inspector.js";
import { intro } from "./intro.js";
import { bringIntoView, goToEnd, keepAtEnd, placeOf, showMessages, walkWithArrows } from "./messages.js";
import { showModal } from "./modal.js";
import { namesIn } from "./names.js";
import { showSidebar } from "./sidebar.js";
import { keep, markRead, store, unreadIn } from "./store.js";
import { translate, words } from "./words.js";

const $ = (id) => document.getElementById(id);
const wide = matchMedia("(min-width: 1200px)");
const phone = matchMedia("(max-width: 760px)");

let state = null;
let begins = {};
let names = null;
let composers = null;
const journal = inspector($("inspector"), () => inspect(false));

const channelOf = (id) => state.channels.find((each) => each.id === id);
const channel = () => channelOf(store.place) ?? state.channels[0];
const topLevel = (of) => of.messages.filter((message) => !message.thread_ts);
const inThread = (of, root) => of.messages.filter((message) => [message.ts, message.thread_ts].includes(root));

function offers() {
  const directMessage = state.channels.find((each) => each.kind === "im").id;
  const bot = state.people.find((each) => each.is_bot);
  return { commands: state.commands, shortcuts: state.shortcuts, people: [bot, ...names.people()], directMessage };
}

function startComposers() {
  const shared = { offers, names: () => names };
  composers = {
    main: composer($("composer"), { ...shared, id: "compose", where: () => ({ channel: channel().id }), sends: () => goToEnd($("messages")) }),
    thread: composer($("thread-composer"), { ...shared, id: "reply", where: () => ({ channel: channel().id, thread_ts: store.thread }), sends: () => goToEnd($("replies")) }),
  };
}

function go(changes) {
  Object.assign(store, changes);
  show();
}

function openPlace(id) {
  document.body.classList.remove("drawer");
  go({ place: id, thread: null, atHome: false });
  composers.main.focus();
}

function openTab(atHome) {
  go({ atHome, thread: null });
  document.querySelector(".tab[aria-selected=true]").focus();
  if (atHome) does("home", {});
}

function openThread(root) {
  go({ thread: root });
  composers.thread.focus();
}

function closeThread() {
  const root = store.thread;
  go({ thread: null });
  document.querySelector(`#messages [data-key="${root}"]`)?.focus();
}

/** Leads to a message, in its channel and, where there is one, with its thread open. */
function goTo({ channel: id, ts, thread }) {
  document.body.classList.remove("drawer");
  go({ place: id, thread, atHome: false });
  bringIntoView($("messages"), thread ?? ts);
  if (thread && thread !== ts) bringIntoView($("replies"), ts);
}

/** Follows a link to a message of this workspace here, as Slack does; others leave the page. */
function followLink(event) {
  const link = event.target.closest("a[href]");
  const place = link && placeOf(link.href, state.site);
  if (!place) return;
  event.preventDefault();
  if (channelOf(place.channel)?.messages.some((message) => message.ts === place.ts)) goTo(place);
  else tell(words.notThere);
}

const inspects = () => store.inspects ?? begins.inspects ?? wide.matches;

function inspect(on) {
  go({ inspects: on });
  $("inspect")?.focus();
}

function show() {
  if (!state) return;
  names = namesIn(state);
  if (!composers) startComposers();
  const here = channel();
  store.place = here.id;
  markAllRead(here);
  showSidebar($("sidebar"), { state, names, place: here.id, unread: unreadElsewhere, open: openPlace });
  store.atHome &&= state.has_home && here.kind === "im";
  showHead(here);
  showChannel(here);
  showHome($("home"), state.home, names);
  $("home").hidden = !store.atHome;
  for (const id of ["messages", "composer", "intro"]) $(id).hidden = store.atHome;
  showThread(here);
  showModal($("modal"), state.modal, names);
  $("inspector").hidden = !inspects();
  document.body.classList.toggle("in-thread", store.thread !== null);
  const waiting = state.channels.reduce((sum, each) => sum + unreadElsewhere(each), 0);
  document.title = `${waiting ? `(${waiting}) ` : ""}${names.user(state.me)} · ${state.team}`;
  keep();
}

/** Unread messages in the main line, and in threads that have not been opened since. */
function unreadOf(of) {
  const threads = [...new Set(of.messages.map((message) => message.thread_ts).filter(Boolean))];
  const replies = threads.map((root) => unreadIn(inThread(of, root).slice(1), `${of.id}/${root}`, state.me));
  return unreadIn(topLevel(of), of.id, state.me) + replies.reduce((sum, each) => sum + each, 0);
}

/** Where somebody is, what is new has its own mark below its message. */
const unreadElsewhere = (of) => (of.id === store.place ? 0 : unreadOf(of));

function markAllRead(here) {
  markRead(here.id, topLevel(here).at(-1)?.ts);
  if (store.thread) markRead(`${here.id}/${store.thread}`, inThread(here, store.thread).at(-1)?.ts);
}

function showHead(here) {
  const label = here.kind === "im" ? names.user(names.bot) : here.name;
  const item = { label, kind: here.kind, members: here.members.length, tabs: here.kind === "im" && state.has_home, atHome: store.atHome, inspects: inspects() };
  patch($("head"), [item], () => "head", () => h("div", { class: "head" },
    h("button", { type: "button", class: "tool menu", "aria-label": words.channels, click: toggleDrawer }, "☰"),
    h("h1", {}, here.kind === "im" ? label : `# ${label}`),
    item.tabs && tabs(item.atHome, openTab),
    h("span", { class: "members" }, here.kind === "im" ? words.app : words.members(item.members)),
    h("button", { type: "button", id: "inspect", class: "button", "aria-pressed": String(item.inspects), click: () => inspect(!item.inspects) }, words.inspector)));
}

function toggleDrawer() {
  if (document.body.classList.toggle("drawer")) $("acting").focus();
}

const shared = (here) => ({ names, shortcuts: state.shortcuts, openThread, place: here.id });

function showChannel(here) {
  const label = words.messageTo(here.kind === "im" ? names.user(names.bot) : `#${here.name}`);
  composers.main.label(label);
  showMessages($("messages"), topLevel(here), here, {
    ...shared(here),
    edit: (message) => composers.main.edit(message, here),
    isUnread: (replies) => Boolean(replies) && unreadIn(inThread(here, replies.root).slice(1), `${here.id}/${replies.root}`, state.me) > 0,
  });
  const beginning = $("intro") ?? $("messages").parentElement.insertBefore(h("div", { id: "intro" }), $("messages"));
  const item = { id: here.id, kind: here.kind, name: here.name, members: here.members };
  patch(beginning, [item], () => "intro", () => intro(here, {
    names, commands: state.commands, extension: state.extension, write: composers.main.write, invite: () => does("invite", { channel: here.id }),
  }));
  beginning.classList.toggle("small", here.messages.length > 2);
}

function showThread(here) {
  $("thread").hidden = store.thread === null;
  if (store.thread === null) return;
  if (!$("thread-head").children.length) {
    $("thread-head").append(h("div", { class: "head" }, h("h2", {}, words.thread),
      h("button", { type: "button", class: "tool", "aria-label": words.closeThread, click: closeThread }, "✕")));
  }
  composers.thread.label(words.reply);
  showMessages($("replies"), inThread(here, store.thread), here, {
    ...shared(here), inThread: true, place: store.thread, edit: (message) => composers.thread.edit(message, here),
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (document.body.classList.contains("drawer")) document.body.classList.remove("drawer");
  else if (phone.matches && store.inspects) inspect(false);
  else if (store.thread !== null) closeThread();
});
$("conversation").addEventListener("click", (event) => {
  if (!event.target.closest(".menu")) document.body.classList.remove("drawer");
});
document.addEventListener("click", followLink);
wide.addEventListener("change", show);
for (const log of [$("messages"), $("replies")]) {
  walkWithArrows(log);
  keepAtEnd(log);
}

new ResizeObserver(() => $("app").style.setProperty("--tools", `${$("tools").offsetHeight}px`)).observe($("tools"));

translate(document);
listen({
  onOpen: () => { journal.clear(); document.body.classList.remove("lost"); },
  onLost: () => { document.body.classList.add("lost"); tell(words.lost); },
  onState: (fresh) => {
    const before = state;
    state = fresh;
    begins = beginning(state);
    clock.now = state.now;
    clock.zone = begins.zone;
    store.readUntil = begins.readUntil;
    show();
    showTools($("tools"), state, { goTo, sees: (id) => Boolean(channelOf(id)) });
    showPanel($("panel"), state, before);
  },
  onJournal: journal.add,
});
