"""What several packages say to one message: the answers of all, where each is sure; else which of them is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.reply import Answer, Calculation, Clarification
from bot.domain.utterance import parse_utterance

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.reply import Reply
    from bot.services.own_names import OwnNames


def questions_of_each(text: str, names: Mapping[str, OwnNames]) -> Mapping[str, str] | None:
    """Return what plain `text` asks of each product; None unless there are several, and each question names just one.

    "And which for Kasboek?" asks the question before it once more.
    """
    asked: dict[str, list[str]] = {}
    last = ""
    for part in parse_utterance(text).parts:
        named = [product for product, own in names.items() if own.is_in(part.text)]
        if not part.asks and not named:
            continue
        if not part.asks or part.is_quoted or len(named) != 1:
            return None
        own = names[named[0]]
        last = own.about_it(last) if last and own.is_alone(part.text) else part.text
        asked.setdefault(named[0], []).append(last)
    return {product: " ".join(questions) for product, questions in asked.items()} if len(asked) > 1 else None


def answers_of_all(replies: Sequence[Reply]) -> Answer | None:
    """Return the answers of several integrations as one; None where one of them has no sure and whole answer."""
    answers = [each for each in replies if isinstance(each, Answer) and each.gap is None and each.supposed is None]
    if len(answers) < len(replies):
        return None
    return Answer(
        answers[0].language,
        tuple(slug for each in answers for slug in each.articles),
        min(each.confidence for each in answers),
        tuple(match for each in answers for match in each.candidates[:1]),
        is_cut=any(each.is_cut for each in answers),
    )


def which_of(products: tuple[str, ...], replies: Sequence[Reply]) -> Clarification:
    """Return the question which of `products` is meant, with what the replies of these worked out."""
    first, found = replies[0], (_found_in(reply) for reply in replies if reply.about in products)
    calculated = tuple(each for each in found if each is not None)
    return Clarification(
        first.language, (), first.confidence, products=products, calculated=calculated, is_cut=first.is_cut
    )


def _found_in(reply: Reply) -> Calculation | None:
    """Return what was worked out in one integration's reply, and nothing else of it; None where nothing was."""
    if not isinstance(reply, Calculation) or not reply.outcome.has_result:
        return None
    return Calculation(reply.language, reply.outcome, about=reply.about)
