"""What a requester and the team are told about a ticket, by its kind."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

NewsKind: TypeAlias = Literal[
    "claimed",
    "reply",
    "question",
    "resolved",
    "corrected",
    "closed",
    "dismissed",
    "reopened",
    "unreachable",
    "reached",
    "not-passed-on",
    "not-read",
]
"""To the requester."""

OF_THE_TEAM: Final[frozenset[NewsKind]] = frozenset({"reply", "question", "corrected"})
"""What a support member says to them: below the card stands whether it has arrived."""

NoteKind: TypeAlias = Literal[
    "opened",
    "claimed",
    "assigned",
    "replied",
    "asked",
    "delivered",
    "undelivered",
    "deactivated",
    "outdated",
    "waiting",
    "sent-along",
    "answered",
    "edited",
    "resolved",
    "dismissed",
    "withdrawn",
    "confirmed",
    "expired",
    "reopened",
    "corrected",
    "response-soon",
    "response-late",
    "resolution-soon",
    "resolution-late",
]
"""To the team, below the ticket's card."""

OF_THE_REQUESTER: Final[frozenset[NoteKind]] = frozenset({"sent-along", "answered", "edited"})
"""Lines that pass on what the requester wrote: their own words, which nobody may lose without telling them."""

IN_WORDS: Final[frozenset[NoteKind]] = OF_THE_REQUESTER | {"replied", "asked", "corrected"}
"""Lines that repeat what somebody wrote."""

ENDED_UNREAD: Final = "its request ended without a card"
"""Why a line of the requester is given up that the team could read nowhere before the request was over."""

USER_DISABLED: Final = "user_disabled"
"""Slack's word for somebody whose account is deactivated: nobody reads what is said to them."""
