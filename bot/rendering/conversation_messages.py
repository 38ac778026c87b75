"""What the bot says in a conversation → its elements: replies with what one can do next, notices, questions back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot import texts
from bot.domain.calculation import ANSWERED_BY_CALCULATION
from bot.domain.explanation import WhyForm
from bot.domain.library import name_of
from bot.domain.markup import Inline, Person, Timestamp, linked
from bot.domain.outgoing import (
    ConversationMessage,
    InPlace,
    NotHelped,
    RelayOffer,
    ReplyMessage,
    SharedReply,
    SystemNotice,
    TransitionRefused,
)
from bot.domain.reply import Answer, Calculation, FollowUp, HandOver, Reply, supposed_in
from bot.rendering.action_ids import (
    ASK_HUMAN_BUTTON,
    CALCULATOR_BUTTON,
    EXPLAIN_BUTTON,
    NO_TRACE,
    SEND_ALONG_BUTTON,
    SETUP_BUTTON,
    SHARE_BUTTON,
)
from bot.rendering.bot_texts import formatted
from bot.rendering.context import moment_in_words
from bot.rendering.document import Actions, Button, Element, Footnote, FormattedText, Quote, Votes
from bot.rendering.follow_up_replies import WANTS_HELP
from bot.rendering.masking import masked
from bot.rendering.not_helped import not_helped
from bot.rendering.quoting import quoted_whole
from bot.rendering.relay_offers import relay_offer
from bot.rendering.replies import beforehand, reply_elements
from bot.rendering.why_in_words import why_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.calculation import CalculatorName
    from bot.domain.follow_ups import FollowUpKind
    from bot.domain.language import Language
    from bot.rendering.context import RenderContext


def elements_of(body: ConversationMessage | Reply, context: RenderContext) -> tuple[Element, ...]:
    """Return what `body` is made of, from top to bottom."""
    if isinstance(body, SystemNotice | InPlace):
        notice = body.notice if isinstance(body, InPlace) else body
        return (*_late("you-wrote-long-ago", notice.asked_at, body.language, context), _notice(notice))
    if isinstance(body, RelayOffer):
        return (*_late("you-wrote-long-ago", body.asked_at, body.language, context), *relay_offer(body))
    match body:
        case TransitionRefused():
            shown: tuple[Element, ...] = (_refused(body, context),)
        case NotHelped():
            shown = not_helped(body, context)
        case SharedReply(reply, asked, person):
            shown = (
                formatted("shared-by", reply.language, person=Person(person)),
                Quote(masked(asked, reply.language)),
                *reply_elements(reply, context),
            )
        case ReplyMessage():
            context = replace(context, address=body.address)
            shown = (
                *_late("asked-long-ago", body.asked_at, body.reply.language, context),
                *_quotation(body.asked, body.reply.language),
                *_reply(body, context),
                *([formatted("help-team", body.reply.language)] if body.is_for_team else []),
                *_files(body, context),
                *_going_on(body, context),
            )
        case _:
            shown = tuple(reply_elements(body, context))
    return shown


def _reply(said: ReplyMessage, context: RenderContext) -> Iterator[Element]:
    """Yield the reply; the reason, where that was asked for and is known."""
    if said.why is None:
        yield from reply_elements(said.reply, context, said.trace_id)
    else:
        yield from beforehand(said.reply)
        yield why_in_words(said.why, context)


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
    buttons = [*_walk_through(said, context), *_calculate(said, context), *_explain(said, context)]
    if said.can_be_shared and said.trace_id:
        buttons.append(Button(SHARE_BUTTON, texts.get("share", language), said.trace_id))
    if said.trace_id is not None and _offers_human(said, context):
        buttons.append(_ask_human(said.trace_id, language, SEND_ALONG_BUTTON if said.files else ASK_HUMAN_BUTTON))
    if buttons:
        yield Actions(tuple(buttons))


def _walk_through(said: ReplyMessage, context: RenderContext) -> Iterator[Button]:
    """Yield what leads from an overview of the steps to the steps one by one."""
    reply = said.reply
    is_overview = isinstance(reply, Answer) and context.about(reply.about).guide.overview in reply.articles
    if is_overview and said.trace_id is not None:
        product = reply.about or NO_TRACE
        yield Button(SETUP_BUTTON + "begin", texts.get("setup-guide-button", reply.language), product)


def _calculate(said: ReplyMessage, context: RenderContext) -> Iterator[Button]:
    """Yield what opens a calculator's form: below an article that goes with it, and where it asks for a number.

    A number is somebody's own, and others may read along here.
    """
    if said.trace_id is not None:
        known = context.about(said.reply.about).base.calculators
        for calculator in (each for each in _calculators_of(said.reply) if each in known):
            label = texts.get(f"calculate-{calculator}", said.reply.language)
            yield Button(CALCULATOR_BUTTON + calculator, label, NO_TRACE)


def _calculators_of(reply: Reply) -> Iterator[CalculatorName]:
    if isinstance(reply, Calculation) and not reply.outcome.has_result:
        yield reply.outcome.calculator
    if isinstance(reply, Answer):
        for calculator, articles in ANSWERED_BY_CALCULATION.items():
            if not articles.isdisjoint(map(name_of, reply.articles)):
                yield calculator


def _explain(said: ReplyMessage, context: RenderContext) -> Iterator[Button]:
    """Yield the button that asks why: not below small talk, nor where people chose that nothing fits."""
    reply = said.reply
    if said.trace_id and isinstance(said.why, WhyForm) and not _is_of_none(said.why):
        label = texts.get("because-all", reply.language)
        yield Button(EXPLAIN_BUTTON, label, _about(said.trace_id, said.why.chosen, said.why.followed))
    is_talk = isinstance(reply, Answer) and context.knowledge.articles[reply.articles[0]].topic == "general"
    is_word = isinstance(reply, FollowUp)
    if said.trace_id and not is_talk and not is_word and not (isinstance(reply, HandOver) and reply.is_after_choice):
        article = reply.articles[0] if isinstance(reply, Answer) else None
        about = _about(said.trace_id, article, said.followed)
        yield Button(EXPLAIN_BUTTON, texts.get("because-button", reply.language), about)


def _about(trace_id: str, article: str | None, followed: FollowUpKind | None) -> str:
    """Return what the button that asks why carries."""
    parts = (trace_id, article, followed if article else None)
    return ":".join(part for part in parts if part)


def _is_of_none(why: WhyForm) -> bool:
    return isinstance(why.reply, HandOver) and why.reply.is_after_choice


def _voted_on(reply: Reply, context: RenderContext) -> str | None:
    """Return what people say of whether it helped: an article, or a calculator with a result; never small talk."""
    if isinstance(reply, Calculation):
        return reply.outcome.calculator if reply.outcome.value is not None else None
    if not isinstance(reply, Answer):
        return None
    slug = reply.articles[0]
    return None if context.knowledge.articles[slug].topic == "general" else slug


def _offers_human(said: ReplyMessage, context: RenderContext) -> bool:
    is_word = isinstance(said.reply, FollowUp) and said.reply.word not in WANTS_HELP and not supposed_in(said.reply)
    return said.trace_id is not None and context.desk is not None and not is_word


def _files(said: ReplyMessage, context: RenderContext) -> Iterator[Element]:
    """Yield what becomes of the files of a question; of files alone the reply itself says it."""
    if not said.files:
        return
    language, is_alone = said.reply.language, isinstance(said.reply, HandOver) and said.reply.is_file_alone
    goes_along = _offers_human(said, context)
    if not is_alone:
        yield formatted("file-goes-along" if goes_along else "file-unread", language)
    if goes_along:
        yield quoted_whole("\n".join(said.files), language)


def _ask_human(trace_id: str, language: Language, name: str = ASK_HUMAN_BUTTON) -> Button:
    return Button(name, texts.get("ask-human", language), trace_id or NO_TRACE)


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
