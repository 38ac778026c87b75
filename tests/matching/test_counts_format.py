from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.follow_ups import FollowUpExamples, FollowUpWords
from bot.matching import counts_format
from bot.matching.follow_up_counts import count
from bot.matching.follow_up_guesser import Guesser
from tests.factories import knowledge_base
from tests.shipped_knowledge import shipped_knowledge

WORDS = FollowUpWords({"fails": ("it fails",), "next": ("next",)}, light=("oh",))
TYPED = FollowUpExamples({"fails": ("it sits there",)}, others=("dust on the shelf",))
KEPT = counts_format.dump(count(replace(knowledge_base(), words=(WORDS,), examples=(TYPED,))))


def test_what_was_kept_guesses_like_what_was_counted() -> None:
    counted = count(shipped_knowledge())
    loaded = counts_format.load(counts_format.dump(counted))

    for text in (
        "legend, cheers",
        "lukt voor geen meter",
        "welke versie heb ik nodig",
        "pff, it still refuses",
        "oh",
    ):
        assert Guesser(loaded).guess(text) == Guesser(counted).guess(text)
        assert Guesser(loaded).is_unlikely("again", text) == Guesser(counted).is_unlikely("again", text)
    assert (loaded.rows, loaded.messages, list(loaded.seen)) == (counted.rows, counted.messages, list(counted.seen))
    assert (loaded.examples, loaded.light, loaded.alone) == (counted.examples, counted.light, counted.alone)


def test_where_nothing_is_known_nothing_is_kept_but_that() -> None:
    assert Guesser(counts_format.load(counts_format.dump(count(knowledge_base())))).guess("next") is None


@pytest.mark.parametrize(
    "content", [b"", b"{}\n", b"\n", b"no json\n", b"[]\n", KEPT[:-4], KEPT[:-3], KEPT + b"1234"]
)
def test_spoilt_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(counts_format.CorruptCountsError):
        counts_format.load(content)
