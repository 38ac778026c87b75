"""What the commands for knowledge editors write: a new article's skeleton, and the date of a review."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.knowledge.file_schemas import SLUG

if TYPE_CHECKING:
    from datetime import date

_REVIEWED_ON: Final = re.compile(r"^(reviewed_on:[ \t]*)([^\s#]+)", re.MULTILINE)

_SKELETON: Final = """\
# yaml-language-server: $schema={schema}
# A new article. Fill in every "…", then run `econnect-bot check`. While `status: draft` stands here, nobody sees it.
title:  # short: it stands on buttons, 70 characters at most
  en: "…"
  nl: "…"
answer:  # what the source says and nothing more, the short answer first; **bold**, `code`, lists; facts in braces
  en: |
    …
  nl: |
    …
phrasings:  # ways of asking, as people type them: goals, symptoms, complaints, keywords; at least 45 per language
  en:
    - "{slug} …"
  nl:
    - "{slug} … (nl)"
source:  # the reviewed text that the answer rests on, and the heading in it
  document: connect-exact-globe
  section: "…"
owner: support
reviewed_on: {today}  # the day somebody checked the answer against its source; `econnect-bot reviewed {slug}` sets it
review_every_days: 90
related: []  # up to four articles that a reader may want next
status: draft  # take this line out to publish
"""


class EditingError(ValueError):
    """Something that cannot be written, with what to do instead."""


def skeleton(slug: str, today: date, schema: str) -> str:
    """The text of a new article's file. `schema` is the path from it to the JSON Schema.

    Raises:
        EditingError: where `slug` cannot be a file's name.
    """
    if not SLUG.fits(slug) or len(slug) > SLUG.longest:
        raise EditingError(
            f"'{slug}' cannot be a name: use small letters, digits and hyphens, such as {SLUG.example}."
        )
    return _SKELETON.replace("{slug}", slug).replace("{today}", today.isoformat()).replace("{schema}", schema)


def with_review(text: str, today: date) -> str:
    """The text of an article's file with `reviewed_on` set to `today`; everything else, comments too, stays.

    Raises:
        EditingError: where the file has no `reviewed_on:` line, or more than one.
    """
    changed, count = _REVIEWED_ON.subn(rf"\g<1>{today.isoformat()}", text)
    if count != 1:
        raise EditingError(
            "The file has no single line `reviewed_on:`; run `econnect-bot check` to see what is wrong."
        )
    return changed
