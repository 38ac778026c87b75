// What is wrong with the knowledge base as it stands in the files, until somebody mends it.
import { h, patch } from "./dom.js";

/** Shows `problems`, each with its place and remedy; nothing where there are none. */
export function showProblems(place, problems) {
  place.hidden = !problems.length;
  const words = problems.length === 1 ? "a problem" : `${problems.length} problems`;
  patch(place, problems.length ? [problems] : [], () => "problems", () => h("details", { open: true },
    h("summary", {}, `⚠ The changed knowledge base has ${words}; the bot goes on answering from the last good one.`),
    h("ul", {}, problems.map(({ place: where, message, remedy }) =>
      h("li", {}, h("code", {}, where), ` ${message}. ${remedy}`)))));
}
