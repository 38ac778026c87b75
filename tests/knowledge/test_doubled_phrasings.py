"""What stands in two places is told where it can be mended, once, with the other place."""

from __future__ import annotations

import pytest

from tests.factories import article, problems_of
from tests.knowledge.test_kinds import GAPS, PARKING, PATH, VERSION, base, problems


def test_a_phrasing_in_two_articles_is_told_with_both_places() -> None:
    told = problems_of(greeting=article("Hello", en=("Where is my mailbox?",), nl=("hoi",)))

    assert len(told) == 1
    assert told[0].startswith("general/greeting.yml:7: error: The phrasing 'Where is my mailbox?' is also in ")
    assert "exact-globe/articles/mailbox.yml:7" in told[0]


def test_a_phrasing_of_the_kind_that_the_article_has_too_is_told() -> None:
    (same,) = problems(base(version=VERSION.replace(b"is update 413 enough", b"is my Globe too old")))
    (nearly,) = problems(base(version=VERSION.replace(b"is update 413 enough", b"Is my Globe too old?")))

    assert same == (
        f"{PATH}:7: error: The phrasing 'is my Globe too old' is also in kinds/version.yml:6. "
        "Remove it here: it comes with the kind."
    )
    assert nearly == same.replace("'is my Globe too old'", "'Is my Globe too old?'")


def test_a_phrasing_of_a_kind_that_is_another_article_s_is_told_with_both_places() -> None:
    told = problems(base(greeting=article("Hello", en=("Is my Globe too old?",), nl=("hoi",))))

    assert len(told) == 1
    assert told[0].startswith("general/greeting.yml:7: error: The phrasing 'Is my Globe too old?' is also in ")
    assert "kinds/version.yml:6" in told[0]


def test_a_phrasing_of_an_article_that_a_kind_has_is_told_where_the_article_stands() -> None:
    told = problems(base(mailbox=article(en=("Where can I park?",))) | {"kinds/parking.yml": PARKING})

    assert told == [
        (
            "exact-globe/articles/mailbox.yml:7: error: The phrasing 'Where can I park?' is also in "
            "kinds/parking.yml:3. Remove it here. If the article answers that, write `kind: parking` in it."
        )
    ]


def test_two_kinds_of_one_phrasing_are_told_once_for_all_integrations() -> None:
    told = problems(base() | {"kinds/parking.yml": PARKING, "kinds/space.yml": PARKING.replace(b" near", b" by")})

    assert told == [
        (
            f"kinds/space.yml:{line}: error: The phrasing '{text}' is also in kinds/parking.yml:{line}. "
            "Keep it in the article whose answer fits best."
        )
        for line, text in ((3, "where can I park"), (4, "parkeerplaats bij Exact Globe"), (4, "waar kan ik parkeren"))
    ]


@pytest.mark.parametrize(
    ("path", "content", "remedy"),
    [
        ("general/greeting.yml", article("Hello", en=("Where can I park?",), nl=("hoi",)), "Remove it here."),
        (
            "exact-globe/articles/mailbox.yml",
            article(en=("Where can I park?",)),
            "Remove it here. If the article answers that, write `kind: parking` in it.",
        ),
        (
            "exact-globe/articles/version.yml",
            VERSION.replace(b"is update 413 enough", b"Where can I park?"),
            "Remove it here.",
        ),
        (
            "exact-globe/gaps.yml",
            b'cars:\n  title: {en: c, nl: d}\n  phrasings: {en: ["Where can I park?"], nl: [e]}\n',
            "Remove it here. If the gap is about that, write `kind: parking` in it.",
        ),
    ],
)
def test_the_remedy_is_one_that_fits_what_has_the_phrasing(path: str, content: bytes, remedy: str) -> None:
    (told,) = problems(base() | {"kinds/parking.yml": PARKING, path: content})

    assert told.startswith(f"{path}:")
    assert told.endswith(f"The phrasing 'Where can I park?' is also in kinds/parking.yml:3. {remedy}")


ALL = b"""\
  title: {en: parking, nl: parkeren}
  phrasings:
    en:
      - "Where can I park?"
      - "a car park near Exact Globe"
    nl: ["waar kan ik parkeren", "parkeerplaats bij Exact Globe", "mag mijn auto hier staan"]
"""


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("parking", "Remove them here: they come with the kind."),
        ("cars", "Remove them here. If the gap is about that, write `kind: parking` in it."),
    ],
)
def test_a_gap_that_repeats_a_kind_is_told_once(name: str, remedy: str) -> None:
    told = problems(base(gaps=f"{name}:\n".encode() + ALL) | {"kinds/parking.yml": PARKING})

    assert told == [
        (
            f"exact-globe/gaps.yml:5: error: 4 phrasings of '{name}' also come with the kind in kinds/parking.yml; "
            f"the first is 'Where can I park?', there in line 3. {remedy}"
        )
    ]


def test_a_draft_and_its_gap_have_what_is_the_kind_s_but_nothing_else_in_common() -> None:
    draft = article(en=("a",), nl=("Is er plek voor een fiets?",), extra="kind: parking\nstatus: draft\n")
    contents = base(gaps=GAPS) | {"kinds/parking.yml": PARKING, "exact-globe/articles/parking.yml": draft}

    (told,) = problems(contents)

    assert told.startswith(
        "exact-globe/gaps.yml:3: error: The phrasing 'is er plek voor een fiets' is also in exact-"
    )
