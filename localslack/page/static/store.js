// What this window remembers by itself: where it is, and what was read. Kept for the tab, by person.
import { me } from "./api.js";

const KEY = `local-slack:${me}`;
const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");

/** `place` is a channel's id, `thread` a message's ts or null, `read` the last ts read by channel and by thread, `readUntil` the one before which all is. */
export const store = { place: null, thread: null, atHome: false, inspects: null, read: {}, readUntil: "", ...kept };

export const keep = () => sessionStorage.setItem(KEY, JSON.stringify(store));

/** Marks everything up to `ts` as read. */
export function markRead(place, ts) {
  if (ts && ts > (store.read[place] ?? "")) store.read[place] = ts;
}

/** How many messages of others came since. */
export const unreadIn = (messages, place, mine) =>
  messages.filter((message) => message.user !== mine && message.ts > store.readUntil && message.ts > (store.read[place] ?? "")).length;
