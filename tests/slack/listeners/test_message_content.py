"""Where Slack puts what people write. The shapes are those of its reference: events/message, objects/file-object."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.incoming import IncomingMessage
from bot.slack.listeners.message_content import LONGEST, content_of, mentions, typed
from bot.slack.listeners.payload_parser import PayloadParser
from tests.growth import grows_with_the_text
from tests.slack.fakes import FakeWorkspace, link
from tests.slack.payloads import BOT, message

WHICH = "which version?"


def rich(*elements: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}]


WHICH_RICH = rich({"type": "text", "text": WHICH})
LISTED = {
    "type": "rich_text",
    "elements": [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "First"}]},
        {
            "type": "rich_text_list",
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]} for text in ("one", "two")
            ],
        },
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "<xml>"}]},
    ],
}


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ({"text": WHICH}, WHICH),
        # The text is the person's own; blocks only repeat it.
        ({"text": WHICH, "blocks": WHICH_RICH}, WHICH),
        ({"text": "", "blocks": WHICH_RICH}, WHICH),
        ({"blocks": [LISTED]}, "First\none\ntwo\n&lt;xml&gt;"),
        ({"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "*Which* &lt;?"}}]}, "*Which* &lt;?"),
        ({"blocks": [{"type": "header", "text": {"type": "plain_text", "text": "a < b"}}]}, "a &lt; b"),
        ({"blocks": [{"type": "section", "fields": [{"type": "plain_text", "text": "x"}] * 2}]}, "x x"),
        ({"blocks": [{"type": "context", "elements": [{"type": "plain_text", "text": "below"}]}]}, "below"),
        ({"blocks": [{"type": "markdown", "text": WHICH}]}, WHICH),
        ({"blocks": [{"type": "image", "alt_text": "an invoice"}]}, "an invoice"),
        (
            {
                "blocks": rich(
                    {"type": "user", "user_id": BOT},
                    {"type": "text", "text": " see "},
                    {"type": "link", "url": "https://example.com/?a&b"},
                    {"type": "emoji", "name": "wave"},
                )
            },
            f"<@{BOT}> see https://example.com/?a&amp;b:wave:",
        ),
        # Forwarded: below what was typed, whatever stands there.
        ({"text": "And this?", "attachments": [{"is_share": True, "text": WHICH}]}, f"And this?\n{WHICH}"),
        ({"text": "", "attachments": [{"is_share": True, "text": WHICH, "fallback": "[now] bob"}]}, WHICH),
        (
            {
                "text": "",
                "attachments": [{"is_share": True, "message_blocks": [{"message": {"blocks": WHICH_RICH}}]}],
            },
            WHICH,
        ),
        ({"text": "", "attachments": [{"is_share": True, "blocks": WHICH_RICH}]}, WHICH),
        ({"text": "", "attachments": [{"is_share": True, "fallback": WHICH}]}, WHICH),
        (
            {"text": "", "attachments": [{"is_share": True, "text": "one"}, {"is_share": True, "text": "two"}]},
            "one\ntwo",
        ),
        # What a link unfurls to is not what somebody wrote; a message that is nothing else has no other words.
        ({"text": WHICH, "attachments": [{"title": "A page", "text": "Buy now", "from_url": "https://x"}]}, WHICH),
        ({"text": "", "attachments": [{"text": WHICH}]}, WHICH),
        ({"text": "", "attachments": [{"fallback": WHICH}]}, WHICH),
        ({}, ""),
    ],
)
def test_words_are_found_wherever_slack_has_put_them(written: dict[str, Any], text: str) -> None:
    assert content_of(written)[0] == text


@pytest.mark.parametrize(
    ("file", "name"),
    [
        (
            {"id": "F1", "name": "a.png", "permalink": "https://acme.slack.com/files/F1"},
            "https://acme.slack.com/files/F1",
        ),
        ({"id": "F1", "external_url": "https://drive.example/1"}, "https://drive.example/1"),
        ({"id": "F1", "name": "a.png"}, "a.png"),
        ({"id": "F1", "mode": "quip", "filetype": "quip", "title": "Our steps"}, "Our steps"),
        # A file of another workspace is named by its id alone.
        ({"id": "F1", "file_access": "check_file_info"}, "F1"),
        ({"mode": "tombstone"}, "?"),
    ],
)
def test_a_file_is_named_by_what_is_there_also_where_it_was_forwarded(file: dict[str, Any], name: str) -> None:
    assert content_of({"files": [file]})[1] == (name,)
    assert content_of({"attachments": [{"is_share": True, "files": [file]}]})[1] == (name,)
    assert content_of({"attachments": [{"files": [file]}]})[1] == ()


def test_a_forwarded_message_asks() -> None:
    asked = PayloadParser(link, FakeWorkspace()).event(
        message("", attachments=[{"is_share": True, "text": WHICH, "files": [{"name": "a.png"}]}])
    )
    assert isinstance(asked, IncomingMessage)
    assert (asked.text, asked.files) == (WHICH, ("a.png",))


def test_what_is_forwarded_with_what_is_forwarded_is_read_in_order_and_to_a_bound() -> None:
    inner = {"is_share": True, "text": "the question", "files": [{"name": "a.png"}]}
    outer = {"is_share": True, "fallback": "[today] alice: ", "attachments": [inner, {"text": "a link's preview"}]}
    both = {"text": "see here", "attachments": [outer, {"is_share": True, "text": "and this"}]}
    endless: dict[str, Any] = {"is_share": True, "text": "again"}
    for _ in range(100):
        endless = {"is_share": True, "text": "again", "attachments": [endless, endless]}

    assert content_of(both)[0] == "see here\nthe question\nand this"
    assert content_of(both)[1] == ("a.png",)
    assert content_of({"attachments": [endless]})[0].count("again") == 20


def test_the_bot_is_mentioned_by_its_id_with_or_without_its_name() -> None:
    assert mentions(f"<@{BOT}> hi", BOT)
    assert mentions(f"hi <@{BOT}|econnect>", BOT)
    assert not mentions("<@UBOB> hi", BOT)
    assert not mentions(f"&lt;@{BOT}&gt; hi", BOT)
    assert not mentions("<@UBOB> hi", None)
    assert typed(f"<@{BOT}|econnect> ask <@UBOB> &amp;lt;", BOT) == "ask <@UBOB> &lt;"


@pytest.mark.parametrize("mark", ["<@A|", "<@", "<@A|x", f"<@{BOT}|", "<@A>|", "&lt;@"])
def test_the_time_that_marks_take_grows_with_the_text_alone(mark: str) -> None:
    assert grows_with_the_text(lambda text: typed(text, BOT), mark, 80_000)
    assert len(typed(mark * 40_000, BOT)) <= LONGEST


def test_blocks_without_end_are_read_to_a_bound() -> None:
    deep: dict[str, Any] = {"type": "rich_text", "elements": []}
    for _ in range(300):
        deep = {"type": "rich_text", "elements": [deep, {"type": "text", "text": "x"}]}
    assert len(content_of({"blocks": [deep] * 10})[0]) <= LONGEST
    assert len(content_of({"blocks": WHICH_RICH * 5_000})[0]) < len(WHICH_RICH) * 5_000 * len(WHICH)


@pytest.mark.parametrize("person", [BOT, "USLACKBOT", ""])
def test_what_the_bot_or_slackbot_wrote_is_no_question_also_without_bot_id(person: str) -> None:
    assert PayloadParser(link, FakeWorkspace()).event(message(WHICH, user=person)) is None
    without = {**message(WHICH, user=person), "authorizations": []}
    assert PayloadParser(link, FakeWorkspace()).event(without) is None


def test_somebody_else_is_a_mention_of_nobody_where_slack_does_not_say_who_the_bot_is() -> None:
    told = {**message("<@UBOB> which?", channel="C1"), "authorizations": []}
    asked = PayloadParser(link, FakeWorkspace()).event(told)
    assert isinstance(asked, IncomingMessage)
    assert not asked.is_for_bot
