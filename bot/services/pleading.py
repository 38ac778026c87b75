"""A call for help among courtesies: it is heard as without them, and not taken for the thanks beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.article import HELP_ARTICLE, PLEA
from bot.domain.courtesies import without_courtesies
from bot.domain.reply import Answer
from bot.services.deciding import ANSWER_FROM, is_open
from bot.services.going_on import THANKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.services.tracing import ReplyContext

_CALLS: Final = frozenset({PLEA, HELP_ARTICLE})
"""What calls for help are answered with."""
_TAKEN_FOR: Final = frozenset({THANKS, "greeting"})


def consider_plea(text: str, consider: Callable[[str], ReplyContext]) -> ReplyContext:
    """Return what `consider` makes of plain `text`; of a call for help, without the courtesies around it."""
    context = consider(text)
    reply = context.decision.reply
    is_taken = isinstance(reply, Answer) and _TAKEN_FOR.issuperset(reply.articles)
    is_missed = is_open(context.decision) and context.decision.reason != "complaint"
    core = without_courtesies(text) if is_taken or is_missed else text
    if core == text:
        return context
    of_core = consider(core)
    is_call = of_core.whole.best in _CALLS and of_core.whole.confidence >= ANSWER_FROM
    return of_core if is_call else context
