"""The demo's week: it is the same each time, and there is something to see in every place it points at."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap.clock import ForwardClock
from bot.playground.demo_week import DEMO_WORKSPACE, TOUR, begins_at, seed
from bot.playground.running import Scene, hours_of_team, playground
from bot.settings import from_environment
from tests.playground.conftest import small_settings, window
from tests.playground.test_turning import ZONE, local

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.playground.running import Playground
    from bot.settings import Settings

NOW = local("2026-11-29T12:00")


@contextmanager
def seeded(settings: Settings) -> Iterator[tuple[Playground, list[str]]]:
    told: list[str] = []
    scene = Scene(ForwardClock(begins_at=begins_at(NOW, hours_of_team())), TOUR)
    with playground(settings, 0, "socket", DEMO_WORKSPACE, scene=scene) as running:
        seed(running, told.append)
        yield running, told


def shipped(cache: Path, folder: Path) -> Settings:
    return from_environment({"ECONNECT_CACHE_DIR": str(cache)}, folder)


def tickets(running: Playground) -> dict[int, tuple[str, str]]:
    store, team = running.turner.bot.context.store, running.slack.app.installed_in
    return {
        ticket.number: (name, ticket.state)
        for name, person in running.slack.people.items()
        for ticket in store.tickets.of_person(team, person.id, 10)
    }


def said(running: Playground) -> list[tuple[str, str]]:
    """Return what was said where, in order, but for what the seconds of a real run decide: links and minutes."""
    return [
        (name, re.sub(r"archives/[^|]+|\d\d:\d\d", "", message.text))
        for name, channel in running.slack.channels.items()
        for message in running.slack.messages(channel)
    ]


def triage(running: Playground) -> list[str]:
    return [message.text for message in running.slack.messages(running.slack.channels["support-triage"])]


@pytest.mark.slow
def test_it_holds_what_the_tour_points_at(cache: Path, tmp_path: Path) -> None:
    with seeded(shipped(cache, tmp_path)) as (running, told):
        bob, now = window(running, "bob"), running.turner.clock.now().astimezone(ZONE)
        found, before = tickets(running), len(triage(running))
        listed = running.slack.people["bob"].types("/econnect-triage")
        running.slack.people["bob"].types("/econnect-triage report")
        tour = bob.state()["extension"]["tour"]
        bob.does("clock", turn="hour")
        reminded = triage(running)[before:]
        bob.does("clock", turn="weekend")
        digest = triage(running)[-1]
        bob.does("clock", turn="day")
        bob.does("clock", turn="day")
        later = tickets(running)

    assert told == [f"{day} …" for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")]
    assert now.strftime("%a %d %b %H:%M") == "Fri 27 Nov 15:30"
    assert {state for _, state in found.values()} == {"open", "claimed", "waiting", "resolved", "closed"}
    assert "frank" not in {name for name, _ in found.values()}  # he is erased
    assert listed is not None
    assert "Citrix" in listed.text
    assert len(tour) == len(TOUR)
    assert any("Er is nog geen antwoord" in text for text in reminded)
    assert "Goedemorgen" in digest
    assert found[5] == ("alice", "resolved")
    assert later[5] == ("alice", "closed")


@pytest.mark.slow
def test_it_is_the_same_each_time(cache: Path, tmp_path: Path) -> None:
    with seeded(shipped(cache, tmp_path)) as (running, _):
        first = said(running), tickets(running)
    with seeded(shipped(cache, tmp_path)) as (running, _):
        assert (said(running), tickets(running)) == first


def test_with_another_knowledge_base_what_goes_otherwise_is_told_and_the_rest_is_there(tmp_path: Path) -> None:
    with seeded(small_settings(tmp_path)) as (running, told):
        assert any(line.startswith("  Left out, because it went otherwise") for line in told)
        assert triage(running)
        assert running.turner.clock.now().astimezone(ZONE).strftime("%a %H:%M") == "Fri 15:30"
