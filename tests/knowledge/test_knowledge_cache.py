from __future__ import annotations

import pytest

from bot.knowledge.knowledge_cache import CorruptKnowledgeError, dump, load
from bot.knowledge.loading import read
from tests.factories import library, with_a_draft_of_afas


def test_a_thawed_library_is_the_one_that_was_frozen() -> None:
    assert load(dump(library())) == library()


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"null", dump(library())[:-9], b"\xff"])
def test_spoilt_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(CorruptKnowledgeError):
        load(content)


def test_what_is_still_being_written_is_kept_too() -> None:
    known, _ = read(with_a_draft_of_afas())

    assert known is not None
    assert load(dump(known)) == known
