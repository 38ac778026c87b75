"""What a form carries from its opening to its submission: ids and links, and the text of a preview."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from bot.domain.incoming import HandOverDraft
from bot.domain.ticket import Place, PostedMessage

if TYPE_CHECKING:
    from bot.domain.outgoing import NewsKind, TicketNews

_PURPOSES: Final[tuple[NewsKind, ...]] = ("reply", "question", "corrected")
"""What a support member writes by form."""


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


def read_draft(metadata: str, team: str, person: str) -> HandOverDraft:
    """Return the draft that a form of `person` carries."""
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


def preview_metadata(news: TicketNews) -> str:
    """Return what a preview carries: the ticket, what it is for, the article, and the text behind them."""
    return "\n".join((news.ticket, news.kind, news.article or "", news.text))


def read_preview(metadata: str) -> tuple[str, NewsKind, str | None, str]:
    """Return the ticket, what it is for, the article and the text that a preview carries."""
    ticket, kind, article, text = metadata.split("\n", 3)
    return ticket, next(each for each in _PURPOSES if each == kind), article or None, text
