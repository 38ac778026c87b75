"""What people make of answers: votes, reasons, and what they chose from an offer; everywhere the bot runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import VAGUE

if TYPE_CHECKING:
    from tests.dialogs.desk import Story

pytestmark = [pytest.mark.slow, pytest.mark.in_turn("place")]  # real sockets


def kept_of(story: Story, table: str, name: str | None = None) -> list[dict[str, object]]:
    person = story.alice if name is None else story.person(name)
    return story.stage.store.export(person.id)[table]


def test_a_vote_is_kept_and_can_be_changed(story: Story) -> None:
    general = story.stage.slack.channels["general"]
    question = story.alice.says(general, f"{story.stage.slack.bot_mention} welke versie heb ik nodig?")
    answer = story.stage.slack.wait_for_reply(question)
    story.alice.clicks(answer, "Dit hielp")
    story.person("dora").clicks(answer, "Dit hielp")
    story.rest()
    (vote,) = kept_of(story, "votes")
    assert (vote["article"], vote["is_helpful"], vote["reason"]) == ("version-required", True, None)

    story.alice.clicks(answer, "Dit hielp niet")
    story.rest()
    asked_why = story.alice.sees(general)[-1]
    assert asked_why.ephemeral_to == story.alice.id
    assert "Wat klopte er niet aan het antwoord?" in asked_why.text
    story.alice.clicks(asked_why, "Verouderd")
    story.rest()
    assert "Genoteerd" in story.alice.sees(general)[-1].text
    (vote,) = kept_of(story, "votes")
    assert (vote["is_helpful"], vote["reason"]) == (False, "out-of-date")
    assert kept_of(story, "votes", "dora")[0]["is_helpful"]


def test_who_was_not_helped_is_led_to_a_human(story: Story) -> None:
    said = story.alice.types("/econnect which version do I need?")
    assert said is not None
    story.alice.clicks(said, "Not helpful")
    story.rest()
    story.ask_human(story.alice.sees(story.alice.dm)[-1])
    assert "which version do I need?" in story.ticket().text
    assert story.ticket().trace_id == kept_of(story, "votes")[0]["trace_id"]


@pytest.mark.parametrize(("choice", "article"), [("article:what-is-it", "what-is-it"), ("none-of-these", None)])
def test_what_was_chosen_from_an_offer_is_kept_as_evidence(story: Story, choice: str, article: str | None) -> None:
    question = story.alice.writes_dm(VAGUE)
    story.alice.clicks(story.stage.slack.wait_for_reply(question), choice)
    story.rest()
    (label,) = kept_of(story, "labels")
    assert (label["text"], label["article"]) == (VAGUE, article)
