import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

import pytest
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from websockets.sync.client import ClientConnection, connect

from localslack import Channel, LocalSlack, Member
from localslack.clock import IdGenerator
from localslack.sockets import SocketHub
from tests.localslack.conftest import MANIFEST

pytestmark = pytest.mark.slow  # real sockets and processes

Requests = list[SocketModeRequest]


@contextmanager
def connected(
    slack: LocalSlack, answer: dict[str, object] | None = None, *, acks: bool = True
) -> Iterator[tuple[SocketModeClient, Requests]]:
    """Connect slack_sdk's own client; it acknowledges everything with `answer`."""
    requests: Requests = []

    def listen(client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        requests.append(request)
        if acks:
            client.send_socket_mode_response(SocketModeResponse(request.envelope_id, answer))

    web = WebClient(token=slack.bot_token, base_url=slack.api_url)
    client = SocketModeClient(slack.app_token, web_client=web, ping_interval=60)
    client.socket_mode_request_listeners.append(listen)
    before = slack.connections
    client.connect()
    slack.wait_for(lambda: slack.connections > before)
    try:
        yield client, requests
    finally:
        client.auto_reconnect_enabled = False
        slack.drop_connections()  # or the client sits in its own read for three seconds
        client.close()


@contextmanager
def connected_by_hand(slack: LocalSlack) -> Iterator[ClientConnection]:
    """Connect, and take the hello."""
    url = WebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.app_token)["url"]
    with connect(url) as socket:
        assert json.loads(socket.recv())["type"] == "hello"
        slack.wait_for(lambda: slack.connections)
        yield socket


def test_events_commands_and_clicks_come_in_envelopes(slack: LocalSlack, alice: Member, general: Channel) -> None:
    with connected(slack, {"text": "As you say"}) as (_, requests):
        alice.says(general, "@econnect hello")
        slack.settle()
        message = alice.types("/econnect hello")
        assert sorted(request.payload["event"]["type"] for request in requests[:2]) == ["app_mention", "message"]
        assert message
        assert message.text == "As you say"
        assert requests[2].type == "slash_commands"
        assert requests[2].accepts_response_payload
        assert alice.uses_shortcut("ask_anything").is_ok
        assert requests[3].type == "interactive"


def test_an_event_that_nobody_acknowledges_is_sent_again() -> None:
    with (
        LocalSlack(MANIFEST, ack_seconds=0.05, retry_delays=(0.0,)) as slack,
        connected(slack, acks=False) as (_, requests),
    ):
        slack.people["alice"].writes_dm("hello")
        slack.settle()
        slack.wait_for(lambda: len(requests) == 2)
        assert [request.retry_attempt for request in requests] == [0, 1]
        assert requests[1].retry_reason == "timeout"
        message = slack.people["alice"].types("/econnect hello")
        assert message
        assert "operation_timeout" in message.text


def test_each_delivery_goes_to_one_connection_in_turn(slack: LocalSlack, alice: Member) -> None:
    with connected(slack) as (_, first), connected(slack) as (_, second):
        for _ in range(4):
            alice.types("/econnect hello")
        assert (len(first), len(second)) == (2, 2)


def test_an_app_that_is_asked_to_connect_anew_does(slack: LocalSlack, alice: Member) -> None:
    with connected(slack) as (_, requests):
        slack.refresh_connections()
        slack.wait_for(lambda: slack.connections)
        alice.types("/econnect hello")
        assert len(requests) == 1
        assert len(slack.calls("apps.connections.open")) >= 2


def test_what_is_under_way_may_be_acknowledged_after_the_goodbye(slack: LocalSlack, alice: Member) -> None:
    with connected_by_hand(slack) as socket:
        typing = threading.Thread(target=alice.types, args=("/econnect hello",))
        typing.start()
        envelope = json.loads(socket.recv())
        leaving = threading.Thread(target=slack.refresh_connections)
        leaving.start()
        assert json.loads(socket.recv())["type"] == "disconnect"
        socket.send(json.dumps({"envelope_id": envelope["envelope_id"]}))
        typing.join()
        leaving.join()
    assert [record.outcome for record in slack.deliveries("/econnect")] == ["ok"]


def test_a_late_ack_is_no_ack() -> None:
    with LocalSlack(MANIFEST, ack_seconds=0.05) as slack, connected_by_hand(slack) as socket:
        alice = slack.people["alice"]
        alice.types("/econnect hello")
        socket.send(json.dumps({"envelope_id": json.loads(socket.recv())["envelope_id"]}))
        alice.types("/econnect hello")
        assert [record.outcome for record in slack.deliveries()] == ["timeout", "timeout"]


def test_a_cut_connection_loses_the_delivery(slack: LocalSlack, alice: Member) -> None:
    with connected(slack) as (client, _):
        client.auto_reconnect_enabled = False
        slack.drop_connections()
        slack.wait_for(lambda: not slack.connections)
        message = alice.types("/econnect hello")
        assert message
        assert "dispatch_failed" in message.text


def test_there_are_at_most_ten_connections(slack: LocalSlack) -> None:
    web = WebClient(token=slack.bot_token, base_url=slack.api_url)
    with ExitStack() as stack:
        urls = [web.apps_connections_open(app_token=slack.app_token)["url"] for _ in range(11)]
        greetings = [str(stack.enter_context(connect(url)).recv()) for url in urls]
    assert ['"hello"' in greeting for greeting in greetings] == [True] * 10 + [False]
    assert "too_many_websockets" in greetings[-1]


def test_an_address_is_good_for_one_connection(slack: LocalSlack) -> None:
    url = WebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.app_token)["url"]
    with connect(url) as first:
        assert '"hello"' in str(first.recv())
        with connect(url) as second:
            assert "link_disabled" in str(second.recv())


def test_a_malformed_ack_is_ignored(slack: LocalSlack, alice: Member) -> None:
    with connected_by_hand(slack) as socket:
        socket.send("no JSON")
        socket.send("[]")
        threading.Thread(target=_acknowledge_one, args=(socket,), daemon=True).start()
        assert alice.types("/econnect hello") is None


def _acknowledge_one(socket: ClientConnection) -> None:
    for message in socket:
        envelope = json.loads(message)
        if "envelope_id" in envelope:
            socket.send(json.dumps({"envelope_id": envelope["envelope_id"]}))
            return


def test_before_the_start_there_is_no_address() -> None:
    hub = SocketHub(IdGenerator(lambda: 0.0), "A1", 3.0, threading.Condition())
    with pytest.raises(RuntimeError, match="not started"):
        hub.issue_url()


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Origin": "https://evil.example"}])
def test_a_connection_from_elsewhere_is_refused(slack: LocalSlack, headers: dict[str, str]) -> None:
    url = WebClient(token=slack.app_token, base_url=slack.api_url).apps_connections_open(app_token=slack.app_token)[
        "url"
    ]
    parts = urlsplit(url)
    connection = http.client.HTTPConnection("127.0.0.1", parts.port)
    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
    key = {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
    connection.request("GET", f"{parts.path}?{parts.query}", headers={**upgrade, **key, **headers})

    assert connection.getresponse().status == 421
    assert not slack.connections
    connection.close()
