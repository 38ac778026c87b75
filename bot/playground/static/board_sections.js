// The lists of the board: what is wrong, what nothing answers, drafts, reviews, articles, gaps.
import { board as told } from "./board_words.js";
import { h, patch } from "./dom.js";
import { problem, titleOf } from "./preview.js";

const LISTS = [
  { name: "problems", keyOf: (item) => `${item.place} ${item.message}`, build: problem },
  { name: "questions", keyOf: (item) => item.text, build: question },
  { name: "drafts", keyOf: (item) => item.slug, build: draft },
  { name: "due", keyOf: (item) => item.slug, build: due },
  { name: "articles", keyOf: (item) => item.slug, build: article },
  { name: "gaps", keyOf: (item) => item.slug, build: gap },
];

/** Shows everything that stands on `board`; `page` has { shown, makeDraft(text, name) }. */
export function showSections(place, board, page) {
  if (!place.children.length) place.append(jumps(), ...LISTS.map(section));
  place.querySelector("#questions .about").textContent = board.reads_database ? told.about.questionsOfAll : told.about.questions;
  for (const { name, keyOf, build } of LISTS) {
    const items = board[name].map((item) => ({ ...item, isShown: item.slug !== undefined && item.slug === page.shown, refusal: board.not_writable, integrations: board.integrations }));
    const list = place.querySelector(`#${name} ul`);
    patch(list, items, keyOf, (item) => build(item, page));
    list.hidden = !items.length;
    const empty = place.querySelector(`#${name} .none`);
    empty.hidden = Boolean(items.length);
    empty.textContent = told.none[name](board.days);
    for (const count of place.querySelectorAll(`[data-count="${name}"]`)) count.textContent = items.length + (name === "questions" ? board.more_questions : 0);
    const more = name === "questions" ? board.more_questions : 0;
    place.querySelector(`#${name} .more`).textContent = more ? told.moreQuestions(more) : "";
    if (name === "drafts") patch(place.querySelector("#drafts .begin"), [{ refusal: board.not_writable, integrations: board.integrations }], () => "begin", ({ refusal, integrations }) =>
      h("div", {}, refusal ? h("p", { class: "facts" }, refusal) : offer({ text: null, name: "", folder: null, integrations }, page)));
    place.querySelector(`#${name}`).classList.toggle("wrong", name === "problems" && items.length > 0);
  }
}

function section({ name }) {
  return h("section", { id: name, "aria-labelledby": `${name}-title` },
    h("h2", { id: `${name}-title`, tabindex: "-1" }, told.lists[name], " ", h("span", { class: "number", "data-count": name })),
    h("p", { class: "about" }, told.about[name]),
    h("ul", {}), h("p", { class: "none" }), h("p", { class: "facts more" }), name === "drafts" && h("div", { class: "begin" }));
}

/** What leads to each list, with how much stands in it. */
const jumps = () => h("nav", { class: "jumps", "aria-label": told.contents }, LISTS.map(({ name }) =>
  h("button", { type: "button", class: "jump", click: () => {
    const title = document.getElementById(`${name}-title`);
    title.scrollIntoView();
    title.focus({ preventScroll: true });
  } }, told.lists[name], " ", h("span", { class: "number", "data-count": name }))));

/** A link to the preview of an article or a gap. */
const previewLink = (item) =>
  h("a", { href: `#preview=${encodeURIComponent(item.slug)}`, "aria-current": item.isShown ? "true" : null }, titleOf(item));

const facts = (...parts) => h("p", { class: "facts" }, parts.filter(Boolean).flatMap((part, at) => (at ? [" · ", part] : [part])));

function article(item) {
  return h("li", {}, previewLink(item), facts(item.product, told.phrasings(item.phrasings), told.checks(item.checks), told.reviewOn(item.due_on)));
}

function draft(item) {
  return h("li", {}, previewLink(item), facts(item.product, told.phrasings(item.phrasings), h("code", {}, item.path)));
}

function due(item) {
  const late = item.days_left < 0;
  return h("li", {}, previewLink(item), facts(item.product, h("strong", { class: late ? "late" : "" }, told.dueIn(item.days_left)), told.reviewOn(item.due_on), told.by(item.owner)),
    h("p", { class: "facts" }, told.afterReview, h("code", {}, `econnect-bot reviewed ${item.slug}`)));
}

function gap(item) {
  return h("li", {}, previewLink(item), facts(item.product, told.phrasings(item.phrasings), told.askedFor(item.asked)));
}

function question(item, page) {
  const { nearest } = item;
  return h("li", {},
    h("p", { class: "asked" }, `“${item.text}”`),
    facts(told.asked(item.count, item.people)),
    item.others.length > 0 && h("details", {}, h("summary", {}, told.others(item.others.length)),
      h("ul", {}, item.others.map((text) => h("li", {}, `“${text}”`)))),
    nearest ? h("p", {}, told.nearest[nearest.kind], previewLink(nearest), h("span", { class: "facts" }, ` “${nearest.phrasing}” (${told.alike(nearest.likeness)})`))
      : h("p", {}, told.likeNothing),
    item.refusal ? h("p", { class: "facts" }, item.refusal) : offer(item, page));
}

/** The button that makes an article of a question, or of nothing yet, and the form that it opens. */
function offer(item, page) {
  const id = `name-of-${item.text ? item.name : "new"}`;
  const name = h("input", { id, value: item.name, maxlength: "60", autocomplete: "off", spellcheck: "false", required: true, "aria-describedby": `${id}-hint` });
  const place = item.integrations.length > 1 && h("select", { id: `${id}-product` }, item.integrations.map((each) =>
    h("option", { value: each.folder, selected: each.folder === item.folder }, each.product)));
  const form = h("form", { class: "making", hidden: true, submit: async (event) => {
    event.preventDefault();
    const send = form.querySelector("button");
    send.disabled = true;
    const folder = place?.value ? `${place.value}/` : "";
    const made = await page.makeDraft(item.text, folder + name.value.trim());
    send.disabled = false;
    if (made) show(false);
  } },
  place && [h("label", { for: `${id}-product` }, told.product), place],
  h("label", { for: id }, told.name), name,
  h("p", { id: `${id}-hint`, class: "facts" }, told.nameHint, " ", item.text && told.takes(item.phrasings)),
  h("div", { class: "actions" }, h("button", { class: "button primary" }, told.write), h("button", { type: "button", class: "button", click: () => open(false) }, told.cancel)));
  const opener = h("button", { type: "button", class: "button", "aria-expanded": "false", click: () => open(form.hidden) }, item.text ? told.make : told.begin);
  const show = (isShown) => {
    form.hidden = !isShown;
    name.value = item.name;
    opener.setAttribute("aria-expanded", String(isShown));
  };
  const open = (isOpen) => {
    show(isOpen);
    (isOpen ? name : opener).focus();
  };
  return [opener, form];
}
