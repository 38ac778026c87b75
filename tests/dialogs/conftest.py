"""A local Slack with the bot and a support team in it, over both transports and on both databases."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from bot.services.ports import NullAudit
from bot.services.ticket_workflow import TicketWorkflow
from bot.storage.access import upgrade
from tests.dialogs.desk import REQUESTERS, Story, crowd
from tests.dialogs.running import ROOT, Stage, desk_in, staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.slack.running import Mode
    from tests.storage.postgres import Server

AS_IT_IS_RUN: tuple[tuple[Mode, str], ...] = (("socket", "sqlite"), ("http", "postgres"))
"""Each transport and each database once: a small team's one process, and a large one's replicas."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module", params=AS_IT_IS_RUN, ids="-".join)
def place(request: pytest.FixtureRequest, kept: Path) -> tuple[Mode, str]:
    """Return a transport, and the address of an empty database."""
    mode, database = request.param
    if database == "sqlite":
        return mode, f"sqlite:///{kept}/{mode}.db"
    server: Server = request.getfixturevalue("postgres")
    url = server.new_database()
    upgrade(url)
    return mode, url


@pytest.fixture(scope="module")
def told(place: tuple[Mode, str], cache: Path) -> Iterator[tuple[Stage, Iterator[int]]]:
    mode, url = place
    with staged(mode, ROOT / "manifest.yml", cache, url, crowd()) as running:
        yield running, count()


@pytest.fixture
def story(told: tuple[Stage, Iterator[int]]) -> Iterator[Story]:
    """Yield a requester of its own for each story; what she leaves open is closed after it."""
    stage, numbers = told
    story = Story(stage, stage.slack.people[REQUESTERS[next(numbers)]])
    yield story
    desk, team = desk_in(stage.slack), stage.slack.app.team_id
    assert desk is not None
    for name in (story.alice, story.person("dora")):
        for ticket in stage.store.tickets.of_person(team, name.id, 20):
            if ticket.state in {"open", "claimed", "waiting"}:
                with stage.store.transaction() as transaction:
                    TicketWorkflow(transaction, desk, team, ticket.opened_at, NullAudit()).withdraw(
                        ticket.id, name.id
                    )
    story.rest()
