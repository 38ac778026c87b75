// What stands at the beginning of each conversation: what it is for, and what one may try.
import { h } from "./dom.js";
import { introduction } from "./extension.js";
import { words } from "./words.js";

/** The beginning of `channel`; `page` has { names, commands, extension, write(text), invite() }. */
export function intro(channel, page) {
  const bot = `@${page.names.handle(page.names.bot)}`;
  const isTalk = channel.kind === "im";
  const hasBot = channel.members.includes(page.names.bot);
  const title = isTalk ? bot.slice(1) : `#${channel.name}`;
  if (!hasBot) {
    return h("section", { class: "intro" }, h("h2", {}, title), h("p", {}, words.outside(bot)),
      h("button", { type: "button", class: "button", click: page.invite }, words.invite(bot)));
  }
  const { about, examples } = introduction({ bot, isTalk, channel: channel.id, commands: page.commands, extension: page.extension });
  return h("section", { class: "intro" }, h("h2", {}, title), h("p", {}, about),
    h("div", { class: "tries" }, examples.map((text) =>
      h("button", { type: "button", class: "try", click: () => page.write(text) }, text))));
}
