// An article or a gap as Slack shows it, in both languages, with what is to be done about it.
import { board as told } from "./board_words.js";
import { blocks } from "./blocks.js";
import { h, patch, tell } from "./dom.js";
import { avatar } from "./messages.js";
import { language } from "./words.js";

const ARTICLE = /\/article:(.+)$/;

/** The title of an article or a gap in the page's language; its name where it has none yet. */
export const titleOf = ({ slug, title }) => (/\p{L}/u.test(title?.[language] ?? "") ? title[language] : slug);

/** Shows `preview` in `place`, nothing for null; `page` has { names, bot, close() }. */
export function showPreview(place, preview, board, page) {
  place.hidden = !preview;
  place.setAttribute("aria-label", told.preview);
  const path = preview && (preview.path ?? `/${preview.slug.split("/").pop()}.yml`);
  const wrong = preview ? board.problems.filter((each) => each.path.endsWith(path)) : [];
  const items = preview ? [{ ...preview, wrong, folder: board.folder }] : [];
  patch(place, items, (item) => item.slug, (item) => h("div", {}, head(item, page), notes(item), shown(item, page), ways(item), checks(item)));
}

/** A problem in a file: where, what, and what to do. */
export const problem = ({ place, message, remedy }) => h("li", {}, h("p", {}, h("code", {}, place)), h("p", {}, `${message}. ${remedy}`));

function head(item, { close }) {
  return h("header", {},
    h("button", { type: "button", class: "button", click: close }, told.close),
    h("h2", { tabindex: "-1" }, titleOf(item)), h("span", { class: `kind of-${item.kind}` }, told.kinds[item.kind]));
}

function notes(item) {
  return h("div", { class: "notes" },
    h("p", {}, told.notes[item.kind]),
    item.path && h("p", { class: "facts" }, told.file, h("code", {}, `${item.folder}/${item.path}${item.line > 1 ? `:${item.line}` : ""}`)),
    item.gaps?.length > 0 && h("ul", { class: "gaps" }, item.gaps.map(({ message, remedy }) => h("li", {}, `${message}. ${remedy}`))),
    item.wrong.length > 0 && h("div", { class: "wrong" }, h("p", {}, h("strong", {}, told.wrong(item.wrong.length))), h("ul", {}, item.wrong.map(problem))));
}

/** The replies, the reader's own language first. */
function shown(item, page) {
  const replies = [...(item.replies ?? [])].sort((one, other) => (other.language === language) - (one.language === language));
  return replies.map((reply) => h("section", { lang: reply.language },
    h("h3", { lang: language }, told.inLanguage[reply.language]),
    h("div", { class: "message" }, avatar(page.bot, page.names),
      h("div", { class: "body" },
        h("div", { class: "by" }, h("strong", {}, page.names.user(page.bot)), h("span", { class: "badge" }, "APP"), item.kind === "draft" && h("span", { class: "badge", lang: language }, told.kinds.draft)),
        h("div", { class: "content" }, blocks(reply.blocks, { names: page.names, level: 4, click: press, choose: () => tell(told.onlyPreview) }))))));
}

/** What a button leads to here: to another article's preview, or nowhere. */
async function press(button) {
  const article = ARTICLE.exec(button);
  if (article) location.hash = `preview=${encodeURIComponent(article[1])}`;
  else tell(told.onlyPreview);
}

/** With which questions people get here: those of a draft at once, of what is written long since when asked for. */
function ways({ kind, phrasings }) {
  if (!phrasings) return null;
  const count = Object.values(phrasings).flat().length;
  return h("details", { class: "ways", open: kind === "draft" }, h("summary", {}, told.ways(count)),
    Object.entries(phrasings).map(([name, texts]) => [h("h3", {}, told.inLanguage[name]), h("ul", { lang: name }, texts.map((text) => h("li", {}, text)))]));
}

function checks({ kind, checks: count, failed }) {
  if (kind === "gap" || kind === "missing") return null;
  const verdict = kind === "draft" ? told.checksLater(count) : told.checksDone(count, failed.length);
  return h("section", { class: "proof" }, h("h3", {}, told.checksTitle), h("p", {}, verdict),
    failed.length > 0 && h("ul", {}, failed.map(({ ask, must, place }) =>
      h("li", {}, `“${ask}”: ${told.must[must]} `, h("code", {}, place)))));
}
