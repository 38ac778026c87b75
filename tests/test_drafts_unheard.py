"""A package that is still being written changes nothing for whoever asks about something else."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bot.domain.article import GENERAL
from bot.domain.conversation import Conversation, Memory, Question
from bot.domain.reply import Answer, HandOver
from bot.knowledge.integration_skeleton import files_of
from bot.knowledge.loading import read
from bot.knowledge.source_files import PRODUCTS, contents_of
from bot.services.answering import Answering
from bot.services.answering_all import AnsweringAll
from tests.shipped_knowledge import shipped_library, shipped_matcher

HERE = Conversation("direct", "T1", "D1")
KASBOEK = b"\nkasboek: {name: Kasboek, role: ours, aliases: [boek, mailbox, Kasboek Pro, Kazbo]}\n"
"""Two of its names are everyday words, and the editor did not think of that."""


@cache
def bots() -> tuple[AnsweringAll, AnsweringAll]:
    """Return what answers without the draft, and with it."""
    shipped = contents_of(Path(__file__).parents[1] / "knowledge")
    draft = {f"kasboek/{path}": content for path, content in files_of("kasboek", "kasboek", "Kasboek").items()}
    library, problems = read({**shipped, **draft, PRODUCTS: shipped[PRODUCTS] + KASBOEK})
    assert library is not None, problems
    found = (shipped_library(), library)
    return tuple(AnsweringAll(each, (Answering(each.bases[0], shipped_matcher()),)) for each in found)  # type: ignore[return-value] # two


def replies(text: str) -> list[object]:
    return [bot.reply_to(Question(text, HERE, "U1"), Memory())[0] for bot in bots()]


@pytest.mark.parametrize(
    "text",
    [
        "komt de factuur dan in het inkoopboek of kasboek terecht?",
        "komt de factuur in het kasboek terecht?",
        "hoe maak ik de mailbox handmatig aan?",
        "how do I create the mailbox by hand?",
        "waar boek ik de opgehaalde factuur?",
        "what is the address of my mailbox?",
    ],
)
def test_its_names_change_nothing_where_they_are_everyday_words(text: str) -> None:
    before, now = replies(text)

    assert now == before


@pytest.mark.parametrize(
    "text",
    [
        "hoe haal ik facturen op in Kasboek?",
        "welke versie van kasboek heb ik nodig?",
        "kasboek pro facturen ophalen",
        "komt de factuur in het Kasboek terecht?",
        "wij werken met kasboek, hoe koppelen we dat?",
        "which version of Kazbo do I need?",
    ],
)
def test_whoever_asks_about_it_by_its_name_gets_no_answer_about_another_one(text: str) -> None:
    _, now = replies(text)

    assert isinstance(now, HandOver)
    assert (now.gap, now.product) == ("other-packages", "kasboek")


def test_its_articles_are_known_to_nobody() -> None:
    _, now = bots()

    assert {each.topic for each in now.knowledge.articles.values()} == {GENERAL, "exact-globe"}
    assert not isinstance(replies("Kasboek")[1], Answer)
