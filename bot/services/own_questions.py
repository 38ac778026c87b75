"""How a message reads while somebody waits for its writer's answer: as a question of its own, or as that answer."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot.domain.article import PLEA, THANKS_ARTICLE
from bot.domain.bare_questions import is_bare
from bot.domain.reply import Answer, Calculation, HandOver
from bot.domain.sentences import is_substantial

if TYPE_CHECKING:
    from bot.domain.reply import Reply
    from bot.domain.sentences import UtterancePart
    from bot.domain.utterance import ParsedUtterance

Reading: TypeAlias = Literal["question", "both", "keywords", "number", "words"]
"""How a message reads.

`question`: it is said to the bot alone. `both`: a question that may be an answer too. `keywords`: a few words of what
the bot knows, as people search, and as they answer. `number`: the bot can work something out of it, where it has been
talked of. `words`: it asks nothing of its own.
"""

_MOST_KEYWORDS: Final = 3
"""Words of a search: whoever writes more tells something."""
_ALSO_A_DAY: Final = re.compile(r"\W*morgen\W*", re.IGNORECASE)
"""A greeting that tells when as well."""
_EXACTLY: Final = 1.0
"""The confidence of what is a phrasing, word for word."""
_MARK_AT_THE_END: Final = re.compile(r"\?[\s\"')!?]*$")
_ASKS_WITHOUT_A_MARK: Final = re.compile(
    r"\W*(?:(?:and|en|so|dus|but|maar|ok[eé]?|hi|hey|hoi|hallo)\b[, ]+){0,3}"
    r"(?:how|what|which|where|when|why|who|hoe|hoeveel|hoelang|wat|welke?|waar(?:in|op|mee|voor|om|naar)?|wanneer|wie)\s+"
    r"(?!(?:ik|we|wij|hij|zij|ze|het|er|i|he|she|they|it|you|je|jullie)\b)\w",
    re.IGNORECASE,
)
"""A question word and what it asks of. "What I see is …" and "waar ik vastloop …" tell something."""
_LABELLED: Final = re.compile(r"\W*\w+(?:\s+\w+){0,2}\s*:")
"""What a form asks, and the answer behind it: "Welke versie: 413"."""
_ERROR_TEXTS: Final = "error-texts"
"""The gap of what programs say when something went wrong: that is told to whoever asked what goes wrong."""


def reading_of(parsed: ParsedUtterance, reply: Reply, small_talk: frozenset[str]) -> Reading:
    """Return how a message reads that the bot would give `reply` to."""
    if isinstance(reply, Answer) and reply.confidence >= _EXACTLY and len(parsed.parts) == 1:
        return _reading_of_phrasing(parsed, reply, small_talk)
    is_sure = _is_sure(reply, small_talk)
    full = [part for part in parsed.parts if _is_full(part)]
    if full:
        # Without a mark it may tell something: "When the invoices are retrieved nothing arrives".
        is_marked = all(_MARK_AT_THE_END.search(part.text) for part in full)
        return "question" if is_sure and is_marked and not any(map(_tells, parsed.parts)) else "both"
    return "both" if is_sure and parsed.asks else _reading_of_words(parsed, reply, is_sure=is_sure)


def _reading_of_phrasing(parsed: ParsedUtterance, reply: Answer, small_talk: frozenset[str]) -> Reading:
    """Return how a message reads that is a phrasing, word for word."""
    if THANKS_ARTICLE in reply.articles:
        return "words"  # among its phrasings is much that answers: "ok", "it works now"
    if small_talk.isdisjoint(reply.articles):
        return "question" if parsed.asks or not _is_few_words(parsed) else "keywords"
    return "keywords" if _ALSO_A_DAY.fullmatch(parsed.parts[0].text) else "question"


def _reading_of_words(parsed: ParsedUtterance, reply: Reply, *, is_sure: bool) -> Reading:
    """Return how words read that ask nothing, by what the bot would say to them."""
    if not is_sure or not _is_few_words(parsed):
        return "words"
    if isinstance(reply, Calculation):
        return "number"
    # Whoever writes a number beside them tells something: "administratie 001".
    return "words" if any(map(str.isdigit, parsed.parts[0].text)) else "keywords"


def _is_few_words(parsed: ParsedUtterance) -> bool:
    return len(parsed.parts) == 1 and len(parsed.parts[0].text.split()) <= _MOST_KEYWORDS


def _is_sure(reply: Reply, small_talk: frozenset[str]) -> bool:
    """Return whether the bot has something to say to it."""
    match reply:
        case Answer():
            return small_talk.isdisjoint(reply.articles) and PLEA not in reply.articles
        case Calculation():
            return reply.outcome.value is not None or bool(reply.articles)
        case HandOver():
            return reply.gap not in {None, _ERROR_TEXTS} and reply.product is None
    return False


def _is_full(part: UtterancePart) -> bool:
    """Return whether `part` is a whole question: "is that enough?" asks about something that stands elsewhere."""
    if is_bare(part) or _asks_about_what_it_tells(part) or _LABELLED.match(part.text):
        return False
    return bool(_MARK_AT_THE_END.search(part.text) or _ASKS_WITHOUT_A_MARK.match(part.text))


def _asks_about_what_it_tells(part: UtterancePart) -> bool:
    """Return whether `part` tells something and ends in a bare question about it: "it is 001, is that right?"."""
    told, comma, asked = part.text.rpartition(",")
    return bool(comma and told.strip()) and is_bare(replace(part, text=asked))


def _tells(part: UtterancePart) -> bool:
    return part.kind == "statement" and is_substantial(part.text.split())
