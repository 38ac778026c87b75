"""What each table holds in a bot that has lived a little, as every version has written it.

A column that came later stands here with what it held from then on; an earlier schema is given the columns that it
has. A new table or column wants its values here: `test_earlier_schemas.py` says which are missing.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

NOON: Final = datetime(2026, 11, 25, 12, tzinfo=UTC)
_TICKET: Final[dict[str, Any]] = {
    "team": "T1",
    "person": "UALICE",
    "language": "nl",
    "title": "Brievenbus?",
    "text": "Waar is Éduards brievenbus?",
    "permalink": "https://example.slack.com/archives/C1/p1",
    "reply": '{"type":"Answer","language":"nl","articles":["mailbox"],"confidence":0.9}',
    "reply_channel": "C1",
    "reply_ts": "2.1",
    "home_channel": "C1",
    "home_ts": "1.1",
    "status_channel": "C1",
    "status_ts": "1.2",
    "status_version": 2,
    "card_channel": "C9",
    "card_version": 2,
    "direct_channel": "D1",
    "direct_ts": "7.1",
    "is_asked_privately": False,
    "opened_at": NOON,
    "waited_seconds": 60.0,
    "reminded": "",
    "late_at": NOON,
}

ROWS: Final[dict[str, list[dict[str, Any]]]] = {
    "seen_keys": [{"key": "event:Ev1", "seen_at": NOON, "times": 1}],
    "conversations": [
        {
            "key": "thread:T1:C1:1.1:",
            "team": "T1",
            "language": "nl",
            "updated_at": NOON,
            "articles": "setup-overview",
            "offered": "create-mailbox-automatic configure-globe",
            "trace_id": "q1",
            "step": "before-you-start",
            "came_by": "next",
            "product": "exact-globe",
            "replies": 0,
        },
        {
            "key": "direct:T1:D1::",
            "team": "T1",
            "person": "UALICE",
            "expecting": "mailbox-address",
            "language": "nl",
            "updated_at": NOON,
            "setup": "s1",
        },
    ],
    "questions": [
        {
            "trace_id": "q1",
            "asked_at": NOON,
            "team": "T1",
            "channel": "C1",
            "person": "UALICE",
            "text": "which version",
            "language": "en",
            "kind": "answer",
            "article": "version-required",
            "gap": "prices",
            "calculator": "version-check",
            "confidence": 0.9,
            "knowledge_version": "k1",
            "files": "https://example.slack.com/files/UALICE/F1/screen.png",
            "reply": '{"type":"Answer","language":"en","articles":["version-required"],"confidence":0.9}',
        }
    ],
    "people": [{"team": "T1", "person": "UALICE", "language": "nl"}],
    "outbox": [
        {
            "number": 1,
            "id": "m1",
            "team": "T1",
            "channel": "C1",
            "lane": "C1",
            "thread_ts": "1.1",
            "response_url": "https://hooks.slack.com/commands/1",
            "person": "UALICE",
            "is_private": False,
            "payload": '{"type":"Notice","text":"thanks","language":"nl"}',
            "due_at": NOON,
            "first_due_at": NOON,
            "sequence": "C1:1.1",
            "ticket": None,
            "shows": None,
            "attempts": 1,
            "ambiguous": 1,
            "state": "waiting",
            "owner": "w1",
            "leased_until": NOON,
        },
        {
            "number": 2,
            "id": "m2",
            "team": "T1",
            "channel": "C2",
            "lane": "C2",
            "payload": '{"type":"Notice","text":"thanks","language":"en"}',
            "due_at": NOON,
            "attempts": 60,
            "ambiguous": 0,
            "state": "dead",
            "reason": "channel_not_found",
            "died_at": NOON,
        },
    ],
    "holds": [{"team": "T1", "lane": "C2", "until": NOON}],
    "ticket_numbers": [{"team": "T1", "last": 2}],
    "tickets": [
        _TICKET
        | {
            "id": "t1",
            "number": 1,
            "search": "#1 brievenbus?\nwaar is éduards brievenbus?",
            "trace_id": "q1",
            "state": "waiting",
            "assignee": "UBOB",
            "version": 2,
            "card_ts": "9.1",
            "claimed_at": NOON,
            "responded_at": NOON,
            "waiting_since": NOON,
            "next_at": NOON,
        },
        _TICKET
        | {
            "id": "t2",
            "number": 2,
            "search": "#2 brievenbus?\nwaar is éduards brievenbus?",
            "state": "closed",
            "version": 3,
            "card_ts": "9.2",
            "resolved_at": NOON,
            "closed_at": NOON,
            "resolution": "reply",
            "article": "mailbox",
            "lesson": "phrasing",
        },
    ],
    "ticket_steps": [
        {
            "team": "T1",
            "ticket": "t1",
            "version": 2,
            "at": NOON,
            "person": "UBOB",
            "step": "claim",
            "before": "open",
            "after": "claimed",
            "message": "T1:C1:8.1",
        }
    ],
    "votes": [
        {
            "team": "T1",
            "person": "UALICE",
            "article": "version-required",
            "knowledge_version": "k1",
            "trace_id": "q1",
            "is_helpful": False,
            "voted_at": NOON,
            "reason": "incomplete",
        }
    ],
    "labels": [
        {
            "team": "T1",
            "person": "UBOB",
            "trace_id": "q1",
            "text": "uitleg",
            "article": "version-required",
            "labelled_at": NOON,
        }
    ],
    "setups": [
        {
            "id": "s1",
            "team": "T1",
            "person": "UALICE",
            "name": "Bakkerij Jansen",
            "language": "nl",
            "screen": "en",
            "state": "stuck",
            "version": 3,
            "step": "create-mailbox",
            "done": "before-you-start",
            "failed": "create-mailbox",
            "globe": "415",  # its name before
            "release": "415",
            "address": "12345678@facturen.econnect.eu",
            "product": "exact-globe",
            "started_at": NOON,
            "changed_at": NOON,
        }
    ],
    "channels": [
        {
            "team": "T1",
            "channel": "C1",
            "listens": "mentions",
            "language": "en",
            "product": "exact-globe",
            "most_replies": 3,
            "person": "UBOB",
            "set_at": NOON,
            "version": 1,
        }
    ],
    "erasures": [{"team": "T1", "person": "UDORA", "language": "nl", "forgotten": 7, "asked_at": NOON}],
    "former_messages": [
        {"team": "T1", "ticket": "t1", "name": "card", "channel": "C9", "message": "8.1", "until": NOON},
    ],
    "erased_messages": [
        {
            "team": "T1",
            "ticket": "t9",
            "name": "card",
            "number": 9,
            "language": "nl",
            "place": "C9",
            "channel": "C9",
            "message": "9.9",
            "is_past": False,
            "person": None,
            "thread": None,
            "since": None,
            "until": None,
        }
    ],
}
