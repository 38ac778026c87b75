"""What follows for people from what was delivered, or never will be.

Before anything is given up, it was tried in plainer forms and, where it is for one person, in their direct messages.
`WHEN_GIVEN_UP` says for each kind of message what happens then and who is told; docs/operating.md says the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.domain.outgoing import (
    Destination,
    Digest,
    Home,
    InPlace,
    NotHelped,
    Outgoing,
    RelayOffer,
    ReplyMessage,
    Requests,
    SetupCard,
    SharedReply,
    SystemNotice,
    TeamReport,
    TransitionRefused,
)
from bot.domain.ticket_bodies import TicketCard, TicketCorrection, TicketNews, TicketNote, TicketStatus
from bot.domain.told_kinds import ENDED_UNREAD, OF_THE_REQUESTER, OF_THE_TEAM, USER_DISABLED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from bot.domain.desk import SupportDeskConfig
    from bot.services.ports import CardState, Sent

WHEN_GIVEN_UP: Final[Mapping[type, str]] = {
    ReplyMessage: "The support team is told in its channel who got no answer, and why, once a day per person.",
    SystemNotice: "The support team is told in its channel who got no answer, and why, once a day per person.",
    SharedReply: "Nobody is told: the person sees that it is not there, and can press again.",
    TeamReport: "The support team is told in its channel who got no answer, and why, once a day per person.",
    RelayOffer: "The support team is told in its channel who got no answer, and why, once a day per person.",
    NotHelped: (
        "Nobody is told: the vote counts, and only the question about its reason, or what may help, is missing."
    ),
    TransitionRefused: "Nobody is told: the ticket's card shows its state.",
    InPlace: (
        "The team is told if an erased person's words are still there, or may be because the bot cannot look; "
        "otherwise nobody is, and the old buttons still get an answer."
    ),
    TicketCard: (
        "If there is no card yet, the requester is told that the team was not reached, and again once it is. "
        "Otherwise the team is told below the card. If only the channel was unusable, the card is posted once it "
        "is usable again."
    ),
    TicketStatus: "The team is told below the card that the requester was not reached, and why.",
    TicketNews: "The team is told below the card that the requester was not reached, and why.",
    TicketCorrection: "The team is told below the card that the wrong answer is still there, and why.",
    TicketNote: (
        "The requester is told if the line passed on their own words; otherwise nobody is, since the card shows it."
    ),
    Home: "Nobody is told: it is made again when the person opens it.",
    Requests: "Nobody is told: the old list stays, and the command shows a new one.",
    SetupCard: "Nobody is told: the command shows how far it is.",
    Digest: "Nobody is told: the next one comes on the next working day.",
}
"""For each kind of message one sentence: what happens when it is given up, beside the log and the metric."""

_OF_THE_ERASED: Final = frozenset({"erased-card", "erased-status"})
"""What stands in the place of the words of somebody who was erased."""


@dataclass(frozen=True, slots=True)
class TicketDeliveryHooks:
    """Ticks what reached the requester, and tells people what never will reach anybody.

    `card_state` tells how a ticket's card stands before the delivery is concluded.
    """

    desk: SupportDeskConfig
    card_state: Callable[[str, str], CardState]

    def after_sent(self, outgoing: Outgoing, sent: Sent, now: datetime) -> tuple[Outgoing, ...]:
        """Return a tick below what a support member said, or that the requester has no account to read it with.

        Who was told that the team was not reached is told once it is.
        """
        body = outgoing.body
        if isinstance(body, TicketCard):
            return self._after_sent_card(outgoing, body, now)
        if not isinstance(body, TicketNews) or body.kind not in OF_THE_TEAM:
            return ()
        note = _deactivated(outgoing, body.ticket) if sent.is_unread else TicketNote(body.ticket, "delivered")
        return (self._note(outgoing, note, now),)

    def after_given_up(self, outgoing: Outgoing, reason: str, now: datetime) -> tuple[Outgoing, ...]:
        """Return what whoever can be told is told, as `WHEN_GIVEN_UP` says."""
        if isinstance(outgoing.body, TicketCard):
            return self._after_given_up_card(outgoing, outgoing.body, reason, now)
        then: Outgoing | None = None
        match outgoing.body:
            case TicketNote(ticket, kind) if kind in OF_THE_REQUESTER:
                then = _about_line(outgoing, ticket, reason, now)
            case TicketStatus(is_again=True):
                pass  # the news of it says the same
            case TicketNews(ticket) | TicketStatus(ticket) if reason == USER_DISABLED:
                then = self._note(outgoing, _deactivated(outgoing, ticket), now)
            case TicketNews(ticket) | TicketStatus(ticket) | TicketCorrection(ticket):
                then = self._note(outgoing, TicketNote(ticket, "undelivered", text=reason), now)
            case InPlace(notice) as word if notice.text in _OF_THE_ERASED:
                then = self._about_words(outgoing, word, reason, now)
            case ReplyMessage() | SystemNotice() | TeamReport() | RelayOffer() if (
                outgoing.destination.person is not None
            ):
                then = self._about_person(outgoing, outgoing.destination.person, reason, now)
        return () if then is None else (then,)

    def _after_sent_card(self, outgoing: Outgoing, card: TicketCard, now: datetime) -> tuple[Outgoing, ...]:
        if self.card_state(outgoing.destination.team, card.ticket) != "lost":
            return ()
        return (_anew(outgoing, card, now), _to_requester(outgoing, TicketNews(card.ticket, "reached"), now))

    def _after_given_up_card(
        self, outgoing: Outgoing, card: TicketCard, reason: str, now: datetime
    ) -> tuple[Outgoing, ...]:
        match self.card_state(outgoing.destination.team, card.ticket):
            case "shown":
                return (self._note(outgoing, TicketNote(card.ticket, "outdated", text=reason), now),)
            case "awaited":
                told = _to_requester(outgoing, TicketNews(card.ticket, "unreachable"), now)
                return (_anew(outgoing, card, now), told)
        return ()  # they know, or need not

    # What follows is for nobody alone, so that nothing follows where that is given up in its turn.

    def _note(self, outgoing: Outgoing, body: TicketNote, now: datetime) -> Outgoing:
        return Outgoing(f"{outgoing.id}:{body.kind}", self._triage(outgoing), body, now)

    def _about_words(self, outgoing: Outgoing, word: InPlace, reason: str, now: datetime) -> Outgoing:
        number = ("number", dict(word.notice.values).get("number", "?"))
        notice = (
            SystemNotice("erased-stays", self.desk.language, (number, ("reason", reason)))
            if word.sought is None
            else SystemNotice("erased-may-stay", self.desk.language, (number,))
        )
        return Outgoing(f"{outgoing.id}:stays", self._triage(outgoing), notice, now)

    def _about_person(self, outgoing: Outgoing, person: str, reason: str, now: datetime) -> Outgoing:
        who = (("person", person),)
        notice = (
            SystemNotice("undelivered-deactivated", self.desk.language, people=who)
            if reason == USER_DISABLED
            else SystemNotice("undelivered-reply", self.desk.language, (("reason", reason),), who)
        )
        key = f"undelivered:{outgoing.destination.team}:{person}:{now.date().isoformat()}"
        return Outgoing(key, self._triage(outgoing), notice, now)

    def _triage(self, outgoing: Outgoing) -> Destination:
        return Destination(outgoing.destination.team, self.desk.channel)


def _deactivated(outgoing: Outgoing, ticket: str) -> TicketNote:
    return TicketNote(ticket, "deactivated", outgoing.destination.person)


def _anew(outgoing: Outgoing, card: TicketCard, now: datetime) -> Outgoing:
    """Have the requester's status message say what became of the card."""
    status = TicketStatus(card.ticket, card.version, is_again=True)
    return Outgoing(f"{outgoing.id}:status", outgoing.destination, status, now)


def _about_line(outgoing: Outgoing, ticket: str, reason: str, now: datetime) -> Outgoing:
    """Have the requester read what became of their words; of all that ended with the request, once while it waits."""
    if reason != ENDED_UNREAD:
        return _to_requester(outgoing, TicketNews(ticket, "not-passed-on"), now)
    told = _to_requester(outgoing, TicketNews(ticket, "not-read"), now)
    return replace(told, id=f"not-read:{outgoing.destination.team}:{ticket}:{now.date().isoformat()}")


def _to_requester(outgoing: Outgoing, news: TicketNews, now: datetime) -> Outgoing:
    return Outgoing(f"{outgoing.id}:{news.kind}", outgoing.destination, news, now)
