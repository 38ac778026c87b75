"""What a form carries from its opening to its submission: ids and links, and the text of a preview."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from bot.domain.incoming import HandOverDraft, ReplyApproved
from bot.domain.ticket import Place, PostedMessage

if TYPE_CHECKING:
    from bot.domain.outgoing import NewsKind, TicketNews
    from bot.domain.ticket import Ticket

_PRIVATE: Final = "private"
_PURPOSES: Final[tuple[NewsKind, ...]] = ("reply", "question", "corrected")
"""What a support member writes by form."""

_PREVIEW_PARTS: Final = 4


def draft_metadata(draft: HandOverDraft) -> str:
    """Return what the form of `draft` carries; who it is Slack tells anew."""
    replied_at = draft.replied_at
    return json.dumps(
        {
            "channel": draft.home.channel,
            "ts": draft.home.thread,
            "language": draft.language,
            "trace": draft.trace_id,
            "link": draft.permalink,
            "reply": None if replied_at is None else (replied_at.channel, replied_at.id),
        }
    )


def read_draft(metadata: str, team: str, person: str) -> HandOverDraft | None:
    """Return the draft that a form of `person` carries; None where it carries none."""
    try:
        carried = json.loads(metadata)
        return HandOverDraft(
            team=team,
            person=person,
            home=Place(carried["channel"], carried["ts"]),
            language=carried["language"],
            trace_id=carried["trace"],
            permalink=carried["link"],
            replied_at=None if carried.get("reply") is None else PostedMessage(*carried["reply"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def ticket_metadata(ticket: Ticket) -> str:
    """Return what a form about `ticket` carries: which it is, and the version that it was opened for."""
    return f"{ticket.id} {ticket.version}"


def read_ticket(metadata: str) -> tuple[str, int | None]:
    """Return the ticket and its version; forms of earlier versions of the bot carry none."""
    ticket, _, version = metadata.partition(" ")
    return ticket, int(version) if version.isdecimal() else None


def preview_metadata(ticket: Ticket, news: TicketNews) -> str:
    """Return what a preview carries: the ticket, what it is for, for whom, the article, and the text behind them."""
    kind = f"{news.kind} {_PRIVATE}" if news.is_private else news.kind
    return "\n".join((ticket_metadata(ticket), kind, news.article or "", news.text))


def read_preview(metadata: str, key: str, team: str, person: str) -> ReplyApproved | None:
    """Return what was looked at in a preview, from what it carries; None where it carries none."""
    parts = metadata.split("\n", 3)
    if len(parts) < _PREVIEW_PARTS:
        return None
    about, kind, article, text = parts
    ticket, seen = read_ticket(about)
    kind, _, private = kind.partition(" ")
    purpose = next((each for each in _PURPOSES if each == kind), None)
    if purpose is None:
        return None
    return ReplyApproved(key, team, person, ticket, text, article or None, purpose, private == _PRIVATE, seen=seen)
