"""What is to be said ↔ JSON, as it waits in the outbox: it may be read by a later version of the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from bot.domain.calculation import Outcome
from bot.domain.explanation import WhyForm
from bot.domain.outgoing import (
    Digest,
    Home,
    InPlace,
    NotHelped,
    RelayOffer,
    ReplyMessage,
    Requests,
    SetupCard,
    SharedReply,
    Sought,
    SystemNotice,
    TeamReport,
    TransitionRefused,
    WaitingRequest,
)
from bot.domain.reply import Answer, Calculation, Clarification, Evidence, FollowUp, HandOver, Match, Trace
from bot.domain.ticket_bodies import TicketCard, TicketCorrection, TicketNews, TicketNote, TicketStatus
from bot.domain.value_json import UnreadableError, ValueCodec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.domain.outgoing import OutgoingContent
    from bot.domain.reply import Reply

_CONTENTS: Final[dict[str, type]] = {
    "Say": ReplyMessage,
    "SharedReply": SharedReply,
    "Notice": SystemNotice,
    "InPlace": InPlace,
    "RelayChoice": RelayOffer,
    "AskWhy": NotHelped,
    "TransitionRefused": TransitionRefused,
    "TicketCard": TicketCard,
    "TicketStatus": TicketStatus,
    "TicketNews": TicketNews,
    "TicketNote": TicketNote,
    "TicketCorrection": TicketCorrection,
    "Home": Home,
    "Requests": Requests,
    "SetupCard": SetupCard,
    "Digest": Digest,
    "TeamReport": TeamReport,
}
"""Names in the database, which stay whatever the classes are called."""
_REPLIES: Final[dict[str, type]] = {
    "Answer": Answer,
    "Clarification": Clarification,
    "Calculation": Calculation,
    "HandOver": HandOver,
    "FollowUp": FollowUp,
}
_PARTS: Final[dict[str, type]] = {
    "Sought": Sought,
    "Match": Match,
    "Outcome": Outcome,
    "Reason": WhyForm,
    "Trace": Trace,
    "Evidence": Evidence,
    "WaitingRequest": WaitingRequest,
}


def _offer_of_one(ticket: str, number: int, assignee: str, **others: Any) -> RelayOffer:  # noqa: ANN401 - JSON
    """Return the offer that earlier versions kept, of the one request that they knew."""
    return RelayOffer(requests=(WaitingRequest(ticket, number, "", assignee),), **others)


_CODEC: Final = ValueCodec({**_CONTENTS, **_REPLIES, **_PARTS}, earlier={"RelayOffer": _offer_of_one})


to_json: Final[Callable[[OutgoingContent | Reply], str]] = _CODEC.encode
"""Return what is to be said, or a reply, as JSON."""


def from_json(text: str) -> OutgoingContent:
    """Return the body that was made JSON of.

    Raises:
        UnreadableError: another version of the bot wrote it, or it is spoilt.
    """
    return cast("OutgoingContent", _read(text, _CONTENTS))


def readable_body(text: str) -> OutgoingContent | None:
    """Return the body; None where only another version of the bot could read it."""
    try:
        return from_json(text)
    except UnreadableError:
        return None


def reply_from_json(text: str) -> Reply:
    """Return the reply that was made JSON of.

    Raises:
        UnreadableError: as `from_json`.
    """
    return cast("Reply", _read(text, _REPLIES))


def readable_reply(text: str | None) -> Reply | None:
    """Return the reply; None where there is none, or only another version of the bot could read it."""
    try:
        return None if text is None else reply_from_json(text)
    except UnreadableError:
        return None


def _read(text: str, types: Mapping[str, type]) -> object:
    value = _CODEC.decode(text)
    if not isinstance(value, tuple(types.values())):
        raise UnreadableError("It is nothing to be said")
    return value
