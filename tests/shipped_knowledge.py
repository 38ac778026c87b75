"""The shipped knowledge base and its matcher: made once in a process, and not before a test asks for them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.bootstrap.answering import dictionary
from bot.knowledge.loading import read
from bot.knowledge.source_files import contents_of
from bot.matching.building import build

if TYPE_CHECKING:
    from bot.domain.article import KnowledgeBase
    from bot.domain.library import Library
    from bot.matching.matcher import Matcher


@cache
def shipped_library() -> Library:
    """Return all that is known in this checkout."""
    library, problems = read(contents_of(Path(__file__).parents[1] / "knowledge"))
    assert library is not None, problems
    return library


def shipped_knowledge() -> KnowledgeBase:
    """Return the knowledge base of its first integration."""
    return shipped_library().bases[0]


@cache
def shipped_matcher() -> Matcher:
    """Return its matcher, which takes seconds to build."""
    return build(shipped_knowledge(), dictionary())
