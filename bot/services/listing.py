"""Lists of tickets by slash command: the team's, a page at a time, and a report on them."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from secrets import token_hex
from typing import TYPE_CHECKING, Final, get_args

from bot.domain.outgoing import Outgoing, SystemNotice, TeamReport
from bot.domain.ticket import UNFINISHED
from bot.domain.views import QueueName, QueueView
from bot.services.commanding import remembered
from bot.services.ports import Search, StoreUnavailableError
from bot.services.triaging import not_in_team

if TYPE_CHECKING:
    from bot.domain.incoming import Command
    from bot.domain.views import View
    from bot.services.app_context import AppContext, SupportContext

log = logging.getLogger(__name__)

PAGE_SIZE: Final = 10
_MOST_WORDS: Final = 5
_REPORT: Final = re.compile(r"(?:report|rapport)(?:\s+([1-9]\d{0,2})\s*([dw]?))?")
_REPORT_DAYS: Final = 7
_PAGE: Final = re.compile(r"p([1-9]\d{0,3})")


@dataclass(frozen=True, slots=True)
class QueueQuery:
    """Which tickets: of a kind, with words in them, and the page, counted from 1."""

    name: QueueName = "open"
    words: tuple[str, ...] = ()
    page: int = 1

    def typed(self) -> str:
        """Return what is typed behind the command for it."""
        return " ".join((self.name, *self.words, f"p{self.page}"))


def read_query(text: str) -> QueueQuery:
    """Return what was typed: `[open | mine | breaching | all] [words] [p2]`."""
    words = text.split()
    name: QueueName = "open"
    for each in get_args(QueueName):
        if words and words[0].lower() == each:
            name, words = each, words[1:]
            break
    page = 1
    if words and (found := _PAGE.fullmatch(words[-1])):
        page, words = int(found[1]), words[:-1]
    return QueueQuery(name, tuple(words[:_MOST_WORDS]), page)


def read_report_days(text: str) -> int | None:
    """Return of how many days a report is wanted: `report [30 | 30d | 4w]`; None where none is wanted."""
    found = _REPORT.fullmatch(text.strip().lower())
    if found is None:
        return None
    return int(found[1] or _REPORT_DAYS) * (7 if found[2] == "w" else 1)


def answer_triage(context: AppContext, command: Command) -> View:
    """Return a page of the team's tickets, or a word about the report that is under way."""
    support = context.support
    if support is None:
        return SystemNotice("no-team", remembered(context, command).language or context.language)
    refusal = not_in_team(support, command.person)
    if refusal is not None:
        return refusal
    try:
        if (days := read_report_days(command.text)) is not None:
            return _report(context, support, command, days)
        return _page(context, command, read_query(command.text))
    except StoreUnavailableError as error:
        log.warning("The tickets cannot be read: %s", error)
        return SystemNotice("store-away", support.desk.language)


def _page(context: AppContext, command: Command, query: QueueQuery) -> QueueView:
    search = Search(
        states=None if query.name == "all" else UNFINISHED,
        assignee=command.person if query.name == "mine" else None,
        late_by=context.clock.now() if query.name == "breaching" else None,
        words=query.words,
    )
    found = context.store.tickets.find(command.conversation.team, search, (query.page - 1) * PAGE_SIZE, PAGE_SIZE + 1)
    has_more = len(found) > PAGE_SIZE
    next_page = f"{command.name} {replace(query, page=query.page + 1).typed()}" if has_more else None
    return QueueView(query.name, query.words, found[:PAGE_SIZE], next_page)


def _report(context: AppContext, support: SupportContext, command: Command, days: int) -> SystemNotice:
    """Order the report. It takes longer than an ack may: it is made when it is sent, and comes a moment later."""
    language = support.desk.language
    content = TeamReport(language, days)
    outgoing = Outgoing(f"report:{token_hex(8)}", command.private, content, context.clock.now())
    with context.store.transaction() as transaction:
        transaction.send(outgoing)
    context.wake()
    return SystemNotice("report-under-way", language)
