"""The files of texts read, and the Markdown in them. Slow to import: most starts are given what came of it before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from bot.domain.language import LANGUAGES
from bot.domain.markup import plain_text_of
from bot.markdown.parser import parse
from bot.texts import MARKS, path_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.domain.language import Language
    from bot.domain.markup import RichText


def read_file(path: Path) -> Mapping[str, str]:
    """Return the texts in `path` as they are written, by name."""
    texts: dict[str, str] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return texts


def read_marks(text: str) -> RichText:
    """Return `text` with its marks read; that nothing in it is refused, a test sees to."""
    return parse(text)[0]


def catalogues() -> dict[str, dict[str, object]]:
    """Return all texts by language, as written and, where they have marks, read."""
    return {language: _catalogue(language) for language in LANGUAGES}


def _catalogue(language: Language) -> dict[str, object]:
    words = read_file(path_of(language))
    marks = {name: read_marks(text) for name, text in words.items()}
    formatted = {name: MARKS.encode(text) for name, text in marks.items() if text != plain_text_of(words[name])}
    return {"words": words, "formatted": formatted}
