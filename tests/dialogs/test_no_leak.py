"""What the team writes among itself never reaches anybody else, whatever both sides do in whatever order."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

from tests.dialogs.desk import Story, crowd
from tests.dialogs.running import ROOT, staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow  # real sockets

SECRET = "binnenskamers"
STEPS = 40


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[tuple[Story, ...]]:
    folder: Path = tmp_path_factory.mktemp("kept")
    with staged("socket", ROOT / "manifest.yml", cache, f"sqlite:///{folder}/bot.db", crowd()) as stage:
        yield tuple(Story(stage, stage.slack.people[f"alice{number}"]) for number in range(10))


class Play:
    """Both sides doing anything; the team writes the secret wherever it writes among itself."""

    def __init__(self, story: Story, seed: int) -> None:
        self._story, self._draw, self._count = story, random.Random(seed), 0  # noqa: S311 - no secret
        self._bob, self._alice = story.person("bob"), story.alice
        self._triage = story.stage.slack.channels["triage"]

    def run(self) -> None:
        self._story.opens(f"wat kost abonnement nummer {self._draw.random()}?")
        deeds = (
            *[self._notes] * 3, self._edits_a_note, self._asks_the_bot, self._uploads, self._replies, self._asks_back,
            self._presses, self._chooses, self._resolves, self._answers, self._presses_on_status, self._looks_around,
        )  # fmt: skip
        for _ in range(STEPS):
            deed = self._draw.choice(deeds)
            try:
                deed()
            except LookupError:
                continue  # there is no such button now
        self._story.rest()

    def _secret(self) -> str:
        self._count += 1
        return f"{SECRET} {self._count}: <@{self._alice.id}> betaalt niet"

    def _notes(self) -> None:
        self._bob.says(self._triage, self._secret(), self._story.card().ts)

    def _edits_a_note(self) -> None:
        note = self._bob.says(self._triage, self._secret(), self._story.card().ts)
        self._bob.edits(note, self._secret())

    def _asks_the_bot(self) -> None:
        text = f"{self._story.stage.slack.bot_mention} {self._secret()} welke versie?"
        self._bob.says(self._triage, text, self._story.card().ts)

    def _uploads(self) -> None:
        self._bob.uploads(self._triage, f"{SECRET}.png", self._secret(), self._story.card().ts)

    def _replies(self) -> None:
        self._story.replies("bob", "Kijk in de map Facturen.")

    def _asks_back(self) -> None:
        self._story.replies("bob", "Welke administratie?", **{"asks-back": "asks-back"})

    def _presses(self) -> None:
        self._story.presses(self._draw.choice(("bob", "carol")), "claim")

    def _chooses(self) -> None:
        ticket = self._story.ticket()
        verb = self._draw.choice(("dismiss", "reopen"))
        self._bob.chooses(self._story.card(), "ticket:more", f"{verb}:{ticket.id}")

    def _resolves(self) -> None:
        self._story.resolves("bob", how="reply", lesson="nothing")

    def _answers(self) -> None:
        self._alice.writes_dm("Administratie 001", self._story.status_message().ts)

    def _presses_on_status(self) -> None:
        verb = self._draw.choice(("confirm", "reopen"))
        self._alice.clicks(self._story.status_message(), f"ticket:{verb}")

    def _looks_around(self) -> None:
        self._alice.opens_home()
        self._alice.types("/econnect-support status")
        self._alice.types("/econnect-privacy show")


def seen_by(story: Story, name: str) -> str:
    """Everything that a person can see anywhere."""
    person = story.person(name)
    places = [place for place in story.stage.slack.channels.values() if person.id in place.members]
    messages = [message for place in (*places, person.dm) for message in person.sees(place)]
    views = [view.content for view in (person.home, person.modal) if view is not None]
    return json.dumps([(message.text, message.blocks, message.metadata) for message in messages]) + json.dumps(views)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_written_below_a_card_is_seen_by_the_team_alone(shared: tuple[Story, ...], seed: int) -> None:
    story = shared[seed]
    Play(story, seed).run()
    assert SECRET in seen_by(story, "bob")
    for name in (f"alice{seed}", "dora"):
        assert SECRET not in seen_by(story, name)
    kept = story.stage.store.export(story.alice.id)
    assert SECRET not in json.dumps(kept)
