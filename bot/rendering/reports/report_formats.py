"""A report as text, Markdown, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from datetime import date, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

from bot.rendering.reports.report_tables import Words, tables_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.report import Report
    from bot.rendering.reports.report_tables import Cell, Table

_WIDEST: Final = 60
# What a spreadsheet takes for the beginning of a formula.
_FORMULA: Final = tuple("=+-@\t\r＝＋－＠")


def to_text(report: Report, words: Words) -> str:
    """Return the report for a terminal: columns one below the other."""
    return (
        "\n\n".join((words.heading(report), *("\n".join(_lines(table)) for table in tables_of(report, words)))) + "\n"
    )


def to_markdown(report: Report, words: Words) -> str:
    """Return the report for a wiki page."""
    parts = (_markdown(table) for table in tables_of(report, words))
    return "\n\n".join((f"# {words.heading(report)}", *parts)) + "\n"


def to_csv(report: Report, words: Words, delimiter: str = ",") -> str:
    """Return the report for a spreadsheet: a row begins with its table's title; nothing becomes a formula."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
    for table in tables_of(report, words):
        for row in table.rows:
            writer.writerow([_inert(cell) for cell in (table.title, *row)])
    return file.getvalue()


def to_json(report: Report) -> str:
    """Return the report for programs: the figures themselves. Times are ISO 8601, durations seconds."""
    return json.dumps(asdict(report), ensure_ascii=False, indent=2, default=_plain) + "\n"


def _lines(table: Table) -> Iterator[str]:
    yield f"{table.title}\n{'=' * len(table.title)}"
    if not table.rows:
        yield table.empty
        return
    rows = [table.columns, *([_shortened(cell) for cell in row] for row in table.rows)]
    widths = [max(len(str(row[place])) for row in rows) for place in range(len(table.columns))]
    for row in rows:
        cells = (
            str(cell).rjust(width) if isinstance(cell, int) else str(cell).ljust(width)
            for cell, width in zip(row, widths, strict=True)
        )
        yield "  ".join(cells).rstrip()


def _markdown(table: Table) -> str:
    if not table.rows:
        return f"## {table.title}\n\n{table.empty}"
    lines = [table.columns, tuple("---" for _ in table.columns), *table.rows]
    return f"## {table.title}\n\n" + "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(cell: Cell) -> str:
    return str(cell).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _shortened(cell: Cell) -> Cell:
    return cell if isinstance(cell, int) or len(cell) <= _WIDEST else cell[: _WIDEST - 1] + "…"


def _inert(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _plain(value: object) -> object:
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tzinfo):
        return str(value)
    raise TypeError(type(value).__name__)
