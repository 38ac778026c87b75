// The bot's own part of the page: why it answered as it did, what is wrong with its knowledge base, and a clock to turn.
import { blocks } from "./blocks.js";
import { board } from "./board_words.js";
import { does, me } from "./api.js";
import { clock, h, patch, tell } from "./dom.js";
import { playground } from "./playground_words.js";
import { language } from "./words.js";

const QUESTIONS = ["welke versie van Exact Globe heb ik nodig?", "koppeling globe econnect uitleg"];
const IN_TRIAGE = ["/econnect-triage", "/econnect-triage report"];

const NAMES = { user: (id) => id, channel: (id) => id };

/** Why the bot replied as it did, in the Inspector. */
export const KINDS = {
  why: { label: playground.why, isOpen: true, contentOf: (entry) => [h("div", { class: "why-words" }, blocks(entry.why, { names: NAMES }))] },
};

/** Shows what is wrong with the knowledge base as it stands in the files, until somebody mends it. */
export function showPanel(place, { extension: { knowledge, problems } }, before) {
  if (before && before.extension.knowledge !== knowledge) tell(playground.changed);
  place.hidden = !problems.length;
  place.setAttribute("aria-label", playground.knowledge);
  patch(place, problems.length ? [problems] : [], () => "problems", () => h("details", { id: "problems", open: true },
    h("summary", {}, `⚠ ${playground.problems(problems.length)}`),
    h("ul", {}, problems.map(({ place: where, message, remedy }) =>
      h("li", {}, h("code", {}, where), ` ${message}. ${remedy}`)))));
}

const boardLink = () => h("a", { class: "board-link", href: `board.html?as=${encodeURIComponent(me)}` }, board.link);

/** Shows the clock, and what puts it forward; `page` has { goTo(message) } and { state }. */
export function showTools(place, { extension: { clock: { zone }, tour } }, page) {
  if (!place.children.length) {
    buildClock(place, page);
    if (tour[me]) place.append(tourOf(tour[me][language] ?? tour[me].en));
  }
  place.querySelector(".moment").textContent = momentOf(clock.now, zone);
  place.querySelector(".zone").textContent = zone;
}

function momentOf(seconds, zone) {
  const at = new Date(seconds * 1000), locale = language === "en" ? "en-GB" : language;
  const day = at.toLocaleDateString(locale, { weekday: "long", day: "numeric", month: "short", year: "numeric", timeZone: zone });
  return `${day}, ${at.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit", timeZone: zone })}`;
}

function buildClock(place, page) {
  place.setAttribute("aria-label", playground.clock);
  place.append(
    h("p", {}, h("span", { "aria-hidden": "true" }, "🕘 "), h("strong", { class: "moment" }), " ", h("span", { class: "zone" })),
    h("div", { class: "turns", role: "group", "aria-label": playground.putForward }, Object.entries(playground.turns).map(([name, { label, hint }]) =>
      h("button", { type: "button", class: "button", title: hint, click: () => turn(place, name, page) }, label))),
    h("p", { class: "heard", role: "status", "aria-live": "polite" }),
    boardLink());
  place.hidden = false;
}

/** What to look at; closed on a phone, where it would leave no room for that. */
const tourOf = (steps) => h("details", { class: "tour", open: matchMedia("(min-width: 761px)").matches },
  h("summary", {}, playground.lookAt), h("ol", {}, steps.map((step) => h("li", {}, step))));

async function turn(place, name, page) {
  if (place.getAttribute("aria-busy") === "true") return;
  const heard = place.querySelector(".heard");
  place.setAttribute("aria-busy", "true");
  heard.textContent = playground.underWay;
  const result = await does("clock", { turn: name });
  heard.replaceChildren();
  if (result) {
    heard.append(h("span", { class: "unseen" }, playground.itIs(momentOf(result.at, result.zone), result.zone)),
      h("span", { class: "happened" }, happened(result, page)));
  }
  place.removeAttribute("aria-busy");
}

/** What came as the clock was put forward; each leads to where it stands, for who is there. */
function happened({ happened: { reminded, digests, closed }, triage }, page) {
  const there = page.sees(triage);
  const lead = (label, goes) => (there ? h("button", { type: "button", class: "lead", click: goes }, label) : label);
  const ticket = ({ number, ts }) => [" ", lead(`#${number}`, () => page.goTo({ channel: triage, ts, thread: ts }))];
  const parts = [
    reminded.length && [playground.reminded(reminded.length), reminded.map(ticket)],
    digests.length && [lead(playground.digests(digests.length), () => page.goTo({ channel: triage, ts: digests.at(-1), thread: null }))],
    closed.length && [playground.closed, closed.map(ticket)],
  ].filter(Boolean);
  return parts.length ? parts.flatMap((part, place) => (place ? [" · ", part] : [part])) : playground.nothingDue;
}

/** Times go by the clock; where there is a tour, what happened before it is read, and the talk has the room. */
export const beginning = ({ extension: { clock, tour, told_until: toldUntil } }) =>
  ({ readUntil: toldUntil, inspects: tour[me] ? false : null, zone: clock.zone });

/** What one may ask first; the team among its tickets, what it does with them. */
export function introduction({ bot, isTalk, channel, extension: { triage } }) {
  if (channel === triage) return { about: playground.aboutTriage, examples: IN_TRIAGE };
  const questions = QUESTIONS.map((question) => (isTalk ? question : `${bot} ${question}`));
  return { about: isTalk ? playground.aboutTalk : playground.aboutChannel, examples: [...questions, "/econnect-address 01035286"] };
}
