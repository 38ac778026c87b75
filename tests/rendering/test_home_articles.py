"""What stands on Home of the shipped articles, and of many more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.language import LANGUAGES, Language
from bot.domain.review_days import SOON
from bot.rendering.document import Actions, Choices, Element
from bot.rendering.home_articles import all_articles, due_for_review
from bot.rendering.targets.block_kit import blocks_of
from bot.rendering.targets.plain_text import to_plain_text
from localslack.blockkit.validation import validate
from tests.factories import alone
from tests.rendering.examples import CONTEXT
from tests.several import library_of_several
from tests.shipped_knowledge import shipped_knowledge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.rendering.context import RenderContext

KNOWLEDGE = shipped_knowledge()
SHIPPED = replace(CONTEXT, knowledge=alone(KNOWLEDGE), today=date(2026, 11, 26))
FIRST_DUE = min(each.review_due_on() for each in KNOWLEDGE.published() if each.topic != "general")


def slugs_in(elements: Iterable[Element]) -> list[str]:
    found: list[str] = []
    for each in elements:
        if isinstance(each, Choices):
            found += [slug for slug, _ in each.articles]
        elif isinstance(each, Actions):
            found += [button.action.removeprefix("article:") for button in each.elements]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_published_article_stands_there_once_and_small_talk_does_not(language: Language) -> None:
    shown = slugs_in(all_articles(SHIPPED, language))

    assert sorted(shown) == sorted(each.slug for each in KNOWLEDGE.published() if each.topic != "general")
    assert validate(blocks_of(all_articles(SHIPPED, language))) == []


def test_the_steps_of_the_set_up_come_first_in_their_order() -> None:
    guide = KNOWLEDGE.setup
    steps = [guide.overview, *(step.article for step in guide.steps)]

    assert slugs_in(all_articles(SHIPPED, "nl"))[: len(steps)] == steps


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_heading_says_what_a_button_below_it_says(language: Language) -> None:
    groups = [each for each in all_articles(SHIPPED, language) if isinstance(each, Choices)]
    assert not {each.intro for each in groups} & {title for each in groups for _, title in each.articles}


def test_the_others_stand_by_title_in_the_readers_language() -> None:
    (_, others) = (each for each in all_articles(SHIPPED, "nl") if isinstance(each, Choices))
    titles = [title for _, title in others.articles]
    assert titles == sorted(titles)


def many(number: int) -> RenderContext:
    one = next(each for each in KNOWLEDGE.published() if each.topic != "general")
    articles = {f"a{n}": replace(one, slug=f"a{n}") for n in range(number)}
    return replace(SHIPPED, knowledge=alone(replace(KNOWLEDGE, articles=articles)))


@pytest.mark.parametrize(("number", "shown"), [(0, 0), (1, 1), (26, 26), (150, 150), (1000, 150)])
def test_many_articles_stand_in_rows_that_slack_takes(number: int, shown: int) -> None:
    elements = all_articles(many(number), "en")

    assert len(slugs_in(elements)) == shown
    assert validate(blocks_of(elements)) == []
    assert bool(elements) == (number > 0)


@pytest.mark.parametrize(
    ("today", "is_due"),
    [
        (FIRST_DUE - SOON - timedelta(days=1), False),
        (FIRST_DUE - SOON, True),
    ],
)
def test_a_review_is_told_of_two_weeks_before_its_day(today: date, *, is_due: bool) -> None:
    assert bool(due_for_review(replace(SHIPPED, today=today), "en")) == is_due


def test_what_is_due_says_when_and_whose_it_is_the_earliest_first() -> None:
    one, other = (each for each in KNOWLEDGE.published() if each.slug in {"version-required", "what-is-it"})
    articles = {
        one.slug: replace(one, reviewed_on=date(2026, 5, 2), review_every_days=90, owner="finance"),
        other.slug: replace(other, reviewed_on=date(2026, 5, 1), review_every_days=90),
    }
    context = replace(SHIPPED, knowledge=alone(replace(KNOWLEDGE, articles=articles)))
    _, due = due_for_review(context, "en")

    assert isinstance(due, Choices)
    assert [slug for slug, _ in due.articles] == [other.slug, one.slug]
    assert "finance" in due.articles[1][1]
    assert due.articles[1][1].startswith("31 Jul 2026")
    assert "2" in due.intro


def test_of_many_that_are_due_ten_are_shown_and_all_are_counted() -> None:
    _, due = due_for_review(replace(many(30), today=date(2030, 1, 1)), "nl")

    assert isinstance(due, Choices)
    assert len(due.articles) == 10
    assert "30" in due.intro


def test_beside_other_products_each_has_its_own_groups_below_its_name() -> None:
    text = to_plain_text(all_articles(replace(SHIPPED, knowledge=library_of_several()), "nl"))

    assert text.index("Exact Globe") < text.index("Balansboek\n") < text.index("Factuurhuis Pro\n")
    assert "Welke build van Factuurhuis Pro" in text
