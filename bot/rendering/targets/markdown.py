"""Documents as Markdown: what `--json` carries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.rendering.replies import reply_elements
from bot.rendering.targets.text_layout import TextFormat, write

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.reply import Reply
    from bot.rendering.context import RenderContext
    from bot.rendering.document import Element

# What CommonMark would read as a mark: https://spec.commonmark.org/0.31.2/
_MARK: Final = re.compile(
    r"""
      \\ (?= [!-/:-@\[-`{-~] | $ )
    | [`\[\]]
    | (?<!\s) \* | \* (?!\s)
    | (?<![^\W_]) _ | _ (?![^\W_])
    | < (?= [A-Za-z/!?] )
    | & (?= \#?\w+; )
    | ~ (?= ~ ) | (?<= ~ ) ~
    """,
    re.VERBOSE,
)
_CANDIDATE: Final = re.compile(r"[\\`*\[\]_<&~]")
# At the beginning of a line: a heading, an item, a quotation, or what makes a heading or table of the line above.
_LINE_MARK: Final = re.compile(r"[-+](?=\s|$)|>|\#{1,6}(?=\s|$)|[|:=\s-]+$")
_NUMBER: Final = re.compile(r"(\d{1,9})(?=[.)](?:\s|$))")
_BACKTICKS: Final = re.compile("`+")


def to_markdown(reply: Reply, context: RenderContext) -> str:
    """Return `reply` as Markdown."""
    return in_markdown(reply_elements(reply, context))


def in_markdown(elements: Iterable[Element]) -> str:
    """Return `elements` as Markdown, without what is only pressed."""
    return write(elements, _MARKDOWN)


def _escape(text: str) -> str:
    # Most texts have none of these, and a search for a single character is the quicker one by far.
    return _MARK.sub(r"\\\g<0>", text) if _CANDIDATE.search(text) else text


def _escape_line(line: str) -> str:
    """Return `line` so that what it begins with is no mark."""
    if _LINE_MARK.match(line):
        return f"\\{line}"
    number = _NUMBER.match(line)
    return line if number is None else f"{number[0]}\\{line[number.end() :]}"


def _code(text: str) -> str:
    """Return `text` between more backticks than stand together in it."""
    fence = "`" * (max(map(len, _BACKTICKS.findall(text)), default=0) + 1)
    pad = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{fence}{pad}{text}{pad}{fence}" if text.strip() else text


def _link(label: str, url: str) -> str:
    if label == url.removeprefix("mailto:"):
        return f"<{label}>"
    return f"[{label}]({f'<{url}>' if '(' in url or ')' in url else url})"


_MARKDOWN: Final = TextFormat(
    text=_escape,
    strong=lambda text: f"**{text}**",
    emphasis=lambda text: f"*{text}*",
    code=_code,
    link=_link,
    title=lambda text: f"**{text}**",
    footnote=lambda text: f"_{text}_",
    line=_escape_line,
    line_break="\\\n",
)
