// The bot's own part of the page: why it answered as it did, and what is wrong with its knowledge base.
import { blocks } from "./blocks.js";
import { does } from "./api.js";
import { h, patch, tell } from "./dom.js";

const QUESTIONS = ["welke versie van Exact Globe heb ik nodig?", "koppeling globe econnect uitleg"];

const NAMES = { user: (id) => id, channel: (id) => id };

/** Why the bot replied as it did, in the Inspector. */
export const KINDS = {
  why: { label: "Why", isOpen: true, contentOf: (entry) => [h("div", { class: "why-words" }, blocks(entry.why, { names: NAMES }))] },
};

/** Shows what is wrong with the knowledge base as it stands in the files, until somebody mends it. */
export function showPanel(place, { extension: { knowledge, problems } }, before) {
  if (before && before.extension.knowledge !== knowledge) tell("Your changes to the knowledge base are live.");
  place.hidden = !problems.length;
  place.setAttribute("aria-label", "Knowledge base");
  const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
  patch(place, problems.length ? [problems] : [], () => "problems", () => h("details", { id: "problems", open: true },
    h("summary", {}, `⚠ The changed knowledge base has ${count}; the bot keeps using the last good version.`),
    h("ul", {}, problems.map(({ place: where, message, remedy }) =>
      h("li", {}, h("code", {}, where), ` ${message}. ${remedy}`)))));
}

const TURNS = { hour: "+1 hour", day: "+1 working day", weekend: "Over the weekend" };
const HINTS = { hour: "", day: "To this time on the team's next working day", weekend: "To the morning of the first working day after it" };

/** Shows the clock, and what puts it forward. */
export function showTools(place, { extension: { clock, tour } }) {
  if (!place.children.length) {
    buildClock(place);
    if (tour.length) place.append(tourOf(tour));
  }
  place.querySelector(".moment").textContent = clock.shown;
  place.querySelector(".zone").textContent = clock.zone;
}

function buildClock(place) {
  place.setAttribute("aria-label", "Clock");
  place.append(
    h("p", {}, h("span", { "aria-hidden": "true" }, "🕘 "), h("strong", { class: "moment" }), " ", h("span", { class: "zone" })),
    h("div", { class: "turns", role: "group", "aria-label": "Put the clock forward" }, Object.entries(TURNS).map(([name, label]) =>
      h("button", { type: "button", class: "button", title: HINTS[name] || null, click: () => turn(place, name) }, label))),
    h("p", { class: "heard", role: "status", "aria-live": "polite" }));
  place.hidden = false;
}

/** What to look at; closed on a phone, where it would leave no room for that. */
const tourOf = (steps) => h("details", { class: "tour", open: matchMedia("(min-width: 761px)").matches },
  h("summary", {}, "What to look at"), h("ol", {}, steps.map((step) => h("li", {}, step))));

async function turn(place, name) {
  if (place.getAttribute("aria-busy") === "true") return;
  const heard = place.querySelector(".heard");
  place.setAttribute("aria-busy", "true");
  heard.textContent = "Putting the clock forward …";
  const result = await does("clock", { turn: name });
  heard.textContent = result ? `It is ${result.shown} in ${result.zone}.` : "";
  place.removeAttribute("aria-busy");
}

/** What one may ask first. */
export function introduction({ bot, isTalk }) {
  const questions = QUESTIONS.map((question) => (isTalk ? question : `${bot} ${question}`));
  return {
    about: isTalk ? "A direct message with the bot. Ask it anything about connecting Exact Globe."
      : "Mention the bot to ask a question; it answers in a thread. Try one of these:",
    examples: [...questions, "/econnect-address 01035286"],
  };
}
