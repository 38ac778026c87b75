"""`check --against`: asks two knowledge bases the same, and prints whose reply changes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import click

from bot.bootstrap.answering import answering
from bot.bootstrap.clock import SystemClock
from bot.bootstrap.other_knowledge import RevisionError, answering_against
from bot.bootstrap.reports import StoreError, StoreUnavailableError, questions_since
from bot.cli import comparison_formats
from bot.cli.command_settings import indented, load_settings, unusable
from bot.cli.progress import Progress
from bot.domain.problem import KnowledgeError
from bot.services.comparing import compare as compare_both

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from bot.domain.question_log import LoggedQuestion
    from bot.services.answering_all import AnsweringAll
    from bot.settings import Settings

_DAYS: Final = 30
_EVERY_SECONDS: Final = 5.0


def compare(against: str, since: datetime | None, form: str, knowledge: Path | None) -> int:
    """Print what changes from the knowledge base `against` to the one in use; return 1 where a check is lost.

    Raises:
        click.UsageError: there is nothing to compare with.
        click.ClickException: the one in use has errors.
    """
    settings = load_settings(knowledge)
    try:
        after = answering(settings)
    except KnowledgeError as error:
        raise unusable(error) from None
    name, before = _other(settings, against)
    logged = _logged(settings, since)
    found = compare_both(before, after, logged, _progress())
    click.echo(comparison_formats.WRITERS[form](found, name))
    return int(bool(found.lost))


def _other(settings: Settings, against: str) -> tuple[str, AnsweringAll]:
    try:
        return answering_against(settings, against)
    except RevisionError as error:
        raise click.UsageError(str(error)) from None
    except KnowledgeError as error:
        remedy = "Name a revision or folder without errors."
        told = f"The knowledge base in {against} cannot be used:\n{indented(error.problems)}"
        raise click.UsageError(f"{told}\n{remedy}") from None


def _logged(settings: Settings, since: datetime | None) -> Sequence[LoggedQuestion] | None:
    """Return what people asked; None, which is said, where no database is at hand."""
    now = SystemClock().now()
    try:
        return questions_since(settings, since or now - timedelta(days=_DAYS), now)
    except (StoreError, StoreUnavailableError) as error:
        click.echo(f"Only the checks are asked, not what people asked: {error}", err=True)
        return None


def _progress() -> Callable[[int, int], None]:
    totals: dict[str, int] = {}
    progress = Progress("Asking", totals, _EVERY_SECONDS)

    def tell(done: int, of: int) -> None:
        totals["questions"] = of
        progress("questions", done)

    return tell
