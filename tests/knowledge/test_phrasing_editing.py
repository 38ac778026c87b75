from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from bot.knowledge.loading import read
from bot.knowledge.phrasing_editing import path_of_article, place_of, with_phrasing
from bot.knowledge.source_files import contents_of
from tests.factories import article, files, knowledge_base
from tests.shipped_knowledge import shipped_knowledge

if TYPE_CHECKING:
    from bot.domain.language import Language

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


@pytest.mark.parametrize(
    ("slug", "path", "keys"),
    [
        ("mailbox", "exact-globe/articles/mailbox.yml", ("phrasings",)),
        ("greeting", "general/greeting.yml", ("phrasings",)),
        ("prices", "exact-globe/gaps.yml", ("prices", "phrasings")),
    ],
)
def test_each_article_and_gap_has_its_place(slug: str, path: str, keys: tuple[str, ...]) -> None:
    assert place_of(knowledge_base(), slug) == (path, keys)


def test_of_a_draft_and_its_gap_it_is_the_gap_that_has_the_place() -> None:
    draft = article(en=("what is it",), nl=("wat is het",), extra="status: draft\n")
    knowledge, problems = read(files() | {"exact-globe/articles/prices.yml": draft})
    assert problems == ()
    assert knowledge is not None

    assert place_of(knowledge.bases[0], "prices")[0] == "exact-globe/gaps.yml"
    assert path_of_article(knowledge.articles["prices"]) == "exact-globe/articles/prices.yml"


def test_what_is_neither_an_article_nor_a_gap_has_no_place() -> None:
    with pytest.raises(KeyError):
        place_of(knowledge_base(), "gone")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("p:\n  nl:\n  - a  # why\n  # end\nq: 1\n", 'p:\n  nl:\n  - a  # why\n  - "new"\n  # end\nq: 1\n'),
        ("p:\r\n  nl:\r\n    - a\r\n", 'p:\r\n  nl:\r\n    - a\r\n    - "new"\r\n'),
        ("p:\r  nl:\r    - a\rq: 1", 'p:\r  nl:\r    - a\r    - "new"\rq: 1'),
        ("p:\n  nl:\n    - a", 'p:\n  nl:\n    - a\n    - "new"'),
        ("p:\n  nl:\n    - a\n      b\n\nq: 1", 'p:\n  nl:\n    - a\n      b\n    - "new"\n\nq: 1'),
        ("p:\n  nl:\n    - |\n      a\n\nq: 1", 'p:\n  nl:\n    - |\n      a\n    - "new"\n\nq: 1'),
        ("\ufeffp:\n  nl:\n    - ç €\nq: 1", '\ufeffp:\n  nl:\n    - ç €\n    - "new"\nq: 1'),
        ("p: {nl: [a, 'b' ], en: [c]} # x\n", "p: {nl: [a, 'b', \"new\" ], en: [c]} # x\n"),
        ("p:\n  nl: [\n    a,  # x\n  ]\n", 'p:\n  nl: [\n    a, "new",  # x\n  ]\n'),
    ],
)
def test_a_phrasing_goes_behind_the_last_and_all_else_stays(before: str, after: str) -> None:
    assert with_phrasing(before, ("p",), "nl", "new") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "p:\n  en:\n    - a  # why\n  # end\nq: 1\n",
            'p:\n  en:\n    - a  # why\n  nl:\n    - "new"\n  # end\nq: 1\n',
        ),
        ("p: {en: [a]} # x\n", 'p: {en: [a], nl: ["new"]} # x\n'),
        ("{q: 1, r: [2]} # x\n", '{q: 1, r: [2], p: {nl: ["new"]}} # x\n'),
        ("p: {} # x\n", 'p: {nl: ["new"]} # x\n'),
        ("p:\r\n  en: [a]\r\nq: 1\r\n", 'p:\r\n  en: [a]\r\n  nl:\r\n    - "new"\r\nq: 1\r\n'),
        ("q: 1  # x\n", 'q: 1  # x\np:\n  nl:\n    - "new"\n'),
        ("q: >\n  long\n  text\n# x\n", 'q: >\n  long\n  text\np:\n  nl:\n    - "new"\n# x\n'),
    ],
)
def test_the_first_phrasing_beside_those_of_a_kind_begins_the_list(before: str, after: str) -> None:
    assert with_phrasing(before, ("p",), "nl", "new") == after


def test_the_first_phrasing_of_an_integration_without_gaps_begins_the_file() -> None:
    text = with_phrasing("", ("prices", "phrasings"), "nl", "new")

    assert text == 'prices:\n  phrasings:\n    nl:\n      - "new"\n'
    assert with_phrasing(text, ("costs", "phrasings"), "en", "so")[len(text) :].startswith("costs:\n  phrasings:\n")


@pytest.mark.parametrize("phrasing", ['the "new" one', "C:\\new", "it's: new # not a comment", "- new", "no"])
def test_a_phrasing_is_read_back_as_it_was_given(phrasing: str) -> None:
    text = files()["exact-globe/gaps.yml"].decode()

    changed = with_phrasing(text, ("prices", "phrasings"), "en", phrasing)

    knowledge, problems = read(files(gaps=changed.encode()))
    assert problems == ()
    assert knowledge is not None
    assert knowledge.gaps["prices"].phrasings.en[-1] == phrasing


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_shipped_article_and_gap_takes_one(language: Language) -> None:
    base, contents = shipped_knowledge(), contents_of(KNOWLEDGE)
    for slug in (*base.articles, *base.gaps):
        path, keys = place_of(base, slug)
        before = contents[path].decode()
        after = with_phrasing(before, keys, language, "a word of its own")

        wanted = yaml.load(before, Loader=yaml.CSafeLoader)
        phrasings = wanted
        for key in keys:
            phrasings = phrasings.setdefault(key, {})
        phrasings.setdefault(language, []).append("a word of its own")
        assert yaml.load(after, Loader=yaml.CSafeLoader) == wanted
        kept = iter(after.splitlines())
        assert all(line in kept for line in before.splitlines())  # in their order
