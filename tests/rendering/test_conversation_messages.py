from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.calculation import Outcome
from bot.domain.outgoing import (
    ConversationMessage,
    RelayOffer,
    ReplyMessage,
    SystemNotice,
    TransitionRefused,
    WaitingRequest,
)
from bot.domain.reply import Answer, Calculation, Clarification, HandOver, Reply
from bot.rendering.action_ids import (
    ASK_HUMAN_BUTTON,
    CALCULATOR_BUTTON,
    EXPLAIN_BUTTON,
    SEND_ALONG_BUTTON,
)
from bot.rendering.conversation_messages import elements_of
from bot.rendering.document import Actions, Button, FormattedText, Votes
from bot.rendering.targets.block_kit import blocks_of
from bot.rendering.targets.markdown import in_markdown
from bot.rendering.targets.plain_text import to_plain_text
from bot.slack.payload import quotations, tables_at
from bot.texts import get
from tests.rendering.examples import BODIES, CONTEXT
from tests.rendering.ticket_examples import context as with_team
from tests.several import library_of_several
from tests.shipped_knowledge import shipped_library

if TYPE_CHECKING:
    from bot.domain.language import Language
    from bot.rendering.context import RenderContext
    from bot.rendering.targets.rich_text import Block


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
        RelayOffer(
            "en", (WaitingRequest("t1", 1, "Grey button", "UBOB"),), "this", asked_at="2026-11-25T09:00:00+00:00"
        ),
    ],
)
def test_a_late_word_of_any_kind_says_when_it_was_written(said: ConversationMessage) -> None:
    assert "You wrote this on 25 Nov 2026" in to_plain_text(elements_of(said, CONTEXT))


@pytest.mark.parametrize(
    ("reply", "value"),
    [
        (Answer("en", ("mailbox", "version"), 0.9), "t1:mailbox"),
        (Clarification("en", ("mailbox",), 0.5), "t1"),
        (Calculation("en", Outcome("version-check", value="yes")), "t1"),
        (HandOver("en", None, 0.1), "t1"),
        (Answer("en", ("greeting",), 0.9), None),
        (HandOver("en", None, 0.0, is_after_choice=True), None),
    ],
)
def test_why_can_be_asked_below_every_reply_but_small_talk_and_what_people_chose(
    reply: Reply, value: str | None
) -> None:
    def asked_of(said: ReplyMessage, context: RenderContext = CONTEXT) -> list[str]:
        rows = [each for each in elements_of(said, context) if isinstance(each, Actions)]
        pressed = [each for row in rows for each in row.elements if isinstance(each, Button)]
        return [each.value for each in pressed if each.action == EXPLAIN_BUTTON]

    expected = [] if value is None else [value]
    assert asked_of(ReplyMessage(reply, trace_id="t1")) == expected
    assert asked_of(ReplyMessage(reply, trace_id="t1"), with_team("en")) == expected
    assert asked_of(ReplyMessage(reply)) == asked_of(ReplyMessage(reply, trace_id="")) == []


def test_why_stands_beside_the_way_to_a_person() -> None:
    said = ReplyMessage(Answer("en", ("mailbox",), 0.9), trace_id="t1")
    row = elements_of(said, with_team("en"))[-1]

    assert isinstance(row, Actions)
    assert [each.action for each in row.elements] == [EXPLAIN_BUTTON, ASK_HUMAN_BUTTON]


@pytest.mark.parametrize(
    ("reply", "calculators"),
    [
        (Answer("nl", ("mailbox-address-format",), 0.9), ["mailbox-address"]),
        (Answer("nl", ("version-required",), 0.9), ["version-check"]),
        (Answer("nl", ("version-required", "mailbox-address-format"), 0.9), ["mailbox-address", "version-check"]),
        (Answer("nl", ("prerequisites",), 0.9), []),
        (Calculation("nl", Outcome("mailbox-address", error="no-number")), ["mailbox-address"]),
        (Calculation("nl", Outcome("version-check", error="ask")), ["version-check"]),
        (Calculation("nl", Outcome("version-check", "yes", read="414")), []),
        (HandOver("nl", None, 0.1), []),
    ],
)
def test_where_an_article_has_a_calculator_or_one_asks_for_a_number_its_form_can_be_opened(
    reply: Reply, calculators: list[str]
) -> None:
    context = replace(CONTEXT, knowledge=shipped_library())

    def shown(said: ReplyMessage) -> list[str]:
        rows = [each.elements for each in elements_of(said, context) if isinstance(each, Actions)]
        names = [each.action for row in rows for each in row]
        return [name.removeprefix(CALCULATOR_BUTTON) for name in names if name.startswith(CALCULATOR_BUTTON)]

    assert shown(ReplyMessage(reply, trace_id="t1")) == calculators
    assert shown(ReplyMessage(reply, trace_id="")) == calculators
    assert shown(ReplyMessage(reply)) == []


FILES = ("https://acme.slack.com/files/U1/F1/screen.png", "F2")


@pytest.mark.parametrize("reply", [HandOver("en", None, 0.1), Answer("en", ("mailbox",), 0.9)])
def test_below_a_reply_stands_what_becomes_of_the_files_of_its_question(reply: Reply) -> None:
    said = ReplyMessage(reply, trace_id="0" * 16, files=FILES)
    shown = to_plain_text(elements_of(said, with_team("en")))

    assert "this is about what you typed. If you press “Ask a human”" in shown
    assert "screen.png" in shown
    assert SEND_ALONG_BUTTON in str(blocks_of(elements_of(said, with_team("en"))))
    assert "screen.png" not in to_text(said)
    assert "this is about what you typed." in to_text(said)


def test_files_alone_are_told_of_once_and_go_to_a_person_where_there_is_one() -> None:
    said = ReplyMessage(HandOver("en", None, 0.0, is_file_alone=True), trace_id="", files=FILES)
    shown = to_plain_text(elements_of(said, with_team("en")))

    assert shown.count("look at files") == 1
    assert "press “Ask a human”" in shown
    assert "screen.png" in shown
    assert to_text(said) == "I can't look at files or pictures. Type your question and I'll answer it."


def test_nine_digits_in_a_files_name_are_shown_no_more() -> None:
    said = ReplyMessage(HandOver("en", None, 0.1), trace_id="0" * 16, files=("bsn-123456782.pdf",))
    assert "123456782" not in to_plain_text(elements_of(said, with_team("en")))


def test_a_link_to_a_file_leads_there_whatever_digits_its_name_has() -> None:
    link = "https://acme.slack.com/files/U1/F1/factuur_202600123.pdf"
    waiting = (WaitingRequest("t1", 1, "x", "U2"),)
    for body, above in (
        (ReplyMessage(HandOver("en", None, 0.1), trace_id="0" * 16, files=("F2", link)), "F2\n"),
        (RelayOffer("en", waiting, f"bsn 123456782\n{link}", "8.8"), "bsn (9 digits, not shown)\n"),
        (RelayOffer("en", waiting, link, "8.8"), ""),
    ):
        blocks = blocks_of(elements_of(body, with_team("en")))
        assert quotations({"blocks": blocks}) == [above + link]
        (label,) = [each["text"] for each in _links_in(blocks)]
        assert "202600123" not in label


def _links_in(blocks: list[Block]) -> list[dict[str, str]]:
    parts = [part for block in blocks for part in tables_at(block, "elements")]
    inner = [each for part in parts for each in tables_at(part, "elements")]
    return [dict(each) for each in inner if each.get("type") == "link"]


@pytest.mark.parametrize(
    ("slug", "about", "buttons"),
    [
        ("setup-overview", "exact-globe", ["setup:begin"]),
        ("balansboek/setup-overview", "balansboek", ["setup:begin"]),
        ("version-required", "exact-globe", ["calculator:version-check"]),
        ("balansboek/version-required", "balansboek", []),
    ],
)
def test_below_an_article_stands_what_there_is_of_its_own_product(slug: str, about: str, buttons: list[str]) -> None:
    said = ReplyMessage(Answer("nl", (slug,), 1.0, about=about), trace_id="0123456789abcdef")
    elements = elements_of(said, replace(CONTEXT, knowledge=library_of_several()))

    names = [each.action for element in elements if isinstance(element, Actions) for each in element.elements]
    assert [name for name in names if name.startswith(("setup:", "calculator:"))] == buttons
