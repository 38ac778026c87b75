"""The page, what it shows and what people do on it, over real HTTP, with the real bot behind it."""

from __future__ import annotations

import http.client
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.playground.conftest import BUTTON, as_bot, open_modal

if TYPE_CHECKING:
    from collections.abc import Generator

    from tests.playground.conftest import Window

MENU = {
    "type": "static_select",
    "action_id": "none-of-these",
    "options": [{"text": {"type": "plain_text", "text": "One"}, "value": "1"}],
}


@pytest.mark.parametrize(
    ("path", "content_type"), [("/?as=alice", "text/html"), ("/app.js", "text/javascript"), ("/app.css", "text/css")]
)
def test_the_page_is_served(alice: Window, path: str, content_type: str) -> None:
    answered = alice.ask("GET", path)

    assert answered.status == 200
    assert answered.headers["Content-Type"].startswith(content_type)


@pytest.mark.parametrize(
    "path", ["/../server.py", "/static/app.js", "/%2e%2e/server.py", "/__init__.py", "/api/nothing"]
)
def test_nothing_else_is_served(alice: Window, path: str) -> None:
    assert alice.ask("GET", path).status == 404
    assert alice.ask("POST", path, {"Content-Type": "application/json"}, b"{}").status == 404


def test_a_person_sees_their_channels_and_the_bot(alice: Window, bob: Window) -> None:
    assert [each["name"] for each in alice.state()["channels"]] == ["general", "random", "directmessage"]
    assert "support-triage" in [each["name"] for each in bob.state()["channels"]]


def test_commands_come_with_their_hints(alice: Window) -> None:
    commands = {each["name"]: each["hint"] for each in alice.state()["commands"]}

    assert commands["/econnect-address"] == "[KvK number | KvK-nummer]"


def test_a_mention_is_answered_in_its_thread(alice: Window) -> None:
    ts = alice.does("say", channel=alice.general.id, text="@econnect-bot which version do I need?")["ts"]
    alice.slack.wait_for(lambda: alice.slack.calls("chat.postMessage"))
    replies = [each for each in alice.messages(alice.general.id) if each["thread_ts"] == ts]

    assert "About The version" in replies[0]["text"]
    assert replies[0]["blocks"]


def test_a_direct_message_is_answered(alice: Window) -> None:
    ts = alice.does("dm", text="waar is mijn brievenbus")["ts"]
    asked = next(each for each in alice.person.sees(alice.person.dm) if each.ts == ts)

    assert "Over The mailbox" in alice.slack.wait_for_reply(asked).text


def test_a_commands_answer_is_seen_by_its_author_alone(alice: Window, bob: Window) -> None:
    ts = alice.does("command", channel=alice.general.id, text="/econnect-address 01035286")["ts"]
    shown = {each["ts"]: each for each in alice.messages(alice.general.id)}

    assert shown[ts]["is_ephemeral"]
    assert "01035286@facturen.econnect.eu" in shown[ts]["text"]
    assert ts not in {each["ts"] for each in bob.messages(bob.general.id)}


def test_a_button_is_clicked(alice: Window) -> None:
    block = {"type": "actions", "elements": [BUTTON]}
    ts = as_bot(alice.slack, "chat.postMessage", channel=alice.general.id, text="Well?", blocks=[block])["ts"]

    assert alice.does("click", channel=alice.general.id, ts=ts, button="article:version") == {"outcome": "ok"}
    alice.slack.wait_for(lambda: [each for each in alice.person.sees(alice.general) if each.thread_ts == ts])


def test_a_press_is_of_what_the_page_showed_though_the_message_was_edited_since(alice: Window) -> None:
    block = {"type": "actions", "elements": [BUTTON, MENU]}
    ts = as_bot(alice.slack, "chat.postMessage", channel=alice.general.id, text="Well?", blocks=[block])["ts"]
    at = {"channel": alice.general.id, "ts": ts}
    shown = next(each["blocks"] for each in alice.messages(alice.general.id) if each["ts"] == ts)
    as_bot(alice.slack, "chat.update", **at, text="Done.", blocks=[])

    assert alice.does("click", **at, blocks=shown, button="article:version") == {"outcome": "ok"}
    assert alice.does("choose", **at, blocks=shown, action="none-of-these", choice="1") == {"outcome": "ok"}
    assert "There is no button" in alice.post("click", {**at, "button": "article:version"}).told["error"]


def test_something_is_chosen_from_a_menu(alice: Window) -> None:
    block = {"type": "actions", "elements": [MENU]}
    ts = as_bot(alice.slack, "chat.postMessage", channel=alice.general.id, text="Well?", blocks=[block])["ts"]

    given = {"channel": alice.general.id, "ts": ts, "action": "none-of-these", "choice": "1"}
    assert alice.does("choose", **given) == {"outcome": "ok"}


def test_a_modal_is_shown_refused_while_empty_and_closed(alice: Window) -> None:
    open_modal(alice.slack, alice.person)
    view = alice.state()["modal"]
    refused = alice.does("submit", view=view["id"], values={"text": ""})
    alice.does("close", view=view["id"])

    assert view["title"]["text"] == "A question"
    assert refused["errors"] == {"question": "Please complete this required field."}
    assert alice.state()["modal"] is None
    assert alice.post("close", {"view": view["id"]}).told == {"error": "That window is closed."}


def test_an_own_message_is_edited_reacted_to_and_deleted(alice: Window, bob: Window) -> None:
    at = {"channel": alice.general.id, "ts": alice.does("say", channel=alice.general.id, text="hello")["ts"]}
    alice.does("edit", **at, text="hello all")
    bob.does("react", **at, name="eyes")
    bob.does("react", **at, name="eyes")
    shown = next(each for each in bob.messages(bob.general.id) if each["ts"] == at["ts"])
    alice.does("delete", **at)

    assert (shown["text"], shown["is_edited"], shown["reactions"]) == ("hello all", True, {"eyes": [bob.person.id]})
    assert alice.post("react", {**at, "name": "eyes"}).told == {"error": "That message is gone."}


@pytest.mark.parametrize("deed", ["edit", "delete"])
def test_only_the_author_edits_and_deletes(alice: Window, bob: Window, deed: str) -> None:
    at = {"channel": alice.general.id, "ts": alice.does("say", channel=alice.general.id, text="mine")["ts"]}
    answered = bob.post(deed, {**at, "text": "not yours"})

    assert (answered.status, answered.told) == (400, {"error": "Only the author may do that."})


def test_a_file_without_a_word_is_uploaded(alice: Window) -> None:
    ts = alice.does("upload", channel=alice.general.id, name="screenshot.png")["ts"]

    assert next(each["files"] for each in alice.messages(alice.general.id) if each["ts"] == ts) == ["screenshot.png"]


def test_the_bot_is_invited(bob: Window) -> None:
    random = bob.slack.channels["random"]
    bob.does("invite", channel=random.id)

    assert bob.slack.app.bot_user_id in bob.slack.channels["random"].members


@pytest.mark.parametrize(
    ("deed", "given", "told"),
    [
        ("fly", {}, "There is no deed 'fly'."),
        ("dm", {}, "'text' is missing."),
        ("dm", {"text": " "}, "'text' is missing."),
        ("dm", {"text": 7}, "'text' is missing."),
        ("say", {"channel": "C0", "text": "x"}, "You are not in that channel."),
        ("shortcut", {"shortcut": "none"}, "No global shortcut 'none' is on offer."),
        ("submit", {"view": "V0", "values": {}}, "That window is closed."),
        ("dm", ["text"], "That is no JSON object."),
    ],
)
def test_what_cannot_be_done_is_said_in_words(alice: Window, deed: str, given: object, told: str) -> None:
    answered = alice.post(deed, given)

    assert (answered.status, answered.told) == (400, {"error": told})


def test_a_body_that_is_no_json_is_told(alice: Window) -> None:
    answered = alice.ask("POST", "/api/deeds/dm?as=alice", {"Content-Type": "application/json"}, b"{")

    assert (answered.status, answered.told) == (400, {"error": "That is no JSON."})


def test_values_that_are_none_are_told(alice: Window) -> None:
    open_modal(alice.slack, alice.person)
    view = alice.state()["modal"]["id"]

    assert alice.post("submit", {"view": view, "values": "x"}).told == {"error": "'values' is missing."}
    alice.does("close", view=view)


@pytest.mark.parametrize("name", ["", "nobody", "econnect-bot"])
def test_nobody_acts_as_somebody_unknown(alice: Window, name: str) -> None:
    assert alice.ask("GET", f"/api/state?as={name}").status == 400
    assert alice.ask("GET", f"/api/events?as={name}").status == 400


def events(window: Window) -> Generator[tuple[str, Any]]:
    """The stream's events, as they come."""
    connection = http.client.HTTPConnection("127.0.0.1", window.port, timeout=10)
    connection.request("GET", f"/api/events?as={window.name}")
    answer = connection.getresponse()
    try:
        assert answer.headers["Content-Type"] == "text/event-stream"
        name = ""
        for line in answer:
            kind, _, rest = line.decode().strip().partition(": ")
            if kind == "event":
                name = rest
            elif kind == "data":
                yield name, json.loads(rest)
    finally:
        answer.close()
        connection.close()


def test_the_stream_tells_the_state_and_each_change(alice: Window, bob: Window) -> None:
    stream = events(alice)
    first = next(stream)
    bob.does("say", channel=bob.general.id, text="a word from Bob")
    told = next(state for name, state in stream if name == "state")
    stream.close()

    assert first[0] == "state"
    assert told["channels"][0]["messages"][-1]["text"] == "a word from Bob"


def test_the_stream_tells_deliveries_calls_and_reasons_in_order(alice: Window) -> None:
    stream = events(alice)
    alice.does("say", channel=alice.general.id, text="@econnect-bot welke versie heb ik nodig")
    entries: list[dict[str, Any]] = []
    for name, told in stream:
        entries += told if name == "journal" else []
        kinds = [(entry["kind"], entry["name"]) for entry in entries if "welke versie" in json.dumps(entry)]
        if len(kinds) >= 2 and entries[-1]["kind"] == "call":
            break
    stream.close()

    reason = next(entry for entry in entries if entry["kind"] == "why" and "welke versie" in entry["name"])
    delivery = [entry for entry in entries if entry["kind"] == "event"][-1]
    assert reason["payload"]["article"] == "version"
    assert "Waarom dit antwoord" in reason["why"]
    assert delivery["outcome"] == "ok"
    assert delivery["ack_ms"] > 0
    assert [entry["at"] for entry in entries if entry["kind"] == "call"] == [call.at for call in alice.slack.calls()]


def test_a_calculators_command_is_explained_too(alice: Window) -> None:
    stream = events(alice)
    alice.does("command", channel=alice.general.id, text="/econnect-address kvk 01035286")
    entries = (entry for name, told in stream if name == "journal" for entry in told)
    why = next(entry for entry in entries if entry["name"] == "kvk 01035286")
    stream.close()

    assert why["payload"]["value"] == "01035286@facturen.econnect.eu"
    assert ": 01035286" in why["why"]
