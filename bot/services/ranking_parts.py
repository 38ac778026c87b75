"""The parts of an utterance, each ranked by itself: those that count, what is joined to a number, and the scraps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.bare_questions import is_bare
from bot.domain.sentences import is_substantial, joined_in
from bot.services.deciding import RankedPart
from bot.services.taking_along import take_along

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.domain.language import Language
    from bot.domain.sentences import UtterancePart
    from bot.domain.utterance import ParsedUtterance
    from bot.matching.matcher import CleanedUtterance, Matcher


def rank_parts(
    read: Sequence[tuple[UtterancePart, CleanedUtterance]],
    matcher: Matcher,
    language: Language,
    small_talk: frozenset[str],
) -> list[RankedPart]:
    """Rank each part by itself, or with what it asks about; return none where there is but one, and no scraps."""
    if len(read) <= 1:  # the part is the whole
        return []
    has_bare = any(is_bare(part) for part, _ in read)
    ranked = [
        RankedPart(part, matcher.rank(cleaned, language))
        for part, cleaned in read
        if has_bare or is_substantial(cleaned.words)
    ]
    return take_along(ranked, small_talk) if has_bare else ranked


def rank_joined(parsed: ParsedUtterance, matcher: Matcher, language: Language) -> list[RankedPart]:
    """Rank what is joined to something with a number, in the same sentence."""
    own = (part for part in parsed.parts if not part.is_quoted)
    joined = (each for part in own for each in joined_in(part) if not is_bare(each))
    return [each for each in _rank(joined, matcher, language) if each.ranking.utterance.words]


def rank_scraps(
    parsed: ParsedUtterance, ranked: Iterable[RankedPart], matcher: Matcher, language: Language
) -> list[RankedPart]:
    """Rank the questions of a word or two that are not among `ranked`: "klopt 12345678?", "price?"."""
    known = {each.part for each in ranked}
    asking = (part for part in parsed.parts if part.kind == "question" and not part.is_quoted)
    return list(_rank((part for part in asking if part not in known), matcher, language))


def _rank(parts: Iterable[UtterancePart], matcher: Matcher, language: Language) -> Iterable[RankedPart]:
    return (RankedPart(part, matcher.rank(matcher.read(part.text, language), language)) for part in parts)
