"""The bot's own words in both languages, by name. Answers are not here: they are the knowledge base's.

The files are read, and the Markdown in them, once: `dump` makes bytes of both, and a process that was given these
with `restore` needs neither YAML nor Markdown.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from bot.domain.language import LANGUAGES
from bot.domain.markup import KEPT_MARKUP, PLACEHOLDER_NAME, Inline, RichText, filled, plain_text_of
from bot.domain.value_json import ValueCodec

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    from bot.domain.language import Language

MARKS: Final = ValueCodec(KEPT_MARKUP)
"""How the texts that have marks are kept, each by itself: most starts show only a few of them."""

_PARTS: Final = ("words", "formatted")
_restored: Final[dict[Language, dict[str, Any]]] = {}
"""By language what `dump` made: `words` as written, and `formatted`, the texts that have marks."""


class TextError(LookupError):
    """A text that is not there, or one asked for without its values: a fault in the code that asks."""


def get(name: str, language: Language, **values: str) -> str:
    """Return the text `name`, with its `{values}` filled in as they are, for places that show no marks.

    Raises:
        TextError: where there is no such text, or the values are not the ones it names.
    """
    text = _checked(name, language, values)
    return PLACEHOLDER_NAME.sub(lambda found: values[found[1]], text)


def formatted(name: str, language: Language, **values: Inline) -> RichText:
    """Return the text `name` with its marks read, and `values` in it as leaves: nothing in them is read as a mark.

    Raises:
        TextError: as `get`.
    """
    _checked(name, language, values)
    return filled(_formatted(name, language), values)


def _checked(name: str, language: Language, values: Mapping[str, object]) -> str:
    text = load(language).get(name)
    if text is None:
        raise TextError(f"There is no text '{name}' in {language}.yml")
    if values.keys() != values_of(text):
        raise TextError(f"The text '{name}' needs {sorted(values_of(text))}, not {sorted(values)}")
    return text


@cache
def values_of(text: str) -> frozenset[str]:
    """Return the names of the values that `text` needs."""
    return frozenset(PLACEHOLDER_NAME.findall(text))


@cache
def load(language: Language) -> Mapping[str, str]:
    """Return all texts of `language` as they are written, by name."""
    if language in _restored:
        words: dict[str, str] = _restored[language]["words"]
        return words
    read: Mapping[str, str] = _compilation().read_file(path_of(language))
    return read


@cache
def _formatted(name: str, language: Language) -> RichText:
    text = load(language)[name]
    if language in _restored:
        blocks = _restored[language]["formatted"].get(name)
        return plain_text_of(text) if blocks is None else cast("RichText", MARKS.decode(blocks))
    marks: RichText = _compilation().read_marks(text)
    return marks


def _compilation() -> ModuleType:
    from bot.texts import compilation  # noqa: PLC0415 - most starts are given what it made before

    return compilation


def path_of(language: Language) -> Path:
    """Return the file with the texts of `language`."""
    return Path(__file__).with_name(f"{language}.yml")


def version() -> str:
    """Return a short hash over the files: the same files give the same version."""
    content = b"\0".join(path_of(language).read_bytes() for language in LANGUAGES)
    return hashlib.sha256(content).hexdigest()[:12]


def dump() -> bytes:
    """Return all texts of all languages, read, for `restore`."""
    return json.dumps(_compilation().catalogues(), ensure_ascii=False).encode()


def restore(content: bytes) -> bool:
    """Take the texts from what `dump` made; False where it cannot be read, and then nothing is changed."""
    try:
        catalogues = json.loads(content)
        read = {language: {part: dict(catalogues[language][part]) for part in _PARTS} for language in LANGUAGES}
    except (ValueError, KeyError, TypeError):
        return False
    _restored.update(read)
    return True
