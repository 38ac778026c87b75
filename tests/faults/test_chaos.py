"""Random events, faults and kills: whatever happens, each acked question has its one answer in the end.

`make chaos` runs 200 seeds; a seed that failed is run alone with CHAOS_SEEDS=17.
"""

from __future__ import annotations

import random
from threading import Event
from typing import TYPE_CHECKING

import pytest

from bot.storage.access import visit_store
from tests.faults.processes import PEOPLE, QUESTION
from tests.faults.test_kills import wait_for_answers
from tests.selection import seeds

if TYPE_CHECKING:
    from localslack import ChannelMessage, LocalSlack
    from tests.faults.processes import Site

pytestmark = pytest.mark.slow  # real processes, killed

CALL_FAULTS = ("429:1", "500", "503", "html", "reset-before", "reset-after", "error:internal_error", "ok", "ok")
EVENT_FAULTS = ("doubled", "delayed:0.3", "ok", "ok")
STEPS = 24


class Chaos:
    """One run: everything in it follows from its seed."""

    def __init__(self, site: Site, seed: int) -> None:
        self._site, self._draw = site, random.Random(seed)  # noqa: S311 - no secret
        self._slack: LocalSlack = site.slack
        self.asked: list[ChannelMessage] = []

    def run(self) -> None:
        """Do so many steps, then let everything come to rest."""
        for _ in range(1 if self._site.replicas == 1 else 2):
            self._site.start()
        for _ in range(STEPS):
            self._draw.choice((self._ask, self._ask, self._ask, self._command, self._fault, self._rest, self._kill))()
        self._slack.settle(60)

    def _ask(self) -> None:
        person = self._slack.people[self._draw.choice(PEOPLE)]
        if self._draw.random() < 0.7:
            self.asked.append(person.writes_dm(QUESTION))
        else:
            general = self._slack.channels["general"]
            self.asked.append(person.says(general, f"{self._slack.bot_mention} {QUESTION}"))

    def _command(self) -> None:
        if self._slack.connections:
            self._slack.people[self._draw.choice(PEOPLE)].types("/econnect-address 01035286")

    def _fault(self) -> None:
        self._slack.faults.for_calls("chat.postMessage", *self._draw.choices(CALL_FAULTS, k=2))
        self._slack.faults.for_deliveries("message", self._draw.choice(EVENT_FAULTS))

    def _rest(self) -> None:
        Event().wait(self._draw.uniform(0, 0.3))

    def _kill(self) -> None:
        """Kill a bot at once after a burst of questions, while their answers are on their way, and start another."""
        for _ in range(self._draw.randint(0, 4)):
            self._ask()
        self._rest()
        self._draw.choice([bot for bot in self._site.bots if bot.is_running()]).kill()
        self._site.start()


@pytest.mark.in_turn("database_url")
@pytest.mark.parametrize("seed", seeds("CHAOS_SEEDS", "1-5"))
def test_each_acked_question_has_its_one_answer(site: Site, seed: int) -> None:
    site.replicas = 2 if site.database_url.startswith("postgresql") else 1
    chaos = Chaos(site, seed)
    chaos.run()
    counts = wait_for_answers(site, chaos.asked, 120)
    with visit_store(site.database_url) as store:
        dead = [letter for letter in store.outbox.entries(100) if letter.is_dead]

    assert set(counts.values()) == {1}
    assert dead == []
