"""The shipped knowledge base and its matcher: made once in a process, and not before a test asks for them.

What takes seconds to build is kept beside what pytest keeps, for the next process: until what it is built of changes.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.bootstrap.answering import matcher
from bot.knowledge.loading import read
from bot.knowledge.source_files import contents_of

if TYPE_CHECKING:
    from bot.domain.article import KnowledgeBase
    from bot.domain.library import Library
    from bot.matching.matcher import Matcher

_KEPT: Final = Path(__file__).parents[1] / ".pytest_cache" / "matchers"


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
    """Return its matcher."""
    return kept_matcher(shipped_knowledge(), "shipped")


def kept_matcher(base: KnowledgeBase, name: str) -> Matcher:
    """Return the matcher of one of the knowledge bases, four at most, that are kept under `name`."""
    return matcher(base, _KEPT / name)
