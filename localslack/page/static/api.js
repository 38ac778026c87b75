// What goes to the server and what comes from it. Each window is one person: `?as=alice`.
import { tell } from "./dom.js";

export const me = new URLSearchParams(location.search).get("as") ?? "";

/** Does something as the person of this window; the result, or null where it was refused (which is told). */
export async function does(action, args) {
  let answer, result;
  try {
    answer = await fetch(`api/actions/${action}?as=${encodeURIComponent(me)}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(args),
    });
    result = await answer.json();
  } catch {
    tell("Local Slack does not answer. Is it still running?");
    return null;
  }
  if (!answer.ok) {
    tell(result.error);
    return null;
  }
  if (result.outcome && result.outcome !== "ok") tell(`The app did not acknowledge this (${result.outcome}).`);
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
    stream = new EventSource(`api/events?as=${encodeURIComponent(me)}`);
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
