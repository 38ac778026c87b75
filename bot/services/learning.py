"""What there is to learn from people: wordings that they taught the bot, and questions that it had no answer for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from bot.domain.language import LANGUAGES
from bot.domain.redaction import redacted
from bot.domain.report import Unanswered
from bot.matching.lint import nearest_phrasings
from bot.matching.matcher import IDENTICAL
from bot.matching.normalise import words_of
from bot.services.proving import phrasings_of
from bot.services.reporting import groups_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.domain.article import KnowledgeBase
    from bot.domain.language import Language
    from bot.domain.teaching import Taught
    from bot.matching.lint import Near
    from bot.services.answering_all import AnsweringAll

_NOBODYS: Final = ""
"""No article and no gap has this slug: all of them are others."""

_LETTERS: Final = "bdfghjklmnprstvz"
"""Of which an id is made: no vowel, so that it is no word, and no figure, so that it is no place in a list."""

_ID_BYTES: Final = 3
"""Two letters come from each. Of a hundred lessons two share an id once in 3,000 lists."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A way of asking that may be a phrasing.

    Attributes:
        text: redacted, on one line; of questions about the same the latest.
        article: what people say it is about; None where nobody says so.
        count: how often that was said, or how many questions about the same there are.
        people: by how many people.
        by_team: how often a support member said it.
        closest: the phrasing that is closest to it.
        questions: those that were put together, as they were asked, redacted; none where it has an article.
    """

    text: str
    article: str | None
    count: int
    people: int
    by_team: int
    closest: Near | None
    questions: tuple[Unanswered, ...] = ()

    @property
    def id(self) -> str:
        """Return its name, which stays when others come and go, as it is made of what it says alone."""
        return _id_of(self.article, self.text)

    def is_called(self, name: str) -> bool:
        """Return whether `name` is its id, or was before a later question was put to those that it stands for.

        Capitals make no difference.
        """
        texts = (self.text, *(each.text for each in self.questions))
        return any(name.lower() == _id_of(self.article, text) for text in texts)


def wordings_to_learn(
    taught: Iterable[Taught], unanswered: Iterable[Unanswered], now: AnsweringAll
) -> tuple[Wording, ...]:
    """Return the wordings that are no phrasings yet, those of most people first.

    Questions are put together where nobody says what they are about; they are left out where somebody does.
    """
    said = [replace(each, text=_kept(each.text)) for each in taught]
    asked = [replace(each, text=_kept(each.text)) for each in unanswered]
    named = _named(said)
    answered = {words_of(each.text) for each in named}
    open_questions = [each for each in _open(said, asked, now) if words_of(each.text) not in answered]
    unnamed = [_together(each) for each in groups_of(open_questions)]
    owners = owners_of(now)
    found = (replace(each, closest=_closest(each.text, now)) for each in (*named, *unnamed) if words_of(each.text))
    new = (each for each in found if not _is_known(each, owners))
    return tuple(sorted(new, key=lambda each: (-each.people, each.article is None, -each.count, each.text)))


def _id_of(article: str | None, text: str) -> str:
    said = "\n".join((article or "", *words_of(text)))
    figures = blake2b(said.encode("utf-8"), digest_size=_ID_BYTES).hexdigest()
    return "".join(_LETTERS[int(each, 16)] for each in figures)


def _kept(text: str) -> str:
    """Return what may be shown of what somebody wrote."""
    return redacted(" ".join(text.split()))


def _named(said: Sequence[Taught]) -> list[Wording]:
    """Return the wordings of which somebody says what they are about, each with its latest spelling."""
    groups: dict[tuple[str, tuple[str, ...]], list[Taught]] = defaultdict(list)
    for each in sorted(said, key=lambda each: (each.taught_at, each.text)):
        if each.article is not None:
            groups[each.article, words_of(each.text)].append(each)
    return [
        Wording(
            text=those[-1].text,
            article=article,
            count=len(those),
            people=len({each.person for each in those}),
            by_team=sum(each.is_by_team for each in those),
            closest=None,
        )
        for (article, _), those in groups.items()
    ]


def _together(questions: tuple[Unanswered, ...]) -> Wording:
    people = len({each.person for each in questions})
    return Wording(questions[-1].text, None, len(questions), people, 0, None, questions)


def _open(said: Sequence[Taught], asked: Sequence[Unanswered], now: AnsweringAll) -> list[Unanswered]:
    """Return the questions of which nobody says what they are about.

    A support member's word that nothing answers one does not make two of it.
    """
    none = [each for each in said if each.article is None]
    by_askers = [*asked, *(_as_asked(each, now) for each in none if not each.is_by_team)]
    words = {words_of(each.text) for each in by_askers}
    by_team = (each for each in none if each.is_by_team and words_of(each.text) not in words)
    return [*by_askers, *(_as_asked(each, now) for each in by_team)]


def _as_asked(taught: Taught, now: AnsweringAll) -> Unanswered:
    return Unanswered(taught.text, _language_of(taught.text, now), taught.person, taught.taught_at)


def _language_of(text: str, now: AnsweringAll) -> Language:
    return now.each[0].matcher.language_of(text) or LANGUAGES[0]


def _closest(text: str, now: AnsweringAll) -> Near | None:
    """Return the phrasing of any integration that is most like it."""
    language = _language_of(text, now)
    found = ((one, nearest_phrasings(one.matcher, text, language, _NOBODYS).elsewhere) for one in now.each)
    near = [_known_as(each, one.knowledge) for one, each in found if each is not None and each.similarity > 0]
    return max(near, key=lambda each: each.similarity, default=None)


def _known_as(near: Near, base: KnowledgeBase) -> Near:
    return replace(near, phrase=replace(near.phrase, target=base.known_as(near.phrase.target)))


def owners_of(now: AnsweringAll) -> dict[tuple[str, ...], set[str]]:
    """Return the articles and gaps that have a phrasing of these words."""
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for owner, phrasings in phrasings_of(now.knowledge):
        for _, text in phrasings:
            owners[words_of(text)].add(owner)
    return owners


def _is_known(wording: Wording, owners: dict[tuple[str, ...], set[str]]) -> bool:
    """Return whether it is a phrasing of what it is about; of anything, where nobody says what that is."""
    known = set(owners.get(words_of(wording.text), ()))
    if wording.closest is not None and wording.closest.similarity >= IDENTICAL:
        known.add(wording.closest.phrase.target)
    return bool(known) if wording.article is None else wording.article in known
