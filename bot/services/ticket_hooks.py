"""What follows for people from what was delivered, or never will be.

Before anything is given up, it was tried in plainer forms and, where it is for one person, in their direct messages.
`WHEN_GIVEN_UP` says for each kind of message what happens then and who is told; docs/operating.md says the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.domain.outgoing import (
    AskWhy,
    Destination,
    Digest,
    Home,
    InPlace,
    Outgoing,
    RelayOffer,
    ReplyMessage,
    Requests,
    SystemNotice,
    TeamReport,
    TicketCard,
    TicketCorrection,
    TicketNews,
    TicketNote,
    TicketStatus,
    TransitionRefused,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.domain.desk import SupportDeskConfig

WHEN_GIVEN_UP: Final[Mapping[type, str]] = {
    ReplyMessage: "The support team reads in its channel who got no answer, and why, once a day for each person.",
    SystemNotice: "The support team reads in its channel who got no answer, and why, once a day for each person.",
    TeamReport: "The support team reads in its channel who got no answer, and why, once a day for each person.",
    RelayOffer: "The support team reads in its channel who got no answer, and why, once a day for each person.",
    AskWhy: "Nobody is told: the vote counts, only the question after its reason is missing.",
    TransitionRefused: "Nobody is told: the ticket's card shows how it stands.",
    InPlace: (
        "The team is told where the words of somebody who was erased stay; else nobody: the old buttons are answered."
    ),
    TicketCard: (
        "A first card: the requester is told that the team was not reached. A later one: the team is, below it."
    ),
    TicketStatus: "The team is told below the card that the requester was not reached, and why.",
    TicketNews: "The team is told below the card that the requester was not reached, and why.",
    TicketCorrection: "The team is told below the card that the wrong answer still stands, and why.",
    TicketNote: (
        "The requester is told where it passed their own words on; of any other line nobody is, the card shows it."
    ),
    Home: "Nobody is told: it is made anew when the person opens it.",
    Requests: "Nobody is told: the old list stays, and the command shows a new one.",
    Digest: "Nobody is told: the next one comes on the next working day.",
}
"""For each kind of message one sentence: what happens when it is given up, beside the log and the metric."""

_OF_THE_REQUESTER: Final = frozenset({"answered", "edited"})
"""Lines below a card that pass on what the requester wrote."""


@dataclass(frozen=True, slots=True)
class TicketDeliveryHooks:
    """Ticks what reached the requester, and tells people what never will reach anybody."""

    desk: SupportDeskConfig

    def after_sent(self, outgoing: Outgoing, now: datetime) -> tuple[Outgoing, ...]:
        """Return a tick below what a support member said."""
        body = outgoing.body
        if not isinstance(body, TicketNews) or body.kind not in {"reply", "question", "corrected"}:
            return ()
        return (self._note(outgoing, TicketNote(body.ticket, "delivered"), now),)

    def after_given_up(self, outgoing: Outgoing, reason: str, now: datetime) -> tuple[Outgoing, ...]:
        """Return what whoever can be told is told, as `WHEN_GIVEN_UP` says."""
        then: Outgoing | None = None
        match outgoing.body:
            case TicketCard(ticket, version) if version > 1:
                then = self._note(outgoing, TicketNote(ticket, "outdated", text=reason), now)
            case TicketCard(ticket):
                then = _to_requester(outgoing, TicketNews(ticket, "unreachable"), now)
            case TicketNote(ticket, kind) if kind in _OF_THE_REQUESTER:
                then = _to_requester(outgoing, TicketNews(ticket, "not-passed-on"), now)
            case TicketNews(ticket) | TicketStatus(ticket) | TicketCorrection(ticket):
                then = self._note(outgoing, TicketNote(ticket, "undelivered", text=reason), now)
            case InPlace() if outgoing.body.is_erasure:
                then = self._about_words(outgoing, dict(outgoing.body.notice.values).get("number", "?"), reason, now)
            case ReplyMessage() | SystemNotice() | TeamReport() | RelayOffer() if (
                outgoing.destination.person is not None
            ):
                then = self._about_person(outgoing, outgoing.destination.person, reason, now)
        return () if then is None else (then,)

    # What follows is for nobody alone, so that nothing follows where that is given up in its turn.

    def _note(self, outgoing: Outgoing, body: TicketNote, now: datetime) -> Outgoing:
        return Outgoing(f"{outgoing.id}:{body.kind}", self._triage(outgoing), body, now)

    def _about_words(self, outgoing: Outgoing, number: str, reason: str, now: datetime) -> Outgoing:
        values = (("number", number), ("reason", reason))
        notice = SystemNotice("erased-stays", self.desk.language, values)
        return Outgoing(f"{outgoing.id}:stays", self._triage(outgoing), notice, now)

    def _about_person(self, outgoing: Outgoing, person: str, reason: str, now: datetime) -> Outgoing:
        who = (("person", person),)
        notice = SystemNotice("undelivered-reply", self.desk.language, (("reason", reason),), who)
        key = f"undelivered:{outgoing.destination.team}:{person}:{now.date().isoformat()}"
        return Outgoing(key, self._triage(outgoing), notice, now)

    def _triage(self, outgoing: Outgoing) -> Destination:
        return Destination(outgoing.destination.team, self.desk.channel)


def _to_requester(outgoing: Outgoing, news: TicketNews, now: datetime) -> Outgoing:
    return Outgoing(f"{outgoing.id}:{news.kind}", outgoing.destination, news, now)
