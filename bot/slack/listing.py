"""Lists of tickets: the team's, a page at a time, and a requester's own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from bot import texts
from bot.domain.ticket import UNFINISHED
from bot.rendering.targets.block_kit import rendered
from bot.rendering.tickets import queue, status
from bot.services.ports import Search
from bot.slack.ids import TRIAGE

if TYPE_CHECKING:
    from bot.domain.conversation import Conversation
    from bot.domain.language import Language
    from bot.rendering.targets.block_kit import Rendered
    from bot.slack.parts import AppContext, SupportContext

Which: TypeAlias = Literal["open", "mine", "breaching", "all"]

SHOWN: Final = 10
_MOST_WORDS: Final = 5
_REPORT: Final = re.compile(r"(?:report|rapport)(?:\s+([1-9]\d{0,2})\s*([dw]?))?")
_REPORT_DAYS: Final = 7
_PAGE: Final = re.compile(r"p([1-9]\d{0,3})")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tickets: of a kind, with words in them, and the page, counted from 1."""

    which: Which = "open"
    words: tuple[str, ...] = ()
    page: int = 1

    def typed(self) -> str:
        """The command for it."""
        return " ".join((TRIAGE, self.which, *self.words, f"p{self.page}"))


def read_wanted(text: str) -> Wanted:
    """What was typed: `[open | mine | breaching | all] [words] [p2]`."""
    words = text.split()
    which: Which = "open"
    for each in get_args(Which):
        if words and words[0].lower() == each:
            which, words = each, words[1:]
            break
    page = 1
    if words and (found := _PAGE.fullmatch(words[-1])):
        page, words = int(found[1]), words[:-1]
    return Wanted(which, tuple(words[:_MOST_WORDS]), page)


def read_report(text: str) -> int | None:
    """Of how many days a report is wanted: `report [30 | 30d | 4w]`; None where none is wanted."""
    found = _REPORT.fullmatch(text.strip().lower())
    if found is None:
        return None
    return int(found[1] or _REPORT_DAYS) * (7 if found[2] == "w" else 1)


def tickets(parts: AppContext, support: SupportContext, asked_by: Conversation, wanted: Wanted) -> Rendered:
    """A page of the tickets of the team in which `asked_by` stands.

    Raises:
        StoreUnavailable: they cannot be read now.
    """
    search = Search(
        states=None if wanted.which == "all" else UNFINISHED,
        assignee=asked_by.person if wanted.which == "mine" else None,
        late_by=parts.clock.now() if wanted.which == "breaching" else None,
        words=wanted.words,
    )
    found = parts.store.tickets.find(asked_by.team, search, (wanted.page - 1) * SHOWN, SHOWN + 1)
    language = support.desk.language
    heading = texts.get(f"queue-{wanted.which}", language)
    if wanted.words:
        heading = texts.get("queue-found", language, heading=heading, words=" ".join(wanted.words))
    following = replace(wanted, page=wanted.page + 1).typed() if len(found) > SHOWN else None
    return rendered(queue.queue(found[:SHOWN], heading, support.desk, support.workspace.address, following))


def requests(parts: AppContext, team: str, person: str, language: Language) -> Rendered:
    """A requester's own tickets.

    Raises:
        StoreUnavailable: as above.
    """
    return rendered(status.requests(parts.store.tickets.of_person(team, person, SHOWN), language))
