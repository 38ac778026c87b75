// The knowledge editor's board: one look at the knowledge base, which follows its files, and a preview beside it.
import { does, listen, me } from "./api.js";
import { showSections } from "./board_sections.js";
import { board as told } from "./board_words.js";
import { h, tell } from "./dom.js";
import { namesIn } from "./names.js";
import { playground } from "./playground_words.js";
import { showPreview, titleOf } from "./preview.js";
import { language, words } from "./words.js";

const $ = (id) => document.getElementById(id);
const REST_MS = 100;

let state = null;
let board = null;
let preview = null;

/** Which article or gap is shown beside the board, by the page's address; null for none. */
const wanted = () => decodeURIComponent(/^#preview=(.+)$/.exec(location.hash)?.[1] ?? "") || null;

/** `work`, one at a time: called meanwhile, it is done once more, for things may have changed. */
function inTurn(work) {
  let running = null;
  let isStale = false;
  const run = async () => {
    do {
      isStale = false;
      await work();
    } while (isStale);
    running = null;
  };
  return () => {
    isStale = running !== null;
    running ??= run();
    return running;
  };
}

const lookAtBoard = inTurn(async () => {
  board = await does("board", {}) ?? board;
  show();
});

const lookAtPreview = inTurn(async () => {
  const slug = wanted();
  const found = slug && await does("preview", { slug });
  if (slug !== wanted()) return;
  preview = found || null;
  show();
});

function show() {
  if (!board) return;
  const page = { names: namesIn(state), shown: preview?.slug, bot: state.bot, makeDraft, close };
  showSections($("board"), board, page);
  showPreview($("preview"), preview, board, page);
  document.body.classList.toggle("previews", Boolean(preview));
  document.title = preview ? `${titleOf(preview)} · ${told.title}` : told.title;
}

/** Writes a draft of what nothing answers, and leads to its preview; what was written, null where it was not. */
async function makeDraft(text, name) {
  const made = await does("draft", { text, name });
  if (made) {
    location.hash = `preview=${encodeURIComponent(made.slug)}`;
    tell(told.written(made.path));
  }
  return made;
}

function close() {
  const link = `#board a[href="${location.hash}"]`;
  history.pushState(null, "", location.pathname + location.search);
  preview = null;
  show();
  (document.querySelector(link) ?? $("board")).focus();
}

async function follow() {
  await lookAtPreview();
  $("preview").querySelector("h2")?.focus();
}

document.documentElement.lang = language;
$("bar").append(h("a", { class: "button", href: `./?as=${encodeURIComponent(me)}` }, told.back), h("h1", {}, told.title));
addEventListener("hashchange", follow);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && wanted() && !event.defaultPrevented) close();
});

let rest = null;
listen({
  onOpen: () => {},
  onLost: () => tell(words.lost),
  onState: (fresh) => {
    if (state && state.extension.knowledge !== fresh.extension.knowledge) tell(playground.changed);
    state = fresh;
    clearTimeout(rest);
    rest = setTimeout(() => { lookAtBoard(); lookAtPreview(); }, REST_MS);
  },
  onJournal: () => {},
});
