from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.language import Bilingual
from bot.domain.markup import Paragraph
from bot.knowledge.loading import read
from bot.services.comparing_texts import (
    ChangedFact,
    Reworded,
    changed_facts,
    reworded,
    reworded_steps,
)
from tests.factories import FACTS, article, library
from tests.several import files_of_several, library_of_several
from tests.shipped_knowledge import shipped_library

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    Changes: TypeAlias = list[tuple[str, tuple[str, ...]]]

SETUP = (
    b"steps: [{slug: create, title: {en: a, nl: b}, needs: {en: c, nl: d}, do: {en: e, nl: f}, article: mailbox}]\n"
)
STEP = SETUP.replace(b"article:", b"where: menu, article:").replace(
    b"do: {en: e", b"do: {en: 'e {mailbox_address} {menu}'"
)
SAID = article("The version", en=("which version do I need",), nl=("welke versie heb ik nodig",))


def changes(before: bytes, after: bytes) -> Changes:
    return told(reworded(library(version=before), library(version=after)))


def told(found: Iterable[Reworded]) -> Changes:
    return [(each.article, each.languages) for each in found]


def test_an_article_that_reads_otherwise_is_told_with_the_languages_it_does_so_in() -> None:
    title = SAID.replace(b"The version", b"Which version", 1)
    answer = SAID.replace(b"Over The version", b"Meer over de versie")
    phrased = SAID.replace(b"which version do I need", b"which one do I need")

    assert changes(SAID, title) == [("version", ("en",))]
    assert changes(SAID, answer) == [("version", ("nl",))]
    assert changes(SAID, phrased) == []


def test_a_draft_reads_like_nothing_and_one_that_is_published_is_new() -> None:
    draft = SAID + b"status: draft\n"

    assert changes(SAID, draft) == changes(draft, SAID) == [("version", ("en", "nl"))]


def test_what_is_new_or_gone_is_told_as_that_with_its_title_and_its_phrasings() -> None:
    draft, other = SAID + b"status: draft\n", SAID.replace(b"Over The", b"Meer over de")
    found = [
        next(reworded(library(version=was), library(version=now))) for was, now in ((draft, SAID), (SAID, draft))
    ]
    changed = next(reworded(library(version=SAID), library(version=other)))

    assert [(each.is_new, each.is_gone) for each in (*found, changed)] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert {(each.title, each.phrasings) for each in found} == {("The version", 2)}


def test_an_article_is_compared_as_it_is_shown_with_the_facts_in_it() -> None:
    in_full = SAID.replace(b"update {minimum_update}", b"update 413")
    there = library(facts=FACTS.replace(b"413", b"414"), version=in_full)

    assert changes(SAID, in_full) == []
    assert told(reworded(library(version=in_full), there)) == [
        ("mailbox", ("en", "nl")),
        ("greeting", ("en", "nl")),
    ]


def test_both_texts_are_told_as_people_read_them_and_none_of_what_is_not_there() -> None:
    answer = SAID.replace(b"Over The version", b"Meer over de versie")
    (changed,) = reworded(library(version=SAID), library(version=answer))
    (text,) = changed.texts

    assert (text.language, text.before) == (
        "nl",
        ("The version (nl)", (Paragraph(("Over The version: update 413.",)),)),
    )
    assert text.after == ("The version (nl)", (Paragraph(("Meer over de versie: update 413.",)),))
    (new,) = reworded(library(version=SAID + b"status: draft\n"), library(version=SAID))
    assert [(each.language, each.before) for each in new.texts] == [("en", None), ("nl", None)]


def test_a_step_is_compared_as_it_is_shown_with_facts_and_the_words_on_the_screens() -> None:
    menu = b"menu: {en: Menu, nl: Menu}\n"
    there = library(setup=STEP, screen=menu)
    reads = [
        library(setup=STEP.replace(b"en: 'e ", b"en: 'x "), screen=menu),
        library(setup=STEP, screen=menu, facts=FACTS.replace(b'en: "<kvk-number>', b'en: "<kvk>')),
        library(setup=STEP, screen=menu.replace(b"en: Menu", b"en: Start")),
        library(setup=STEP.replace(b"where: menu, ", b"").replace(b"{menu}", b"Menu").replace(b"en: a", b"en: x")),
    ]

    assert list(reworded_steps(there, there)) == []
    found = [[(step.folder, step.step, step.languages) for step in reworded_steps(there, each)] for each in reads]
    assert found[:3] == [[("exact-globe", "create", ("en",))]] * 3
    assert found[3] == [("exact-globe", "create", ("en", "nl"))]


def test_a_step_that_is_new_or_gone_reads_otherwise_in_all_languages() -> None:
    there, other = library(), library(setup=SETUP.replace(b"slug: create", b"slug: make"))

    assert [each.step for each in reworded_steps(there, other)] == ["make", "create"]
    assert {each.languages for each in reworded_steps(there, other)} == {("en", "nl")}


def test_facts_that_are_others_new_or_gone_are_told_with_both_values() -> None:
    now = FACTS.replace(b"413", b"414").replace(b"mailbox_address:", b"address:")
    address = library().bases[0].facts.texts["mailbox_address"]

    assert list(changed_facts(library(), library())) == []
    assert list(changed_facts(library(), library(facts=now, setup=SETUP))) == [
        ChangedFact("exact-globe", "address", None, address),
        ChangedFact("exact-globe", "minimum_update", Bilingual("413", "413"), Bilingual("414", "414")),
        ChangedFact("exact-globe", "mailbox_address", address, None),
    ]


def test_small_talk_that_names_all_our_products_reads_otherwise_with_another_one() -> None:
    talk = {each.article for each in reworded(shipped_library(), library_of_several()) if "/" not in each.article}

    assert talk == {"greeting", "help"}


def test_facts_of_one_integration_are_not_those_of_another() -> None:
    path = "balansboek/facts.yml"
    there, problems = read({**files_of_several(), path: files_of_several()[path].replace(b"2025.2", b"2026.1")})
    assert there is not None, problems

    (changed,) = changed_facts(library_of_several(), there)
    assert (changed.folder, changed.name) == ("balansboek", "minimum_release")
    assert {each.article.partition("/")[0] for each in reworded(library_of_several(), there)} == {"balansboek"}
