"""The compiled word lists: what is told where they are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.bootstrap.answering import read_dictionary
from bot.domain.problem import KnowledgeError

if TYPE_CHECKING:
    from pathlib import Path


def test_missing_word_lists_are_told_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "tmpabc").touch()  # what a build that was killed left
    with pytest.raises(KnowledgeError, match=r"word lists are missing.*make run"):
        read_dictionary(tmp_path)
