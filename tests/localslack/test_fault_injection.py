import urllib.error
from urllib.parse import urlencode

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from localslack import Channel, LocalSlack
from localslack.fault_injection import FaultScript
from tests.localslack.calls import post


def test_faults_are_used_up_one_by_one(slack: LocalSlack, client: WebClient, general: Channel) -> None:
    slack.faults.for_calls("chat.postMessage", "429:7", "500", "html", "error:fatal_error", "ok")
    heard: list[tuple[object, object]] = []
    for _ in range(5):
        try:
            heard.append((client.chat_postMessage(channel=general.id, text="hello").status_code, None))
        except SlackApiError as error:
            heard.append((error.response.status_code, error.response.headers.get("Retry-After")))
    assert heard[0] == (429, "7")
    assert [status for status, _ in heard] == [429, 500, 200, 200, 200]
    assert [record.outcome for record in slack.calls("chat.postMessage")] == ["429", "500", "html", "error", "ok"]
    assert len(slack.messages(general)) == 1


@pytest.mark.parametrize(("fault", "is_taken"), [("reset-before", False), ("reset-after", True)])
def test_a_reset_comes_before_or_after_the_call_is_taken(
    slack: LocalSlack, client: WebClient, general: Channel, fault: str, *, is_taken: bool
) -> None:
    slack.faults.for_calls("*", fault)
    with pytest.raises((ConnectionResetError, urllib.error.URLError)):
        client.chat_postMessage(channel=general.id, text="hello")
    assert bool(slack.messages(general)) is is_taken


def test_silence_lasts_until_the_caller_gives_up(slack: LocalSlack, general: Channel) -> None:
    slack.faults.for_calls("chat.postMessage", "timeout")
    form = urlencode({"token": slack.bot_token, "channel": general.id, "text": "hello"}).encode()
    with pytest.raises(TimeoutError):
        post(slack.api_url + "chat.postMessage", form, timeout=0.05)
    assert not slack.messages(general)


def test_an_unknown_fault_is_refused(slack: LocalSlack) -> None:
    with pytest.raises(ValueError, match="no outcome 'earthquake'"):
        slack.faults.for_calls("chat.postMessage", "earthquake")


def test_what_is_scripted_can_be_forgotten() -> None:
    script = FaultScript()
    script.for_calls("chat.postMessage", "500")
    script.for_deliveries("message", "dropped")
    script.clear()
    assert {script.next_call("chat.postMessage").kind, script.next_delivery("message").kind} == {"ok"}
