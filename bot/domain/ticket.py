"""A question handed to people: its states, the steps between them, and when somebody is to be reminded of it.

open → claimed → waiting for the requester → claimed → resolved → closed, and reopened from the last two
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot.domain.redaction import redacted
from bot.domain.text_cleaning import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.domain.hours import Hours
    from bot.domain.language import Language
    from bot.domain.reply import Reply

TicketState: TypeAlias = Literal["open", "claimed", "waiting", "resolved", "closed"]
Step: TypeAlias = Literal[
    "claim", "assign", "reply", "ask", "answer", "resolve", "dismiss", "withdraw", "confirm", "expire", "reopen"
]
Resolution: TypeAlias = Literal["article", "reply", "duplicate", "out-of-scope"]
Lesson: TypeAlias = Literal["phrasing", "gap", "nothing"]
Reminder: TypeAlias = Literal["response-soon", "response-late", "resolution-soon", "resolution-late", "close"]

STATES: Final[tuple[TicketState, ...]] = ("open", "claimed", "waiting", "resolved", "closed")
UNFINISHED: Final[frozenset[TicketState]] = frozenset({"open", "claimed", "waiting"})

STEPS: Final[Mapping[Step, Mapping[TicketState, TicketState]]] = {
    "claim": {"open": "claimed"},
    "assign": {"open": "claimed", "claimed": "claimed", "waiting": "waiting"},
    # Something was said to the requester; `ask` wants an answer back.
    "reply": {"claimed": "claimed", "waiting": "waiting", "resolved": "resolved"},
    "ask": {"claimed": "waiting", "waiting": "waiting"},
    "answer": {"open": "open", "claimed": "claimed", "waiting": "claimed", "resolved": "resolved"},
    "resolve": {"claimed": "resolved", "waiting": "resolved"},
    # Not a request at all.
    "dismiss": {"open": "closed", "claimed": "closed", "waiting": "closed"},
    "withdraw": {"open": "closed", "claimed": "closed", "waiting": "closed"},
    "confirm": {"resolved": "closed"},
    "expire": {"resolved": "closed"},
    "reopen": {"resolved": "claimed", "closed": "claimed"},
}
"""Which steps there are from each state, and where they lead. A reopened ticket that nobody had is open again."""

NOBODY: Final = ""
"""Who took a step that nobody took, such as silence closing a ticket; who stands for somebody who was forgotten."""

LONGEST_TITLE: Final = 80
LONGEST_TEXT: Final = 3000
"""Characters of a request that are kept, which is also what a form of Slack's takes."""

REOPENABLE: Final = timedelta(days=30)
QUIET_DAYS: Final = 3
"""Working days after which silence closes a resolved ticket."""

_SOON: Final = 0.75


@dataclass(frozen=True, slots=True)
class Place:
    """Where messages are put, in Slack's own terms: a channel and, where there is one, its thread."""

    channel: str
    thread: str | None = None

    @classmethod
    def of_person(cls, person: str) -> Place:
        """Return where `person` alone reads it: their direct messages with the bot."""
        return cls(person)


@dataclass(frozen=True, slots=True)
class PostedMessage:
    """A message of the bot's that can be edited; `version` is that of the ticket it shows, where it shows one."""

    channel: str
    id: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket as it stands.

    Attributes:
        number: counts within the team, from 1.
        text: what was written for the team, redacted, but for ways to reach the requester, which go once it is
            closed; `title` is its beginning, or what the requester made of it.
        trace_id: of the question in the log, where the bot was asked it.
        reply: what the bot had said; `replied_at` is that message, where it is one that can still be edited.
        home: where the requester hears of it.
        status: the requester's status message, once it is there; `card` is the one in the triage channel.
        direct: the first word about it that stood by itself in the requester's direct messages: they answer below it.
        is_asked_privately: whether what it waits for was asked where the requester alone reads it.
        waiting_since: when the requester was heard of last, or told something last, while it waits or is done.
        waited: working time that the requester took until then.
        reminded: the reminders that were given.
    """

    id: str
    number: int
    team: str
    person: str
    language: Language
    title: str
    text: str
    opened_at: datetime
    home: Place
    permalink: str | None = None
    trace_id: str | None = None
    reply: Reply | None = None
    replied_at: PostedMessage | None = None
    state: TicketState = "open"
    assignee: str | None = None
    version: int = 1
    status: PostedMessage | None = None
    card: PostedMessage | None = None
    direct: PostedMessage | None = None
    is_asked_privately: bool = False
    claimed_at: datetime | None = None
    responded_at: datetime | None = None
    waiting_since: datetime | None = None
    waited: timedelta = timedelta()
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    resolution: Resolution | None = None
    article: str | None = None
    lesson: Lesson | None = None
    reminded: tuple[Reminder, ...] = ()


class InvalidTransitionError(Exception):
    """There is no such step from where the ticket is. `ticket` is how it stands."""

    def __init__(self, ticket: Ticket, step: Step) -> None:
        super().__init__(f"no {step} from {ticket.state}")
        self.ticket = ticket
        self.step = step


@dataclass(frozen=True, slots=True)
class TransitionRecord:
    """A step that was taken, as the log has it; `message` is the one whose words it passed on, if it did."""

    ticket: str
    version: int
    at: datetime
    person: str
    step: Step
    before: TicketState
    after: TicketState
    message: str | None = None


def may_apply(ticket: Ticket, step: Step, at: datetime) -> bool:
    """Return whether `step` leads anywhere from where `ticket` is."""
    if ticket.state not in STEPS[step]:
        return False
    ended_at = ticket.closed_at or ticket.resolved_at
    return step != "reopen" or ended_at is None or at - ended_at <= REOPENABLE


def apply_transition(ticket: Ticket, step: Step, at: datetime, hours: Hours, assignee: str | None = None) -> Ticket:
    """Return `ticket` after `step`; `assignee` is who has it from then on, where the step gives it to somebody.

    Raises:
        InvalidTransitionError: the step does not lead anywhere from there.
    """
    if not may_apply(ticket, step, at):
        raise InvalidTransitionError(ticket, step)
    after = replace(ticket, state=STEPS[step][ticket.state], version=ticket.version + 1)
    if assignee is not None:
        after = replace(after, assignee=assignee, claimed_at=ticket.claimed_at or at)
    if after.state == "claimed" and after.assignee in {None, NOBODY}:
        after = replace(after, state="open", assignee=None)
    if step in {"reply", "ask", "resolve"}:
        after = replace(after, responded_at=ticket.responded_at or at)
    if step == "reopen":
        quiet_again = tuple(each for each in after.reminded if each != "close")
        after = replace(after, resolution=None, article=None, lesson=None, reminded=quiet_again)
    if after.state == "closed":
        after = _without_contact_data(after)
    after = _with_clock(after, at, hours)
    return replace(
        after,
        resolved_at=at if step == "resolve" else None if step == "reopen" else after.resolved_at,
        closed_at=at if after.state == "closed" else None,
    )


def _without_contact_data(ticket: Ticket) -> Ticket:
    """Return it as it is kept once nobody needs to reach the requester any more.

    A title that is the text's beginning is that of the redacted text: it may have been cut within a number, of which
    nothing shows any more that it was one.
    """
    text = redacted(ticket.text, LONGEST_TEXT, keeps_kvk=True)
    is_beginning = _on_one_line(ticket.text).startswith(ticket.title.removesuffix("…"))
    title = _on_one_line(text) if is_beginning else redacted(ticket.title, LONGEST_TITLE, keeps_kvk=True)
    return replace(ticket, title=shortened(title, LONGEST_TITLE), text=text)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _with_clock(ticket: Ticket, at: datetime, hours: Hours) -> Ticket:
    """Stop its clock where it waits for the requester or is done, and let it go on where it does not.

    Each step while it stands begins the waiting anew: whoever said something just now was not silent.
    """
    since = ticket.waiting_since
    waited = ticket.waited + (hours.between(since, at) if since is not None else timedelta())
    return replace(ticket, waiting_since=None if ticket.state in {"open", "claimed"} else at, waited=waited)


@dataclass(frozen=True, slots=True)
class Promise:
    """How soon the team wants to have answered, and to have resolved, in working time."""

    response: timedelta = timedelta(hours=4)
    resolution: timedelta = timedelta(hours=16)


def late_at(ticket: Ticket, promise: Promise, hours: Hours) -> datetime | None:
    """Return when the next of the team's promises is broken; None while the ticket waits or is done."""
    if ticket.state not in {"open", "claimed"}:
        return None
    return promised_at(ticket, "response" if ticket.responded_at is None else "resolution", promise, hours)


def promised_at(ticket: Ticket, what: Literal["response", "resolution"], promise: Promise, hours: Hours) -> datetime:
    """Return by when the team wants to have answered a ticket, or to have resolved it, whatever came of it."""
    within = promise.response if what == "response" else promise.resolution
    return hours.after(ticket.opened_at, within + ticket.waited)


def next_reminder(ticket: Ticket, promise: Promise, hours: Hours) -> tuple[datetime, Reminder] | None:
    """Return the reminder that is to be given next, and when; each is given once."""
    left = [each for each in _reminders(ticket, promise, hours) if each[-1] not in ticket.reminded]
    if not left:
        return None
    since, working_time, what = min(left)  # all that may be given at once begin at one moment
    return hours.after(since, working_time), what


def _reminders(ticket: Ticket, promise: Promise, hours: Hours) -> Iterator[tuple[datetime, timedelta, Reminder]]:
    """Yield what may be given, and after how much working time since when."""
    if ticket.state == "resolved" and ticket.waiting_since is not None:
        yield ticket.waiting_since, QUIET_DAYS * hours.day_length, "close"
    if ticket.state not in {"open", "claimed"}:
        return
    if ticket.responded_at is None:
        yield ticket.opened_at, _SOON * promise.response + ticket.waited, "response-soon"
        yield ticket.opened_at, promise.response + ticket.waited, "response-late"
    yield ticket.opened_at, _SOON * promise.resolution + ticket.waited, "resolution-soon"
    yield ticket.opened_at, promise.resolution + ticket.waited, "resolution-late"
