"""The bot behind the page: what it answers there, and what it adds to the Inspector."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.playground.explaining import ObservedQuestion

if TYPE_CHECKING:
    import pytest

    from bot.settings import Settings
    from tests.localslack.page.window import Window


def test_commands_come_with_their_hints(alice: Window) -> None:
    commands = {each["name"]: each["hint"] for each in alice.state()["commands"]}

    assert commands["/econnect-address"] == "[KvK number | KvK-nummer]"


def test_the_bots_own_script_is_served(alice: Window) -> None:
    assert "knowledge base" in alice.request("GET", "/extension.js").body


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


def test_deliveries_calls_and_reasons_come_in_order(alice: Window) -> None:
    stream = alice.events()
    alice.does("say", channel=alice.general.id, text="@econnect-bot welke versie heb ik nodig")
    entries: list[dict[str, Any]] = []
    for name, sent in stream:
        entries += sent if name == "journal" else []
        kinds = [(entry["kind"], entry["name"]) for entry in entries if "welke versie" in json.dumps(entry)]
        if len(kinds) >= 2 and entries[-1]["kind"] == "call":
            break
    stream.close()

    reason = next(entry for entry in entries if entry["kind"] == "why" and "welke versie" in entry["name"])
    delivery = [entry for entry in entries if entry["kind"] == "event"][-1]
    assert reason["payload"]["article"] == "version"
    assert "Waarom dit antwoord" in str(reason["why"])
    assert delivery["outcome"] == "ok"
    assert delivery["ack_ms"] > 0
    assert [entry["at"] for entry in entries if entry["kind"] == "call"] == [call.at for call in alice.slack.calls()]


def test_a_calculators_command_is_explained_too(alice: Window) -> None:
    stream = alice.events()
    alice.does("command", channel=alice.general.id, text="/econnect-address kvk 01035286")
    entries = (entry for name, sent in stream if name == "journal" for entry in sent)
    why = next(entry for entry in entries if entry["name"] == "kvk 01035286")
    stream.close()

    assert why["payload"]["value"] == "01035286@facturen.econnect.eu"
    assert ": 01035286" in str(why["why"])


def test_what_cannot_be_explained_keeps_nobodys_page_waiting(
    alice: Window, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_observed: ObservedQuestion, _settings: Settings) -> dict[str, Any]:
        raise KeyError("which")

    monkeypatch.setattr(ObservedQuestion, "explain", fails)
    stream = alice.events()
    alice.does("say", channel=alice.general.id, text="@econnect-bot welke versie heb ik nodig")
    reason = next(each for name, sent in stream if name == "journal" for each in sent if each["kind"] == "why")
    stream.close()

    assert reason["outcome"] == "error"
    assert "cannot be explained" in reason["name"]
    assert "cannot be explained" in caplog.text
