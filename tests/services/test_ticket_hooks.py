from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from bot.domain.desk import SupportDeskConfig
from bot.domain.outgoing import (
    AskWhy,
    Destination,
    Digest,
    Home,
    InPlace,
    Outgoing,
    OutgoingContent,
    RelayOffer,
    ReplyMessage,
    Requests,
    SystemNotice,
    TeamReport,
    TicketCard,
    TicketCorrection,
    TicketNews,
    TicketNote,
    TicketStatus,
    TransitionRefused,
)
from bot.domain.reply import HandOver
from bot.services.ticket_hooks import WHEN_GIVEN_UP, TicketDeliveryHooks
from tests.domain.test_hours import AMSTERDAM
from tests.services.harness import NOON

if TYPE_CHECKING:
    from bot.domain.outgoing import NewsKind

TRIAGE = "C0TRIAGE"
HOOKS = TicketDeliveryHooks(SupportDeskConfig(TRIAGE, AMSTERDAM))
OPERATING = Path(__file__).parents[2] / "docs" / "operating.md"
WHO = SystemNotice("undelivered-reply", HOOKS.desk.language, (("reason", "not_in_channel"),), (("person", "UALICE"),))
UNDELIVERED = TicketNote("t1", "undelivered", text="not_in_channel")
NOTICE = SystemNotice("thanks", "en")


def message(body: OutgoingContent) -> Outgoing:
    return Outgoing("m1", Destination("T1", "C1", person="UALICE"), body, NOON)


TOLD: list[tuple[OutgoingContent, OutgoingContent | None]] = [
    (ReplyMessage(HandOver("en", None, 0.1)), WHO),
    (NOTICE, WHO),
    (TeamReport("en", 7), WHO),
    (AskWhy("en", "t1", "version"), None),
    (TransitionRefused("en", 1, "open"), None),
    (InPlace(NOTICE), None),
    (InPlace(NOTICE, "C1", "1.1"), None),
    (RelayOffer("en", "t1", 1, "UBOB", "this one"), WHO),
    (
        InPlace(SystemNotice("erased-card", "en", (("number", "7"),)), "C1", "1.1", is_erasure=True),
        SystemNotice("erased-stays", HOOKS.desk.language, (("number", "7"), ("reason", "not_in_channel"))),
    ),
    (TicketCard("t1", 1), TicketNews("t1", "unreachable")),
    (TicketCard("t1", 2), TicketNote("t1", "outdated", text="not_in_channel")),
    (TicketStatus("t1", 1), UNDELIVERED),
    (TicketNews("t1", "reply"), UNDELIVERED),
    (TicketCorrection("t1"), UNDELIVERED),
    (TicketNote("t1", "answered", text="my words"), TicketNews("t1", "not-passed-on")),
    (TicketNote("t1", "edited", text="my words"), TicketNews("t1", "not-passed-on")),
    (TicketNote("t1", "claimed"), None),
    (TicketNote("t1", "undelivered"), None),
    (Home("en"), None),
    (Requests("en"), None),
    (Digest(), None),
]


@pytest.mark.parametrize(("body", "told"), TOLD)
def test_who_hears_of_what_never_arrives(body: OutgoingContent, told: OutgoingContent | None) -> None:
    then = HOOKS.after_given_up(message(body), "not_in_channel", NOON)
    assert [each.body for each in then] == ([] if told is None else [told])


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
    (tick,) = HOOKS.after_sent(message(TicketNews("t1", kind)), NOON)

    assert tick.body == TicketNote("t1", "delivered")
    assert tick.destination == Destination("T1", TRIAGE)


@pytest.mark.parametrize("body", [TicketNews("t1", "claimed"), TicketCard("t1", 1), NOTICE])
def test_nothing_else_that_arrives_gets_one(body: OutgoingContent) -> None:
    assert HOOKS.after_sent(message(body), NOON) == ()
