"""A call for help among courtesies: it is heard as without them, and not taken for the thanks beside it.

One that says nothing of what it is about is heard as the shortest one there is, however it is put.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.article import GREETING_ARTICLE, HELP_ARTICLE, PLEA, THANKS_ARTICLE
from bot.domain.courtesies import names_greeted, without_courtesies
from bot.domain.pleas import is_bare_plea
from bot.domain.reply import Answer, HandOver
from bot.domain.utterance import parse_utterance
from bot.services.deciding import ANSWER_FROM, OFFER_FROM, is_answer, is_open

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.services.tracing import ReplyContext

_CALLS: Final = frozenset({PLEA, HELP_ARTICLE})
"""What calls for help are answered with."""
_TAKEN_FOR: Final = frozenset({THANKS_ARTICLE, GREETING_ARTICLE})
_SHORTEST: Final = "help"


def consider_plea(text: str, consider: Callable[[str], ReplyContext]) -> ReplyContext:
    """Return what `consider` makes of plain `text`; of a call for help, without the courtesies around it."""
    context = consider(text)
    is_missed = is_open(context.decision) and context.decision.reason != "complaint"
    if not (is_missed or _is_courtesy(context)):
        return context
    names = names_greeted(text)
    call = _heard_in(_core_of(text), consider)
    return call if call is not None and all(_says_nothing(each, consider) for each in names) else context


def _core_of(text: str) -> str:
    """Return `text` without the courtesies around it, and without the signature below it."""
    core = without_courtesies(text)
    own = parse_utterance(core).text
    return without_courtesies(own) if core.startswith(own) else core


def _heard_in(core: str, consider: Callable[[str], ReplyContext]) -> ReplyContext | None:
    """Return what `consider` makes of the call for help that `core` is; None where it is none."""
    for call in (core, _SHORTEST) if is_bare_plea(core) else (core,):
        context = consider(call)
        if context.whole.best in _CALLS and is_answer(context.whole, ANSWER_FROM):
            return context
    return None


def _is_courtesy(context: ReplyContext) -> bool:
    reply = context.decision.reply
    return isinstance(reply, Answer) and _TAKEN_FOR.issuperset(reply.articles)


def _says_nothing(name: str, consider: Callable[[str], ReplyContext]) -> bool:
    """Return whether `name` is nothing that the bot knows: what stands where names do may be what is wrong."""
    decision = consider(name).decision
    return isinstance(decision.reply, HandOver) and is_open(decision) and decision.reply.confidence < OFFER_FROM
