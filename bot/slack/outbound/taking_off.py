"""Words that have to go, in a message of which Slack never said whether it arrived: it is looked for.

Unlike before a message is sent again, whatever keeps the bot from looking means that it may stand there still.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from bot.domain.outgoing import InPlace
from bot.domain.ticket import Place
from bot.services.ports import NotKnown
from bot.slack.outbound.messages import id_in
from bot.slack.outbound.posted_messages import LookFailedError, messages_at
from bot.slack.web_api import CallAmbiguousError, CallNotMadeError, CallRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.outgoing import Outgoing, Sought
    from bot.slack.outbound.direct_channels import DirectChannels
    from bot.slack.web_api import SlackApi

# What the ids of conversations begin with; any other is a person's.
_CONVERSATIONS: Final = frozenset({"C", "D", "G"})


def find_all(api: SlackApi, outgoing: Outgoing, sought: Sought, direct: DirectChannels) -> tuple[Outgoing, ...]:
    """Return what is to be said in the place of each message that is found; nothing where there surely is none.

    Raises:
        CallRefusedError: Slack never shows the bot what was said there, or that is too much.
        LookFailedError: it does not now.
    """
    body = outgoing.body
    if not isinstance(body, InPlace):
        return ()
    since = datetime.fromisoformat(sought.since)
    until = None if sought.until is None else datetime.fromisoformat(sought.until)
    found: list[Outgoing] = []
    try:
        for place in _places(api, body.channel, sought, direct):
            shown = [each for each in messages_at(api, place, since, until) if id_in(each) == sought.key]
            there = (replace(body, channel=place.channel, message=str(each["ts"]), sought=None) for each in shown)
            found += (replace(outgoing, body=each) for each in there)
    except (CallNotMadeError, CallAmbiguousError) as error:
        wait = error.wait_seconds if isinstance(error, CallNotMadeError) else None
        raise LookFailedError(NotKnown(error.code, wait)) from error
    except LookFailedError as error:
        raise CallRefusedError(error.outcome.reason) from error
    return tuple(found)


def _places(api: SlackApi, channel: str, sought: Sought, direct: DirectChannels) -> Iterator[Place]:
    """Yield where it may stand: where it belongs, and in the direct messages of whom it is for."""
    first = Place(_conversation(api, channel, direct), sought.thread)
    yield first
    if sought.person is not None:
        directly = Place(direct.with_person(api, sought.person))
        if directly != first:
            yield directly


def _conversation(api: SlackApi, channel: str, direct: DirectChannels) -> str:
    return channel if channel[:1] in _CONVERSATIONS else direct.with_person(api, channel)
