// Slack's mrkdwn as elements.
import { h } from "./dom.js";
import { emoji } from "./emoji.js";

const ENTITIES = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
const INLINE = new RegExp(
  [
    "`(?<code>[^`]+)`",
    "<(?<mark>[^<>]+)>",
    String.raw`(?<![\p{L}\p{N}*])\*(?<strong>\S(?:[^*]*\S)?)\*(?![\p{L}\p{N}*])`,
    String.raw`(?<![\p{L}\p{N}_])_(?<em>\S(?:[^_]*\S)?)_(?![\p{L}\p{N}_])`,
    String.raw`(?<![\p{L}\p{N}~])~(?<s>\S(?:[^~]*\S)?)~(?![\p{L}\p{N}~])`,
    ":(?<emoji>[a-z0-9_+-]+):",
  ].join("|"),
  "gu",
);

export const unescape = (text) => text.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity]);

/** The elements of a whole text: lines, bullets, quotes and fenced code. */
export function mrkdwn(text, names) {
  return text.split("```").flatMap((part, place) => (place % 2 ? [h("pre", {}, unescape(part))] : lines(part, names)));
}

function lines(text, names) {
  if (!text.trim()) return [];
  return text.split("\n").map((line) => {
    if (line.startsWith("&gt;")) return h("blockquote", {}, inline(line.slice(4).trim(), names));
    const kind = /^(?:[•◦-]|\d+\.)\s/.test(line) ? "line item" : "line";
    return h("div", { class: line.trim() ? kind : "gap" }, inline(line, names));
  });
}

/** The elements of one line. */
export function inline(text, names) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    parts.push(unescape(text.slice(end, found.index)), marked(found, names));
    end = found.index + found[0].length;
  }
  return [...parts, unescape(text.slice(end))];
}

function marked(found, names) {
  const { code, mark, emoji: name } = found.groups;
  if (code !== undefined) return h("code", {}, unescape(code));
  if (mark !== undefined) return linked(mark, names);
  if (name !== undefined) return emoji(name) ?? found[0];
  const [tag, inner] = Object.entries(found.groups).find(([, value]) => value !== undefined);
  return h(tag, {}, inline(inner, names));
}

function linked(mark, names) {
  const [target, label] = mark.split("|");
  if (target.startsWith("@")) return mention(target.slice(1), names);
  if (target.startsWith("#")) return h("span", { class: "mention" }, `#${label || names.channel(target.slice(1))}`);
  if (target.startsWith("!")) return h("span", { class: "mention" }, `@${target.slice(1).split("^")[0]}`);
  return link(unescape(target), label && unescape(label));
}

/** A person's name as a mention. */
export const mention = (id, names) =>
  h("span", { class: id === names.me ? "mention own" : "mention" }, `@${names.user(id)}`);

/** A link; only to addresses that cannot run anything. */
export function link(url, label = url.replace(/^(?:mailto|tel):/, "")) {
  if (!/^(?:https?|mailto|tel):/i.test(url)) return label;
  return h("a", { href: url, target: "_blank", rel: "noreferrer noopener" }, label);
}

/** What somebody would type to get this text. */
export function typed(text, names) {
  const marks = text.replace(/<([^<>]+)>/g, (_, mark) => {
    const [target, label] = mark.split("|");
    if (target.startsWith("@")) return `@${names.handle(target.slice(1))}`;
    if (target.startsWith("#")) return `#${names.channel(target.slice(1))}`;
    return label ?? target;
  });
  return unescape(marks);
}
