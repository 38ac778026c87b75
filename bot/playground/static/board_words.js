// The words of the knowledge editor's board, in the page's language.
import { language } from "./words.js";

const relative = (name) => new Intl.RelativeTimeFormat(name, { numeric: "auto" });
const day = (name) => (iso) => new Date(iso).toLocaleDateString(name, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const counted = (one, many) => (count) => (count === 1 ? one : many.replace("#", count));
const EN_DAY = day("en-GB");
const NL_DAY = day("nl");

const EN = {
  title: "Knowledge board",
  link: "📖 Knowledge board",
  back: "← Playground",
  contents: "On this board",
  lists: {
    problems: "Mistakes",
    questions: "Unanswered questions",
    drafts: "Drafts",
    due: "Reviews due",
    articles: "Articles",
    gaps: "Topics without an answer",
  },
  about: {
    problems: "Mistakes in the files. Until they are mended, the bot keeps answering from the last good version. Warnings, for example about a phrasing that is closer to another article, are not here: econnect-bot check tells them.",
    questions: "What people asked here and the bot could not answer; the same question in other words counts once.",
    questionsOfAll: "What people asked here, and of the bot in its database, and it could not answer; the same question in other words counts once.",
    drafts: "Articles that are being written. Nobody sees them in Slack.",
    due: "Articles to check against their source soon.",
    articles: "What the bot answers with now.",
    gaps: "Topics that the bot recognises, has no answer to, and hands to the team.",
  },
  none: {
    problems: () => "No mistakes. One in a file would stand here, with its line and what to do about it.",
    questions: (days) => `None in the last ${days} days. What the bot cannot answer comes here, and you can make an article of it.`,
    drafts: () => "No drafts. An article starts here, with the button below or from an unanswered question.",
    due: (days) => `No review is due in the next ${days} days. Articles come here before their review date.`,
    articles: () => "No articles yet. They come here once they are published.",
    gaps: () => "None. Topics come here that are listed in gaps.yml, and kinds that no article answers.",
  },
  phrasings: counted("1 phrasing", "# phrasings"),
  checks: (count) => (count ? counted("1 check", "# checks")(count) : "no checks"),
  reviewOn: (iso) => `review on ${EN_DAY(iso)}`,
  dueIn: (days) => (days < 0 ? `${counted("1 day", "# days")(-days)} late` : `due ${relative("en").format(days, "day")}`),
  by: (owner) => `by ${owner}`,
  afterReview: "Checked it? Then run ",
  askedFor: (count) => (count ? `asked ${counted("once", "# times")(count)}` : "not asked lately"),
  asked: (count, people) => `asked ${counted("once", "# times")(count)}, by ${counted("1 person", "# people")(people)}`,
  others: counted("asked in one other way", "asked in # other ways"),
  nearest: { article: "Closest article: ", gap: "Closest topic: " },
  alike: (share) => `${Math.round(share * 100)}% alike`,
  moreQuestions: (count) => `And ${count} more, asked by fewer people: econnect-bot lessons --json lists them all.`,
  likeNothing: "It is like nothing that the bot knows.",
  make: "Make an article of it",
  begin: "New article",
  product: "About which package?",
  name: "Name of the file",
  nameHint: "Lowercase letters, digits and hyphens. Nobody in Slack sees it.",
  takes: (count) => (count ? `The draft begins with ${counted("this question", "these # questions")(count)}.` : "The questions held something private, so the draft begins without them."),
  write: "Write the draft",
  cancel: "Cancel",
  written: (path) => `The draft is written: ${path}`,
  preview: "Preview",
  close: "← Board",
  kinds: { article: "Published", draft: "Draft", gap: "No answer", missing: "Not there" },
  notes: {
    article: "This is what people see in Slack. Save the file, and it changes here.",
    draft: "Nobody sees this in Slack yet. Write it in the file: each time you save, it changes here. To publish it, remove the line “status: draft”.",
    gap: "The bot recognises this topic, and says this. Save the file, and it changes here.",
    missing: "The bot has not read an article of this name. If it was written just now, it appears in a moment; if its file has a mistake, mend that first.",
  },
  file: "File: ",
  wrong: (count) => `Its file has ${counted("a mistake", "# mistakes")(count)}; below is the last good version.`,
  inLanguage: { en: "In English", nl: "In Dutch" },
  ways: counted("The phrasing that leads here", "The # phrasings that lead here"),
  onlyPreview: "This is a preview: the button works in Slack.",
  checksTitle: "Checks",
  checksLater: (count) => (count ? `${counted("1 check", "# checks")(count)}, which count once it is published.` : "None yet. Add some to checks.yml."),
  checksDone: (count, failed) => {
    if (!count) return "None yet. Add some to checks.yml.";
    return failed ? `${failed} of ${count} fail:` : `${counted("The check passes.", "All # checks pass.")(count)}`;
  },
  must: { answer: "must be answered with it", offer: "must at least offer it", not_answer: "must not be answered", calculate: "must be calculated" },
};

const NL = {
  title: "Overzicht kennisbank",
  link: "📖 Overzicht kennisbank",
  back: "← Playground",
  contents: "Op dit overzicht",
  lists: {
    problems: "Fouten",
    questions: "Vragen zonder antwoord",
    drafts: "Concepten",
    due: "Na te kijken",
    articles: "Artikelen",
    gaps: "Onderwerpen zonder antwoord",
  },
  about: {
    problems: "Fouten in de bestanden. Tot ze verholpen zijn, antwoordt de bot uit de laatste goede versie. Waarschuwingen, bijvoorbeeld over een formulering die meer op een ander artikel lijkt, staan er niet bij: die geeft econnect-bot check.",
    questions: "Wat hier is gevraagd en de bot niet kon beantwoorden; dezelfde vraag in andere woorden telt één keer.",
    questionsOfAll: "Wat hier en volgens de database aan de bot is gevraagd en hij niet kon beantwoorden; dezelfde vraag in andere woorden telt één keer.",
    drafts: "Artikelen waaraan gewerkt wordt. In Slack ziet niemand ze.",
    due: "Artikelen die binnenkort tegen hun bron gehouden moeten worden.",
    articles: "Waarmee de bot nu antwoordt.",
    gaps: "Onderwerpen die de bot herkent, waarop hij geen antwoord heeft en die hij aan het team doorgeeft.",
  },
  none: {
    problems: () => "Geen fouten. Een fout in een bestand komt hier te staan, met de regel en wat je eraan doet.",
    questions: (days) => `Geen in de afgelopen ${days} dagen. Wat de bot niet kan beantwoorden, komt hier; je kunt er een artikel van maken.`,
    drafts: () => "Geen concepten. Een artikel begint hier, met de knop hieronder of met een vraag zonder antwoord.",
    due: (days) => `De komende ${days} dagen hoeft er niets te worden nagekeken. Artikelen komen hier vóór hun datum te staan.`,
    articles: () => "Nog geen artikelen. Ze komen hier te staan zodra ze gepubliceerd zijn.",
    gaps: () => "Geen. Hier komen de onderwerpen uit gaps.yml te staan, en soorten vragen zonder artikel.",
  },
  phrasings: counted("1 formulering", "# formuleringen"),
  checks: (count) => (count ? counted("1 controle", "# controles")(count) : "geen controles"),
  reviewOn: (iso) => `nakijken op ${NL_DAY(iso)}`,
  dueIn: (days) => (days < 0 ? `${counted("1 dag", "# dagen")(-days)} te laat` : relative("nl").format(days, "day")),
  by: (owner) => `door ${owner}`,
  afterReview: "Nagekeken? Geef dan de opdracht ",
  askedFor: (count) => (count ? `${counted("één keer", "# keer")(count)} gevraagd` : "de laatste tijd niet gevraagd"),
  asked: (count, people) => `${counted("één keer", "# keer")(count)} gevraagd, door ${counted("1 persoon", "# mensen")(people)}`,
  others: counted("op nog één andere manier gevraagd", "op # andere manieren gevraagd"),
  nearest: { article: "Dichtstbijzijnde artikel: ", gap: "Dichtstbijzijnde onderwerp: " },
  alike: (share) => `${Math.round(share * 100)}% gelijkenis`,
  moreQuestions: (count) => `En nog ${count}, van minder mensen: econnect-bot lessons --json toont ze allemaal.`,
  likeNothing: "Dit lijkt op niets wat de bot kent.",
  make: "Maak er een artikel van",
  begin: "Nieuw artikel",
  product: "Over welk pakket?",
  name: "Naam van het bestand",
  nameHint: "Kleine letters, cijfers en koppeltekens. In Slack ziet niemand de naam.",
  takes: (count) => (count ? `Het concept begint met ${counted("deze vraag", "deze # vragen")(count)}.` : "In de vragen stond iets privés; het concept begint daarom zonder."),
  write: "Schrijf het concept",
  cancel: "Annuleren",
  written: (path) => `Het concept is geschreven: ${path}`,
  preview: "Voorbeeld",
  close: "← Overzicht",
  kinds: { article: "Gepubliceerd", draft: "Concept", gap: "Geen antwoord", missing: "Niet gevonden" },
  notes: {
    article: "Dit zien mensen in Slack. Sla je het bestand op, dan verandert het hier mee.",
    draft: "In Slack ziet nog niemand dit. Schrijf het in het bestand: bij elke keer opslaan verandert het hier mee. Haal de regel “status: draft” weg om het te publiceren.",
    gap: "De bot herkent dit onderwerp en zegt dit. Sla je het bestand op, dan verandert het hier mee.",
    missing: "De bot heeft geen artikel met deze naam gelezen. Is het net geschreven, dan verschijnt het zo; staat er een fout in het bestand, verhelp die dan eerst.",
  },
  file: "Bestand: ",
  wrong: (count) => `In het bestand ${counted("staat een fout", "staan # fouten")(count)}; hieronder zie je de laatste goede versie.`,
  inLanguage: { en: "In het Engels", nl: "In het Nederlands" },
  ways: counted("De formulering die hierheen leidt", "De # formuleringen die hierheen leiden"),
  onlyPreview: "Dit is een voorbeeld: de knop werkt in Slack.",
  checksTitle: "Controles",
  checksLater: (count) => (count ? `${counted("1 controle, die telt", "# controles, die tellen")(count)} zodra het gepubliceerd is.` : "Nog geen. Zet ze in checks.yml."),
  checksDone: (count, failed) => {
    if (!count) return "Nog geen. Zet ze in checks.yml.";
    return failed ? `${failed} van de ${count} mislukken:` : `${counted("De controle slaagt.", "Alle # controles slagen.")(count)}`;
  },
  must: { answer: "moet ermee beantwoord worden", offer: "moet het minstens aanbieden", not_answer: "mag niet beantwoord worden", calculate: "moet berekend worden" },
};

/** The words of each language; `words.js` says which one the page has. */
export const LANGUAGES = { en: EN, nl: NL };

export const board = LANGUAGES[language];
