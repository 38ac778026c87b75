from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.calculation import Outcome
from bot.domain.feedback import UNHELPFUL_REASONS
from bot.domain.outgoing import AskWhy, ConversationMessage, RelayOffer, ReplyMessage, SystemNotice, TransitionRefused
from bot.domain.reply import Calculation, HandOver, Reply
from bot.rendering.action_ids import ASK_HUMAN_BUTTON, WHY_BUTTON
from bot.rendering.conversation_messages import elements_of
from bot.rendering.document import LONGEST_QUOTE, Actions, Button, FormattedText, Votes
from bot.rendering.targets.block_kit import blocks_of
from bot.rendering.targets.markdown import in_markdown
from bot.rendering.targets.plain_text import to_plain_text
from bot.texts import get
from tests.rendering.examples import BODIES, CONTEXT
from tests.rendering.ticket_examples import context as with_team

if TYPE_CHECKING:
    from bot.domain.language import Language
    from bot.rendering.context import RenderContext


def to_text(body: ConversationMessage | Reply) -> str:
    return to_plain_text(elements_of(body, CONTEXT))


def test_an_empty_question_is_not_quoted() -> None:
    assert to_text(ReplyMessage(HandOver("en", None, 0.1), asked="")).startswith("I don't have a reviewed answer")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "You asked this on 2 Nov 2026 15:30 (UTC); it has only just reached me."),
        ("nl", "Je hebt dit op 2 nov 2026 15:30 (UTC) gevraagd; ik heb het nu pas ontvangen."),
    ],
)
def test_an_answer_that_comes_late_begins_with_when_it_was_asked(language: Language, words: str) -> None:
    late = ReplyMessage(HandOver(language, None, 0.1), asked_at="2026-11-02T15:30:00+00:00")
    assert to_text(late).startswith(words)


def test_when_it_was_asked_is_told_in_the_readers_own_zone() -> None:
    late = ReplyMessage(HandOver("en", None, 0.1), asked_at="2026-11-02T15:30:00+00:00")
    date = {
        "type": "date",
        "timestamp": 1793633400,
        "format": "{date_short} {time}",
        "fallback": "2 Nov 2026 15:30 (UTC)",
    }
    assert repr(date) in repr(blocks_of(elements_of(late, CONTEXT)))


@pytest.mark.parametrize(("length", "is_told"), [(LONGEST_QUOTE, False), (LONGEST_QUOTE + 1, True)])
def test_where_an_answer_is_too_long_to_be_passed_on_whole_its_writer_is_told(length: int, *, is_told: bool) -> None:
    offer = RelayOffer("en", "t1", 1, "UBOB", "a" * length)
    assert ("send the rest" in str(blocks_of(elements_of(offer, CONTEXT)))) == is_told


def test_a_quoted_question_stays_as_it_was_typed() -> None:
    assert "> <!channel> *where* is `it`?" in to_text(BODIES[-1])
    assert r"> \<!channel> \*where\* is \`it\`?" in in_markdown(elements_of(BODIES[-1], CONTEXT))


def test_a_notices_values_are_words_but_a_messages_address_leads_there() -> None:
    unknown = SystemNotice("unknown-command", "en", (("command", "/x *y* <!here>"),))
    unread = SystemNotice("reaction-tell-more", "en", (("link", "https://x.slack.com/archives/C1/p1"),))

    assert "/x *y* <!here>" in to_text(unknown)
    ((text),) = elements_of(unread, CONTEXT)
    assert isinstance(text, FormattedText)
    assert "Link(url='https://x.slack.com/archives/C1/p1'" in repr(text)


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (TransitionRefused("en", 413, "closed", is_too_late=True), ["#413"]),
        (TransitionRefused("en", 413, "resolved"), ["#413", "resolved"]),
        (TransitionRefused("en", 413, "claimed", assignee="UBOB", claimed_at="2026-11-25T11:00:00+00:00"), ["@UBOB"]),
    ],
)
def test_a_refusal_says_how_the_ticket_stands(refused: TransitionRefused, words: list[str]) -> None:
    assert [word for word in words if word not in to_text(refused)] == []


def test_why_an_answer_did_not_help_is_asked_with_a_button_for_each_reason() -> None:
    def buttons(context: RenderContext) -> list[str]:
        (_, actions) = elements_of(AskWhy("en", "t1", "mailbox"), context)
        assert isinstance(actions, Actions)
        return [each.action for each in actions.elements if isinstance(each, Button)]

    reasons = [WHY_BUTTON + reason for reason in UNHELPFUL_REASONS]
    assert buttons(CONTEXT) == reasons
    assert buttons(with_team("en")) == [*reasons, ASK_HUMAN_BUTTON]


def test_a_person_is_offered_only_where_there_is_a_team_and_the_question_was_kept() -> None:
    def offers(said: ReplyMessage, context: RenderContext) -> bool:
        return ASK_HUMAN_BUTTON in repr(elements_of(said, context))

    reply = HandOver("en", None, 0.1)
    assert offers(ReplyMessage(reply, trace_id="t1"), with_team("en"))
    assert not offers(ReplyMessage(reply), with_team("en"))
    assert not offers(ReplyMessage(reply, trace_id="t1"), CONTEXT)


def test_a_reply_without_a_store_says_that_nothing_can_be_handed_over() -> None:
    assert get("cut-off", "en") in to_text(ReplyMessage(HandOver("en", None, 0.1), is_cut_off=True))


def test_a_notice_of_an_earlier_version_still_names_its_people() -> None:
    values = (("state", "claimed"), ("when", "25 Nov 2026 10:00"))
    assert "UBOB" in to_text(SystemNotice("first-was", "en", values, (("person", "UBOB"),)))


def test_a_support_member_reads_of_the_teams_command_below_the_help() -> None:
    said = ReplyMessage(HandOver("en", None, 0.1), is_for_team=True)

    assert "/econnect-triage mine" in to_text(said)
    assert "/econnect-triage" not in to_text(replace(said, is_for_team=False))


@pytest.mark.parametrize(("value", "is_asked"), [("01035286@facturen.econnect.eu", True), (None, False)])
def test_of_a_calculation_with_a_result_it_is_asked_whether_that_helped(value: str | None, *, is_asked: bool) -> None:
    outcome = Outcome("mailbox-address", value=value, error=None if value else "no-number")
    said = ReplyMessage(Calculation("en", outcome), trace_id="0" * 16)
    votes = [each.on for each in elements_of(said, CONTEXT) if isinstance(each, Votes)]

    assert votes == ([f"{'0' * 16}:mailbox-address"] if is_asked else [])


@pytest.mark.parametrize(
    "said",
    [
        SystemNotice("file-without-text", "en", asked_at="2026-11-25T09:00:00+00:00"),
        RelayOffer("en", "t1", 1, "UBOB", "this", asked_at="2026-11-25T09:00:00+00:00"),
    ],
)
def test_a_late_word_of_any_kind_says_when_it_was_written(said: ConversationMessage) -> None:
    assert "You wrote this on 25 Nov 2026" in to_plain_text(elements_of(said, CONTEXT))
