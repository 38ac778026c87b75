"""A report in brief, as a message in Slack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.markup import ItemList, Paragraph, Strong
from bot.rendering.bot_texts import formatted
from bot.rendering.document import FormattedText, Title
from bot.rendering.reports.report_tables import tables_of

if TYPE_CHECKING:
    from bot.domain.report import Report
    from bot.rendering.document import Element
    from bot.rendering.reports.report_tables import Cell, Table, Words

_MOST_ROWS: Final = 7


def summary_of(report: Report, words: Words) -> tuple[Element, ...]:
    """Return the first rows of each table, and where the rest of it is."""
    tables = (_shortened(table) for table in tables_of(report, words))
    return (Title(words.heading(report)), *tables, formatted("report-more", words.language))


def _shortened(table: Table) -> FormattedText:
    heading = Paragraph((Strong((table.title,)),))
    rows = tuple((Paragraph((_row(row, table.columns),)),) for row in table.rows[:_MOST_ROWS])
    return FormattedText((heading, ItemList(rows or ((Paragraph((table.empty,)),),))))


def _row(row: tuple[Cell, ...], columns: tuple[str, ...]) -> str:
    """Return `first: second`; where there are more, each with what its column is: `first – Count: 2 · People: 1`."""
    first, *others = (str(cell) for cell in row)
    if len(others) == 1:
        return f"{first}: {others[0]}"
    named = (f"{name}: {other}" for name, other in zip(columns[1:], others, strict=True) if other)
    return f"{first} – {' · '.join(named)}"
