from __future__ import annotations

import pytest

from bot.cli.comparison_words import counted, products_in_words
from bot.services.comparing_products import ChangedProducts

LAST = "Below, each check is asked as if its package were chosen."


def test_of_one_thing_there_is_one_and_of_others_many() -> None:
    assert [counted(number, "check") for number in (0, 1, 1200)] == ["0 checks", "1 check", "1,200 checks"]


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
