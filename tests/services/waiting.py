"""Requests that wait for Alice's answer, and what becomes of them meanwhile."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.ticket_bodies import TicketNote
from bot.services.ticket_workflow import TeamReply
from tests.services.builders import (
    ALICE,
    BOB,
    direct_message,
)
from tests.services.in_memory.store import InMemoryStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from bot.domain.incoming import IncomingMessage
    from bot.domain.outgoing import OutgoingContent
    from bot.domain.ticket import Ticket
    from tests.services.harness import Harness
    from tests.services.in_memory.store import InMemoryTransaction


def notes(said: list[OutgoingContent]) -> list[TicketNote]:
    return [body for body in said if isinstance(body, TicketNote)]


class MeanwhileStore(InMemoryStore):
    """A store in which something happens to a ticket just after it was looked at."""

    def __init__(self, bot: Harness, meanwhile: Callable[[], None]) -> None:
        super().__init__()
        self.__dict__ |= bot.store.__dict__ | {"_meanwhile": meanwhile}

    def transaction(self) -> AbstractContextManager[InMemoryTransaction]:
        meanwhile, self.__dict__["_meanwhile"] = self.__dict__["_meanwhile"], lambda: None
        meanwhile()
        return super().transaction()


def close(bot: Harness, ticket: Ticket) -> None:
    with bot.workflow() as workflow:
        workflow.dismiss(ticket.id, BOB)
    bot.deliver()


def forget(bot: Harness, _: Ticket) -> None:
    bot.store.erase(ALICE)
    bot.deliver()


ANSWER = direct_message("Administration 001", "8.8")


def edited(message: IncomingMessage, text: str, at: str = "9.9") -> IncomingMessage:
    return replace(message, text=text, edited=at, was=message.text, event_id=f"Ev-edit-{at}")


def asks_alice(bot: Harness, ticket: Ticket) -> None:
    with bot.workflow() as workflow:
        workflow.reply(ticket.id, BOB, TeamReply("Which administration?", kind="question"))
    bot.deliver()
