"""Numbers and versions checked by form, in each way that leads there, over both transports and on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from localslack.blockkit.validation import validate

if TYPE_CHECKING:
    from localslack import OpenView
    from tests.dialogs.desk import Story

pytestmark = [pytest.mark.slow, pytest.mark.in_turn("place")]  # real sockets

OWN = "01035286@facturen.econnect.eu"


def modal(story: Story) -> OpenView:
    """Return the form on top in Alice's sight, which Slack takes."""
    view = story.stage.slack.wait_for(lambda: story.alice.modal, story.seconds)
    assert validate(view.content) == []
    return view


def filled_in(view: OpenView) -> dict[str, str | None]:
    """Return what stands in each field of a form."""
    inputs = [block for block in view.content["blocks"] if block["type"] == "input"]
    return {block["block_id"]: block["element"].get("initial_value") for block in inputs}


def result(story: Story, **typed: str) -> OpenView:
    """Send what was typed; return what stands in the form's place."""
    submission: Any = story.alice.submits(modal(story), typed)
    assert not submission.errors
    return modal(story)


def kept_of(story: Story) -> list[str]:
    """Return the questions of Alice's that are kept."""
    team = story.stage.slack.app.installed_in
    return [text for _, text in story.stage.store.latest_questions(team, story.alice.id, 9)]


def test_from_below_the_article_to_the_first_step_of_the_set_up(story: Story) -> None:
    question = story.alice.writes_dm("wat is het adres van de digitale brievenbus?")
    reply = story.stage.slack.wait_for_reply(question)
    before = kept_of(story)
    story.alice.clicks(reply, "calculator:mailbox-address")
    assert filled_in(modal(story)) == {"number": None}

    refused = story.alice.submits(modal(story), {"number": "1035286"})
    assert "7 cijfers" in refused.errors["number"]
    assert modal(story).content["callback_id"] == "form:calculator"
    found = result(story, number="01.03.52.86")
    assert {"type": "text", "text": OWN} in [
        element
        for block in found.content["blocks"]
        for part in block["elements"]
        if part["type"] == "rich_text_preformatted"
        for element in part["elements"]
    ]
    assert "Systeem > Instellingen > Administratie-instellingen" in repr(found.content)
    assert kept_of(story) == before

    story.alice.submits(found, {})
    begun = modal(story)
    assert (begun.content["callback_id"], filled_in(begun)["number"]) == ("form:setup", "01035286")
    asked = story.alice.submits(begun, {"screen": "nl"})
    assert "aan dat ik het nummer mag bewaren" in asked.errors["number"]
    story.sends_form(story.alice, {"keep": "keep", "screen": "nl"})
    (card,) = [each for each in story.alice.sees(story.alice.dm) if "Vóór de 3 stappen" in each.text]
    story.alice.clicks(card, "setup:done")
    story.rest()
    assert OWN in story.hears()[-1]


def test_from_the_shortcut_both_are_checked_and_what_was_typed_stays(story: Story) -> None:
    story.alice.types("/econnect-help en")
    story.alice.uses_shortcut("calculator")
    assert filled_in(modal(story)) == {"number": None, "release": None}
    assert "number" in story.alice.submits(modal(story), {}).errors

    refused = story.alice.submits(modal(story), {"number": "NL001234567B01", "release": "Exact Online 2024.3"})
    assert "VAT number" in refused.errors["number"]
    assert "another product" in refused.errors["release"]
    found = result(story, number="0103 5286", release="412")
    assert OWN in repr(found.content)
    assert "No, update 412 is too old." in repr(found.content)
    assert "submit" not in found.content
    assert kept_of(story) == []


def test_from_a_message_the_form_is_filled_in_also_where_the_bot_is_not(story: Story) -> None:
    elsewhere = story.stage.slack.channels["elsewhere"]
    told = story.person("dora").says(elsewhere, "wij zijn KvK 01035286 & draaien 414 SP2, kan dat?")
    story.alice.uses_shortcut("numbers", told)
    view = modal(story)
    assert filled_in(view) == {"number": "01035286", "release": "414 SP2"}
    assert "01035286" not in view.content["private_metadata"]

    found = result(story)
    assert OWN in repr(found.content)
    assert "414 SP2" in repr(found.content)
    assert kept_of(story) == []
    story.alice.closes(found)

    story.alice.uses_shortcut("numbers", story.person("dora").says(elsewhere, "hoe laat eten we?"))
    empty = modal(story)
    assert filled_in(empty) == {"number": None, "release": None}
    assert "In dit bericht vind ik geen KvK-nummer" in repr(empty.content)
