from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.feedback import UNHELPFUL_REASONS
from bot.domain.outgoing import (
    ConversationMessage,
    Destination,
    NotHelped,
    Outgoing,
    ReplyMessage,
    SharedReply,
    SystemNotice,
    TransitionRefused,
)
from bot.domain.reply import Answer, Clarification, HandOver
from bot.rendering.context import RenderContext
from bot.rendering.conversation_messages import elements_of
from bot.rendering.slack_renderer import SlackRenderer
from bot.rendering.targets.block_kit import Rendered, blocks_of, fallback_of
from bot.services.forgetting import KINDS_COUNTED
from bot.services.ports import Sent
from bot.services.resolving import OutboxResolver
from bot.slack.outbound.courier import SlackCourier
from bot.slack.web_api import SlackApi
from bot.storage.database import store_in_memory
from localslack import LocalSlack
from localslack.blockkit.validation import validate
from tests.clocks import CLOCK
from tests.factories import library
from tests.moments import MOMENT

if TYPE_CHECKING:
    from bot.domain.language import Language

CONTEXT = RenderContext(library(), "support@example.com", date(2026, 11, 25))
ROOT = Path(__file__).parents[2]

# Every text that the front door asks for by name, with the values it gives.
NOTICES = {
    "just-started": (),
    "went-wrong": (("reference", "ref-1"),),
    "unknown-command": (("command", "/econnect-of-old"),),
    "old-button": (),
    "help": (),
    "privacy": tuple((name, "1") for name in KINDS_COUNTED),
    "privacy-shown": (("questions", "- 2026-11-25: <!channel> *which* `version`?\n- 2026-11-24: [number]"),),
    "privacy-nothing": (),
    "privacy-not-erased": (),
    "privacy-export": (),
    "privacy-unknown": (("typed", "<!channel> *x*"),),
    "voted": (),
    "privacy-kept": (),
    "relayed": (("number", "12"),),
    "relayed-later": (("number", "12"),),
    "not-passed-on": (("number", "12"),),
    "not-relayed": (),
    "not-relayed-too": (),
    "privacy-erased": tuple((name, "1") for name in (*KINDS_COUNTED, "open")),
    "privacy-erasing": (),
    "privacy-erased-late": (),
    "support-help": (),
    "triage-help": (),
    "triage-near": (("typed", "mijm"), ("meant", "mijn")),
    "store-away": (),
    "too-many": (),
    "no-team": (),
    "not-in-team": (),
    "press-again": (),
    "no-ticket": (),
    "not-yours": (),
    "asked-too-much": (("count", "5"),),
    "asked-already": (("number", "12"),),
    "handed-over": (),
    "reaction-on-reply": (),
    "reaction-tell-more": (("link", "https://x.slack.com/archives/C1/p1700000000000100"),),
    "report-under-way": (),
    "gesture": (),
    "not-shown": (),
    "undelivered-reply": (("reason", "is_archived"),),
    "undelivered-deactivated": (),
    "erased-may-stay": (("number", "12"),),
    "erased-stays": (("number", "12"), ("reason", "is_archived")),
    "old-form": (),
    "not-shared": (),
    "share-gone": (),
    "share-off": (),
    "channel-off": (),
    "channel-off-no-team": (),
    "channel-enough-no-team": (("count", "3"),),
    "channel-enough": (("count", "3"),),
    "channel-saved": (),
    "channel-not-here": (),
    "setup-gone": (),
    "setup-continues": (),
    "setup-too-many": (("count", "20"),),
    "not-shown-request": (("number", "12"),),
    "not-shown-ticket": (("number", "12"),),
    "why-forgotten": (),
    "why-elsewhere": (),
    "why-noted": (),
}
PEOPLE = dict.fromkeys(("undelivered-reply", "undelivered-deactivated"), (("person", "UALICE"),))


def look(body: ConversationMessage) -> Rendered:
    return Rendered(fallback_of(elements_of(body, CONTEXT)), blocks_of(elements_of(body, CONTEXT)))


def bodies(language: Language) -> list[ConversationMessage]:
    return [
        *(SystemNotice(name, language, values, PEOPLE.get(name, ())) for name, values in NOTICES.items()),
        TransitionRefused(language, 12, "open"),
        TransitionRefused(language, 12, "closed", is_too_late=True),
        TransitionRefused(language, 12, "claimed", assignee="UBOB", claimed_at="2026-11-25T10:00:00+00:00"),
        ReplyMessage(Answer(language, ("mailbox",), 0.9)),
        ReplyMessage(Clarification(language, ("mailbox", "version"), 0.5), asked="where <!channel> is it?"),
        ReplyMessage(HandOver(language, None, 0.1)),
        ReplyMessage(
            HandOver(language, None, 0.1), trace_id="0123456789abcdef", files=("https://x.slack.com/<!here>",)
        ),
        ReplyMessage(HandOver(language, None, 0.0, is_file_alone=True), trace_id="", files=("https://x/1", "F2")),
        SharedReply(Answer(language, ("mailbox",), 0.9), "where <!channel> is it? 123456782", "UALICE"),
        ReplyMessage(Answer(language, ("mailbox",), 0.9), trace_id="0123456789abcdef", can_be_shared=True),
        ReplyMessage(Answer(language, ("mailbox",), 0.9), trace_id="0123456789abcdef"),
        NotHelped(language, "0123456789abcdef", "mailbox"),
        *(NotHelped(language, "0123456789abcdef", "mailbox", reason, ("version",)) for reason in UNHELPFUL_REASONS),
    ]


@pytest.mark.parametrize("body", [*bodies("en"), *bodies("nl")])
def test_everything_that_is_said_is_taken_by_slack(body: ConversationMessage) -> None:
    rendered = look(body)
    assert rendered.text
    assert validate(rendered.blocks) == []


def test_the_texts_asked_for_by_name_are_these() -> None:
    asked_for = {
        name
        for folder in ("slack", "services")
        for path in (ROOT / "bot" / folder).rglob("*.py")
        for name in re.findall(r'(?:Notice|settled)\("([a-z-]+)"', path.read_text(encoding="utf-8"))
    }
    assert asked_for == NOTICES.keys()


@given(st.text() | st.sampled_from(["<!channel>", "<@U1>", "&lt;!here&gt;", "<https://evil.example|bank>"]))
def test_what_people_wrote_is_never_alive_in_the_text(asked: str) -> None:
    rendered = look(ReplyMessage(HandOver("en", None, 0.1), asked=asked))
    assert "<" not in rendered.text


def test_what_is_kept_of_a_person_is_shown_dead() -> None:
    shown = look(SystemNotice("privacy-shown", "en", NOTICES["privacy-shown"]))
    assert "<!channel>" not in shown.text
    (block,) = json.loads(json.dumps(shown.blocks))
    (section,) = block["elements"]
    assert [element["type"] for element in section["elements"]] == ["text"]


def test_an_answer_is_posted_whole() -> None:
    with LocalSlack(ROOT / "manifest.yml", clock=CLOCK.seconds) as slack:
        resolver = OutboxResolver(store_in_memory(), CLOCK)
        courier = SlackCourier(
            SlackApi(slack.bot_token, slack.api_url), SlackRenderer(lambda: CONTEXT).view, resolver
        )
        general = Destination(slack.app.team_id, slack.channels["general"].id)
        letter = Outgoing("m1", general, ReplyMessage(Answer("en", ("mailbox",), 0.9)), MOMENT)
        assert courier.deliver(letter) == Sent()
        (posted,) = slack.messages(slack.channels["general"])
    assert "About The mailbox: update 413." in posted.text
    assert posted.blocks[0]["type"] == "header"
