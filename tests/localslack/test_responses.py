import http.client
import json
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from slack_sdk import WebClient

from localslack import Channel, ChannelMessage, LocalSlack, Member
from tests.localslack.app import TinyApp
from tests.localslack.calls import post
from tests.localslack.conftest import Clock


def respond(url: str, **answer: object) -> int:
    return post(url, json.dumps(answer).encode(), {"Content-Type": "application/json"}).status


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


@pytest.mark.parametrize("body", ["", "OK", "no_service", '{"ok": true}'])
def test_a_response_url_may_answer_with_other_bodies(
    slack: LocalSlack, app: TinyApp, alice: Member, offer: ChannelMessage, general: Channel, body: str
) -> None:
    alice.clicks(offer, "yes")
    slack.faults.for_calls("response_url", f"body:{body}")
    url = app.requests[-1].payload["response_url"]
    answer = post(url, b'{"text": "hello"}', {"Content-Type": "application/json"})
    assert (answer.status, answer.body) == (200, body)
    assert alice.sees(general)[-1].text == "hello"


def test_a_call_that_trickles_is_done_and_never_ends(slack: LocalSlack, general: Channel) -> None:
    slack.faults.for_calls("chat.postMessage", "trickle")
    arguments = json.dumps({"channel": general.id, "text": "hello"}).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {slack.bot_token}"}
    place = urlsplit(slack.api_url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
    with closing(connection):
        connection.request("POST", place.path + "chat.postMessage", arguments, headers)
        answer = connection.getresponse()
        assert [answer.read(1) for _ in range(3)] == [b" "] * 3
    assert slack.messages(general)[0].text == "hello"
