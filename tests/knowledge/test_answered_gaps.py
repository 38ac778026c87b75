"""A gap and the article that answers it: one remedy, before the article is published and once it is."""

from __future__ import annotations

import pytest

from bot.knowledge.answered_gaps import REMEDY, gaps_of_draft
from bot.knowledge.loading import read
from tests.factories import article
from tests.knowledge.test_kinds import PARKING, base

GAPS = b"""\
parking:
  phrasings: {nl: [is er plek voor een fiets]}
cars:
  title: {en: cars, nl: auto's}
  phrasings: {en: [a car], nl: [een auto]}
"""
PATH = "exact-globe/articles/{}.yml"


def told_of(name: str, extra: str, gaps: bytes | None = GAPS) -> list[str]:
    content = article(name, en=(f"{name} one",), nl=(f"{name} two",), extra=extra)
    contents = base(gaps=gaps) | {"kinds/parking.yml": PARKING, PATH.format(name): content}
    library, problems = read(contents)
    if library is None:
        return [str(each) for each in problems]
    knowledge = library.bases[0]
    return [str(each) for each in gaps_of_draft(knowledge, knowledge.articles[name], contents)]


@pytest.mark.parametrize(
    ("name", "kind", "gap"),
    [
        ("cars", "", "cars' in exact-globe/gaps.yml:3"),
        ("parking", "kind: parking\n", "parking' in exact-globe/gaps.yml:1"),
    ],
)
def test_a_draft_and_what_is_published_of_it_are_told_the_same(name: str, kind: str, gap: str) -> None:
    message = f"There is also a gap '{gap}. {REMEDY}"

    assert told_of(name, f"{kind}status: draft\n") == [f"{PATH.format(name)}:1: warning: {message}"]
    assert told_of(name, kind) == [f"{PATH.format(name)}: error: {message}"]


def test_so_is_a_draft_of_another_name_and_the_kind_of_the_gap() -> None:
    (draft,) = told_of("bikes", "kind: parking\nstatus: draft\n")
    (published,) = told_of("bikes", "kind: parking\n")

    assert draft.endswith(f"There is also a gap 'parking' in exact-globe/gaps.yml:1. {REMEDY}")
    assert published.startswith(
        "exact-globe/gaps.yml:1: error: 'kind' names 'parking', which is already that of 'bikes'"
    )
    assert published.endswith(REMEDY)


@pytest.mark.parametrize("gaps", [GAPS, None, b"{}\n"])
def test_of_a_draft_without_a_gap_in_the_file_nothing_is_told(gaps: bytes | None) -> None:
    assert told_of("bikes", "status: draft\n", gaps) == []


def test_what_only_a_kind_holds_is_no_gap_in_the_file() -> None:
    assert told_of("parking", "kind: parking\nstatus: draft\n", b"{}\n") == []
