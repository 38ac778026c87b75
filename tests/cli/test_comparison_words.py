from __future__ import annotations

import pytest

from bot.cli.comparison_words import in_one_line, products_in_words, reworded_in_sections
from bot.services.comparing import Comparison
from bot.services.comparing_products import ChangedProducts
from bot.services.comparing_texts import ChangedText, Reworded, RewordedStep

SHOWN: tuple[str, tuple[()]] = ("The version", ())
NEW, GONE, OTHER = ChangedText("en", None, SHOWN), ChangedText("en", SHOWN, None), ChangedText("en", SHOWN, ("T", ()))
LAST = "Below, each check is asked as if its package were chosen."


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (
            ChangedProducts(("Kasboek",), (), 438, 122, 0),
            (
                "Kasboek is published now. Questions that name no package are now asked back which one is meant: "
                "122 of the 438 questions in checks."
            ),
        ),
        (
            ChangedProducts((), ("Kasboek",), 438, 0, 122),
            (
                "Kasboek is no longer published. Questions that name no package are no longer asked back which one "
                "is meant: 122 of the 438 questions in checks were."
            ),
        ),
        (
            ChangedProducts(("Kasboek",), ("AFAS",), 438, 1200, 1),
            (
                "Kasboek is published now. AFAS is no longer published. Questions that name no package are asked "
                "back which one is meant: 1,200 of the 438 questions in checks, 1 before."
            ),
        ),
        (ChangedProducts(("Kasboek",), (), 438, 0, 0), "Kasboek is published now."),
    ],
)
def test_packages_that_came_and_went_are_told_with_what_that_makes_of_questions(
    changed: ChangedProducts, told: str
) -> None:
    assert list(products_in_words(changed, str)) == [f"{told} {LAST}"]


def test_of_the_same_packages_nothing_is_told_and_a_name_is_shown_as_it_may_be() -> None:
    assert list(products_in_words(None, str)) == []
    assert next(products_in_words(ChangedProducts(("a*b",), (), 1, 0, 0), repr)).startswith("'a*b' is published")


def test_what_is_new_or_gone_stands_apart_from_what_reads_otherwise() -> None:
    articles = tuple(Reworded(name, (text,), 7) for name, text in (("a", OTHER), ("b", NEW), ("c", GONE)))
    steps = tuple(RewordedStep("folder", name, (text,)) for name, text in (("d", GONE), ("e", NEW)))
    found = Comparison("v1", "v2", (), (), (), 1, None, reworded=articles, steps=steps)

    assert [
        (title, [in_one_line(each, repr, str) for each in those]) for title, those in reworded_in_sections(found)
    ] == [
        ("New articles", ["“The version” ('b'), 7 phrasings"]),
        ("Articles that are gone", ["“The version” ('c'), 7 phrasings"]),
        ("Articles that read otherwise", ["'a' (en)"]),
        ("New set-up steps", ["“The version” ('folder: e')"]),
        ("Set-up steps that are gone", ["“The version” ('folder: d')"]),
    ]


def test_a_title_is_shown_as_it_may_be() -> None:
    assert in_one_line(Reworded("b", (NEW,), 1), str, str.upper) == "“THE VERSION” (b), 1 phrasing"
