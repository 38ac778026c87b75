"""The schemas of kinds and gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.article import Gap, Phrasings
from bot.domain.language import Bilingual
from bot.knowledge.schema_containers import Field, MapOf, Record, Unless
from bot.knowledge.schema_types import Text
from bot.knowledge.text_schemas import (
    NO_PHRASINGS,
    PHRASINGS,
    SLUG,
    SPECIAL_PHRASINGS,
    TITLE,
    in_both,
    ways_of_asking,
)

if TYPE_CHECKING:
    from collections.abc import Collection

NO_TITLE: Final = Bilingual("", "")
"""The title of a gap that has that of its kind."""


def _gap(*, title: Bilingual = NO_TITLE, phrasings: Phrasings = NO_PHRASINGS, kind: str | None = None) -> Gap:
    return Gap("", title, phrasings, kind)


KIND: Final = Record(
    {
        "title": Field(
            in_both(Text(70, may_hold_facts=True, is_shown=True)),
            "the topic, worded to fit after “an answer about”, with {product} or {short_name}",
        ),
        "phrasings": Field(
            ways_of_asking(Text(200, may_hold_facts=True)),
            "questions as people type them, with {product} or {short_name}",
        ),
    },
    build=_gap,
)
"""A kind is a gap of every integration that has no article of it."""

_GAP: Final = Record(
    {
        "title": Field(
            TITLE, "the topic, worded to fit after “an answer about”; there is no kinds/{name}.yml that has one"
        ),
        "kind": Field(SLUG, "the file in kinds/ that it adds to, where that has another name", is_required=False),
        "phrasings": Field(PHRASINGS, "questions about it"),
    },
    build=_gap,
)
_SPECIAL_GAP: Final = Record(
    {**_GAP.fields, "title": Field(TITLE, "its own title", is_required=False), "phrasings": SPECIAL_PHRASINGS},
    build=_gap,
)


def gaps_beside(kinds: Collection[str]) -> MapOf:
    """Return the schema of the gaps of an integration: one of these `kinds` holds only what is special."""
    return MapOf(SLUG, Unless("kind", _SPECIAL_GAP, _GAP, kinds))
