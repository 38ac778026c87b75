"""What the tests of use cases share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.harness import Harness
from tests.services.waiting import asks_alice

if TYPE_CHECKING:
    from bot.domain.ticket import Ticket


@pytest.fixture
def bot() -> Harness:
    return Harness()


@pytest.fixture
def waiting(bot: Harness) -> Ticket:
    """Return a ticket that waits for Alice's answer."""
    ticket = bot.claimed()
    asks_alice(bot, ticket)
    return bot.ticket(ticket.id)
