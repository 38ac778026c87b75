import json
import urllib.error
import urllib.request

import pytest
from slack_sdk import WebClient

from localslack import Channel, ChannelMessage, LocalSlack, Member
from tests.localslack.app import AppResponse, TinyApp
from tests.localslack.conftest import Clock
from tests.localslack.surfaces import FEEDBACK, ROW


@pytest.fixture
def offer(slack: LocalSlack, client: WebClient, general: Channel) -> ChannelMessage:
    client.chat_postMessage(channel=general.id, text="Yes?", blocks=[ROW, FEEDBACK])
    slack.settle()
    return slack.messages(general)[-1]


def respond(url: str, **answer: object) -> int:
    request = urllib.request.Request(url, json.dumps(answer).encode(), {"Content-Type": "application/json"})  # noqa: S310
    try:
        with urllib.request.urlopen(request) as response:  # noqa: S310 - the local Slack's own address
            return int(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


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


def test_what_is_not_there_cannot_be_clicked(slack: LocalSlack, alice: Member, offer: ChannelMessage) -> None:
    with pytest.raises(LookupError, match="no button 'No'"):
        alice.clicks(offer, "No")
    with pytest.raises(LookupError, match="no option 'Two'"):
        alice.chooses(offer, "pick", "Two")
    with pytest.raises(LookupError, match="no element 'colour'"):
        alice.chooses(offer, "colour", "red")
    slack.people["bob"].deletes(offer)
    with pytest.raises(LookupError, match="sees no such message"):
        alice.clicks(offer, "yes")


def test_a_response_url_lasts_for_five_answers(
    slack: LocalSlack, app: TinyApp, alice: Member, offer: ChannelMessage, general: Channel
) -> None:
    alice.clicks(offer, "yes")
    url = app.requests[-1].payload["response_url"]
    assert [respond(url, text=str(number)) for number in range(6)] == [200] * 5 + [404]
    assert [each.text for each in alice.sees(general)][-5:] == list("01234")
    assert slack.messages(general) == [offer]


def test_a_response_url_lasts_for_half_an_hour(
    app: TinyApp, alice: Member, offer: ChannelMessage, clock: Clock
) -> None:
    alice.clicks(offer, "yes")
    clock.now += 30 * 60 + 1
    assert respond(app.requests[-1].payload["response_url"], text="late") == 404


def test_an_answer_replaces_or_deletes_the_original(
    slack: LocalSlack, app: TinyApp, alice: Member, offer: ChannelMessage
) -> None:
    alice.clicks(offer, "yes")
    url = app.requests[-1].payload["response_url"]
    respond(url, replace_original=True, text="Done")
    changed = slack.message(offer)
    assert changed
    assert (changed.text, changed.blocks) == ("Done", ())
    respond(url, delete_original=True)
    assert slack.message(offer) is None


def test_a_deleted_original_cannot_be_replaced(
    slack: LocalSlack, app: TinyApp, client: WebClient, alice: Member, offer: ChannelMessage
) -> None:
    alice.clicks(offer, "yes")
    url = app.requests[-1].payload["response_url"]
    client.chat_delete(channel=offer.channel, ts=offer.ts)
    assert respond(url, delete_original=True) == 200
    assert respond(url, replace_original=True, text="Done") == 200
    assert [each.text for each in alice.sees(slack.channels["general"])] == ["Done"]
    assert not slack.messages(slack.channels["general"])


def test_a_bad_answer_is_refused(app: TinyApp, alice: Member, offer: ChannelMessage) -> None:
    alice.clicks(offer, "yes")
    assert respond(app.requests[-1].payload["response_url"], text="") == 400


def test_a_response_url_meets_faults_too(
    slack: LocalSlack, app: TinyApp, alice: Member, offer: ChannelMessage
) -> None:
    alice.clicks(offer, "yes")
    slack.faults.for_calls("response_url", "500")
    assert respond(app.requests[-1].payload["response_url"], text="hello") == 500
    assert respond(app.requests[-1].payload["response_url"], text="hello") == 200
    assert [record.outcome for record in slack.calls("response_url")] == ["500", "ok"]
    assert respond(app.requests[-1].payload["response_url"] + "x", text="hello") == 404


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


def test_a_command_with_bad_blocks_is_told_as_failed(app: TinyApp, alice: Member) -> None:
    app.answer = lambda _request: AppResponse(body=json.dumps({"text": "a", "blocks": [{"type": "x"}]}))
    visible = alice.types("/econnect hello")
    assert visible
    assert "invalid_blocks" in visible.text


def test_shortcuts_are_those_of_the_manifest(
    slack: LocalSlack, app: TinyApp, alice: Member, general: Channel
) -> None:
    said = alice.says(general, "which version?")
    slack.settle()
    assert alice.uses_shortcut("ask_about_message", said).is_ok
    on_message = app.requests[-1].payload
    assert on_message["channel"] == {"id": general.id, "name": "general"}
    assert (on_message["type"], on_message["message"]["text"]) == ("message_action", "which version?")
    assert alice.uses_shortcut("ask_anything").is_ok
    anywhere = app.requests[-1].payload
    assert (anywhere["type"], "response_url" in anywhere) == ("shortcut", False)
    with pytest.raises(LookupError, match="No global shortcut"):
        alice.uses_shortcut("ask_about_message")


def test_the_home_is_published_and_its_opening_told(
    slack: LocalSlack, app: TinyApp, client: WebClient, alice: Member
) -> None:
    assert alice.opens_home() is None
    client.views_publish(user_id=alice.id, view={"type": "home", "blocks": [ROW]})
    home = alice.opens_home()
    slack.settle()
    assert home
    assert home.blocks[0]["block_id"] == "row"
    events = sorted(app.events("app_home_opened"), key=lambda event: str(event["event_ts"]))
    assert ["view" in event for event in events] == [False, True]
    assert alice.clicks(home, "yes").is_ok
    client.views_publish(user_id=alice.id, view={"type": "home", "blocks": [FEEDBACK | ROW]})
    assert alice.home
    assert alice.home.id == home.id
    with pytest.raises(Exception, match="hash_conflict"):
        client.views_publish(user_id=alice.id, hash=home.hash, view={"type": "home", "blocks": [ROW]})
    client.views_update(view_id=home.id, view={"type": "home", "blocks": [ROW]})
