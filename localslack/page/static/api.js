// What goes to the server and what comes from it. Each window is one person: `?as=alice`.
import { tell } from "./dom.js";
import { words } from "./words.js";

export const me = new URLSearchParams(location.search).get("as") ?? "";

/** Who does or asks something, and in which window: a modal opens in the one that asked for it. */
const who = new URLSearchParams({ as: me, window: crypto.randomUUID() });

/** Does something as the person of this window; the result, or null where it was refused (which is told). */
export async function does(action, args) {
  let answer, result;
  try {
    answer = await fetch(`api/actions/${action}?${who}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(args),
    });
    result = await answer.json();
  } catch {
    tell(words.notAnswering);
    return null;
  }
  if (!answer.ok) {
    tell(result.error);
    return null;
  }
  if (result.outcome && result.outcome !== "ok") tell(words.notAcknowledged(result.outcome));
  return result;
}

/**
 * Listens to what happens. A hidden window lets go of its stream, for browsers allow a site six connections in all;
 * shown again, it gets everything anew.
 */
export function listen({ onState, onJournal, onOpen, onLost }) {
  let stream = null;
  const open = () => {
    if (stream || document.hidden) return;
    stream = new EventSource(`api/events?${who}`);
    stream.addEventListener("open", onOpen);
    stream.addEventListener("error", onLost);
    stream.addEventListener("state", (event) => onState(JSON.parse(event.data)));
    stream.addEventListener("journal", (event) => onJournal(JSON.parse(event.data)));
  };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      stream?.close();
      stream = null;
    } else open();
  });
  open();
}
