from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.conversation import Conversation
from bot.domain.incoming import (
    ButtonAction,
    HomeOpened,
    IncomingMessage,
    MessageDeleted,
    Reaction,
)
from bot.domain.outgoing import Destination
from bot.domain.ticket import PostedMessage
from bot.slack.listeners.message_content import typed, unescape
from bot.slack.listeners.payload_parser import PayloadParser
from tests.slack.fakes import FakeWorkspace, link
from tests.slack.payloads import (
    ALICE,
    BOT,
    CHANNEL,
    DIRECT,
    click,
    command,
    deletion,
    edit,
    envelope,
    mention,
    message,
)

PARSER = PayloadParser(link, FakeWorkspace())


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


def test_without_authorizations_the_bots_mention_alone_is_taken_out() -> None:
    body = mention(f"<@UX> and <@{BOT}> tell <@UY> about versions")
    del body["authorizations"]
    assert asked(body).text == "<@UX> and  tell <@UY> about versions"
    assert asked(body).conversation.team == "T1"


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


@pytest.mark.parametrize(("edited_ts", "said_at"), [("1800000002.0", 2), ("", 3), ("strange", None)])
def test_an_edit_was_said_when_it_was_edited_and_never_when_its_first_text_was(
    edited_ts: str, said_at: int | None
) -> None:
    body = edit("frist", "first", ts="1800000001.0", edited_ts=edited_ts)
    body["event"]["ts"] = "1800000003.0"
    said = None if said_at is None else datetime.fromtimestamp(1_800_000_000 + said_at, UTC)
    assert asked(body).said_at == said


def test_a_deletion_withdraws() -> None:
    assert PARSER.event(deletion(ts="7.7")) == MessageDeleted("T1", DIRECT, "7.7")


@pytest.mark.parametrize(
    ("text", "read"),
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
def test_text_is_read_as_it_was_typed(text: str, read: str) -> None:
    assert typed(text, BOT) == read


@given(st.text())
def test_unescaping_undoes_escaping(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert unescape(escaped) == text


def pressed(action: str, **fields: object) -> ButtonAction:
    body = click(action)
    body["actions"][0] |= fields
    return PARSER.action(body)


def test_a_buttons_argument_stands_behind_its_colon() -> None:
    press = pressed("ticket:claim", value="t1")
    assert (press.name, press.argument, press.value) == ("ticket:", "claim", "t1")
    assert pressed("ask-human", value="0123456789abcdef").name == "ask-human"


def test_a_menus_choice_stands_for_a_button() -> None:
    press = pressed("ticket:more", selected_option={"value": "wait:t1"})
    assert (press.name, press.argument, press.value) == ("ticket:", "wait", "t1")


def test_a_button_in_a_channel_is_answered_in_its_thread_and_told_about_by_its_reply_link() -> None:
    press = pressed("article:prerequisites")
    assert press.destination == Destination("T1", CHANNEL, "4.4", person=ALICE)
    assert press.private.reply_link == "https://hooks.slack.com/actions/1"
    assert press.message == PostedMessage(CHANNEL, "4.4")
    assert press.team_link is not None


@pytest.mark.parametrize(
    ("value", "moment"),
    [("t1:1795600000.000100", datetime(2026, 11, 25, 9, 46, 40, 100, UTC)), ("t1", None), ("t1:soon", None)],
)
def test_an_offers_button_says_when_its_words_were_written(value: str, moment: datetime | None) -> None:
    assert pressed("relay:answer", value=value).quoted_at == moment
    assert pressed("ticket:claim", value=value).quoted_at is None


@pytest.mark.parametrize("name", ["ask-human-along", "article:prerequisites", "none-of-these"])
@pytest.mark.parametrize(("quotes", "along"), [(("my question", "F1"), "F1"), (("F1",), "F1"), ((), "")])
def test_what_goes_along_is_the_last_quotation_above_its_button(
    name: str, quotes: tuple[str, ...], along: str
) -> None:
    quoted = [{"type": "rich_text_quote", "elements": [{"type": "text", "text": text}]} for text in quotes]
    press = click(name, value="none")
    press["message"] = {"blocks": [{"type": "rich_text", "elements": [each]} for each in quoted]}
    assert PARSER.action(press).quoted == along


def test_a_button_that_one_person_sees_is_answered_to_them_alone() -> None:
    press = PARSER.action(click("article:prerequisites", is_ephemeral=True))
    assert press.destination == press.private
    assert press.message is None
    assert press.conversation == Conversation("command", "T1", CHANNEL, person=ALICE)


def test_a_button_without_a_reply_link_is_told_about_directly() -> None:
    body = click("ticket:claim") | {"response_url": ""}
    assert PARSER.action(body).private == Destination("T1", ALICE, person=ALICE)


def test_a_button_in_app_home_belongs_to_no_conversation() -> None:
    press = PARSER.action(click("ask-human") | {"container": {"type": "view", "view_id": "V1"}})
    assert press.conversation is None
    assert press.destination == Destination("T1", ALICE, person=ALICE)


def test_nobody_else_can_follow_a_link_into_direct_messages() -> None:
    assert PARSER.action(click("ask-human", channel_id=DIRECT)).team_link is None


def test_a_press_has_the_same_id_however_often_it_comes_and_another_each_time_it_is_pressed() -> None:
    first, again = PARSER.action(click("ask-human")), PARSER.action(click("ask-human"))
    later = PARSER.action(click("ask-human", action_ts="6.6"))
    assert first.id == again.id
    assert later.id != first.id


def test_a_command_is_read_as_it_was_typed() -> None:
    typed = PARSER.command(command("/econnect", "  413 &gt; 412 "))
    assert typed.text == "413 > 412"
    assert typed.private == Destination("T1", CHANNEL, reply_link="https://hooks.slack.com/commands/1", person=ALICE)


@pytest.mark.parametrize(("user", "is_by_bot"), [(ALICE, False), (BOT, True)])
def test_a_reaction_says_whose_it_is(user: str, *, is_by_bot: bool) -> None:
    item = {"type": "message", "channel": CHANNEL, "ts": "1.1"}
    event = {"type": "reaction_added", "user": user, "reaction": "ticket", "item": item, "item_user": BOT}
    reaction = PARSER.event(envelope(event))
    assert isinstance(reaction, Reaction)
    assert (reaction.is_by_bot, reaction.is_on_bots_message) == (is_by_bot, True)


def test_a_reaction_to_a_file_is_none_of_the_bots_business() -> None:
    event = {"type": "reaction_added", "user": ALICE, "reaction": "ticket", "item": {"type": "file"}}
    assert PARSER.event(envelope(event)) is None


@pytest.mark.parametrize(("tab", "is_home"), [("home", True), ("messages", False)])
def test_the_home_tab_alone_is_app_home(tab: str, *, is_home: bool) -> None:
    event = {"type": "app_home_opened", "user": ALICE, "tab": tab, "event_ts": "1.1"}
    assert isinstance(PARSER.event(envelope(event)), HomeOpened) == is_home


def test_a_presss_id_stays_short_whatever_the_button_carries() -> None:
    assert len(pressed("ticket:claim", value="t" * 2000).id) < 200


def test_a_word_that_is_nearly_a_keyword_is_looked_for_only_where_lists_are_asked_for() -> None:
    assert PARSER.command(command("/econnect-triage", "gesloen")).near == "gesloten"
    assert PARSER.command(command("/econnect-support", "statis")).near is None


def test_a_command_without_a_reply_link_is_told_about_directly() -> None:
    typed = PARSER.command(command("/econnect") | {"response_url": ""})
    assert typed.private == Destination("T1", ALICE, person=ALICE)


def test_what_may_open_a_form_carries_its_handle() -> None:
    message = {"type": "message", "ts": "1.1", "text": "help"}
    shortcut = click("x") | {"message": message}

    assert PARSER.command(command("/econnect")).form_handle == "1.2"
    assert PARSER.action(click("ask-human")).form_handle == "1.2"
    assert PARSER.shortcut(shortcut).form_handle == "1.2"


@pytest.mark.parametrize(
    ("container", "message", "thread"),
    [
        ({"thread_ts": "1.0"}, {"ts": "1.1", "thread_ts": "1.0"}, "1.0"),
        ({}, {"ts": "1.1", "thread_ts": "1.0"}, "1.0"),
        ({"thread_ts": "1.0", "is_ephemeral": True}, None, "1.0"),
        ({"thread_ts": "1.1"}, {"ts": "1.1", "thread_ts": "1.1"}, None),
        ({}, {"ts": "1.1"}, None),
    ],
)
def test_a_private_word_belongs_into_the_thread_where_somebody_pressed(
    container: dict[str, object], message: dict[str, str] | None, thread: str | None
) -> None:
    place = {"type": "message", "message_ts": "1.1", "channel_id": "C1", **container}
    pressed = {"actions": [{"action_id": "x", "action_ts": "2.2"}], "container": place, "message": message}
    given = {"team": {"id": "T1"}, "user": {"id": "UALICE"}, "response_url": "https://hooks.slack.com/1"}
    assert PARSER.action(pressed | given).private.thread == thread


def test_the_files_of_a_message_that_is_handed_over_stand_beside_its_words() -> None:
    files = [
        {"id": "F1", "permalink": "https://acme.slack.com/files/UALICE/F1/invoice_12345678.pdf"},
        {"name": "a.png"},
    ]
    shortcut = PARSER.shortcut(click("x") | {"message": {"ts": "1.1", "text": "why?", "files": files}})
    assert (shortcut.text, shortcut.files) == ("why?", (str(files[0]["permalink"]), "a.png"))


@pytest.mark.parametrize(("own", "thread"), [("1.0", "1.0"), ("1.1", None), (None, None)])
def test_and_where_somebody_hands_a_message_over(own: str | None, thread: str | None) -> None:
    message = {"ts": "1.1", "text": "why?"} | ({} if own is None else {"thread_ts": own})
    body = {"team": {"id": "T1"}, "user": {"id": "UALICE"}, "channel": {"id": "C1"}, "message": message}
    assert PARSER.shortcut(body | {"response_url": "https://hooks.slack.com/1"}).private.thread == thread
