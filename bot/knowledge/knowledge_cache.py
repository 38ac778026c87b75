"""All that is known, checked, as bytes, so that a process need not read and check the files that did not change."""

from __future__ import annotations

from typing import Final

from bot.domain.article import Article, Check, Facts, Gap, KnowledgeBase, Phrasings, Source
from bot.domain.follow_ups import ChoosingWords, FollowUpExamples, FollowUpWords, StepWords
from bot.domain.integration import Integration, SourceDocument
from bot.domain.language import AnswerText, Bilingual
from bot.domain.library import Library
from bot.domain.markup import KEPT_MARKUP
from bot.domain.product import Product
from bot.domain.setup_guide import SetupGuide, SetupStep
from bot.domain.value_json import UnreadableError, ValueCodec

_VALUES: Final = (
    Library,
    KnowledgeBase,
    Article,
    AnswerText,
    Bilingual,
    Check,
    ChoosingWords,
    Facts,
    FollowUpExamples,
    FollowUpWords,
    Gap,
    Integration,
    Phrasings,
    Product,
    SetupGuide,
    SetupStep,
    Source,
    SourceDocument,
    StepWords,
)
_CODEC: Final = ValueCodec({**KEPT_MARKUP, **{kind.__name__: kind for kind in _VALUES}}, has_mappings=True)


class CorruptKnowledgeError(ValueError):
    """The bytes are no dumped knowledge base: cut off, or written by another version."""


def dump(library: Library) -> bytes:
    """Return `library` as bytes, for `load`."""
    return _CODEC.encode(library).encode()


def load(content: bytes) -> Library:
    """Return what was dumped as `content`.

    Raises:
        CorruptKnowledgeError: where the bytes are no dumped knowledge base.
    """
    try:
        library = _CODEC.decode(content.decode())
    except (UnreadableError, UnicodeDecodeError) as error:
        raise CorruptKnowledgeError("The cached knowledge base cannot be read") from error
    if not isinstance(library, Library):
        raise CorruptKnowledgeError("The cached bytes are no knowledge base")
    return library
