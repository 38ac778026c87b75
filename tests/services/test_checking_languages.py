from __future__ import annotations

from pathlib import Path

from bot.bootstrap.answering import dictionary
from bot.knowledge.source_files import contents_of
from bot.knowledge.source_locations import SourceLocations
from bot.matching.building import build
from bot.services.answering import Answering
from bot.services.checking_languages import language_warnings
from tests.factories import article, knowledge_base
from tests.shipped_knowledge import shipped_knowledge, shipped_matcher

ENGLISH = "where did my mailbox go after the update"
DUTCH = "waar is mijn brievenbus na de update gebleven"


def told(only: str | None = None, **changed: bytes) -> list[str]:
    knowledge = knowledge_base(**changed)
    bot = Answering(knowledge, build(knowledge, dictionary()))
    return [str(each) for each in language_warnings(bot, lambda owner, text: (owner, len(text or "")), only)]


def test_a_phrasing_under_the_other_language_is_told_with_the_one_that_it_is_in() -> None:
    (warning,) = told(mailbox=article(nl=("waar is mijn brievenbus", ENGLISH)))

    assert warning.startswith(f"mailbox:{len(ENGLISH)}: warning: The phrasing '{ENGLISH}' of mailbox stands under ")
    assert warning.endswith("stands under 'nl' and is written in 'en'. Move it to `en`, or translate it.")
    assert len(told(mailbox=article(en=("where is my mailbox", DUTCH)))) == 1


def test_a_gap_and_a_draft_are_looked_at_too() -> None:
    draft = article("Moved", en=("moved",), nl=("weg", ENGLISH), extra="status: draft\n")
    gaps = f"prices:\n  title: {{en: p, nl: q}}\n  phrasings: {{en: [price list], nl: [{ENGLISH}]}}\n".encode()

    assert [each.partition(":")[0] for each in told(greeting=draft)] == ["greeting"]
    assert [each.partition(":")[0] for each in told(gaps=gaps)] == ["prices"]


def test_what_stands_under_both_languages_is_asked_so_in_both() -> None:
    assert told(mailbox=article(en=(ENGLISH,), nl=("brievenbus", ENGLISH))) == []


def test_what_is_short_or_mixed_is_not_told() -> None:
    mixed = ("mailbox setup", "three-way matching in Globe", "how to koppelen, full guide graag")
    assert told(mailbox=article(nl=("waar is mijn brievenbus", *mixed))) == []


def test_one_article_is_looked_at_by_itself() -> None:
    mailbox = article(nl=("waar is mijn brievenbus", ENGLISH))

    assert told("version", mailbox=mailbox) == []
    assert len(told("mailbox", mailbox=mailbox)) == 1


def test_of_the_shipped_knowledge_every_phrasing_is_under_its_language() -> None:
    places = SourceLocations(contents_of(Path(__file__).parents[2] / "knowledge"))
    bot = Answering(shipped_knowledge(), shipped_matcher())

    assert [str(each) for each in language_warnings(bot, places.nearest)] == []
