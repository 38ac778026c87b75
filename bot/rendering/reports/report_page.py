"""A report as one page of HTML that needs nothing else, and reads well on paper."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from bot.rendering.reports.report_tables import KINDS, tables_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.domain.question_log import ReplyKind
    from bot.domain.report import Report, Verdicts
    from bot.rendering.reports.report_tables import Table, Words

# Each kind has a pattern as well as a colour: it is told apart on grey paper, and by who sees no colours.
_PATTERNS: Final[Mapping[ReplyKind, tuple[str, str]]] = {
    "answer": ("#1b6e4b", ""),
    "clarification": ("#d9ecff", '<path d="M0 6L6 0" stroke="#1b3a5c"/>'),
    "calculation": ("#8fc3a9", '<circle cx="3" cy="3" r="1" fill="#123"/>'),
    "hand_over": ("#f3d9c8", '<path d="M0 0L6 6M0 6L6 0" stroke="#8a3b12" stroke-width=".8"/>'),
}

_STYLE: Final = """
:root { color-scheme: light; font: 15px/1.5 system-ui, sans-serif; color: #14202b; background: #fff }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem; border-bottom: 3px solid #1b3a5c; padding-bottom: .4rem }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #d5dce3; vertical-align: top }
td { overflow-wrap: anywhere }
th { font-weight: 600; white-space: nowrap }
.number { text-align: right; font-variant-numeric: tabular-nums }
.legend span { margin-right: 1.2rem; white-space: nowrap }
.legend svg { vertical-align: -2px; margin-right: .3rem }
figure { margin: 0 } figcaption { font-size: .9rem; color: #40505f }
@media print { body { margin: 0; max-width: none } section { break-inside: avoid } }"""

_WIDTH: Final = 720
_HEIGHT: Final = 160
_BAR: Final = 14


def to_page(report: Report, words: Words) -> str:
    """Return the page; open it in a browser, or print it."""
    tables = tables_of(report, words)
    heading = escape(words.heading(report))
    return "\n".join(
        (
            f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{heading}</title><style>{_STYLE}</style></head><body>{_patterns()}<h1>{heading}</h1>",
            _section(tables[0], _by_day(report, words)),
            _section(tables[1], _by_article(report.figures.verdicts, words)),
            *(_section(table) for table in tables[2:]),
            "</body></html>\n",
        )
    )


def _patterns() -> str:
    return "".join(
        (
            '<svg width="0" height="0" aria-hidden="true"><defs>',
            *(
                f'<pattern id="{kind}" width="6" height="6" patternUnits="userSpaceOnUse">'
                f'<rect width="6" height="6" fill="{colour}"/>{mark}</pattern>'
                for kind, (colour, mark) in _PATTERNS.items()
            ),
            "</defs></svg>",
        )
    )


def _section(table: Table, chart: str = "") -> str:
    if not table.rows:
        return f"<section><h2>{escape(table.title)}</h2><p>{escape(table.empty)}</p></section>"
    # Above numbers a heading stands to the right, as they do.
    kinds = [' class="number"' if isinstance(cell, int) else "" for cell in table.rows[0]]
    columns = zip(kinds, table.columns, strict=True)
    head = "".join(f'<th scope="col"{kind}>{escape(column)}</th>' for kind, column in columns)
    body = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in table.rows)
    return f"<section><h2>{escape(table.title)}</h2>{chart}<table><tr>{head}</tr>{body}</table></section>"


def _cell(cell: str | int) -> str:
    return f'<td class="number">{cell}</td>' if isinstance(cell, int) else f"<td>{escape(cell)}</td>"


def _by_day(report: Report, words: Words) -> str:
    """Return a column a day, its parts stacked."""
    days = report.figures.days
    if not days:
        return ""
    highest = max(sum(asked.values()) for _, asked in days)
    first = days[0][0]
    count = (days[-1][0] - first).days + 1
    width = min(_WIDTH / count, 40)
    bars = []
    for day, asked in days:
        x, top = (day - first).days * width, float(_HEIGHT)
        for kind in KINDS:
            share = asked.get(kind, 0) / highest * _HEIGHT
            if share:
                top -= share
                tooltip = f"{day.isoformat()}: {words(kind)} {asked[kind]}"
                bars.append(_rect(x, top, max(width - 2, 1), share, kind, tooltip))
    caption = words("by-day", first=first.isoformat(), last=days[-1][0].isoformat(), most=str(highest))
    return _figure(bars, _HEIGHT, caption, words)


def _by_article(verdicts: tuple[Verdicts, ...], words: Words) -> str:
    """Return a bar an article: to the right who was helped, behind it who was not."""
    voted = [each for each in verdicts if each.helpful or each.unhelpful]
    if not voted:
        return ""
    most = max(each.helpful + each.unhelpful for each in voted)
    bars = []
    for row, each in enumerate(voted):
        y, label = row * (_BAR + 22), escape(words.title(each.article))
        bars.append(f'<text x="0" y="{y + 12}" font-size="12">{label}</text>')
        tooltip = words("votes", helpful=str(each.helpful), unhelpful=str(each.unhelpful))
        split = each.helpful / most * (_WIDTH - 120)
        bars.append(_rect(0, y + 16, split, _BAR, "answer", tooltip))
        bars.append(_rect(split, y + 16, each.unhelpful / most * (_WIDTH - 120), _BAR, "hand_over", tooltip))
        end = (each.helpful + each.unhelpful) / most * (_WIDTH - 120) + 6
        bars.append(f'<text x="{end:.1f}" y="{y + 28}" font-size="12">{each.helpful} / {each.unhelpful}</text>')
    return _figure(bars, len(voted) * (_BAR + 22), words("by-article"), None)


def _rect(x: float, y: float, width: float, height: float, kind: ReplyKind, tooltip: str) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    pattern = f'fill="url(#{kind})" stroke="#14202b" stroke-width=".5"'
    return f"<rect {place} {pattern}><title>{escape(tooltip)}</title></rect>"


def _figure(parts: list[str], height: float, caption: str, words: Words | None) -> str:
    legend = "" if words is None else f'<p class="legend">{"".join(_legend(words))}</p>'
    drawing = f'<svg viewBox="0 0 {_WIDTH} {height:.0f}" width="100%" role="img" aria-label="{escape(caption)}">'
    return f"<figure>{drawing}{''.join(parts)}</svg><figcaption>{escape(caption)}</figcaption>{legend}</figure>"


def _legend(words: Words) -> Iterator[str]:
    for kind in KINDS:
        box = f'<svg width="14" height="14"><rect width="14" height="14" fill="url(#{kind})" stroke="#14202b"/></svg>'
        yield f"<span>{box}{escape(words(kind))}</span>"
