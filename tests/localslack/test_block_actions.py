import json

import pytest
from slack_sdk import WebClient

from localslack import Channel, ChannelMessage, LocalSlack, Member
from tests.localslack.app import AppResponse, TinyApp
from tests.localslack.surfaces import ROW


def test_a_click_tells_what_was_clicked_and_where(app: TinyApp, alice: Member, offer: ChannelMessage) -> None:
    assert alice.clicks(offer, "yes").is_ok
    payload = app.requests[-1].payload
    (action,) = payload["actions"]
    assert (action["action_id"], action["block_id"], action["value"]) == ("yes", "row", "1")
    assert (payload["user"]["id"], payload["message"]["ts"]) == (alice.id, offer.ts)
    assert payload["container"]["is_ephemeral"] is False


def test_a_button_is_found_by_its_text(app: TinyApp, alice: Member, offer: ChannelMessage) -> None:
    alice.clicks(offer, "Bad")
    (action,) = app.requests[-1].payload["actions"]
    assert (action["type"], action["action_id"], action["value"]) == ("feedback_buttons", "feedback", "bad")


def test_a_choice_tells_the_option_or_the_person(app: TinyApp, alice: Member, offer: ChannelMessage) -> None:
    alice.chooses(offer, "pick", "One")
    alice.chooses(offer, "who", alice.id)
    option, person = (request.payload["actions"][0] for request in app.requests[-2:])
    assert option["selected_option"]["value"] == "1"
    assert person["selected_user"] == alice.id


def test_what_is_not_there_cannot_be_clicked(client: WebClient, alice: Member, offer: ChannelMessage) -> None:
    with pytest.raises(LookupError, match="no button 'No'"):
        alice.clicks(offer, "No")
    with pytest.raises(LookupError, match="no option 'Two'"):
        alice.chooses(offer, "pick", "Two")
    with pytest.raises(LookupError, match="no element 'colour'"):
        alice.chooses(offer, "colour", "red")
    client.chat_delete(channel=offer.channel, ts=offer.ts)
    with pytest.raises(LookupError, match="sees no such message"):
        alice.clicks(offer, "yes")


def test_an_ephemeral_is_clicked_without_its_message(
    slack: LocalSlack, app: TinyApp, alice: Member, general: Channel
) -> None:
    app.answer = lambda _request: AppResponse(body=json.dumps({"text": "Yes?", "blocks": [ROW]}))
    visible = alice.types("/econnect hello", general)
    assert visible
    alice.clicks(visible, "yes")
    payload = app.requests[-1].payload
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload
    with pytest.raises(LookupError):
        slack.people["bob"].clicks(visible, "yes")
