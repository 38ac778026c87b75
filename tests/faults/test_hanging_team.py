"""A workspace whose Slack hangs leaves a thread of the delivery to the others."""

from __future__ import annotations

import time
from dataclasses import dataclass
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import Destination, Outgoing, SystemNotice
from bot.services.delivering import DeliveryWorker, Policy
from bot.services.resolving import OutboxResolver
from bot.slack.outbound.courier import SlackCourier
from bot.slack.web_api import SlackApi
from bot.storage.database import store_in_memory
from localslack import LocalSlack
from tests.clocks import CLOCK
from tests.faults.processes import ROOT
from tests.slack.fakes import render
from tests.slack.running import until

if TYPE_CHECKING:
    from bot.services.ports import Courier, Delivery

pytestmark = pytest.mark.slow

POST = "chat.postMessage"
THREADS = 4


@dataclass
class ByTeam:
    """A courier for two workspaces."""

    couriers: dict[str, Courier]

    def deliver(self, outgoing: Outgoing) -> Delivery:
        return self.couriers[outgoing.destination.team].deliver(outgoing)


def test_one_that_hangs_leaves_a_thread_to_the_others() -> None:
    store, stop, wake = store_in_memory(), Event(), Event()
    with LocalSlack(ROOT / "manifest.yml") as hanging, LocalSlack(ROOT / "manifest.yml") as other:
        resolver = OutboxResolver(store, CLOCK)
        couriers: dict[str, Courier] = {
            team: SlackCourier(SlackApi(slack.bot_token, slack.api_url), render, resolver)
            for team, slack in (("T1", hanging), ("T2", other))
        }
        worker = DeliveryWorker(store.outbox, ByTeam(couriers), CLOCK, "w1", Policy(at_once=THREADS))
        hanging.faults.for_calls(POST, *["timeout"] * 50)
        thread = Thread(target=worker.run, args=(stop, wake))
        thread.start()
        try:
            with store.transaction() as transaction:
                for number in range(4 * THREADS):
                    transaction.send(message(f"m{number}", Destination("T1", f"C0{number}")))
            until(lambda: store.outbox.backlog(CLOCK.now()).in_flight >= THREADS - 1)
            with store.transaction() as transaction:
                transaction.send(message("other", Destination("T2", other.channels["general"].id)))
            begin = time.monotonic()
            other.wait_for(lambda: other.messages(other.channels["general"]), 10)
            took = time.monotonic() - begin
        finally:
            stop.set()
            worker.end_within(0)
            thread.join()
    store.close()
    assert took < 2


def message(name: str, place: Destination) -> Outgoing:
    return Outgoing(name, place, SystemNotice("thanks", "en"), CLOCK.now())
