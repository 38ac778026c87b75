"""Slack takes everything that the bot says."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.domain.language import LANGUAGES, Language
from bot.domain.reply import Answer, HandOver
from bot.knowledge.loading import read
from bot.knowledge.source_files import contents_of
from bot.playground.block_validation import validate
from bot.rendering.context import RenderContext
from bot.rendering.conversation_messages import elements_of
from bot.rendering.targets.block_kit import blocks_of, fallback_of
from tests.rendering.examples import BODIES, CONTEXT, LONELY

if TYPE_CHECKING:
    from bot.domain.library import Library
    from bot.domain.outgoing import ConversationMessage
    from bot.domain.reply import Reply

KNOWLEDGE_DIR = Path(__file__).parents[2] / "knowledge"


@cache
def shipped() -> Library:
    library, problems = read(contents_of(KNOWLEDGE_DIR))
    assert library is not None, problems
    return library


def surfaces(body: ConversationMessage | Reply, context: RenderContext) -> dict[str, object]:
    """Return what the bot sends for one thing it says, by where it shows."""
    blocks, text = blocks_of(elements_of(body, context)), fallback_of(elements_of(body, context))
    return {
        "blocks": blocks,
        "message": {"channel": "C1", "thread_ts": "1.1", "text": text, "blocks": blocks, "unfurl_links": False},
        "ephemeral": {"response_type": "ephemeral", "text": text, "blocks": blocks},
    }


def replies(slug: str, language: Language) -> list[Reply]:
    return [Answer(language, (slug,), 0.9), Answer(language, (slug,), 0.9, gap=gaps()[0])]


def gaps() -> list[str]:
    return sorted(shipped().gaps)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_article_is_taken_on_every_surface(language: Language) -> None:
    context = RenderContext(shipped(), "#help", date(2026, 11, 26))
    slugs = sorted(shipped().articles)
    assert len(slugs) >= 21
    for slug in slugs:
        for reply in replies(slug, language):
            for surface, payload in surfaces(reply, context).items():
                assert (slug, surface, validate(payload)) == (slug, surface, [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_gap_is_taken_on_every_surface(language: Language) -> None:
    context = RenderContext(shipped(), None, date(2026, 11, 26))
    for gap in gaps():
        for surface, payload in surfaces(HandOver(language, gap, 0.9), context).items():
            assert (gap, surface, validate(payload)) == (gap, surface, [])


@pytest.mark.parametrize("context", [CONTEXT, LONELY], ids=["with support", "without"])
@pytest.mark.parametrize("body", BODIES, ids=str)
def test_every_kind_of_reply_and_notice_is_taken(body: ConversationMessage, context: RenderContext) -> None:
    for payload in surfaces(body, context).values():
        assert validate(payload) == []
