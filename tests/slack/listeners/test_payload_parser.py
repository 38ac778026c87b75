from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.conversation import Conversation
from bot.domain.incoming import IncomingMessage, MessageDeleted
from bot.domain.outgoing import Destination
from bot.slack.listeners.payload_parser import PayloadParser, clean, unescape
from tests.slack.fakes import link
from tests.slack.payloads import ALICE, BOT, CHANNEL, DIRECT, deletion, edit, envelope, mention, message

PARSER = PayloadParser(link)


def asked(body: dict[str, Any]) -> IncomingMessage:
    asking = PARSER.event(body)
    assert isinstance(asking, IncomingMessage)
    assert asking.is_for_bot
    return asking


def test_a_mention_asks_in_the_thread_that_it_begins() -> None:
    asking = asked(mention(f"<@{BOT}> which version?"))
    assert asking.text == "which version?"
    assert asking.conversation == Conversation("thread", "T1", CHANNEL, thread="1.1")
    assert asking.destination == Destination("T1", CHANNEL, "1.1", person=ALICE)


def test_a_mention_within_a_thread_asks_in_that_thread() -> None:
    asking = asked(mention(f"<@{BOT}> and the licence?", ts="9.9", thread_ts="1.1"))
    assert asking.destination == Destination("T1", CHANNEL, "1.1", person=ALICE)


def test_a_direct_message_asks_in_the_direct_message_itself() -> None:
    asking = asked(message("which version?"))
    assert asking.conversation == Conversation("direct", "T1", DIRECT)
    assert asking.destination == Destination("T1", DIRECT, person=ALICE)


def test_a_direct_message_in_a_thread_asks_in_that_thread() -> None:
    assert asked(message("and then?", thread_ts="1.0")).destination == Destination("T1", DIRECT, "1.0", person=ALICE)


def test_a_mention_and_its_twin_share_a_key() -> None:
    twin = message(f"<@{BOT}> which version?", channel=CHANNEL)
    assert asked(mention(f"<@{BOT}> which version?")).key == asked(twin).key


def test_in_a_channel_shared_with_another_workspace_the_team_is_where_the_bot_is_installed() -> None:
    assert asked(mention("hello") | {"team_id": "T9"}).conversation.team == "T1"


def test_without_authorizations_the_team_is_the_events_and_a_leading_mention_is_the_bots() -> None:
    body = mention("<@UX> tell <@UY> about versions")
    del body["authorizations"]
    asking = asked(body | {"team_id": "T9"})
    assert asking.conversation.team == "T9"
    assert asking.text == "tell <@UY> about versions"


@pytest.mark.parametrize(
    "body",
    [
        message("hi", bot_id="B1"),
        message("hi", subtype="bot_message", bot_id="B1", user=None),
        message("hi", user=None),
        message("joined", subtype="channel_join"),
        message("", subtype="assistant_app_thread"),
        mention("<@UBOT> hi", bot_id="B1"),
        edit("hello", "hello"),
        edit("hello", "hallo", bot_id="B1"),
        envelope({"type": "message", "subtype": "message_changed", "channel": DIRECT, "ts": "1", "message": {}}),
    ],
)
def test_what_is_not_for_the_bot_asks_nothing(body: dict[str, Any]) -> None:
    assert PARSER.event(body) is None


def test_what_people_say_to_each_other_in_a_channel_is_not_for_the_bot() -> None:
    said = PARSER.event(message("hi", channel=CHANNEL))
    assert isinstance(said, IncomingMessage)
    assert not said.is_for_bot
    assert not said.is_in_thread


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast", "me_message"])
def test_other_ways_in_which_people_write_ask_too(subtype: str) -> None:
    assert asked(message("which version?", subtype=subtype)).text == "which version?"


def test_a_file_is_noticed() -> None:
    assert asked(message("", subtype="file_share", files=[{"id": "F1", "name": "a.png"}])).files == ("a.png",)


def test_an_edit_asks_again_in_the_same_place_under_a_key_of_its_own() -> None:
    before, after = asked(message("frist")), asked(edit("frist", "first"))
    assert after.text == "first"
    assert after.edited == "2.2"
    assert after.destination == before.destination
    assert after.key != before.key


def test_a_deletion_withdraws() -> None:
    assert PARSER.event(deletion(ts="7.7")) == MessageDeleted("T1", DIRECT, "7.7")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (f"<@{BOT}>", ""),
        (f"<@{BOT}|econnect-bot> hi", "hi"),
        (f"hi <@{BOT}>", "hi"),
        (f"<@{BOT}> ask <@UALICE>", "ask <@UALICE>"),
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("&amp;lt;", "&lt;"),
        ("  spaced  ", "spaced"),
    ],
)
def test_text_is_read_as_it_was_typed(typed: str, read: str) -> None:
    assert clean(typed, BOT) == read


@given(st.text())
def test_unescaping_undoes_escaping(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert unescape(escaped) == text
