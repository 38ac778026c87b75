"""The demo's week: it is the same each time, and there is something to see in every place it points at."""

from __future__ import annotations

import re
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap.answering import answering, answering_from
from bot.bootstrap.clock import ForwardClock
from bot.domain.report import Period
from bot.knowledge.phrasing_editing import place_of, with_phrasing
from bot.knowledge.source_files import contents_of
from bot.playground.demo_week import DEMO_WORKSPACE, TOUR, begins_at, demo_clock, seed
from bot.playground.kept_folder import has_week
from bot.playground.running import Scene, hours_of_team, playground
from bot.services.learning import wordings_to_learn
from bot.services.proving import NewPhrasing, objection_to, prove
from bot.settings import from_environment
from tests.playground.conftest import small_settings, window
from tests.playground.test_turning import ZONE, local, moment_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.playground.running import Playground
    from bot.services.answering_all import AnsweringAll
    from bot.services.learning import Wording
    from bot.settings import Settings

pytestmark = pytest.mark.slow

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


def digest_moments(running: Playground) -> list[str]:
    """Return when each digest came, to the minute, where the team is."""
    posted = running.slack.messages(running.slack.channels["support-triage"])
    return [moment_of(message)[:16] for message in posted if "Goedemorgen" in message.text]


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
        happened = [bob.does("clock", turn="day")["happened"] for _ in range(2)]
        digests = [at for at in digest_moments(running) if at < now.isoformat()]
        later = tickets(running)

    assert told == [f"{day} …" for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")]
    assert now.strftime("%a %d %b %H:%M") == "Fri 27 Nov 15:30"
    assert {state for _, state in found.values()} == {"open", "claimed", "waiting", "resolved", "closed"}
    assert "frank" not in {name for name, _ in found.values()}  # he is erased
    assert listed is not None
    assert "Citrix" in listed.text
    assert tour["bob"]["en"][0].startswith("You are Bob Support, of the support team")
    assert tour["alice"]["nl"][0].startswith("Je bent Alice Bookkeeper")
    assert digests == [f"2026-11-{day}T09:00" for day in (24, 25, 26, 27)]
    assert any("Er is nog geen antwoord" in text for text in reminded)
    assert "Goedemorgen" in digest
    assert found[5] == ("alice", "resolved")
    assert later[5] == ("alice", "closed")
    assert [[each["number"] for each in turn["closed"]] for turn in happened] == [[], [5]]


def test_a_kept_one_goes_on_at_the_minute_at_which_it_was_left_however_late_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    assert not has_week(folder)
    shown = []
    for now in (NOW, NOW + timedelta(days=60)):
        clock = demo_clock(now, hours_of_team(), is_played=has_week(folder))
        with playground(
            small_settings(tmp_path), 0, "socket", DEMO_WORKSPACE, scene=Scene(clock, folder=folder)
        ) as it:
            assert it.folder is not None
            it.turner.clock.put_forward(local("2026-11-27T15:30"))
            it.folder.note_week()
            shown.append(it.turner.clock.now().astimezone(ZONE).strftime("%a %d %b %H:%M"))
    assert shown == ["Fri 27 Nov 15:30"] * 2


@pytest.mark.slow
def test_somebody_teaches_the_bot_what_can_be_added_as_a_phrasing(cache: Path, tmp_path: Path) -> None:
    settings = shipped(cache, tmp_path)
    with seeded(settings) as (running, _):
        queries, until = running.turner.bot.context.store.report_queries, running.turner.clock.now()
        period = Period(until - timedelta(days=7), until)
        said, unanswered = queries.taught(period), queries.figures(period).unanswered
    now = answering(settings)
    named = [each for each in wordings_to_learn(said, unanswered, now) if each.article is not None]

    assert any(can_be_added(each, settings, now) for each in named), [each.text for each in named]


def can_be_added(wording: Wording, settings: Settings, now: AnsweringAll) -> bool:
    """Return whether nothing stands against a lesson, and no check fails with it."""
    one, contents = now.each[0], contents_of(settings.knowledge_dir)
    new = NewPhrasing(str(wording.article), "nl", wording.text)
    path, keys = place_of(one.knowledge, new.target)
    changed = with_phrasing(contents[path].decode(), keys, new.language, new.text).encode()
    then = answering_from(settings, {**contents, path: changed}).each[0]
    return objection_to(new, one, lambda *_: ("", 1)) is None and not prove(new, one, then, ()).lost_checks


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
