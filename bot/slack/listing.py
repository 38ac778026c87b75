"""Lists of tickets: the team's, a page at a time, and a requester's own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from bot import texts
from bot.domain.ticket import UNFINISHED
from bot.rendering import tickets as looks
from bot.rendering.blocks.messages import blocks_of, fallback_of
from bot.services.ports import Search
from bot.slack.ids import TRIAGE
from bot.slack.parts import Rendered

if TYPE_CHECKING:
    from bot.domain.language import Language
    from bot.rendering.pieces import Piece
    from bot.slack.parts import Parts, Support

Which: TypeAlias = Literal["open", "mine", "breaching", "all"]

SHOWN: Final = 10
_MOST_WORDS: Final = 5
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


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, and the name of their workspace in addresses."""

    team: str
    person: str
    domain: str


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


def tickets(parts: Parts, support: Support, asked_by: Viewer, wanted: Wanted) -> Rendered:
    """A page of the team's tickets.

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
    return _rendered(looks.queue(found[:SHOWN], heading, support.desk, asked_by.domain, following))


def requests(parts: Parts, team: str, person: str, language: Language) -> Rendered:
    """A requester's own tickets.

    Raises:
        StoreUnavailable: as above.
    """
    return _rendered(looks.requests(parts.store.tickets.of_person(team, person, SHOWN), language))


def _rendered(pieces: tuple[Piece, ...]) -> Rendered:
    return Rendered(fallback_of(pieces), blocks_of(pieces))
