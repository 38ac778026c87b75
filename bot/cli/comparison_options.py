"""`check --against`: the options that turn the check of a knowledge base into a comparison with another one."""

from __future__ import annotations

from functools import wraps
from importlib import import_module
from typing import TYPE_CHECKING, Final

import click

from bot.cli.since_option import Since

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

FORMATS: Final = ("text", "markdown", "json")
_FOR_BOTH: Final = frozenset({"knowledge", "as_json"})
"""What a comparison is told as well; everything else about a check is not its business."""


def comparable(check: Callable[..., int]) -> Callable[..., int]:
    """Return `check` with the options of a comparison, which is made instead where another one is named."""

    @click.option(
        "--against",
        metavar="REV|FOLDER",
        help="Compare with the knowledge base in this git revision or folder: which replies change?",
    )
    @click.option(
        "--questions",
        "since",
        type=Since(),
        metavar="30d",
        help="With --against: also what people asked since this day, or for so long.  [default: 30d]",
    )
    @click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        help="With --against: for a terminal, a pull request or programs.  [default: text]",
    )
    @wraps(check)
    def check_or_compare(*, against: str | None, since: datetime | None, form: str | None, **others: object) -> int:
        if against is None:
            if since is not None or form is not None:
                raise click.UsageError("--questions and --format go with --against REV or --against FOLDER.")
            return check(**others)
        if unfit := " and ".join(_given(others)):
            raise click.UsageError(f"--against compares the whole knowledge base: leave out {unfit}.")
        if others["as_json"] and form not in {None, "json"}:
            raise click.UsageError(f"--json cannot be combined with --format {form}.")
        form = "json" if others["as_json"] else form or "text"
        # A check alone needs neither git nor a database, and starts without them.
        compare: Callable[..., int] = import_module("bot.cli.comparison_command").compare
        return compare(against, since, form, others["knowledge"])

    return check_or_compare


def _given(others: Mapping[str, object]) -> Iterator[str]:
    """Yield what was typed of a check's own options and arguments, as it is typed."""
    context = click.get_current_context()
    for parameter in context.command.params:
        if others.get(str(parameter.name)) and parameter.name not in _FOR_BOTH:
            is_option = isinstance(parameter, click.Option)
            yield parameter.opts[0] if is_option else str(parameter.name).upper()
