"""What the local Slack is strict about: hosts, threads, and answers that drip in."""

import http.client
import socket
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from localslack import Channel, LocalSlack
from tests.localslack.conftest import MANIFEST


@pytest.mark.parametrize(("host", "status"), [("evil.example", 421), ("127.0.0.1", 200), ("localhost:80", 200)])
def test_only_this_machines_names_are_answered(slack: LocalSlack, host: str, status: int) -> None:
    parts = urlsplit(slack.api_url)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port)
    connection.request("POST", "/api/auth.test", headers={"Host": host})
    assert connection.getresponse().status == status
    connection.close()


def test_a_reply_to_a_thread_that_is_not_there_is_refused(client: WebClient, general: Channel) -> None:
    with pytest.raises(SlackApiError, match="thread_not_found"):
        client.chat_postMessage(channel=general.id, text="hello", thread_ts="1700000000.000001")


def test_a_user_group_names_its_members(tmp_path: Path) -> None:
    manifest = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    manifest["oauth_config"]["scopes"]["bot"].append("usergroups:read")
    path = tmp_path / "manifest.yml"
    path.write_text(yaml.safe_dump(manifest), encoding="utf-8")
    with LocalSlack(path) as slack:
        client = WebClient(slack.bot_token, slack.api_url)
        told = client.usergroups_users_list(usergroup=slack.groups["support"])
        assert set(told["users"]) == {slack.people["bob"].id, slack.people["carol"].id}
        with pytest.raises(SlackApiError, match="no_such_subteam"):
            client.usergroups_users_list(usergroup="S0NONE")


def test_an_answer_that_drips_in_is_given_up_in_time() -> None:
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server, LocalSlack(MANIFEST, ack_seconds=0.3) as slack:

        def drip() -> None:
            line, _ = server.accept()
            with line:
                line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
                while not done.wait(0.05):
                    try:
                        line.sendall(b"x")
                    except OSError:
                        return

        thread = threading.Thread(target=drip)
        thread.start()
        way = slack.deliver_to(f"http://127.0.0.1:{server.getsockname()[1]}/")
        began = time.monotonic()
        assert way.post(b"{}", "application/json", {}).outcome == "http_timeout"
        assert time.monotonic() - began < 2
        done.set()
        thread.join()
