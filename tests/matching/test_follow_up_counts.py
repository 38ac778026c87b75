"""What is counted of follow-ups, and what makes it be counted anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.follow_ups import FollowUpExamples, FollowUpWords
from bot.matching.follow_up_counts import NONE, count, features_of, fingerprint
from tests.factories import article, knowledge_base

if TYPE_CHECKING:
    from bot.domain.article import KnowledgeBase

WORDS = FollowUpWords({"fails": ("it fails",), "next": ("next",)}, light=("oh", "so"))
TYPED = FollowUpExamples({"fails": ("it sits there", "...")}, others=("the shelf",))


def base(words: FollowUpWords = WORDS, typed: FollowUpExamples = TYPED, **changed: bytes) -> KnowledgeBase:
    return replace(knowledge_base(**changed), words=(words,), examples=(typed,))


def test_the_features_of_words_are_they_their_pairs_and_their_parts() -> None:
    told = (
        "pair ^ so|pair so what|pair what $|word so|word what|part _so|part so_|part _wh|part wha|part hat|part at_"
    )

    assert features_of(("so", "what")) == set(told.split("|"))


def test_each_kind_is_counted_by_itself_and_what_is_none_beside_them() -> None:
    counts = count(base())
    kinds = list(counts.messages)

    assert counts.messages == {"fails": 2, "next": 1, NONE: 13}
    assert [counts.times("word it", kinds.index(kind)) for kind in kinds] == [2, 0, 1]
    assert [counts.times("part the", kinds.index(kind)) for kind in kinds] == [1, 0, 2]
    assert "word shelf" not in counts.rows
    assert counts.examples == {("it", "sits", "there"): "fails", ("the", "shelf"): None}


def test_a_word_is_typed_where_it_stands_in_a_follow_up_or_names_nothing() -> None:
    counts = count(base())

    assert [counts.is_typed(word) for word in ("sits", "oh", "shelf")] == [True, True, False]
    assert counts.alone == {"next"}


@pytest.mark.parametrize(
    "changed",
    [
        base(words=replace(WORDS, phrases={"fails": ("it fails",)})),
        base(words=replace(WORDS, cues={"why": ("how so",)})),
        base(words=replace(WORDS, light=("oh",))),
        base(typed=replace(TYPED, others=("the shelf", "dust"))),
        base(typed=replace(TYPED, follow_ups={"next": ("it sits there",)})),
        base(mailbox=article("The mailbox", en=("where does it hang",), nl=("waar hangt hij",))),
    ],
)
def test_what_is_counted_otherwise_has_another_fingerprint(changed: KnowledgeBase) -> None:
    assert fingerprint(changed) != fingerprint(base())


def test_what_is_counted_alike_has_the_same() -> None:
    answered_otherwise = replace(base(), facts=knowledge_base().facts, version="another")

    assert fingerprint(answered_otherwise) == fingerprint(base())
