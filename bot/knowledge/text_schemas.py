"""The schemas of what stands in several kinds of file: names, titles and ways of asking."""

from __future__ import annotations

from typing import Final

from bot.domain.article import Phrasings
from bot.domain.language import Bilingual
from bot.knowledge.schema_containers import Field, ListOf, Record
from bot.knowledge.schema_types import Text

SLUG: Final = Text(60, r"[a-z0-9]+(-[a-z0-9]+)*", "mailbox-address-format")


def in_both(schema: Text) -> Record:
    """Return the schema of one text in both languages."""
    return Record({"en": Field(schema, "the English text"), "nl": Field(schema, "the Dutch text")}, build=Bilingual)


TITLE: Final = in_both(Text(70, is_shown=True))


def ways_of_asking(text: Text, *, are_required: bool = True) -> Record:
    """Return the schema of ways of asking, in both languages where they `are_required`."""
    ways = ListOf(text, fewest=1)
    return Record(
        {"en": Field(ways, "in English", are_required), "nl": Field(ways, "in Dutch", are_required)},
        build=lambda en=(), nl=(): Phrasings(en, nl),
    )


PHRASINGS: Final = ways_of_asking(Text(200))
SPECIAL_PHRASINGS: Final = Field(
    ways_of_asking(Text(200), are_required=False),
    "questions as people type them, beside those of its kind",
    is_required=False,
)
NO_PHRASINGS: Final = Phrasings((), ())
