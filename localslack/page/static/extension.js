// What an app may add to the page. This is the page of any app: a file of this name in the extension's folder takes its place.

/** Further kinds of entries in the Inspector, by name: { label, isOpen, contentOf(entry) }. */
export const KINDS = {};

/** Shows the app's own panel above the messages; `before` is the state it showed last, or null. */
export function showPanel(place, state, before) {}

/** Shows what an app lets people do beside Slack, in `place` above the conversation; it is hidden until then. */
export function showTools(place, state) {}

/** What stands at the beginning of a conversation with the bot; `bot` is its mention, `isTalk` whether it is alone with it. */
export function introduction({ bot, isTalk, commands }) {
  return {
    about: isTalk ? "A direct message with the app. Write to it, or type one of its commands:" : "Mention the app, or type one of its commands:",
    examples: [isTalk ? "hello" : `${bot} hello`, ...commands.map((each) => `${each.name} `)],
  };
}
