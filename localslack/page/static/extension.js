// What an app may add to the page. This is the page of any app: a file of this name in the extension's folder takes its place.
import { words } from "./words.js";

/** Further kinds of entries in the Inspector, by name: { label, isOpen, contentOf(entry) }. */
export const KINDS = {};

/** Shows the app's own panel above the messages; `before` is the state it showed last, or null. */
export function showPanel(place, state, before) {}

/**
 * Shows what an app lets people do beside Slack, in `place` above the conversation; it is hidden until then.
 * `page` has goTo({ channel, ts, thread }), which leads to a message, and sees(channel), whether this person is there.
 */
export function showTools(place, state, page) {}

/**
 * How a window begins: `readUntil`, the ts up to which everything is read; `inspects`, whether the Inspector is open
 * (null: where there is room); `zone`, in which times are told, on 24 hours (null: as the reader's browser does).
 */
export const beginning = (state) => ({ readUntil: "", inspects: null, zone: null });

/**
 * What stands at the beginning of a conversation with the bot; `bot` is its mention, `isTalk` whether it is alone with it,
 * `channel` where, and `extension` the app's own part of the state.
 */
export function introduction({ bot, isTalk, commands }) {
  return {
    about: isTalk ? words.aboutTalk : words.aboutApp,
    examples: [isTalk ? words.hello : `${bot} ${words.hello}`, ...commands.map((each) => `${each.name} `)],
  };
}
