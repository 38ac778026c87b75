"""Phrasings that stand in two places, in the files of an integration or in those of its kinds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.domain.article import GENERAL, Article, Gap
from bot.domain.problem import Problem
from bot.knowledge.kinds import is_kind, key_of, name_of_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.domain.article import KnowledgeBase
    from bot.knowledge.kinds import OwnerKey

    PhrasingPlace: TypeAlias = tuple[str, int]

_FEW: Final = 3
"""Phrasings of a kind that are told one by one; more are told as one, for somebody to whom all of them are old."""


@dataclass(frozen=True, slots=True)
class PhrasingPlaces:
    """File and line of what articles and gaps are asked by.

    Attributes:
        shared: per article or gap, and phrasing that it has from its kind, the place of that.
        lines: per path, the line on which each text stands first.
        paths: per article and gap, the path of its file.
    """

    shared: Mapping[OwnerKey, Mapping[str, PhrasingPlace]]
    lines: Mapping[str, Mapping[str, int]]
    paths: Mapping[OwnerKey, str]

    def in_kind(self, owner: Article | Gap, text: str) -> PhrasingPlace | None:
        """Return where the kind of `owner` has a phrasing; None where it has not."""
        return self.shared.get(key_of(owner), {}).get(text)

    def in_own_file(self, owner: Article | Gap, text: str) -> PhrasingPlace:
        """Return where `owner` has a phrasing of its own."""
        path = self.paths[key_of(owner)]
        return path, self.lines[path][text]


@dataclass(frozen=True, slots=True)
class _Double:
    """A phrasing that `owner` has in `place`, and that also stands in `other`, as `other_text` is spelt."""

    owner: Article | Gap
    text: str
    place: PhrasingPlace
    other: PhrasingPlace
    other_text: str

    def problem(self, remedy: str) -> Problem:
        """Return what is told of it alone."""
        return Problem(*self.place, self._message(self.text, self.other), remedy)

    def problem_of_both(self, remedy: str) -> Problem:
        """Return the same where either place may be the one to change: it can be told at both."""
        twin = Problem(*self.other, self._message(self.other_text, self.place), remedy)
        return replace(self.problem(remedy), twin=twin)

    @staticmethod
    def _message(text: str, other: PhrasingPlace) -> str:
        return f"The phrasing '{text}' is also in {other[0]}:{other[1]}"


def problems_with_doubles(
    written: KnowledgeBase, knowledge: KnowledgeBase, places: PhrasingPlaces
) -> Iterator[Problem]:
    """Yield what stands in two places in `knowledge`; `written` is the same without what the kinds add."""
    in_kinds: dict[tuple[OwnerKey, str], list[_Double]] = defaultdict(list)
    for double in (*_with_own_kind(written, places), *_between(knowledge, places)):
        if is_kind(double.other[0]) and not is_kind(double.place[0]):
            in_kinds[key_of(double.owner), double.other[0]].append(double)
        else:
            yield double.problem_of_both("Keep it in the article whose answer fits best.")
    for doubles in in_kinds.values():
        yield from _of_one_kind(doubles)


def _with_own_kind(written: KnowledgeBase, places: PhrasingPlaces) -> Iterator[_Double]:
    """Yield what is added word for word as the kind has it; it is one phrasing where the two are put together."""
    for owner in _owners(written):
        for _, text in owner.phrasings:
            other = places.in_kind(owner, text)
            if other is not None:
                yield _Double(owner, text, places.in_own_file(owner, text), other, text)


def _between(knowledge: KnowledgeBase, places: PhrasingPlaces) -> Iterator[_Double]:
    """Yield what differs in capitals and marks at most from what stands in another place.

    A kind is right about every other integration, so that what has to change is in the files of this one.
    """
    first: dict[str, tuple[Article | Gap, str, PhrasingPlace]] = {}
    for owner in _owners(knowledge):
        for _, text in owner.phrasings:
            place = places.in_kind(owner, text) or places.in_own_file(owner, text)
            known_owner, as_written, known = first.setdefault(text.casefold().strip(" ?!."), (owner, text, place))
            if known == place:
                continue
            if is_kind(place[0]) and not is_kind(known[0]):
                yield _Double(known_owner, as_written, known, place, text)
            else:
                yield _Double(owner, text, place, known, as_written)


def _of_one_kind(doubles: Sequence[_Double]) -> Iterator[Problem]:
    """Yield what is told of phrasings of one article or gap that one kind has too."""
    first = min(doubles, key=lambda each: each.place)
    count = len({each.text for each in doubles})
    remedy = _remedy(first.owner, name_of_kind(first.other[0]), "it" if count <= _FEW else "them")
    if count <= _FEW:
        yield from (each.problem(remedy) for each in doubles)
        return
    message = (
        f"{count} phrasings of '{first.owner.slug}' also come with the kind in {first.other[0]}; "
        f"the first is '{first.text}', there in line {first.other[1]}"
    )
    yield Problem(*first.place, message, remedy)


def _remedy(owner: Article | Gap, kind: str, what: str) -> str:
    """Return what to do about phrasings (`what`) of an article or a gap that a kind has too."""
    if owner.kind == kind:
        return f"Remove {what} here: {'it comes' if what == 'it' else 'they come'} with the kind."
    if owner.kind is not None or (isinstance(owner, Article) and owner.topic == GENERAL):
        return f"Remove {what} here."
    whose = "the gap is about" if isinstance(owner, Gap) else "the article answers"
    return f"Remove {what} here. If {whose} that, write `kind: {kind}` in it."


def _owners(knowledge: KnowledgeBase) -> Iterator[Article | Gap]:
    yield from knowledge.articles.values()
    yield from knowledge.gaps.values()
