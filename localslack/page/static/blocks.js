// Block Kit as elements. `context`: { names, click(button), choose(element, choice), errors, level of headings }.
import { clock, dateOf, h, timeOf } from "./dom.js";
import { element } from "./elements.js";
import { emoji } from "./emoji.js";
import { link, mention, mrkdwn } from "./mrkdwn.js";
import { language, words } from "./words.js";

/** The elements of a list of blocks. */
export const blocks = (list, context) => list.map((block) => (BLOCKS[block.type] ?? unknown)(block, { ...context, at: block.block_id }));

/** A text object: plain stays as it is, mrkdwn is formatted. */
function textOf(object, context) {
  return object.type === "mrkdwn" ? mrkdwn(object.text, context.names) : object.text;
}

function header(block, { level = 2 }) {
  return h(`h${level}`, { class: "heading" }, block.text.text);
}

function section(block, context) {
  const parts = [
    block.text && h("div", {}, textOf(block.text, context)),
    block.fields && h("div", { class: "fields" }, block.fields.map((field) => h("div", {}, textOf(field, context)))),
  ];
  return h("div", { class: "section" }, h("div", { class: "words" }, parts),
    block.accessory && h("div", { class: "accessory" }, accessory(block.accessory, context)));
}

const accessory = (spec, context) => (spec.type === "image" ? image(spec) : element(spec, context));

/** A placeholder: the page asks nothing of anybody else, so no image is fetched. */
function image(spec) {
  return h("span", { class: "image", role: "img", "aria-label": spec.alt_text }, "🖼 ", spec.alt_text);
}

function contextBlock(block, context) {
  return h("div", { class: "context" }, block.elements.map((each) =>
    each.type === "image" ? image(each) : h("span", {}, textOf(each, context))));
}

function actions(block, context) {
  return h("div", { class: "actions" }, block.elements.map((each) => element(each, context)));
}

function input(block, context) {
  const error = context.errors?.[block.block_id];
  const note = `note-${block.block_id}`;
  const label = block.label.text;
  return h("div", { class: error ? "input wrong" : "input" },
    h("span", { class: "label", "aria-hidden": "true" }, label, block.optional && h("small", {}, " ", words.optional)),
    element(block.element, { ...context, label, describedBy: note, choose: () => {} }),
    h("span", { id: note, class: error ? "error" : "hint" }, error ?? block.hint?.text ?? ""));
}

function richText(block, context) {
  return h("div", { class: "rich" }, block.elements.map((each) => rich(each, context)));
}

function rich(part, context) {
  const inner = () => part.elements.map((each) => richInline(each, context));
  switch (part.type) {
    case "rich_text_quote": return h("blockquote", {}, inner());
    case "rich_text_preformatted": return h("pre", {}, inner());
    case "rich_text_list":
      return h(part.style === "ordered" ? "ol" : "ul", { "data-indent": part.indent ?? 0, start: (part.offset ?? 0) + 1 }, part.elements.map((each) => h("li", {}, rich(each, context))));
    default: return h("div", { class: "line" }, inner());
  }
}

function richInline(part, { names }) {
  switch (part.type) {
    case "text": return styled(part.text, part.style ?? {});
    case "user": return mention(part.user_id, names);
    case "channel": return h("span", { class: "mention" }, `#${names.channel(part.channel_id)}`);
    case "link": return link(part.url, part.text);
    case "emoji": return emoji(part.name) ?? `:${part.name}:`;
    case "date": return moment(part);
    default: return `[${part.type}]`;
  }
}

const PARTS = {
  ago,
  time: timeOf,
  date_short_pretty: dateOf,
};

/** A time in the zone of the page's clock, or else the reader's own, in Slack's format; the fallback where a part of the format is not known. */
function moment(part) {
  const names = [...part.format.matchAll(/\{(\w+)\}/g)].map((found) => found[1]);
  const told = names.every((name) => name in PARTS)
    ? part.format.replaceAll(/\{(\w+)\}/g, (_, name) => PARTS[name](part.timestamp))
    : part.fallback;
  return h("time", { datetime: new Date(part.timestamp * 1000).toISOString(), title: `${dateOf(part.timestamp)}, ${timeOf(part.timestamp)}` }, told);
}

function ago(seconds) {
  const minutes = Math.floor((clock.now + 60 - seconds) / 60); // what shows minutes is never ahead of it
  const told = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  if (!minutes) return words.justNow;
  if (Math.abs(minutes) < 60) return told.format(-minutes, "minute");
  const hours = Math.round(minutes / 60);
  return Math.abs(hours) < 48 ? told.format(-hours, "hour") : told.format(-Math.round(hours / 24), "day");
}

function styled(text, style) {
  const tags = { code: "code", bold: "strong", italic: "em", strike: "s" };
  return Object.keys(tags).filter((name) => style[name]).reduce((inner, name) => h(tags[name], {}, inner), text);
}

/** Markdown's bold in Slack's own way; the rest is shown as it is written. */
const fromMarkdown = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replace(/\*\*(.+?)\*\*/g, "*$1*");

function unknown(block) {
  return h("div", { class: "unknown" }, `[${block.type}]`);
}

const BLOCKS = {
  header,
  section,
  context: contextBlock,
  actions,
  context_actions: actions,
  input,
  rich_text: richText,
  markdown: (block, { names }) => h("div", {}, mrkdwn(fromMarkdown(block.text), names)),
  divider: () => h("hr"),
  image: (block) => h("div", {}, image(block)),
};
