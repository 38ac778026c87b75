"""The bot's own words in both languages, by name. Answers are not here: they are the knowledge base's."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.language import Language

_VALUE: Final = re.compile(r"\{([a-z]+)\}")


class TextError(LookupError):
    """A text that is not there, or one asked for without its values: a fault in the code that asks."""


def get(name: str, language: Language, **values: str) -> str:
    """The text `name` in `language`, with its `{values}` filled in as they are: nothing in them is read as a mark.

    Raises:
        TextError: where there is no such text, or the values are not the ones it names.
    """
    text = load(language).get(name)
    if text is None:
        raise TextError(f"There is no text '{name}' in {language}.yml")
    if values.keys() != values_of(text):
        raise TextError(f"The text '{name}' needs {sorted(values_of(text))}, not {sorted(values)}")
    return _VALUE.sub(lambda found: values[found[1]], text)


def values_of(text: str) -> set[str]:
    """The names of the values that `text` needs."""
    return set(_VALUE.findall(text))


@cache
def load(language: Language) -> Mapping[str, str]:
    """All texts of `language`, by name."""
    path = Path(__file__).with_name(f"{language}.yml")
    texts: dict[str, str] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return texts
