"""Lists of tickets by slash command: the team's, a page at a time, and a report on them."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from secrets import token_hex
from typing import TYPE_CHECKING, Final, get_args

from bot.domain.forms import QueueForm
from bot.domain.outgoing import Outgoing, SystemNotice, TeamReport
from bot.domain.ticket import STATES, UNFINISHED
from bot.domain.views import QueueName, QueueView
from bot.services.app_context import language_of_presser, say_privately
from bot.services.commanding import remembered
from bot.services.ports import Search, StoreUnavailableError
from bot.services.triaging import not_in_team

if TYPE_CHECKING:
    from bot.domain.incoming import ButtonAction, Command
    from bot.domain.language import Language
    from bot.domain.views import View
    from bot.services.app_context import AppContext, SupportContext

log = logging.getLogger(__name__)

PAGE_SIZE: Final = 10
_MOST_WORDS: Final = 5
_REPORT: Final = re.compile(r"report(?:\s+([1-9]\d{0,2}))?")
_REPORT_DAYS: Final = 7
_HELP: Final = ("help", "?")
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
    """Return what was typed: `[open | mine | overdue | closed | all] [words] [p2]`."""
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
    """Return of how many days a report is wanted: `report [30]`; None where none is wanted."""
    found = _REPORT.fullmatch(text.strip().lower())
    return None if found is None else int(found[1] or _REPORT_DAYS)


def answer_triage(context: AppContext, command: Command) -> View:
    """Return a page of the team's tickets, a word about the report that is under way, or what may be typed."""
    support = context.support
    if support is None:
        return SystemNotice("no-team", remembered(context, command).language or context.language)
    refusal = not_in_team(support, command.person) or _help_with(command, support.desk.language)
    if refusal is not None:
        return refusal
    try:
        if (days := read_report_days(command.text)) is not None:
            return _report(context, support, command, days)
        return _page(context, command.conversation.team, command.person, command.name, read_query(command.text))
    except StoreUnavailableError as error:
        log.warning("The tickets cannot be read: %s", error)
        return SystemNotice("store-away", support.desk.language)


def open_queue(context: AppContext, action: ButtonAction, command: str) -> QueueForm | None:
    """Return the first page of what is open, to a support member; `command` is the one for what comes after it.

    Raises:
        StoreUnavailableError: it cannot be read now.
    """
    if context.support is None:
        say_privately(context, action.private, SystemNotice("no-team", language_of_presser(context, action)))
        return None
    refusal = not_in_team(context.support, action.person)
    if refusal is not None:
        say_privately(context, action.private, refusal)
        return None
    return QueueForm(_page(context, action.team, action.person, command, QueueQuery()))


def _help_with(command: Command, language: Language) -> SystemNotice | None:
    """Return what may be typed, to whoever asks for it or missed it; None for what can be done."""
    if command.near is not None:
        return SystemNotice("triage-near", language, (("typed", command.text), ("meant", command.near)))
    first, _, rest = command.text.lower().partition(" ")
    is_asked = command.text.lower() in _HELP or (first == "report" and rest and not read_report_days(command.text))
    return SystemNotice("triage-help", language) if is_asked else None


def _page(context: AppContext, team: str, person: str, command: str, query: QueueQuery) -> QueueView:
    search = Search(
        states={"all": None, "closed": frozenset(STATES) - UNFINISHED}.get(query.name, UNFINISHED),
        assignee=person if query.name == "mine" else None,
        late_by=context.clock.now() if query.name == "overdue" else None,
        words=query.words,
    )
    found = context.store.tickets.find(team, search, (query.page - 1) * PAGE_SIZE, PAGE_SIZE + 1)
    has_more = len(found) > PAGE_SIZE
    next_page = f"{command} {replace(query, page=query.page + 1).typed()}" if has_more else None
    return QueueView(query.name, query.words, found[:PAGE_SIZE], next_page)


def _report(context: AppContext, support: SupportContext, command: Command, days: int) -> SystemNotice:
    """Order the report. It takes longer than an ack may: it is made when it is sent, and comes a moment later."""
    language = support.desk.language
    content = TeamReport(language, days)
    outgoing = Outgoing(
        f"report:{command.form_handle or token_hex(8)}", command.private, content, context.clock.now()
    )
    with context.store.transaction() as transaction:
        if transaction.seen_keys.claim([outgoing.id], outgoing.due_at):  # a replay orders no second one
            transaction.send(outgoing)
    context.wake()
    return SystemNotice("report-under-way", language)
