"""The guided set-up as a bookkeeper walks through it, over both transports and on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from localslack.blockkit.validation import validate

if TYPE_CHECKING:
    from localslack import ChannelMessage, OpenView
    from tests.dialogs.desk import Story

pytestmark = [pytest.mark.slow, pytest.mark.in_turn("place")]  # real sockets

OWN = "12345678@facturen.econnect.eu"


def card(story: Story) -> ChannelMessage:
    """Return the last message in Alice's direct messages, as it reads now."""
    return story.alice.sees(story.alice.dm)[-1]


def begins(story: Story, **values: str) -> ChannelMessage:
    """Begin a set-up from the command, with what is filled in; return its card."""
    story.alice.types("/econnect-help nl")
    shown = story.alice.types("/econnect-setup")
    assert shown is not None
    story.alice.clicks(shown, "setup:begin")
    submission = story.sends_form(story.alice, {"screen": "nl", **values})
    assert not submission.errors
    return card(story)


def does(story: Story, *buttons: str) -> str:
    """Press one button after the other; return what the card reads then."""
    for button in buttons:
        story.alice.clicks(card(story), f"setup:{button}")
        story.rest()
        assert validate(list(card(story).blocks or ())) == []
    return card(story).text


def test_a_bookkeeper_comes_to_the_end(story: Story) -> None:
    first = begins(story, name="Bakkerij Jansen", release="415", number="12345678", keep="keep")
    assert "Bakkerij Jansen" in first.text
    assert "Vóór de 3 stappen" in first.text
    assert "update 413 of hoger" in first.text

    assert f"Het adres ervan is {OWN}" in does(story, "done")
    stuck = does(story, "fails")
    assert "Het lukt niet: Maak de Digitale Brievenbus aan" in stuck
    by_hand = does(story, "otherwise")
    assert "Mijn Exact Online &gt; Mijn relatiegegevens &gt; Mijn digitale brievenbussen" in by_hand
    assert OWN in by_hand

    assert "Systeem &gt; Instellingen &gt; Administratie-instellingen" in does(story, "done")
    assert "Actualiseren" in does(story, "done")
    end = does(story, "done")
    assert "Je hebt alle stappen gedaan" in end
    assert f"Adres van de Digitale Brievenbus: {OWN}" in end
    assert card(story).ts == first.ts
    assert [each.ts for each in story.alice.sees(story.alice.dm) if each.bot_id and not each.ephemeral_to] == [
        first.ts
    ]


def writes(story: Story, *texts: str) -> ChannelMessage:
    """Write one text after the other to the bot; return what it says to the last one."""
    said = [story.stage.slack.wait_for_reply(story.alice.writes_dm(text)) for text in texts]
    story.rest()
    return said[-1]


def test_words_lead_through_it_as_the_buttons_do(story: Story) -> None:
    first = begins(story)
    second = writes(story, "klaar")
    assert second.ts != first.ts
    assert "Stap 1 van 3" in second.text
    assert "Het lukt niet: Maak de Digitale Brievenbus aan" in writes(story, "werkt nog steeds niet").text
    assert "Open in Exact Online" in writes(story, "anders").text
    assert "Stap 2 van 3" in writes(story, "Gelukt!").text

    where = writes(story, "waar vind ik dat?")
    assert "Systeem &gt; Instellingen &gt; Administratie-instellingen" in where.text
    assert "Stap 2 van 3" not in where.text
    assert "wacht op je bij stap 2 van 3" in writes(story, "later").text
    assert "Stap 2 van 3" in writes(story, "ga verder").text
    assert "Stap 1 van 3" in writes(story, "terug").text

    story.alice.clicks(first, "setup:done")
    story.rest()
    earlier = next(each for each in story.alice.sees(story.alice.dm) if each.ts == first.ts)
    assert "Stap 1 van 3" in earlier.text


def test_a_step_that_is_named_moves_it_where_it_is_the_cards(story: Story) -> None:
    begins(story)
    assert "Stap 1 van 3" in writes(story, "klaar").text
    assert "Stap 2 van 3" in writes(story, "stap 1 is klaar").text
    assert "Het lukt niet: " not in writes(story, "stap 3 werkt niet").text
    assert "Stap 2 van 3" in writes(story, "waar waren we gebleven?").text


def test_a_question_in_between_is_answered_and_the_set_up_is_asked_for_again(story: Story) -> None:
    begins(story)
    writes(story, "klaar")
    assert "Stap" not in writes(story, "wat kost een abonnement?").text
    assert "Stap 1 van 3" in writes(story, "waar was ik gebleven?").text
    assert "Stap 2 van 3" in writes(story, "klaar").text


@pytest.mark.parametrize("asked", ["ga verder met de set-up", "please walk me through it"])
def test_in_a_channel_it_is_gone_on_with_in_direct_messages(story: Story, asked: str) -> None:
    first = begins(story)
    does(story, "done", "later")
    slack, general = story.stage.slack, story.stage.slack.channels["general"]
    story.alice.says(general, f"{slack.bot_mention} {asked}")
    slack.wait_for(lambda: [each for each in story.alice.sees(story.alice.dm) if each.ts > first.ts], story.seconds)
    story.rest()

    assert "Stap 1 van 3" in card(story).text
    told = [each.text for each in story.alice.sees(general) if each.ephemeral_to == story.alice.id]
    assert told == ["Je stappenplan staat in onze directe berichten."]


def test_the_command_shows_a_card_that_one_can_write_to(story: Story) -> None:
    begins(story)
    writes(story, "wat kost een abonnement?")
    story.alice.types("/econnect-setup")
    assert "Stap 1 van 3" in writes(story, "klaar").text


@pytest.mark.parametrize("asked", ["stel in", "waar was ik gebleven?", "start the set-up", "walk me through it"])
def test_before_the_first_words_lead_to_the_overview_and_its_button(story: Story, asked: str) -> None:
    story.alice.clicks(writes(story, asked), "setup:begin")
    story.sends_form(story.alice, {"screen": "nl"})
    assert any(steps in card(story).text for steps in ("Vóór de 3 stappen", "Before the 3 steps"))


def test_a_pause_is_gone_on_with_from_anywhere(story: Story) -> None:
    begins(story)
    does(story, "done", "later")
    assert "wacht op je bij stap 1 van 3" in card(story).text

    shown = story.alice.types("/econnect-setup", story.stage.slack.channels["general"])
    assert shown is not None
    assert "wacht op je bij stap 1 van 3" in shown.text
    story.alice.clicks(shown, "setup:go-on")
    story.rest()
    again = next(
        each
        for each in story.alice.sees(story.stage.slack.channels["general"])
        if each.ephemeral_to == story.alice.id
    )
    assert "Stap 1 van 3" in again.text
    story.alice.clicks(card(story), "setup:go-on")
    story.rest()
    assert "Stap 1 van 3" in card(story).text


def test_it_begins_and_goes_on_in_home(story: Story) -> None:
    story.alice.opens_home()
    story.rest()
    story.alice.clicks(home(story), "setup:begin")
    story.sends_form(story.alice, {"screen": "en"})
    story.alice.clicks(home(story), "setup:done")
    story.rest()
    assert "2" in repr(home(story).content["blocks"])
    assert "setup:fails" in repr(home(story).content["blocks"])
    assert story.alice.sees(story.alice.dm) == []


def home(story: Story) -> OpenView:
    shown = story.alice.home
    assert shown is not None
    return shown


def test_what_is_wrong_is_told_in_the_form_and_what_was_typed_stays(story: Story) -> None:
    story.alice.types("/econnect-help nl")
    story.alice.uses_shortcut("setup")
    view = story.stage.slack.wait_for(lambda: story.alice.modal, 10)
    refused = story.alice.submits(view, {"release": "412", "number": "1234", "screen": "nl"})
    assert "te oud" in refused.errors["release"]
    assert "acht cijfers" in refused.errors["number"]
    assert "te oud" not in story.sends_form(story.alice, {"release": "413 SP5", "number": "", "screen": "nl"}).errors
    assert "Vóór de 3 stappen" in card(story).text


def test_two_administrations_keep_their_own_place(story: Story) -> None:
    begins(story, name="Jansen")
    does(story, "done")
    story.alice.chooses(card(story), "setup:more", "Nog een administratie instellen")
    story.sends_form(story.alice, {"name": "Bakker", "screen": "nl"})
    assert "Bakker" in card(story).text
    assert "Vóór de 3 stappen" in card(story).text
    story.alice.clicks(card(story), "Jansen: stap 1 van 3")
    story.rest()
    assert "Stap 1 van 3" in card(story).text


def test_what_does_not_work_reaches_the_team_with_its_step(story: Story) -> None:
    begins(story, release="415", number="12345678", keep="keep")
    does(story, "done", "fails")
    story.alice.clicks(card(story), "setup:human")
    story.sends_form(story.alice, {})
    asked = story.ticket().text
    assert "stap 1 van 3" in asked
    assert "415" in asked
    assert "<kvk-nummer>@facturen.econnect.eu" in asked
    assert "12345678" not in asked


def test_an_answer_in_direct_messages_shows_ones_own_address_and_one_in_a_thread_does_not(story: Story) -> None:
    begins(story, number="12345678", keep="keep")
    slack = story.stage.slack
    text = "welk adres vul ik in bij de digitale brievenbus in globe?"
    in_direct = slack.wait_for_reply(story.alice.writes_dm(text))
    assert OWN in in_direct.text
    in_thread = slack.wait_for_reply(story.alice.says(slack.channels["general"], f"{slack.bot_mention} {text}"))
    assert OWN not in in_thread.text


def test_the_overview_leads_to_it(story: Story) -> None:
    slack = story.stage.slack
    asked = story.alice.says(slack.channels["general"], f"{slack.bot_mention} hoe stel ik de koppeling in?")
    story.alice.clicks(slack.wait_for_reply(asked), "setup:begin")
    story.sends_form(story.alice, {"screen": "nl"})
    assert "Vóór de 3 stappen" in card(story).text
