"""Replies of every kind, with the small knowledge base, for the renderers' tests."""

from __future__ import annotations

from datetime import date

from bot.domain.calculation import Outcome
from bot.domain.explanation import WhyForm
from bot.domain.feedback import UNHELPFUL_REASONS
from bot.domain.language import LANGUAGES, Language
from bot.domain.outgoing import ConversationMessage, NotHelped, RelayOffer, ReplyMessage, SystemNotice, WaitingRequest
from bot.domain.reply import Answer, Calculation, Clarification, Evidence, FollowUp, HandOver, Match, Reply, Trace
from bot.rendering.context import RenderContext
from tests.factories import alone, article, knowledge_base

KNOWLEDGE = knowledge_base(mailbox=article(extra="related: [version]\n"))
CONTEXT = RenderContext(alone(KNOWLEDGE), support_contact="#help-econnect", today=date(2026, 11, 26))
LONELY = RenderContext(alone(KNOWLEDGE), support_contact=None, today=date(2027, 11, 26))

ADDRESS = Outcome("mailbox-address", value="01035286@facturen.econnect.eu", read="01035286")
DOUBTFUL = Outcome("mailbox-address", value="52345678@facturen.econnect.eu", read="52345678", warning="elfproef")
SHORT = Outcome("mailbox-address", error="too-short-7", read="1234567")
LETTER = Outcome("mailbox-address", error="not-only-digits")
OIN = Outcome("mailbox-address", error="oin", also=(ADDRESS,))
TWO = Outcome("mailbox-address", error="two-numbers", also=(ADDRESS, DOUBTFUL, SHORT))
WRONG = Outcome("mailbox-address", error="two-numbers", also=(SHORT, LETTER))
NEW = Outcome("version-check", value="yes", read="413 SP5")
PLUS = Outcome("version-check", value="yes", read="505", warning="globe-plus")
OLD = Outcome("version-check", value="no", read="412")
ASK = Outcome("version-check", error="ask")
BOTH = Outcome("version-check", error="ask", also=(OLD, NEW))
OTHER = Outcome("version-check", error="not-globe")

MATCHES = (Match("mailbox", 0.71234), Match("version", 0.3))


def _replies(language: Language) -> tuple[Reply, ...]:
    calculations = (ADDRESS, DOUBTFUL, SHORT, OIN, TWO, WRONG, NEW, PLUS, OLD, ASK, BOTH, OTHER)
    return (
        Answer(language, ("mailbox",), 0.93, MATCHES),
        Answer(language, ("mailbox", "version"), 0.9, MATCHES, gap="prices"),
        Answer(language, ("greeting",), 0.99),
        Clarification(language, ("mailbox", "version", "greeting"), 0.5, MATCHES),
        HandOver(language, None, 0.1, MATCHES),
        HandOver(language, "prices", 0.8, MATCHES),
        HandOver(language, None, 0.0, is_after_choice=True),
        HandOver(language, "prices", 0.6, MATCHES, product="afas"),
        HandOver(language, "prices", 0.6, MATCHES, product="afas", is_of_channel=True),
        HandOver(language, None, 0.2, MATCHES, is_foreign=True),
        HandOver(language, None, 0.0, is_file_alone=True),
        Clarification(language, (), 0.4, unknown="<BookSuite>"),
        Answer(language, ("version",), 0.9, is_cut=True),
        Calculation(language, NEW, more=(ADDRESS,), is_cut=True),
        Calculation(language, ADDRESS, articles=("version",), gap="prices"),
        Calculation(language, ADDRESS, offered=("version", "mailbox")),
        *(Calculation(language, outcome) for outcome in calculations),
    )


REPLIES = [reply for language in LANGUAGES for reply in _replies(language)]
WAITING = (WaitingRequest("t1", 1, "Grey <button>", "UBOB"), WaitingRequest("t2", 2, "x" * 80, ""))
FILES = ("https://acme.slack.com/files/U1/F1/screen.png", "F2")
NOTICES: list[ConversationMessage] = [
    *(
        RelayOffer(language, requests, "Administration <001>", "1.2", is_answered=is_answered)
        for language in LANGUAGES
        for requests in (WAITING, WAITING[:1])
        for is_answered in (False, True)
    ),
    *(
        NotHelped(language, "0" * 16, "mailbox", reason, ("version",))
        for language in LANGUAGES
        for reason in (None, *UNHELPFUL_REASONS)
    ),
    *(ReplyMessage(HandOver(language, None, 0.1, MATCHES), trace_id="0" * 16, files=FILES) for language in LANGUAGES),
    SystemNotice("too-many", "nl"),
    SystemNotice("went-wrong", "en", (("reference", "1234abcd"),)),
    ReplyMessage(REPLIES[0], asked=""),
    ReplyMessage(REPLIES[0], asked="<!channel> *where* is `it`?"),
]
_TRACE = Trace("", (("maibox", "mailbox"),), (), (Evidence("where?", "mailbox", 0.5),), (), 0.9, 0.8, 0.3, None, "v1")
_REASONS: list[WhyForm | SystemNotice] = [
    WhyForm("en", REPLIES[0], _TRACE, is_channels_language=True),
    WhyForm("nl", REPLIES[0], chosen="mailbox", followed="next"),
    WhyForm("nl", HandOver("nl", None, 0.0, is_after_choice=True)),
    SystemNotice("why-forgotten", "en"),
]
BODIES: list[ConversationMessage] = [
    *(ReplyMessage(reply) for reply in REPLIES),
    *(ReplyMessage(FollowUp(each.language, "why"), trace_id="0" * 16, why=each) for each in _REASONS),
    *NOTICES,
]
