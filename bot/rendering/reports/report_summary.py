"""A report in brief, as a message in Slack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.rendering.document import Footnote, Paragraph, Title
from bot.rendering.reports.report_tables import tables_of

if TYPE_CHECKING:
    from bot.domain.report import Report
    from bot.rendering.document import Element
    from bot.rendering.reports.report_tables import Cell, Table, Words

_MOST_ROWS: Final = 7


def summary_of(report: Report, words: Words) -> tuple[Element, ...]:
    """The first rows of each table, and where the rest of it is."""
    tables = (Paragraph(_told(table)) for table in tables_of(report, words))
    return (Title(words.heading(report)), *tables, Footnote(words("more")))


def _told(table: Table) -> str:
    rows = [f"- {_row(row)}" for row in table.rows[:_MOST_ROWS]] or [table.empty]
    return "\n".join((f"**{table.title}**", *rows))


def _row(row: tuple[Cell, ...]) -> str:
    """`first: second · third`; nothing in it is a mark."""
    first, *others = (str(cell).replace("*", "∗").replace("`", "ˋ").replace("_", "＿") for cell in row)
    return f"{first}: {' · '.join(other for other in others if other)}"
