from __future__ import annotations

import pytest

from bot.matching import cache_format
from tests.matching.examples import KNOWLEDGE, MATCHER


def test_a_loaded_matcher_ranks_like_the_one_that_was_dumped() -> None:
    loaded = cache_format.load(cache_format.dump(MATCHER), KNOWLEDGE)

    for text in ("where is my mailbx", "welke versie", "weer in rotterdam"):
        assert loaded.rank(loaded.read(text), "en") == MATCHER.rank(MATCHER.read(text), "en")
        assert loaded.language_of(text) == MATCHER.language_of(text)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}\n",
        b"\n",
        b"no json\n",
        b"[]\n",
        cache_format.dump(MATCHER)[:-8],
        cache_format.dump(MATCHER) + b"12345678",
    ],
)
def test_spoilt_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(cache_format.CorruptMatcherError):
        cache_format.load(content, KNOWLEDGE)
