"""Is what somebody wrote the answer that a request of theirs waits for? Its question, the words, and the buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import texts
from bot.domain.markup import Person
from bot.domain.text_cleaning import shortened
from bot.rendering.action_ids import RELAY_BUTTON
from bot.rendering.bot_texts import formatted
from bot.rendering.document import LONGEST_QUOTE, Actions, Button
from bot.rendering.masking import masked
from bot.rendering.quoting import quoted_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.outgoing import RelayOffer
    from bot.rendering.document import Element, FormattedText

_LONGEST_LABEL: Final = 75
"""Characters that Slack writes on a button."""


def relay_offer(body: RelayOffer) -> tuple[Element, ...]:
    """Return the offer of one request, or of several to choose from."""
    language, quoted = body.language, quoted_whole(body.text, body.language)
    return (
        _asked(body),
        quoted,
        *([formatted("only-so-much", language)] if len(quoted.text) > LONGEST_QUOTE else []),
        Actions((*_answers(body), _no_answer(body))),
    )


def _asked(body: RelayOffer) -> FormattedText:
    if len(body.requests) > 1:
        return formatted("is-it-an-answer-too" if body.is_answered else "is-it-an-answer", body.language)
    (only,) = body.requests
    name = "is-it-the-answer-too" if body.is_answered else "is-it-the-answer"
    return formatted(name, body.language, number=str(only.number), person=Person(only.assignee))


def _answers(body: RelayOffer) -> Iterator[Button]:
    """Yield a button for each request; for one it is a plain yes."""
    if len(body.requests) == 1:
        about = f"{body.requests[0].ticket}:{body.message}"
        yield Button(RELAY_BUTTON + "answer", texts.get("it-is", body.language), about, is_primary=True)
        return
    for place, each in enumerate(body.requests, 1):
        title = masked(each.title, body.language)
        label = texts.get("is-for-request", body.language, number=str(each.number), title=title)
        about = f"{each.ticket}:{body.message}"
        yield Button(f"{RELAY_BUTTON}answer:{place}", shortened(label, _LONGEST_LABEL), about)


def _no_answer(body: RelayOffer) -> Button:
    label = texts.get("it-is-not-too" if body.is_answered else "it-is-not", body.language)
    return Button(RELAY_BUTTON + "question", label, f"{body.requests[0].ticket}:{body.message}")
