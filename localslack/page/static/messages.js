// Messages: a channel's main line, or one thread.
import { does } from "./api.js";
import { blocks } from "./blocks.js";
import { clock, dayOf, h, patch, tell, timeOf } from "./dom.js";
import { emoji, REACTIONS } from "./emoji.js";
import { forward } from "./forward.js";
import { mrkdwn } from "./mrkdwn.js";
import { words } from "./words.js";

/** Shows `messages` in `log`; `page` says what a click leads to. */
export function showMessages(log, messages, channel, page) {
  const threads = page.inThread ? new Map() : repliesIn(channel);
  const items = messages.map((message, place) => ({
    ...message,
    replies: threads.get(message.ts) ?? null,
    isUnread: page.isUnread?.(threads.get(message.ts)) ?? false,
    isNext: follows(message, messages[place - 1]),
    day: place === 0 || dayOf(message.ts) !== dayOf(messages[place - 1].ts) ? dayOf(message.ts) : null,
    minute: JSON.stringify(message.blocks).includes("{ago}") ? clock.now : null,
  }));
  patch(log, items, (item) => item.ts, (item) => messageElement(item, channel, page));
  log.querySelector(".message:last-child")?.setAttribute("tabindex", "0");
  if (log.dataset.place !== page.place) log.dataset.leftEnd = "";
  log.dataset.place = page.place;
  follow(log);
}

/** Keeps the end of `log` in view, whatever comes, grows or shrinks around it, until somebody scrolls away from it. */
export function keepAtEnd(log) {
  log.dataset.leftEnd = "";
  let height = log.clientHeight;
  log.addEventListener("scroll", () => {
    if (log.clientHeight !== height) return; // it was resized meanwhile, which nobody did to leave the end
    log.dataset.leftEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60 ? "" : "yes";
  });
  new ResizeObserver(() => {
    height = log.clientHeight;
    follow(log);
  }).observe(log);
}

/** Goes to the end of `log`: what was just sent is to be seen. */
export function goToEnd(log) {
  log.dataset.leftEnd = "";
  follow(log);
}

/** Brings a message of `log` into view, and leaves it there whatever comes at the end. */
export function bringIntoView(log, ts) {
  const message = log.querySelector(`[data-key="${ts}"]`);
  log.dataset.leftEnd = "yes";
  message?.scrollIntoView({ block: message.offsetHeight < log.clientHeight * 0.9 ? "center" : "start" });
  message?.focus({ preventScroll: true });
}

/** Where an address of the workspace at `site` leads: { channel, ts, thread }; null for any other address. */
export function placeOf(address, site) {
  const url = new URL(address);
  const found = /^\/archives\/(\w+)\/p(\d+)(\d{6})$/.exec(url.pathname);
  if (!found || url.origin !== site) return null;
  const [, channel, seconds, fraction] = found;
  return { channel, ts: `${seconds}.${fraction}`, thread: url.searchParams.get("thread_ts") };
}

function follow(log) {
  if (!log.dataset.leftEnd) log.scrollTop = log.scrollHeight;
}

/** How many replies each message has, and when the last one came. */
function repliesIn(channel) {
  const threads = new Map();
  for (const { thread_ts: root, ts, user } of channel.messages) {
    if (root) threads.set(root, { root, count: (threads.get(root)?.count ?? 0) + 1, last: ts, lastBy: user });
  }
  return threads;
}

const follows = (message, before) =>
  Boolean(before) && message.blocks.every((block) => block.type === "rich_text") && before.user === message.user && before.is_ephemeral === message.is_ephemeral
  && Number(message.ts) - Number(before.ts) < 300;

function messageElement(item, channel, page) {
  const { names } = page;
  const kinds = ["message", item.is_ephemeral && "ephemeral", item.isNext && "next"].filter(Boolean).join(" ");
  const bot = item.user === names.bot;
  return h("article", { class: kinds, tabindex: "-1", "aria-label": `${names.user(item.user)}, ${timeOf(item.ts)}` },
    item.is_ephemeral && h("div", { class: "only-you" }, "👁 ", words.onlyYou),
    !item.isNext && avatar(item.user, names),
    h("div", { class: "body" },
      toolbar(item, channel, page),
      !item.isNext && h("div", { class: "by" }, h("strong", {}, names.user(item.user)),
        bot && h("span", { class: "badge" }, "APP"),
        h("time", { datetime: new Date(item.ts * 1000).toISOString() }, item.day ? `${item.day}, ${timeOf(item.ts)}` : timeOf(item.ts))),
      content(item, channel, page),
      h("div", { class: "files" }, item.files.map((name) => h("span", { class: "file" }, "📎 ", name))),
      reactions(item, channel, names),
      item.replies && threadLink(item, page)));
}

/** A person's initials on their own colour. */
export function avatar(user, names) {
  const initials = user === names.bot ? "🤖" : names.user(user).split(" ").map((part) => part[0]).slice(0, 2).join("");
  return h("span", { class: `avatar ${user === names.bot ? "of-bot" : `hue-${names.hue(user)}`}`, "aria-hidden": "true" }, initials);
}

function content(item, channel, { names, inThread }) {
  // Pressed is what is seen here, whatever became of it a moment ago.
  const surface = { channel: channel.id, ts: item.ts, blocks: item.blocks };
  const context = {
    names,
    level: inThread ? 3 : 2,
    click: (button) => does("click", { ...surface, button }),
    choose: (action, choice) => does("choose", { ...surface, action, choice }),
  };
  const shown = item.blocks.length ? blocks(item.blocks, context) : mrkdwn(item.text, names);
  const attached = item.attachments.map((each) => attachment(each, context));
  return h("div", { class: "content" }, shown, attached, item.is_edited && h("small", { class: "edited" }, words.edited));
}

/** An attachment as far as it is shown: its words, or its blocks, which cannot be used. */
function attachment(each, { names, level }) {
  const lines = [each.pretext, each.title, each.text].filter(Boolean);
  const shown = each.blocks ? blocks(each.blocks, { names, level, click: notHere, choose: notHere })
    : (lines.length || each.is_share ? lines : [each.fallback ?? ""]).map((line) => mrkdwn(line, names));
  const source = [each.author_id && names.user(each.author_id), each.footer].filter(Boolean).join(" · ");
  const files = (each.files ?? []).map((file) => h("span", { class: "file" }, "📎 ", file.name ?? file.id));
  const within = (each.attachments ?? []).map((one) => attachment(one, { names, level }));
  return h("blockquote", { class: "attachment" }, each.is_share && h("small", {}, source), shown, files, within);
}

const notHere = () => tell(words.notInAttachments);

function reactions(item, channel, names) {
  return h("div", { class: "reactions" }, Object.entries(item.reactions).map(([name, users]) =>
    h("button", {
      type: "button",
      class: users.includes(names.me) ? "reaction own" : "reaction",
      "aria-label": `${name}, ${users.map(names.user).join(", ")}`,
      click: () => does("react", { channel: channel.id, ts: item.ts, name }),
    }, `${emoji(name) ?? name} ${users.length}`)));
}

function threadLink({ replies, isUnread }, page) {
  return h("button", {
    type: "button", class: isUnread ? "thread-link unread" : "thread-link", click: () => page.openThread(replies.root),
  }, avatar(replies.lastBy, page.names), h("span", {}, words.replyCount(replies.count)), h("time", {}, timeOf(replies.last)), isUnread && h("span", { class: "new" }, words.unread));
}

function toolbar(item, channel, page) {
  if (item.is_ephemeral) return null;
  const at = { channel: channel.id, ts: item.ts };
  const own = item.user === page.names.me;
  const tool = (label, shown, click) => h("button", { type: "button", title: label, "aria-label": label, click }, shown);
  return h("div", { class: "toolbar", role: "toolbar", "aria-label": words.messageActions },
    REACTIONS.map((name) => tool(words.reactWith(name), emoji(name), () => does("react", { ...at, name }))),
    !page.inThread && tool(words.replyInThread, "💬", () => page.openThread(item.ts)),
    page.shortcuts.filter((each) => each.kind === "message").map((each) =>
      tool(each.name, "⚡", () => does("shortcut", { ...at, shortcut: each.id }))),
    tool(words.forwardMessage, "↪", () => forward(item, channel, page.names)),
    own && tool(words.editMessage, "✏️", () => page.edit(item)),
    own && tool(words.deleteMessage, "🗑", () => does("delete", at)));
}

/** Lets the arrow keys walk from message to message, as Slack does. */
export function walkWithArrows(log) {
  log.addEventListener("keydown", (event) => {
    const current = event.target.closest(".message");
    if (event.target !== current || !["ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) return;
    const all = [...log.querySelectorAll(".message")];
    const step = { ArrowUp: all.indexOf(current) - 1, ArrowDown: all.indexOf(current) + 1, Home: 0, End: all.length - 1 };
    all[Math.max(0, Math.min(all.length - 1, step[event.key]))]?.focus();
    event.preventDefault();
  });
}
