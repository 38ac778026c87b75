"""The demo: a week of a small support team, played through the bot itself, and what to look at afterwards."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from bot import texts
from bot.bootstrap.clock import ForwardClock
from bot.playground.demo_tour import tour_of
from bot.playground.seeding import SeededWeek, latest_monday
from bot.rendering.action_ids import REOPEN, WHY_BUTTON, WITHDRAW
from localslack.workspace_spec import ChannelSpec, GroupSpec, PersonSpec, WorkspaceSpec

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from bot.domain.hours import Hours
    from bot.playground.running import Playground

ENDS_AT: Final = time(15, 30)
"""When the seeded week ends, on its Friday: an hour later something is nearly late."""

DEMO_WORKSPACE: Final = WorkspaceSpec(
    people=(
        PersonSpec("alice", "Alice Bookkeeper"),
        PersonSpec("bob", "Bob Support"),
        PersonSpec("carol", "Carol Support"),
        PersonSpec("dave", "Dave Consultant"),
        PersonSpec("erin", "Erin Accountant"),
        PersonSpec("frank", "Frank Former"),
        PersonSpec("mallory", "Mallory Guest", is_guest=True),
    ),
    channels=(
        ChannelSpec("support-triage", ("bob", "carol"), is_private=True),
        ChannelSpec("globe-help", ("bob", "carol", "alice", "dave", "erin", "frank", "mallory")),
    ),
    groups=(GroupSpec("support", ("bob", "carol")),),
)

TOUR: Final = tour_of(DEMO_WORKSPACE)
"""What each person may look at, in two minutes."""


def begins_at(now: datetime, hours: Hours) -> datetime:
    """Return when the week to be seeded begins, UTC: Monday, as the team opens."""
    return datetime.combine(latest_monday(now, hours, ENDS_AT), hours.opens, hours.zone).astimezone(UTC)


def demo_clock(now: datetime, hours: Hours, *, is_played: bool) -> ForwardClock:
    """Return the clock of a demo; where the week is played already, it waits to be put where that was left.

    It stands still while a kept demo is closed: on a clock that had gone on, every ticket would be late or closed.
    """
    return ForwardClock(begins_at=datetime.min.replace(tzinfo=UTC) if is_played else begins_at(now, hours))


def seed(running: Playground, tell: Callable[[str], object]) -> None:
    """Play the week that begins now on the playground's clock, and `tell` of each day.

    Something that cannot be done, as with another knowledge base, is told and left out.
    """
    week = SeededWeek(running, _today(running))
    for number, scenes in enumerate(_DAYS):
        tell(f"{week.monday + timedelta(days=number):%A} …")
        for at, scene in scenes:
            try:
                week.comes(number, at)
                scene(week)
            except (LookupError, TimeoutError) as error:
                tell(f"  Left out, because it went otherwise: {error}")
    week.comes(len(_DAYS) - 1, ENDS_AT)


def _today(running: Playground) -> date:
    return running.turner.clock.now().astimezone(running.hours.zone).date()


def _monday_version(week: SeededWeek) -> None:
    reply = week.mentions("alice", "welke versie van Exact Globe heb ik nodig?")
    week.presses("alice", reply, *_words("helpful"))


def _monday_offer(week: SeededWeek) -> None:
    week.presses("dave", week.asks("dave", "vraag over de digitale brievenbus"), "article:what-is-it")


def _monday_price(week: SeededWeek) -> None:
    week.hands_over("erin", week.asks("erin", "wat kost een abonnement?"))


def _monday_price_answered(week: SeededWeek) -> None:
    week.claims("bob", "erin")
    week.replies("bob", "erin", "De prijzen staan in je offerte; ik heb hem je nog eens gemaild.")


def _tuesday_price_resolved(week: SeededWeek) -> None:
    week.resolves("bob", "erin", "reply", "gap")


def _monday_address(week: SeededWeek) -> None:
    week.types("alice", "/econnect-address 01035286")
    week.types("dave", "/econnect-version 412 SP26")


def _tuesday_error(week: SeededWeek) -> None:
    week.hands_over("dave", week.asks("dave", "the import stops with error 9821"))


def _tuesday_asked_back(week: SeededWeek) -> None:
    week.claims("carol", "dave")
    week.replies("carol", "dave", "Which administration is it about?", asks_back=True)


def _tuesday_guest(week: SeededWeek) -> None:
    week.types("mallory", "/econnect-support the button Retrieve is grey")
    week.submits("mallory", {})
    week.claims("bob", "mallory")


def _tuesday_guest_resolved(week: SeededWeek) -> None:
    week.replies("bob", "mallory", "Your user needs the right for it; I have asked your administrator.")
    week.resolves("bob", "mallory", "reply", "nothing")


def _wednesday_reopened(week: SeededWeek) -> None:
    week.presses_status("mallory", REOPEN)


def _wednesday_frank(week: SeededWeek) -> None:
    week.hands_over("frank", week.asks("frank", "hoe lang worden facturen bewaard?"))


def _wednesday_products(week: SeededWeek) -> None:
    week.mentions("erin", "how do I connect Twinfield to eConnect?")
    week.mentions("dave", "how do I retrieve the invoices in Globe?")


def _wednesday_taught(week: SeededWeek) -> None:
    """Have somebody teach the bot words that can be added as they are: `lessons` has them."""
    week.presses("erin", week.asks("erin", "waar haal ik de rekeningen binnen?"), "article:retrieve-invoices")


def _wednesday_erased(week: SeededWeek) -> None:
    asked = week.types("frank", "/econnect-privacy erase")
    if asked is None:
        raise LookupError("Frank was not asked whether he is sure.")
    week.presses("frank", asked, "erasure:erase")


def _thursday_not_helped(week: SeededWeek) -> None:
    reply = week.asks("alice", "kan ik ook verkoopfacturen versturen?")
    week.presses("alice", reply, *_words("not-helpful"))
    seen = week.person("alice").sees(week.person("alice").dm)
    week.presses("alice", seen[-1], f"{WHY_BUTTON}out-of-date")
    week.hands_over("alice", reply)


def _thursday_resolved(week: SeededWeek) -> None:
    week.claims("carol", "alice")
    week.replies(
        "carol", "alice", "Nee, dat is nog steeds zo: via deze koppeling komen alleen inkoopfacturen binnen."
    )
    week.resolves("carol", "alice", "reply", "nothing", "send-sales-invoices")


def _thursday_withdrawn(week: SeededWeek) -> None:
    week.types("erin", "/econnect-support wie mag de brievenbus openen?")
    week.submits("erin", {})
    week.presses_status("erin", WITHDRAW)


def _friday_late(week: SeededWeek) -> None:
    week.hands_over("erin", week.asks("erin", "is there an app for approving invoices?"))


def _friday_claimed(week: SeededWeek) -> None:
    week.types("mallory", "/econnect-support the invoices of October are missing")
    week.submits("mallory", {})
    week.claims("carol", "mallory")


def _friday_open(week: SeededWeek) -> None:
    week.hands_over("dave", week.mentions("dave", "werkt het ook op een Citrix-server?"))


def _words(name: str) -> tuple[str, ...]:
    """Return what a button says in each language."""
    return tuple(texts.get(name, language) for language in ("nl", "en"))


_DAYS: Final[tuple[tuple[tuple[time, Callable[[SeededWeek], None]], ...], ...]] = (
    (
        (time(9, 12), _monday_version),
        (time(10, 5), _monday_offer),
        (time(11, 20), _monday_price),
        (time(13, 30), _monday_price_answered),
        (time(15, 40), _monday_address),
    ),
    (
        (time(9, 30), _tuesday_error),
        (time(10, 5), _tuesday_price_resolved),
        (time(10, 50), _tuesday_asked_back),
        (time(13, 15), _tuesday_guest),
        (time(16, 0), _tuesday_guest_resolved),
    ),
    (
        (time(9, 45), _wednesday_frank),
        (time(10, 20), _wednesday_reopened),
        (time(13, 5), _wednesday_products),
        (time(14, 10), _wednesday_taught),
        (time(15, 0), _wednesday_erased),
    ),
    (
        (time(10, 15), _thursday_not_helped),
        (time(11, 40), _thursday_withdrawn),
        (time(14, 55), _thursday_resolved),
    ),
    (
        (time(9, 50), _friday_claimed),
        (time(10, 40), _friday_late),
        (time(13, 5), _friday_open),
    ),
)
