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
    noted = story.alice.sees(general)[-1]
    assert "Genoteerd" in noted.text
    assert not [said for said in story.alice.sees(general) if "Wat klopte er niet" in said.text]
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


def test_who_meant_something_else_chooses_from_what_came_close(story: Story) -> None:
    answer = story.stage.slack.wait_for_reply(story.alice.writes_dm("hoe maak ik een mailbox aan?"))
    story.alice.clicks(answer, "Dit hielp niet")
    story.rest()
    story.alice.clicks(story.alice.sees(story.alice.dm)[-1], "Dit was niet mijn vraag")
    story.rest()
    noted = story.alice.sees(story.alice.dm)[-1]
    assert "Bedoelde je een van deze vragen?" in noted.text
    (chosen, *_) = (each for each in str(noted.blocks).split("'") if each.startswith("article:"))
    story.alice.clicks(noted, chosen)
    story.rest()
    assert "nagekeken" in story.hears()[-1] or "Nagekeken" in story.hears()[-1]


def test_the_team_reads_that_an_answer_did_not_help_and_why(story: Story) -> None:
    answer = story.stage.slack.wait_for_reply(story.alice.writes_dm("which version do I need?"))
    story.alice.clicks(answer, "Not helpful")
    story.rest()
    story.alice.clicks(story.alice.sees(story.alice.dm)[-1], "Incomplete")
    story.rest()
    story.alice.clicks(story.alice.sees(story.alice.dm)[-1], "ask-human-not-helped:incomplete")
    story.sends_form(story.alice, {})
    assert "which version do I need?" in story.card().text
    assert "didn't help: Incomplete." in str(story.card().blocks)


@pytest.mark.parametrize(("choice", "article"), [("article:what-is-it", "what-is-it"), ("none-of-these", None)])
def test_what_was_chosen_from_an_offer_is_kept_as_evidence(story: Story, choice: str, article: str | None) -> None:
    question = story.alice.writes_dm(VAGUE)
    story.alice.clicks(story.stage.slack.wait_for_reply(question), choice)
    story.rest()
    (label,) = kept_of(story, "labels")
    assert (label["text"], label["article"]) == (VAGUE, article)


@pytest.mark.parametrize("reason", ["", "why:did-not-work"])
def test_a_screenshot_of_a_question_goes_along_where_its_answer_did_not_help(story: Story, reason: str) -> None:
    question = story.alice.uploads(story.alice.dm, "screen.png", "which version do I need?")
    story.alice.clicks(story.stage.slack.wait_for_reply(question), "Not helpful")
    story.rest()
    if reason:
        story.alice.clicks(story.alice.sees(story.alice.dm)[-1], reason)
        story.rest()
    story.alice.clicks(
        story.alice.sees(story.alice.dm)[-1], "ask-human-not-helped:did-not-work" if reason else "ask-human"
    )
    story.sends_form(story.alice, {})
    story.rest()
    assert "which version do I need?" in story.ticket().text
    assert any(question.files[0]["id"] in line for line in story.thread())
