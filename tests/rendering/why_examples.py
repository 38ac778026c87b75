"""Reasons of every kind of reply, for whoever may read them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.explanation import FileLine, TeamInsight, WhyForm
from bot.domain.forms import WhyNotice
from bot.domain.outgoing import SystemNotice
from bot.domain.reply import Answer, Clarification, Counterfactual, Evidence, HandOver, Trace, TracedPart
from tests.rendering.examples import MATCHES, REPLIES

if TYPE_CHECKING:
    from bot.domain.language import Language

TRACE = Trace(
    cleaned="where mailbox",
    repairs=(("maibox", "mailbox"),),
    numbers=("4711",),
    evidence=(Evidence("where is my mailbox", "mailbox", 0.5), Evidence("which version", "version", -0.2)),
    candidates=MATCHES,
    confidence=0.939,
    answer_from=0.75,
    offer_from=0.3,
    counterfactual=Counterfactual("mailbox", HandOver("en", None, 0.1)),
    knowledge_version="abc123",
    parts=(
        TracedPart("where is my mailbox?", "question", "mailbox", 0.9, has_decided=True),
        TracedPart("it costs a lot", "statement", "prices", 0.4, has_decided=False, about="what is it?"),
        TracedPart("I said so", "statement", "version", 0.2, has_decided=False, is_quoted=True),
    ),
    asides=(("signature", "Kind regards"), ("signature", "Alice")),
)
INSIGHT = TeamInsight(
    "0123456789abcdef",
    (FileLine("exact-globe/articles/mailbox.yml", 1),),
    (("where is my mailbox", FileLine("exact-globe/articles/mailbox.yml", 6)), ("gone", FileLine("gone", None))),
    "abc123",
)
ANSWER = Answer("en", ("mailbox",), 0.939, MATCHES)
WHY = WhyForm("en", ANSWER, TRACE)


def forms(language: Language) -> list[WhyForm | WhyNotice]:
    """Return what everybody may read, and after that what a support member may."""
    one = replace(WHY, language=language)
    hostile = replace(TRACE, cleaned="<!channel> *x* 123456782", repairs=(("<@U1>", "`x`"),), numbers=("1" * 90,))
    told = [
        *(WhyForm(language, reply, TRACE) for reply in REPLIES),
        *(WhyForm(language, reply) for reply in REPLIES),
        *(WhyForm(language, reply, is_direct=True) for reply in REPLIES),
        replace(one, trace=hostile),
        replace(one, trace=replace(TRACE, product="AFAS", reason="another-product")),
        replace(one, trace=replace(TRACE, product="AFAS", reason="channel-product")),
        replace(one, is_whole=False),
        replace(one, was_changed=True),
        replace(one, trace=None, was_changed=True, now=Clarification(language, ("version",), 0.5)),
        replace(one, chosen="version"),
        replace(one, chosen="gone"),
        replace(one, chosen="version", followed="next"),
        replace(one, chosen="version", is_of_setup=True),
        replace(one, followed="again", is_channels_language=True),
        WhyForm(language, Answer(language, ("gone",), 0.9, gap="forgotten")),
    ]
    notices = [WhyNotice(SystemNotice(name, language)) for name in ("why-forgotten", "why-elsewhere", "store-away")]
    return [*told, *(replace(each, team=INSIGHT) for each in told), *notices]
