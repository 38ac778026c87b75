from __future__ import annotations

import pytest

from bot.knowledge.knowledge_cache import CorruptKnowledgeError, dump, load
from tests.factories import knowledge_base


def test_a_thawed_knowledge_base_is_the_one_that_was_frozen() -> None:
    assert load(dump(knowledge_base())) == knowledge_base()


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"null", dump(knowledge_base())[:-9], b"\xff"])
def test_spoilt_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(CorruptKnowledgeError):
        load(content)
