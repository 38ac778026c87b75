"""What a person may ask of what is stored about them, as they and the team see it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.services import erasing
from tests.slack.running import until

if TYPE_CHECKING:
    from tests.dialogs.desk import Story

pytestmark = [pytest.mark.slow, pytest.mark.in_turn("place")]  # real sockets


def test_who_is_forgotten_is_asked_first_and_their_words_go_off_the_card(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A busy machine must not make it the story of somebody of whom much is kept.
    monkeypatch.setattr(erasing, "ERASE_WITHIN", timedelta(minutes=1))
    ticket = story.opens("wat kost een abonnement?")
    card, status = story.card(), story.status_message()
    asked = story.alice.types("/econnect-privacy vergeet", story.stage.slack.channels["general"])
    assert asked is not None
    assert "verzoeken aan het supportteam: 1" in asked.text
    assert story.ticket() == ticket

    story.alice.clicks(asked, "erasure:erase")
    story.rest()
    private = [each for each in story.alice.sees(story.stage.slack.channels["general"]) if each.ephemeral_to]
    assert "verzoeken aan het supportteam: 1 (ingetrokken: 1)" in private[-1].text
    assert "erasure:" not in str([each.blocks for each in private])
    on_card = next(each for each in story.triage() if each.ts == card.ts)
    assert "heeft alle gegevens laten verwijderen" in on_card.text
    assert "abonnement" not in str(on_card)
    assert "ticket:" not in str(on_card.blocks)
    shown = next(each for each in story.alice.sees(story.alice.dm) if each.ts == status.ts)
    assert "is verwijderd, zoals je vroeg" in shown.text
    assert "abonnement" not in str(shown)


@pytest.mark.parametrize("refusal", ["edit_window_closed", "cant_update_message"])
def test_the_words_go_off_every_card_there_has_been(story: Story, refusal: str) -> None:
    story.opens("wat kost een abonnement?")
    first = story.card()
    story.stage.slack.faults.for_calls("chat.update", *[f"error:{refusal}"] * 3)
    story.presses("bob", "claim")
    second = story.card()
    assert second.ts != first.ts
    assert all("abonnement" in str(each.blocks) for each in story.triage() if each.ts in {first.ts, second.ts})

    asked = story.alice.types("/econnect-privacy vergeet", story.alice.dm)
    assert asked is not None
    story.alice.clicks(asked, "erasure:erase")
    until(lambda: not story.stage.store.erased_messages(1), 20)
    story.rest()
    left = [each for each in story.triage() if each.ts in {first.ts, second.ts}]
    assert "abonnement" not in str(left)
    assert all("heeft alle gegevens laten verwijderen" in each.text for each in left)


def test_who_thinks_better_of_it_keeps_everything(story: Story) -> None:
    ticket = story.opens("wat kost een abonnement?")
    asked = story.alice.types("/econnect-privacy erase", story.alice.dm)
    assert asked is not None
    story.alice.clicks(asked, "erasure:keep")
    story.rest()
    assert "niets verwijderd" in story.alice.sees(story.alice.dm)[-1].text
    assert story.ticket() == ticket


def test_whom_an_operator_erases_has_their_words_taken_off_as_well(story: Story) -> None:
    story.opens("wat kost een abonnement?")
    card, status = story.card(), story.status_message()
    story.stage.store.erase(story.alice.id)

    def shown() -> str:
        messages = (*story.triage(), *story.alice.sees(story.alice.dm))
        return " ".join(each.text for each in messages if each.ts in {card.ts, status.ts})

    until(lambda: "alle gegevens laten verwijderen" in shown() and "is verwijderd, zoals je vroeg" in shown(), 20)
    assert "abonnement" not in shown()
