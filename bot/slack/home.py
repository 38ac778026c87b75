"""App Home: published when a person opens it, and again after they pressed something on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.conversation import Conversation
from bot.domain.outgoing import Destination, Home, Outgoing
from bot.slack.incoming import team_of

if TYPE_CHECKING:
    from slack_bolt import App

    from bot.domain.language import Language
    from bot.slack.incoming import Payload
    from bot.slack.parts import AppContext


def register(app: App, parts: AppContext) -> None:
    """Listen to who opens it."""

    def opened(body: Payload) -> None:
        event = body["event"]
        if event.get("tab") == "home":
            publish(parts, team_of(body), event["user"], event["event_ts"])

    app.event("app_home_opened")(opened)


def publish(parts: AppContext, team: str, person: str, occasion: str) -> None:
    """Have it shown as it is then. `occasion` tells one time from another, and is the same for the same one."""
    if parts.support is None:
        return
    language = language_of(parts, team, person)
    place = Destination(team, person, person=person)
    outgoing = Outgoing(f"home:{team}:{person}:{occasion}", place, Home(language), parts.clock.now())
    with parts.store.transaction() as transaction:
        transaction.send(outgoing)
    parts.wake()


def language_of(parts: AppContext, team: str, person: str) -> Language:
    """The language that a person has chosen, else the bot's own: where nothing they wrote tells one."""
    talk = Conversation("command", team, person, person=person)
    return parts.store.read_memory(talk, person).language or parts.language
