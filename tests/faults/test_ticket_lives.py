"""Tickets while bots are killed between any two steps, or in one: nothing is lost, and nothing comes twice.

`make chaos` runs 50 seeds; a seed that failed is run alone with LIFE_SEEDS=17.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from functools import partial
from threading import Event, Timer
from typing import TYPE_CHECKING

import pytest

from bot.storage.access import visit_store
from tests.selection import seeds
from tests.slack.running import until

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.domain.ticket import Ticket, TransitionRecord
    from localslack import ChannelMessage, Member
    from tests.faults.processes import Bot, Site

pytestmark = pytest.mark.slow  # real processes, killed

# The databases take turns, unless seeds are asked for.
RUNS = [
    (seed, database)
    for seed in seeds("LIFE_SEEDS", "1-6")
    for turn, database in enumerate(("sqlite", "postgres"))
    if "LIFE_SEEDS" in os.environ or seed % 2 == turn  # noqa: TID251 - how the tests are run, no setting of the bot
]

MOST_TRIES = 30
STEPS = ("claim", "reply", "ask", "answer", "resolve", "confirm")
NOTES = ("opened", "claimed", "replied", "asked", "answered", "resolved", "confirmed")
NEWS = ("claimed", "reply", "question", "resolved")


class Life:
    """One ticket, taken through its life by people who press again until something happens."""

    def __init__(self, site: Site, seed: int) -> None:
        self._site, self._draw, self._slack = site, random.Random(seed), site.slack  # noqa: S311 - no secret
        self._alice, self._bob = self._slack.people["person0"], self._slack.people["person10"]

    def run(self) -> Ticket:
        """All steps; the ticket as it is in the end."""
        for _ in range(self._site.replicas):
            self._site.start()
        self._insist(self._hands_over, self._is_there, is_pressed_again=True)
        claims = partial(self._has, "claim")
        self._insist(lambda: self._press(self._bob, self._card(), "claim"), claims, is_pressed_again=True)
        self._insist(lambda: self._replies("Kijk in de map Facturen.", {}), lambda: self._has("reply"))
        asks_back = {"asks-back": "asks-back"}
        self._insist(lambda: self._replies("Welke administratie?", asks_back), lambda: self._has("ask"))
        self._slack.wait_for(lambda: self.ticket().status, 30)
        answer = self._alice.writes_dm("Administratie 001", self._status().ts)
        self._insist(lambda: None, lambda: self._has("answer"))
        self._insist(self._resolves, lambda: self._has("resolve"))
        confirms = partial(self._has, "confirm")
        self._insist(lambda: self._press(self._alice, self._question(), "confirm"), confirms, is_pressed_again=True)
        assert answer
        self._slack.settle(60)
        until(lambda: any(bot.is_ready() and bot.has_sent_everything() for bot in self._site.bots), 60)
        return self.ticket()

    def ticket(self) -> Ticket:
        """As the database has it."""
        with visit_store(self._site.database_url) as store:
            (ticket,) = store.tickets.of_person(self._slack.app.team_id, self._alice.id, 2)
            return ticket

    def history(self) -> Sequence[TransitionRecord]:
        """Return the steps that were taken."""
        ticket = self.ticket()
        with visit_store(self._site.database_url) as store:
            return store.tickets.history(ticket.team, ticket.id)

    def said(self) -> Counter[str]:
        """How often each message about the ticket stands somewhere, by its id."""
        triage = self._bob.sees(self._slack.channels["triage"])
        return Counter(_outbox_id(message) for message in (*triage, *self._alice.sees(self._alice.dm)))

    def _insist(
        self, do: Callable[[], None], has_happened: Callable[[], bool], *, is_pressed_again: bool = False
    ) -> None:
        """Do it until it has happened, a bot being killed meanwhile at times; where it may be, once more."""
        for _ in range(MOST_TRIES):
            is_done = self._kill_meanwhile(do)
            if self._comes(has_happened, 2 if is_done else 0):
                break
        assert has_happened()
        if is_pressed_again:
            self._kill_meanwhile(do)

    def _kill_meanwhile(self, do: Callable[[], None]) -> bool:
        """Do it, and at times kill a bot meanwhile, which is replaced at once; return whether it could be done."""
        timer = self._drawn_timer()
        if timer is not None:
            timer.start()
        is_done = True
        try:
            do()
        except (LookupError, TimeoutError, AssertionError):
            # The button, form or message is not there (yet, or any more): a person looks again.
            is_done = False
            Event().wait(0.2)
        if timer is not None:
            timer.join()
        return is_done

    def _drawn_timer(self) -> Timer | None:
        """Return what kills a bot in a moment, or None: all is drawn here, so that a seed is one life."""
        if self._draw.random() >= 0.5:
            return None
        victim = self._draw.choice([bot for bot in self._site.bots if bot.is_running()])
        return Timer(self._draw.uniform(0, 0.08), self._replace, (victim,))

    def _replace(self, victim: Bot) -> None:
        victim.kill()
        self._site.start()

    def _comes(self, has_happened: Callable[[], bool], seconds: float) -> bool:
        try:
            until(has_happened, seconds)
        except AssertionError:
            return False
        return True

    def _is_there(self) -> bool:
        with visit_store(self._site.database_url) as store:
            return bool(store.tickets.of_person(self._slack.app.team_id, self._alice.id, 1))

    def _has(self, step: str) -> bool:
        return any(taken.step == step for taken in self.history())

    def _hands_over(self) -> None:
        self._alice.types("/econnect-support mijn knop is grijs")
        self._send(self._alice, {})

    def _replies(self, text: str, more: Mapping[str, str]) -> None:
        self._press(self._bob, self._card(), "reply")
        self._send(self._bob, {"text": text, **more})
        self._send(self._bob, {})

    def _resolves(self) -> None:
        self._press(self._bob, self._card(), "resolve")
        self._send(self._bob, {"how": "reply", "lesson": "nothing"})

    def _press(self, person: Member, message: ChannelMessage, verb: str) -> None:
        person.clicks(message, f"ticket:{verb}")

    def _send(self, person: Member, values: Mapping[str, str]) -> None:
        """Send the form that opens; once more where Slack says that it got no answer."""
        view = self._slack.wait_for(lambda: person.modal, 2)
        for _ in range(3):
            submission = person.submits(view, values)
            if not submission.trouble:
                break
            Event().wait(0.5)
        while person.modal is not None and person.modal.content["callback_id"] in {
            "told",
            view.content["callback_id"],
        }:
            person.closes(person.modal)

    def _card(self) -> ChannelMessage:
        shown = self._slack.wait_for(lambda: self.ticket().card, 5)
        return next(each for each in self._bob.sees(self._slack.channels["triage"]) if each.ts == shown.id)

    def _question(self) -> ChannelMessage:
        """Return the message below which it is asked whether the request is solved."""

        def found() -> list[ChannelMessage]:
            return [each for each in self._alice.sees(self._alice.dm) if "ticket:confirm" in str(each.blocks)]

        return self._slack.wait_for(found, 5)[-1]

    def _status(self) -> ChannelMessage:
        shown = self.ticket().status
        assert shown is not None
        return next(each for each in self._alice.sees(self._alice.dm) if each.ts == shown.id)


def _outbox_id(message: ChannelMessage) -> str:
    return str((message.metadata or {}).get("event_payload", {}).get("outbox_id", ""))


@pytest.mark.parametrize(("seed", "database_url"), RUNS, indirect=["database_url"])
def test_a_life_is_lived_once_whoever_is_killed(site: Site, seed: int) -> None:
    site.replicas = 2 if site.database_url.startswith("postgresql") else 1
    life = Life(site, seed)
    ticket = life.run()

    assert tuple(taken.step for taken in life.history()) == STEPS
    assert ticket.state == "closed"
    said = life.said()
    of_ticket = {name: count for name, count in said.items() if ticket.id in name}
    assert set(of_ticket.values()) == {1}
    for kind, names in (("note:", NOTES), ("", NEWS)):
        for name in names:
            assert any(f"{kind}{name}:{ticket.id}" in key for key in of_ticket), (name, of_ticket)
    assert said[f"card:{ticket.team}:{ticket.id}"] == said[f"status:{ticket.team}:{ticket.id}"] == 1
    with visit_store(site.database_url) as store:
        assert [letter for letter in store.outbox.entries(100) if letter.is_dead] == []
