"""The bytes of a file → its text, or what stands in it that nobody sees or means: characters, tabs, merge marks."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from bot.domain.problem import Problem
from bot.knowledge.source_files import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

LINE_END: Final = re.compile(r"\r\n|\n|\r")
"""As editors count lines. YAML also ends one at U+0085, U+2028 and U+2029, which are refused."""

_TOLD_PER_FILE: Final = 20
_WIDE: Final = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}

# Control characters, what has no width or turns the direction of text, private use, and what is left of lost letters.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ue000-\uf8ff\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
_JOINER: Final = "\u200d"  # makes one emoji of several
_SYMBOLS: Final = frozenset({"So", "Sk", "Mn"})

# White space other than spaces where YAML knows spaces alone: in front of a line, behind a dash or a key.
_ODD_SPACE: Final = re.compile(
    r"^ *(?P<mark>(?:- +)*(?:-|[a-z][a-z0-9_-]*:)?)(?P<odd>[^\S\r\n ])(?=[^\S\r\n]*[^\s])", re.MULTILINE
)
_CONFLICT: Final = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?= |\r?$)", re.MULTILINE)
_TABS: Final = "Indent with spaces; most editors can do that for you."


def text_of(path: str, content: bytes) -> tuple[str | None, tuple[Problem, ...]]:
    """Return the text of a file, None where it cannot be trusted, and why that is."""
    if len(content) > MAX_BYTES:
        message = f"The file is too large; at most {MAX_BYTES // 1024} KiB are allowed"
        return None, (Problem(path, None, message, "Split it, or remove what does not belong there."),)
    remedy = "Save it with UTF-8 encoding."
    if _is_utf_16(content):
        return None, (Problem(path, 1, "The file is not UTF-8 text but UTF-16", remedy),)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return None, (Problem(path, line, "The file is not UTF-8 text", remedy),)
    problems = tuple(islice(chain(_unseen(path, text), _unresolved(path, text)), _TOLD_PER_FILE))
    return None if problems else text, problems


def _is_utf_16(content: bytes) -> bool:
    """Return whether `content` is text as Windows calls it "Unicode", with its mark or without."""
    return content[:2] in _WIDE or (len(content) > 1 and b"\0" in (content[:1], content[1:2]))


def _unseen(path: str, text: str) -> Iterator[Problem]:
    for found in _UNSEEN.finditer(text):
        if found[0] != _JOINER or not _is_in_emoji(text, found.start()):
            line, column = place_in(text, found.start())
            what = f"{_kind_of(found[0])} (U+{ord(found[0]):04X}) stands at column {column}"
            yield Problem(path, line, what, "Delete it; if you cannot see it, type the words around it again.")
    for found in _ODD_SPACE.finditer(text):
        line, column = place_in(text, found.start("odd"))
        if found["odd"] != "\t":
            name = unicodedata.name(found["odd"], "nameless").lower()
            message = f"A space of another kind ({name}) stands at column {column}"
            yield Problem(path, line, message, "Replace it with an ordinary space.")
        elif not found["mark"]:
            yield Problem(path, line, f"A tab stands in the indentation, at column {column}", _TABS)


def _unresolved(path: str, text: str) -> Iterator[Problem]:
    for found in _CONFLICT.finditer(text):
        line, _ = place_in(text, found.start())
        yield Problem(path, line, f"A merge left its mark {found[0]} here", "Keep one of the two texts, and no mark.")


def place_in(text: str, position: int) -> tuple[int, int]:
    """Return line and column of a position in `text`, both counted from 1."""
    ends = list(LINE_END.finditer(text, 0, position))
    return len(ends) + 1, position - (ends[-1].end() if ends else 0) + 1


def _kind_of(character: str) -> str:
    if character == "\ufffd":
        return "The sign of a letter that was lost"
    return "A control character" if unicodedata.category(character) == "Cc" else "A character that nobody sees"


def _is_in_emoji(text: str, position: int) -> bool:
    around = text[position - 1 : position] + text[position + 1 : position + 2]
    return len(around) == len("ab") and all(unicodedata.category(each) in _SYMBOLS for each in around)


def quoted(text: str) -> str:
    """Return `text` in quotes, as YAML reads it.

    What nobody sees is left as it is: the file is refused because of it.
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
