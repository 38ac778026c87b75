"""The app without a transport, as tests hold it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from bot.domain.outgoing import Outgoing, ReplyMessage, SystemNotice
from bot.operations.logging_telemetry import LoggingTelemetry
from bot.operations.metrics import Metrics
from bot.slack.app import build_app
from bot.slack.transport.dispatching import dispatcher
from bot.storage.database import DatabaseStore, store_in_memory
from bot.storage.engines import new_engine, read_url
from tests.clocks import HandClock
from tests.moments import MOMENT
from tests.services.fakes import FakeAnswering
from tests.slack.fakes import FakeWorkspace, NoModals, new_slack, render


def away_store() -> DatabaseStore:
    """Return a store that can keep nothing: it has no tables."""
    return DatabaseStore(new_engine(read_url("sqlite://")))


class Front:
    """The app with everything around it."""

    def __init__(self, store: DatabaseStore | None = None) -> None:
        self.store = store or store_in_memory()
        self.answering = FakeAnswering()
        self.clock = HandClock()
        self.wakes: list[None] = []
        self.metrics = Metrics()
        self.home = FakeWorkspace()
        telemetry = LoggingTelemetry(self.metrics)
        slack = new_slack(
            self.store, self.answering, self.clock, lambda: self.wakes.append(None), telemetry, self.home
        )
        self._slack = slack
        self.dispatch = dispatcher(build_app(slack))

    def take(self, payload: dict[str, Any]) -> int:
        """Return the status that a payload is answered with."""
        return self.dispatch(payload, {}).status

    def ack(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Return what a command's ack shows."""
        response = self.dispatch(payload, {})
        assert response.status == 200
        shown: dict[str, Any] = json.loads(response.body)
        assert shown["response_type"] == "ephemeral"
        return shown

    def opened(self) -> list[dict[str, Any]]:
        """Return the views that were opened, the first one first."""
        assert isinstance(self._slack.modals, NoModals)
        return self._slack.modals.opened

    def outbox(self) -> list[Outgoing]:
        """All that is to be said, taken out."""
        later = self.clock.now() + timedelta(days=1)
        said: list[Outgoing] = []
        while leased := self.store.outbox.lease(later, "test", timedelta(seconds=1), most=100):
            for outgoing in leased:
                self.store.outbox.settle(outgoing.id, "test", MOMENT)
            said += leased
        return said

    def says(self) -> list[str]:
        """All that is to be said, as text."""
        return [text_of(outgoing) for outgoing in self.outbox()]


def text_of(outgoing: Outgoing) -> str:
    """Return what it says, where it is about no ticket."""
    assert isinstance(outgoing.body, ReplyMessage | SystemNotice)
    return render(outgoing.body).text
