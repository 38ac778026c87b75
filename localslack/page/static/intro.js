// What stands at the beginning of each conversation: what it is for, and what one may try.
import { h } from "./dom.js";

const QUESTIONS = ["welke versie van Exact Globe heb ik nodig?", "koppeling globe econnect uitleg"];

/** The beginning of `channel`; `page` has { names, write(text), invite() }. */
export function intro(channel, page) {
  const bot = `@${page.names.handle(page.names.bot)}`;
  const isTalk = channel.kind === "im";
  const hasBot = channel.members.includes(page.names.bot);
  const title = isTalk ? bot.slice(1) : `#${channel.name}`;
  if (!hasBot) {
    return h("section", { class: "intro" }, h("h2", {}, title), h("p", {}, `${bot} is not in this channel, so it hears nothing here.`),
      h("button", { type: "button", class: "button", click: page.invite }, `Invite ${bot}`));
  }
  const questions = QUESTIONS.map((question) => (isTalk ? question : `${bot} ${question}`));
  const about = isTalk ? "You and the bot alone. Ask it anything about connecting Exact Globe."
    : "Mention the bot to ask it something; it answers in a thread. Try one of these:";
  return h("section", { class: "intro" }, h("h2", {}, title), h("p", {}, about),
    h("div", { class: "tries" }, [...questions, "/econnect-address 01035286"].map((text) =>
      h("button", { type: "button", class: "try", click: () => page.write(text) }, text))));
}
