"""The modal with why, and the way to say that it was wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.language import LANGUAGES, Language
from bot.rendering.form_views import form_view
from bot.rendering.why_view import NO_ARTICLE, read_why_metadata
from localslack.blockkit.validation import validate
from tests.factories import alone
from tests.rendering.ticket_examples import context
from tests.rendering.why_examples import INSIGHT, WHY, forms


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_is_taken_by_slack_for_everybody_who_may_read_it(language: Language) -> None:
    views = [form_view(form, context(language)) for form in forms(language)]

    assert len(views) > 200
    assert [validate(view) for view in views] == [[]] * len(views)


def test_only_a_support_member_finds_something_to_fill_in() -> None:
    everybodys, teams = (form_view(replace(WHY, team=team), context("en")) for team in (None, INSIGHT))

    assert "submit" not in everybodys
    assert "input" not in {block["type"] for block in everybodys["blocks"]}
    assert teams["submit"]["text"] == "This was wrong"
    assert read_why_metadata(teams["private_metadata"]) == (INSIGHT.trace_id, "en")


def test_the_right_article_is_chosen_from_the_nearest_first_and_none_last() -> None:
    block = form_view(replace(WHY, team=INSIGHT), context("en"))["blocks"][-1]

    values = [option["value"] for option in block["element"]["options"]]
    assert values == ["mailbox", "version", NO_ARTICLE]
    assert "optional" not in block


def test_of_very_many_articles_none_can_be_chosen_too() -> None:
    known = context("en")
    one = known.knowledge.articles["version"]
    many = {f"a{number:03}": replace(one, slug=f"a{number:03}") for number in range(130)}
    crowded = replace(known, knowledge=alone(replace(known.base, articles=many)))
    options = form_view(replace(WHY, team=INSIGHT), crowded)["blocks"][-1]["element"]["options"]

    assert (len(options), options[-1]["value"]) == (100, NO_ARTICLE)


@pytest.mark.parametrize("metadata", ["", "0123456789abcdef", "0123456789abcdef fr"])
def test_what_a_form_of_another_version_carries_is_not_read(metadata: str) -> None:
    assert read_why_metadata(metadata) is None
