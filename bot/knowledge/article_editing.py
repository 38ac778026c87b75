"""What the commands for knowledge editors write: a new article's skeleton, and the date of a review."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.domain.article import Phrasings
from bot.domain.language import LANGUAGES
from bot.domain.library import name_of
from bot.knowledge.raw_text import quoted
from bot.knowledge.text_schemas import SLUG

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.language import Language

# Lines end as editors end them: a lone carriage return is one too, and a mark may stand in front of the first.
_REVIEWED_ON: Final = re.compile(
    r"(?P<key>(?:^\ufeff?|(?<=\r))reviewed_on:[ \t]*)(?P<quote>[\"']?)[^\s#\"']+(?P=quote)", re.MULTILINE
)

_SKELETON: Final = """\
# yaml-language-server: $schema={schema}
# A new article. Fill in every "…", then run `econnect-bot check`. Nobody sees it while it has `status: draft`.
title:  # short: it is used on buttons, at most 70 characters
  en: "…"
  nl: "…"
answer:  # only what the source says, with the short answer first; **bold**, `code`, lists; facts in braces
  en: |
    …
  nl: |
    …
{kind}
phrasings:  # {which}
{phrasings}source:  # the reviewed text that the answer is based on, by its name in integration.yml, and its heading
  document: {document}
  section: "…"
owner: support
reviewed_on: {today}  # the day someone compared it with its source; `econnect-bot reviewed {known_as}` sets it
review_every_days: 90
related: []  # up to four articles that the reader may want next
status: draft  # remove this line to publish
"""

_VALUE: Final = re.compile(r"\{(slug|known_as|today|schema|document|kind|which|phrasings)\}")

PHRASINGS_WANTED: Final = 45
"""How many phrasings per language an article needs that names no kind.

Four shipped articles, cut down to some of their phrasings, were asked 20 of the others per language: with 10 the bot
answered 6 % of them, with 20 14 %, with 45 41 %, with 80 60 %.
"""

_KIND: Final = "kind: {kind}  # kinds/{kind}.yml has what people ask of every product"
_SPECIAL: Final = "what people ask of this product alone: a handful per language is enough; without any, leave it out"
_NO_KIND: Final = (
    "# kind: version-required  # where a file in kinds/ has what people ask; phrasings hold what is special then",
    f"as people type: goals, symptoms, keywords; at least {PHRASINGS_WANTED} per language: fewer seldom suffice",
)
"""The line of the kind, and what is said of the phrasings."""


NO_PHRASINGS: Final = Phrasings((), ())

_UNWRITTEN: Final[dict[Language, str]] = {"en": "{slug} …", "nl": "{slug} … (nl)"}
"""A phrasing that says that it is still to be written: no two articles may have the same."""


class EditingError(ValueError):
    """Something that cannot be written, with what to do instead."""


def skeleton(
    known_as: str,
    today: date,
    schema: str,
    document: str,
    phrasings: Phrasings = NO_PHRASINGS,
    kind: str | None = None,
) -> str:
    """Return the text of a new article's file.

    `known_as` is its name, behind that of its folder where it is told apart by that. `schema` is the path from it to
    the JSON Schema, `document` the name of its source. A language without `phrasings` has one still to be written.
    `kind` is what it answers of what people ask of every integration.

    Raises:
        EditingError: where the name cannot be a file's.
    """
    slug = name_of(known_as)
    if not all(map(SLUG.fits, known_as.split("/"))) or len(slug) > SLUG.longest:
        raise EditingError(
            f"'{known_as}' is not a valid name: use lowercase letters, digits and hyphens, such as {SLUG.example}."
        )
    values = {"slug": slug, "known_as": known_as, "today": today.isoformat(), "schema": schema, "document": document}
    values["kind"], values["which"] = _NO_KIND if kind is None else (_KIND.format(kind=kind), _SPECIAL)
    values["phrasings"] = "".join(_listed(slug, language, phrasings) for language in LANGUAGES)
    return _VALUE.sub(lambda name: values[name[1]], _SKELETON)


def _listed(slug: str, language: Language, phrasings: Phrasings) -> str:
    """Return the lines of one language's phrasings."""
    texts = phrasings.in_language(language) or (_UNWRITTEN[language].format(slug=slug),)
    return "".join((f"  {language}:\n", *(f"    - {quoted(text)}\n" for text in texts)))


def with_review(text: str, today: date) -> str:
    """Return the text of an article's file with `reviewed_on` set to `today`; everything else stays, byte by byte.

    Raises:
        EditingError: where the file has no `reviewed_on:` line, or more than one.
    """
    changed, count = _REVIEWED_ON.subn(rf"\g<key>\g<quote>{today.isoformat()}\g<quote>", text)
    if count != 1:
        raise EditingError(
            "The file must have exactly one line `reviewed_on:`; run `econnect-bot check` to see what is wrong."
        )
    return changed
