// Builds and patches elements. Text always goes in as text: nothing here parses HTML.
import { language } from "./words.js";

/** An element with attributes (functions are listeners, by event name) and children. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/**
 * Shows `items` in `parent`, one element each. An element stays as it is while its item does: focus, open details
 * and what a screen reader has read survive.
 */
export function patch(parent, items, keyOf, build) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  const after = items.map((item) => {
    const key = keyOf(item);
    const stamp = JSON.stringify(item);
    const old = before.get(key);
    if (old?.stamp === stamp) return old;
    const element = build(item);
    element.dataset.key = key;
    element.stamp = stamp;
    if (old?.contains(document.activeElement)) queueMicrotask(() => refocus(element));
    return element;
  });
  const kept = new Set(after);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  after.forEach((element, place) => {
    if (parent.children[place] !== element) parent.insertBefore(element, parent.children[place] ?? null);
  });
}

function refocus(element) {
  if (document.activeElement !== document.body) return; // the focus was put elsewhere meanwhile
  const target = element.matches("a, button, [tabindex]") ? element : element.querySelector("a, button, [tabindex]");
  target?.focus({ preventScroll: true });
}

/** Tells something in words that a screen reader reads out; it goes by itself. */
export function tell(words) {
  const notice = document.getElementById("notice");
  notice.textContent = words;
  notice.hidden = false;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => { notice.hidden = true; }, 6000);
}

/** What the workspace's clock shows, to the minute, in seconds, and its zone where it has one: they may be others than this machine's. */
export const clock = { now: 0, zone: null };

const inZone = (options) => (clock.zone ? { ...options, timeZone: clock.zone, hourCycle: "h23" } : options);

/** The day of a timestamp in seconds, such as "Mon 30 Nov". */
export function dayOf(seconds) {
  return new Date(seconds * 1000).toLocaleDateString(language === "en" ? "en-GB" : language, inZone({ weekday: "short", day: "numeric", month: "short" }));
}

/** The time of day of a timestamp in seconds. */
export function timeOf(seconds, options = { hour: "2-digit", minute: "2-digit" }) {
  return new Date(seconds * 1000).toLocaleTimeString([], inZone(options));
}

/** The date of a timestamp in seconds, with its year. */
export function dateOf(seconds) {
  return new Date(seconds * 1000).toLocaleDateString([], inZone({ day: "numeric", month: "short", year: "numeric" }));
}
