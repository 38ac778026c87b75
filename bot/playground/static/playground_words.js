// The words of the bot's own part of the page, in the page's language.
import { language } from "./words.js";

const EN = {
  why: "Why",
  changed: "Your changes to the knowledge base are live.",
  knowledge: "Knowledge base",
  problems: (count) => `The changed knowledge base has ${count === 1 ? "a problem" : `${count} problems`}; the bot keeps using the last good version.`,
  clock: "Clock",
  putForward: "Put the clock forward",
  turns: {
    hour: { label: "+1 hour", hint: null },
    day: { label: "+1 working day", hint: "To this time on the team's next working day" },
    weekend: { label: "Over the weekend", hint: "To the morning of the first working day after it" },
  },
  lookAt: "What to look at",
  underWay: "Putting the clock forward …",
  itIs: (moment, zone) => `It is ${moment} in ${zone}: `,
  reminded: (count) => (count === 1 ? "Reminder:" : "Reminders:"),
  digests: (count) => (count === 1 ? "1 digest" : `${count} digests`),
  closed: "Closed by silence:",
  nothingDue: "Nothing fell due",
  aboutTriage: "The team's channel: each card is a ticket. What the team asks the bot:",
  aboutTalk: "A direct message with the bot. Ask it anything about connecting Exact Globe.",
  aboutChannel: "Mention the bot to ask a question; it answers in a thread. Try one of these:",
};

const NL = {
  why: "Waarom",
  changed: "Je wijzigingen in de kennisbank zijn actief.",
  knowledge: "Kennisbank",
  problems: (count) => `De gewijzigde kennisbank heeft ${count === 1 ? "een probleem" : `${count} problemen`}; de bot blijft de laatste goede versie gebruiken.`,
  clock: "Klok",
  putForward: "De klok vooruitzetten",
  turns: {
    hour: { label: "+1 uur", hint: null },
    day: { label: "+1 werkdag", hint: "Naar dit tijdstip op de volgende werkdag van het team" },
    weekend: { label: "Na het weekend", hint: "Naar de ochtend van de eerste werkdag erna" },
  },
  lookAt: "Wat je kunt bekijken",
  underWay: "De klok wordt vooruitgezet …",
  itIs: (moment, zone) => `Het is ${moment} in ${zone}: `,
  reminded: (count) => (count === 1 ? "Herinnering:" : "Herinneringen:"),
  digests: (count) => (count === 1 ? "1 dagoverzicht" : `${count} dagoverzichten`),
  closed: "Afgesloten zonder reactie:",
  nothingDue: "Er was niets aan de beurt",
  aboutTriage: "Het kanaal van het team: elke kaart is een ticket. Wat het team de bot vraagt:",
  aboutTalk: "Een direct bericht met de bot. Vraag alles over het koppelen van Exact Globe.",
  aboutChannel: "Vermeld de bot om een vraag te stellen; het antwoord komt in een thread. Probeer bijvoorbeeld:",
};

/** The words of each language; `words.js` says which one the page has. */
export const LANGUAGES = { en: EN, nl: NL };

export const playground = LANGUAGES[language];
