"""The knowledge editor's workbench on the page: a board, previews, and drafts made of what nothing answers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from bot.bootstrap.answering import render_context
from bot.bootstrap.clock import today
from bot.domain.language import LANGUAGES
from bot.domain.library import name_of
from bot.domain.outgoing import ReplyMessage
from bot.domain.report import Period
from bot.knowledge.answered_gaps import gaps_of_draft
from bot.knowledge.article_editing import NO_PHRASINGS, EditingError
from bot.knowledge.new_article import write_article
from bot.knowledge.source_files import contents_of
from bot.playground.board_memory import BoardMemory
from bot.playground.board_text import board_in_text
from bot.playground.workbench_json import board_as_json, preview_as_json, problem_as_json
from bot.rendering.conversation_messages import elements_of
from bot.rendering.targets.block_kit import rendered
from bot.services.drafting import DraftBasis
from bot.services.previewing import preview_of
from bot.services.surveying import AskedLately, learnt_from
from bot.settings.shipped import why_not_to_edit
from localslack.page.actions import ActionError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from bot.domain.article import Phrasings
    from bot.domain.hours import Hours
    from bot.domain.language import Language
    from bot.domain.library import Library
    from bot.playground.bots_database import BotsDatabase
    from bot.playground.draft_answering import DraftAnswering
    from bot.playground.turning import ClockTurner
    from bot.rendering.context import RenderContext
    from bot.settings import Settings
    from localslack.page.actions import ActionResult, UserAction

LOOK_BACK: Final = timedelta(days=30)
"""How far back it looks for what people asked, as `lessons` does."""

_TRACE: Final = "0" * 16
"""Stands for a question's in the log: with it a reply has all the buttons that it has in Slack."""


@dataclass(frozen=True, slots=True)
class Workbench:
    """Shows what the running bot answers from, and what it could not answer, by the page's clock."""

    answering: DraftAnswering
    settings: Settings
    turner: ClockTurner
    hours: Hours
    database: BotsDatabase | None = None
    memory: BoardMemory = field(default_factory=BoardMemory)

    @property
    def actions(self) -> Mapping[str, Callable[[UserAction], ActionResult]]:
        """Return what an editor's window asks for."""
        return {"board": self._board, "preview": self._preview, "draft": self._draft}

    @property
    def texts(self) -> Mapping[str, Callable[[], str]]:
        """Return the board as plain text, by its path, in each language."""
        return {f"/board.{language}.txt": partial(self._board_in_text, language) for language in LANGUAGES}

    def problems(self) -> list[dict[str, Any]]:
        """Return what is wrong with what stands in the files, as JSON."""
        return [problem_as_json(each) for each in self.answering.live.problems]

    def _board(self, _action: UserAction) -> ActionResult:
        asked, now = self._asked(), self.answering.current
        return board_as_json(self.memory.board_of(now, asked, self._today()), now.knowledge) | {
            "problems": self.problems(),
            "folder": str(self.settings.knowledge_dir),
            "days": LOOK_BACK.days,
            "reads_database": len(asked) > 1,
            "not_writable": why_not_to_edit(self.settings.knowledge_dir),
        }

    def _board_in_text(self, language: Language) -> str:
        now = self.answering.current
        board = self.memory.board_of(now, self._asked(), self._today())
        return board_in_text(board, self.answering.live.problems, now.knowledge, language)

    def _preview(self, action: UserAction) -> ActionResult:
        slug = action.text("slug")
        now = self.answering.showing(slug)
        preview = preview_of(slug, now)
        if preview is None:  # a file that was written just now, or has a fault
            return {"slug": slug, "kind": "missing"}
        try:
            (place,) = self.answering.live.locate([(slug, None)])
            gaps = self._gaps_of_draft(slug, now.knowledge)
        except FileNotFoundError:  # a file went while the folder was read: it is looked at again
            return {"slug": slug, "kind": "missing"}
        context = self._context(now.knowledge)
        shown = [rendered(elements_of(ReplyMessage(each, trace_id=_TRACE), context)) for each in preview.replies]
        preview_json = preview_as_json(preview, now.knowledge, shown)
        return preview_json | {"path": place.path, "line": place.line, "gaps": gaps}

    def _gaps_of_draft(self, slug: str, knowledge: Library) -> list[dict[str, Any]]:
        """Return what is to be done about the gaps that a draft is to answer, as JSON."""
        base = knowledge.base_of(slug)
        article = base.articles.get(name_of(slug))
        if article is None or not article.is_draft:
            return []
        found = gaps_of_draft(base, article, contents_of(self.settings.knowledge_dir))
        return [problem_as_json(each) for each in found]

    def _draft(self, action: UserAction) -> ActionResult:
        """Write a draft: of a question that stands on the board, or without one, of nothing yet."""
        name, text = action.text("name"), action.optional("text")
        objection = why_not_to_edit(self.settings.knowledge_dir)
        if objection is not None:
            raise ActionError(objection)
        phrasings = NO_PHRASINGS if text is None else self._phrasings_of(text)
        try:
            path = write_article(self.settings.knowledge_dir, name, today(), phrasings)
        except EditingError as error:
            raise ActionError(str(error)) from None
        return {"slug": self._known_as(path), "path": str(path), "phrasings": len([*phrasings])}

    def _known_as(self, path: Path) -> str:
        """Return the slug of an article by the path of its file, which was written just now."""
        folder = path.parent.parent.name
        bases = (
            base
            for base in self.answering.current.knowledge.bases
            for each in base.integrations
            if each.folder == folder
        )
        return next((base.known_as(path.stem) for base in bases), path.stem)

    def _phrasings_of(self, text: str) -> Phrasings:
        now = self.answering.current
        wordings = learnt_from(self._asked(), now)
        found = next((each for each in wordings if each.article is None and each.text == text), None)
        if found is None:
            raise ActionError("That question has an answer or a draft by now.")
        return DraftBasis.of(now).phrasings_for(found.questions)

    def _asked(self) -> tuple[AskedLately, ...]:
        """Return what people asked lately: here, by the page's clock, and in the bot's database, where it is read."""
        queries = self.turner.bot.context.store.report_queries
        until = self.turner.clock.now()
        period = Period(until - LOOK_BACK, until)
        here = AskedLately.of(queries.taught(period), queries.figures(period))
        there = None if self.database is None else self.database.lately(LOOK_BACK)
        return (here,) if there is None else (here, there)

    def _today(self) -> date:
        return self.turner.clock.now().astimezone(self.hours.zone).date()

    def _context(self, knowledge: Library) -> RenderContext:
        support = self.turner.bot.context.support
        settings = replace(self.settings, desk=None if support is None else support.desk)
        return render_context(settings, knowledge, self._today())
