"""Text as people typed it in Slack → plain text, and what stands around the numbers in it.

Everything here takes any text, raises nothing, and needs time in proportion to the text's length.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 3000
"""Characters of a text that are read: of a longer one the first and the last half of it."""

_LONGEST_MARKED: Final = 4 * LONGEST
"""Characters with Slack's marks, which repeat every link, that are looked at."""

_NEAR: Final = 80
"""Characters on either side of a number that can say what it is."""

_MARK: Final = re.compile(
    r"<(?:(?P<place>[@#!])|(?P<scheme>tel:|mailto:|https?://))(?P<target>[^<>|]*)(?:\|(?P<label>[^<>]*))?>"
)
_BROADCAST: Final = re.compile(r"(?<![\w.])@(?:here|channel|everyone|hier|kanaal|iedereen)\b", re.IGNORECASE)
"""A call to everybody that was typed, or pasted, and is a mark no more."""

_EMPHASIS: Final = re.compile(r"(?<!\w)[*_~`]+|(?<![*_~`])[*_~`]++(?!\w)")
_DASH: Final = re.compile("[‐-―−]")
_QUOTES: Final = str.maketrans(dict.fromkeys("‘’‚‛‹›´ʹʻʼʽˈˊˋ′‵՚ꞌ❛❜＇", "'") | dict.fromkeys("“”„‟«»″‶〝〞❝❞＂", '"'))
"""What keyboards and word processors make of the two straight ones."""
_BACKTICK: Final = re.compile(r"(?<=[^\W_])`(?=[^\W_])")
"""One within a word, where no code begins or ends: typed for an apostrophe."""

_AMPERSANDS: Final = re.compile("&(?:amp;)+")

_ABBREVIATION: Final = re.compile(r"\b[a-z](?:\.[a-z])+\b\.?(?![a-z0-9])")
_CLAUSE_END: Final = re.compile(r"[,;?!\n]|(?<=[a-z]{4})(?<!nr)\.(?!\w)|(?<=[0-9])\.(?!\w)")
_WORD: Final = re.compile(r"[^\W\d_]+\+?|[#€%]")

WEIGHTLESS: Final = frozenset(
    (
        "a aan al als an and are at be bij by can dan dat de der die dit do doe does doet door dus een en er for "
        "from ga gaat get had has have heb hebben heeft het hij hoe how hun i if ik in is it its je jij jullie "
        "kan kunnen maar mag me met mij mijn moet moeten my naar nog nu of om on ons onze ook op or our should so "
        "te than that the their then there they this to toch tot u uit us van voor waar wanneer was wat we welk "
        "welke what when where which who wie wij wil will with word worden wordt would you your ze zich zij zijn "
        "zo"
    ).split()
)
"""Words of both languages that name nothing, and so tell nothing alone."""


UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
"""What no database and no request can hold: NUL, and halves of a surrogate pair."""


def storable(text: str) -> str:
    """Return `text` without what is `UNSTORABLE`.

    Halves that belong together are one character again; a half by itself becomes the sign for what cannot be read.
    """
    if text.isascii():
        return text.replace("\0", "")
    return text.replace("\0", "").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def plain(text: str) -> str:
    """Return `text` without Slack's marks and escapes, its characters in their plain form; the words stay as typed.

    Mentions go, links leave their label, lines stay apart. What is plain already is left as it is.
    """
    read = _plainer(ends(text, _LONGEST_MARKED))
    while (again := _plainer(read)) != read:
        read = again
    return ends(read, LONGEST).strip()


def ends(text: str, longest: int) -> str:
    """Return `text`, or its first and its last half where it is longer."""
    if len(text) <= longest:
        return text
    return f"{text[: longest // 2 - 1]}\n{text[-longest // 2 :]}"


def readable(text: str) -> str:
    """Return `text` with Slack's marks as people read them: links in full, people and channels by their names.

    All else stays as it was typed, and text without marks as it is: it may be read wherever words are shown again.
    """
    return _MARK.sub(_as_read, text)


def shortened(text: str, longest: int) -> str:
    """Return `text`, cut between two words where it is longer, with a sign that it goes on."""
    if len(text) <= longest:
        return text
    cut = text[:longest]
    words, space, _ = cut.rpartition(" ")
    # A single long word, such as an address, is cut in its middle after all.
    kept = words if space and len(words) > longest // 2 else cut[: longest - 1]
    return kept.rstrip(" ,;:.-–—") + "…"


def straightened(text: str) -> str:
    """Return `text` with the quotes and apostrophes of keyboards and word processors straight."""
    return _BACKTICK.sub("'", text.translate(_QUOTES))


def is_cut(text: str) -> bool:
    """Return whether the middle of `text` is not read."""
    return len(text) > _LONGEST_MARKED or len(_plainer(text)) > LONGEST


def folded(text: str) -> str:
    """Return plain `text` in lower case, abbreviations closed up (`K.v.K.` → `kvk`), as patterns read it."""
    return _ABBREVIATION.sub(lambda found: found[0].replace(".", ""), plain(text).lower())


def words_of(text: str) -> str:
    """Return the words of a folded `text` with one space between; digits are none, `#`, `€` and `%` are."""
    return " ".join(_WORD.findall(text))


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number in a text: what a pattern found, and the words of its clause before and after it.

    `before` and `after` end where another number begins. Both are in reading order.
    """

    found: re.Match[str]
    before: str
    after: str


def number_mentions(pattern: re.Pattern[str], text: str) -> tuple[NumberMention, ...]:
    """Return everything that `pattern` finds in a folded `text`, in order."""
    found = tuple(pattern.finditer(text))
    begins = (0, *(each.end() for each in found))
    ends = (*(each.start() for each in found[1:]), len(text))
    return tuple(
        NumberMention(
            each,
            before=words_of(_CLAUSE_END.split(text[max(begin, each.start() - _NEAR) : each.start()])[-1]),
            after=words_of(text[each.end() : _clause_end(text, each.end(), min(end, each.end() + _NEAR))]),
        )
        for each, begin, end in zip(found, begins, ends, strict=False)
    )


def _clause_end(text: str, begin: int, end: int) -> int:
    """Return where the clause ends that goes on at `begin`, at most at `end`; "414. Then" ends behind the number."""
    found = _CLAUSE_END.search(text, begin, end)
    return end if found is None else found.start()


def _plainer(text: str) -> str:
    """Clean `text` once: marks off, escapes undone, one kind of space, dash and digit."""
    text = _BROADCAST.sub(" ", _MARK.sub(_unmarked, text))
    text = _AMPERSANDS.sub("&", text).replace("&lt;", "<").replace("&gt;", ">")
    if not text.isascii():
        text = "".join(character for character in text if unicodedata.category(character) != "Cf")
        text = text.translate(_QUOTES)  # before NFKC, which parts ´ in two
        text = _DASH.sub("-", unicodedata.normalize("NFKC", text))
    text = _EMPHASIS.sub("", straightened(text))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(lines).strip()


def _as_read(mark: re.Match[str]) -> str:
    """Return what stands for one of Slack's marks where its words are shown again."""
    target, label, place = mark["target"], (mark["label"] or "").strip(), mark["place"]
    if place == "!":
        kind, _, rest = target.partition("^")
        name = label or {"subteam": rest, "date": ""}.get(kind, kind)
        return name if kind == "date" else f"@{name.removeprefix('@')}"
    if place is not None:
        return f"{place}{(label or target).removeprefix(place)}"
    scheme = mark["scheme"]
    address = target if scheme in {"tel:", "mailto:"} else f"{scheme}{target}"
    if scheme == "tel:":
        return label or address
    is_same = not label or address.rstrip("/").endswith(label.rstrip("/").removeprefix("www."))
    return address if is_same else f"{label} ({address})"


def _unmarked(mark: re.Match[str]) -> str:
    """Return what a reader sees of one of Slack's marks: nothing of a mention, otherwise its label."""
    target, label = mark["target"], mark["label"]
    if mark["place"] == "@" or (mark["place"] == "!" and not target.startswith("date^")):
        return " "
    if label:
        return label
    return " " if mark["place"] else f"{mark['scheme']}{target}".removeprefix("tel:").removeprefix("mailto:")
