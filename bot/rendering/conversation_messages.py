"""What the bot says in a conversation → its elements: replies with what one can do next, notices, questions back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot import texts
from bot.domain.feedback import UNHELPFUL_REASONS
from bot.domain.markup import Inline, Person, Timestamp, linked
from bot.domain.outgoing import (
    AskWhy,
    ConversationMessage,
    InPlace,
    RelayOffer,
    ReplyMessage,
    SystemNotice,
    TransitionRefused,
)
from bot.domain.reply import Answer, Calculation, Reply
from bot.rendering.action_ids import ASK_HUMAN_BUTTON, NO_TRACE, RELAY_BUTTON, WHY_BUTTON
from bot.rendering.bot_texts import formatted
from bot.rendering.context import moment_in_words
from bot.rendering.document import LONGEST_QUOTE, Actions, Button, Element, Footnote, FormattedText, Quote, Votes
from bot.rendering.masking import masked
from bot.rendering.replies import reply_elements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.language import Language
    from bot.rendering.context import RenderContext


def elements_of(body: ConversationMessage | Reply, context: RenderContext) -> tuple[Element, ...]:
    """Return what `body` is made of, from top to bottom."""
    if isinstance(body, SystemNotice | InPlace):
        notice = body.notice if isinstance(body, InPlace) else body
        return (*_late("you-wrote-long-ago", notice.asked_at, body.language, context), _notice(notice))
    if isinstance(body, RelayOffer):
        return (*_late("you-wrote-long-ago", body.asked_at, body.language, context), *_relay_offer(body))
    match body:
        case TransitionRefused():
            shown: tuple[Element, ...] = (_refused(body, context),)
        case AskWhy():
            shown = _why_not(body, context)
        case ReplyMessage():
            shown = (
                *_late("asked-long-ago", body.asked_at, body.reply.language, context),
                *_quotation(body.asked, body.reply.language),
                *reply_elements(body.reply, context, body.trace_id),
                *([formatted("help-team", body.reply.language)] if body.is_for_team else []),
                *_going_on(body, context),
            )
        case _:
            shown = tuple(reply_elements(body, context))
    return shown


def _refused(refused: TransitionRefused, context: RenderContext) -> FormattedText:
    """Return how the ticket stands, and who was first, where somebody was."""
    language, number = refused.language, str(refused.number)
    state = texts.get(f"state-{refused.state}", language)
    if refused.is_too_late:
        return formatted("too-late", language, number=number)
    if refused.assignee is None or refused.claimed_at is None:
        return formatted("is-already", language, number=number, state=state)
    when = moment_in_words(datetime.fromisoformat(refused.claimed_at), context.zone, language)
    return formatted("first-was", language, person=Person(refused.assignee), state=state, when=when)


def _notice(body: SystemNotice) -> FormattedText:
    """Return what a notice says. A message's address in it leads there; all other values are words."""
    values: dict[str, Inline] = {name: linked(value) if name == "link" else value for name, value in body.values}
    values |= {name: Person(person) for name, person in body.people}
    return formatted(body.text, body.language, **values)


def _going_on(said: ReplyMessage, context: RenderContext) -> Iterator[Element]:
    """Yield what one can do with a reply: say whether it helped, and ask a person, where that is possible now."""
    language = said.reply.language
    if said.is_cut_off:
        yield Footnote(texts.get("cut-off", language))
    if said.trace_id and (voted_on := _voted_on(said.reply, context)) is not None:
        on = f"{said.trace_id}:{voted_on}"
        yield Votes(texts.get("helpful", language), texts.get("not-helpful", language), on)
    if said.trace_id is not None and context.desk is not None:
        yield Actions((_ask_human(said.trace_id, language),))


def _voted_on(reply: Reply, context: RenderContext) -> str | None:
    """Return what people say of whether it helped: an article, or a calculator with a result; never small talk."""
    if isinstance(reply, Calculation):
        return reply.outcome.calculator if reply.outcome.value is not None else None
    if not isinstance(reply, Answer):
        return None
    slug = reply.articles[0]
    return None if context.knowledge.articles[slug].topic == "general" else slug


def _ask_human(trace_id: str, language: Language) -> Button:
    return Button(ASK_HUMAN_BUTTON, texts.get("ask-human", language), trace_id or NO_TRACE)


def _why_not(body: AskWhy, context: RenderContext) -> tuple[Element, ...]:
    on = f"{body.trace_id}:{body.article}"
    reasons = [
        Button(WHY_BUTTON + each, texts.get(f"why-not-{each}", body.language), on) for each in UNHELPFUL_REASONS
    ]
    human = [] if context.desk is None else [_ask_human(body.trace_id, body.language)]
    return formatted("why-not", body.language), Actions((*reasons, *human))


def _relay_offer(body: RelayOffer) -> tuple[Element, ...]:
    language, asker = body.language, Person(body.assignee)
    about, text = f"{body.ticket}:{body.message}", masked(body.text, language)
    return (
        formatted("is-it-the-answer", language, person=asker, number=str(body.number)),
        Quote(text, is_whole=True),
        *([formatted("only-so-much", language)] if len(text) > LONGEST_QUOTE else []),
        Actions(
            (
                Button(RELAY_BUTTON + "answer", texts.get("it-is", language), about, is_primary=True),
                Button(RELAY_BUTTON + "question", texts.get("it-is-not", language), about),
            )
        ),
    )


def _late(text: str, asked_at: str | None, language: Language, context: RenderContext) -> Iterator[Element]:
    """Yield when something was said, where what comes of it comes long after it."""
    if asked_at is not None:
        zone, moment = context.zone, datetime.fromisoformat(asked_at)
        when = Timestamp(moment, f"{moment_in_words(moment, zone, language)} ({zone.key})", is_dated=True)
        yield formatted(text, language, when=when)


def _quotation(asked: str | None, language: Language) -> Iterator[Element]:
    if asked:
        yield Footnote(texts.get("you-asked", language))
        yield Quote(masked(asked, language))
