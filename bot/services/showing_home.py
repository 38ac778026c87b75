"""App Home: shown when a person opens it, and again after they pressed something on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.conversation import outside
from bot.domain.outgoing import Destination, Home, Outgoing

if TYPE_CHECKING:
    from bot.services.app_context import AppContext


def show_home(context: AppContext, team: str, person: str, occasion: str) -> None:
    """Have it shown as it is then. `occasion` tells one time from another, and is the same for the same one.

    Raises:
        StoreUnavailableError: nothing was kept; it is not to be acked.
    """
    chosen = context.store.read_memory(outside(team, person), person).language
    home = Home(chosen or context.language, is_chosen=chosen is not None)
    place = Destination(team, person, person=person)
    outgoing = Outgoing(f"home:{team}:{person}:{occasion}", place, home, context.clock.now())
    with context.store.transaction() as transaction:
        transaction.send(outgoing)
    context.wake()
