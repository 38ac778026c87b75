from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from bot.domain.desk import SupportDeskConfig
from bot.domain.outgoing import (
    Destination,
    Digest,
    Home,
    InPlace,
    NotHelped,
    Outgoing,
    OutgoingContent,
    RelayOffer,
    ReplyMessage,
    Requests,
    SetupCard,
    SharedReply,
    Sought,
    SystemNotice,
    TeamReport,
    TransitionRefused,
    WaitingRequest,
)
from bot.domain.reply import HandOver
from bot.domain.ticket_bodies import TicketCard, TicketCorrection, TicketNews, TicketNote, TicketStatus
from bot.domain.told_kinds import ENDED_UNREAD
from bot.services.ports import Sent
from bot.services.ticket_hooks import WHEN_GIVEN_UP, TicketDeliveryHooks
from tests.domain.test_hours import AMSTERDAM
from tests.services.harness import NOON

if TYPE_CHECKING:
    from bot.domain.told_kinds import NewsKind
    from bot.services.ports import CardState

TRIAGE = "C0TRIAGE"
STATES: dict[str, CardState] = {"t1": "awaited", "shown": "shown", "lost": "lost", "withdrawn": "unneeded"}
HOOKS = TicketDeliveryHooks(SupportDeskConfig(TRIAGE, AMSTERDAM), lambda _, ticket: STATES[ticket])
OPERATING = Path(__file__).parents[2] / "docs" / "operating.md"
WHO = SystemNotice("undelivered-reply", HOOKS.desk.language, (("reason", "not_in_channel"),), (("person", "UALICE"),))
UNDELIVERED = TicketNote("t1", "undelivered", text="not_in_channel")
NOTICE = SystemNotice("thanks", "en")
SOUGHT = Sought("card:T1:t1", NOON.isoformat())


def message(body: OutgoingContent) -> Outgoing:
    return Outgoing("m1", Destination("T1", "C1", person="UALICE"), body, NOON)


TOLD: list[tuple[OutgoingContent, OutgoingContent | tuple[OutgoingContent, ...] | None]] = [
    (ReplyMessage(HandOver("en", None, 0.1)), WHO),
    (NOTICE, WHO),
    (TeamReport("en", 7), WHO),
    (NotHelped("en", "t1", "version"), None),
    (TransitionRefused("en", 1, "open"), None),
    (InPlace(NOTICE), None),
    (InPlace(NOTICE, "C1", "1.1"), None),
    (RelayOffer("en", (WaitingRequest("t1", 1, "Grey button", "UBOB"),), "this one"), WHO),
    (
        InPlace(SystemNotice("erased-card", "en", (("number", "7"),)), "C1", "1.1", is_erasure=True),
        SystemNotice("erased-stays", HOOKS.desk.language, (("number", "7"), ("reason", "not_in_channel"))),
    ),
    (InPlace(SystemNotice("purged-card", "en", (("number", "7"),)), "C1", "1.1", is_erasure=True), None),
    (
        InPlace(SystemNotice("erased-card", "en", (("number", "7"),)), "C1", is_erasure=True, sought=SOUGHT),
        SystemNotice("erased-may-stay", HOOKS.desk.language, (("number", "7"),)),
    ),
    (TicketCard("t1", 1), (TicketStatus("t1", 1, is_again=True), TicketNews("t1", "unreachable"))),
    (TicketCard("t1", 2), (TicketStatus("t1", 2, is_again=True), TicketNews("t1", "unreachable"))),
    (TicketCard("shown", 2), TicketNote("shown", "outdated", text="not_in_channel")),
    (TicketCard("lost", 2), None),
    (TicketCard("lost", 1, is_again=True), None),
    (TicketCard("withdrawn", 2), None),
    (TicketStatus("t1", 1), UNDELIVERED),
    (TicketStatus("t1", 1, is_again=True), None),
    (TicketNews("t1", "reply"), UNDELIVERED),
    (TicketCorrection("t1"), UNDELIVERED),
    (TicketNote("t1", "answered", text="my words"), TicketNews("t1", "not-passed-on")),
    (TicketNote("t1", "edited", text="my words"), TicketNews("t1", "not-passed-on")),
    (TicketNote("t1", "claimed"), None),
    (TicketNote("t1", "undelivered"), None),
    (Home("en"), None),
    (Requests("en"), None),
    (Digest(), None),
    (SetupCard("en", "s1", 1), None),
    (SharedReply(HandOver("en", None, 0.1), "why?", "UALICE"), None),
]


@pytest.mark.parametrize(("body", "told"), TOLD)
def test_who_hears_of_what_never_arrives(
    body: OutgoingContent, told: OutgoingContent | tuple[OutgoingContent, ...] | None
) -> None:
    then = HOOKS.after_given_up(message(body), "not_in_channel", NOON)
    expected = told if isinstance(told, tuple) else () if told is None else (told,)
    assert tuple(each.body for each in then) == expected


def test_whose_request_ended_before_the_team_could_read_their_words_hears_that() -> None:
    line = message(TicketNote("t1", "answered", text="my words"))
    (told,), (again,) = (HOOKS.after_given_up(replace(line, id=name), ENDED_UNREAD, NOON) for name in ("one", "two"))
    assert told.body == TicketNews("t1", "not-read")
    assert told == again


def test_each_kind_of_message_says_what_happens_when_it_is_given_up_and_has_a_row_above() -> None:
    kinds = set(get_args(OutgoingContent))
    assert WHEN_GIVEN_UP.keys() == kinds
    assert {type(body) for body, _ in TOLD} == kinds


def test_the_operator_can_read_the_same() -> None:
    page = OPERATING.read_text(encoding="utf-8")
    assert [kind.__name__ for kind, sentence in WHEN_GIVEN_UP.items() if sentence not in page] == []


def test_the_team_reads_of_a_person_once_a_day_and_in_its_channel() -> None:
    lines = [HOOKS.after_given_up(message(NOTICE), reason, NOON)[0] for reason in ("is_archived", "x")]
    assert lines[0].id == lines[1].id
    assert lines[0].destination == Destination("T1", TRIAGE)


def test_what_follows_from_a_death_never_goes_round_in_circles() -> None:
    """Whatever dies, and whatever follows from it, there is an end."""
    for body, _ in TOLD:
        waiting, seen = [message(body)], 0
        while waiting:
            seen += 1
            assert seen < 5
            waiting += HOOKS.after_given_up(waiting.pop(), "is_archived", NOON)


@pytest.mark.parametrize("kind", ["reply", "question", "corrected"])
def test_what_a_support_member_said_gets_a_tick_once_it_has_arrived(kind: NewsKind) -> None:
    (tick,) = HOOKS.after_sent(message(TicketNews("t1", kind)), Sent(), NOON)

    assert tick.body == TicketNote("t1", "delivered")
    assert tick.destination == Destination("T1", TRIAGE)


@pytest.mark.parametrize("card", [TicketCard("lost", 3, is_again=True), TicketCard("lost", 3)])
def test_a_requester_who_was_told_that_nobody_saw_the_card_is_told_when_somebody_can(card: TicketCard) -> None:
    then = HOOKS.after_sent(message(card), Sent(), NOON)

    assert [each.body for each in then] == [TicketStatus("lost", 3, is_again=True), TicketNews("lost", "reached")]
    assert len({each.id for each in then}) == 2


@pytest.mark.parametrize("ticket", ["t1", "shown", "withdrawn"])
def test_nobody_else_is(ticket: str) -> None:
    assert HOOKS.after_sent(message(TicketCard(ticket, 3, is_again=True)), Sent(), NOON) == ()


def test_what_its_reader_has_no_account_for_is_not_ticked() -> None:
    (note,) = HOOKS.after_sent(message(TicketNews("t1", "reply")), Sent(is_unread=True), NOON)

    assert note.body == TicketNote("t1", "deactivated", "UALICE")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (TicketNews("t1", "reply"), TicketNote("t1", "deactivated", "UALICE")),
        (TicketStatus("t1", 1), TicketNote("t1", "deactivated", "UALICE")),
        (NOTICE, SystemNotice("undelivered-deactivated", HOOKS.desk.language, people=(("person", "UALICE"),))),
    ],
)
def test_that_an_account_is_deactivated_is_said_in_words(body: OutgoingContent, told: OutgoingContent) -> None:
    (then,) = HOOKS.after_given_up(message(body), "user_disabled", NOON)
    assert then.body == told


@pytest.mark.parametrize("body", [TicketNews("t1", "claimed"), TicketCard("t1", 1), NOTICE])
def test_nothing_else_that_arrives_gets_one(body: OutgoingContent) -> None:
    assert HOOKS.after_sent(message(body), Sent(), NOON) == ()
