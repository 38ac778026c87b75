"""The files of a new integration, with comments that explain what goes where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.knowledge.raw_text import quoted
from bot.knowledge.source_files import CHECKS, FACTS, INTEGRATION, SETUP

if TYPE_CHECKING:
    from collections.abc import Mapping

_INTEGRATION: Final = """\
# What this folder is about: a product of products.yml, and the reviewed texts that its articles name as their source.
product: {product}
status: draft  # nobody is told of it yet; remove this line to publish it, once `check` tells nothing else of it
# What the bot works out for it, with the facts of facts.yml: mailbox-address, version-check.
calculators: []
sources:
  connect-{folder}:
    title: {{en: {english}, nl: {dutch}}}
    # Where it can be read; one language is enough.
    # address: {{en: "https://…", nl: "https://…"}}
"""
_FACTS: Final = """\
# Numbers and names that articles show, such as {minimum_update}, and that calculators work with; one per line:
# minimum_update: 413
# mailbox_domain: "facturen.econnect.eu"
# minimum_subscription: {en: "…", nl: "…"}
{}  # none yet: the first one takes the place of these braces
"""
_SETUP: Final = """\
# The steps of the guided set-up, in order. Each leads to a published article of this folder.
# steps:
#   - slug: create-mailbox  # a name for the step; people may be there, so do not change it
#     title: {en: "…", nl: "…"}
#     needs: {en: "…", nl: "…"}  # what you need for it
#     do: {en: "…", nl: "…"}  # what to do, in Markdown, with facts such as {minimum_update}
#     article: create-mailbox-manual
steps: []  # none yet: the first one takes the place of these brackets
"""
_CHECKS: Final = """\
# Questions and what the bot must do with them: answer, offer, not_answer, calculate. None may be a phrasing.
# - {ask: "…", lang: en, must: answer, article: version-required}
# - {ask: "…", lang: nl, must: not_answer}
[]  # none yet: the first one takes the place of these brackets
"""


def files_of(folder: str, product: str, name: str) -> Mapping[str, bytes]:
    """Return the files of the `folder` of an integration, by their names.

    Args:
        folder: its name.
        product: the slug of the product that it is about.
        name: the name of that, as people read it.
    """
    english, dutch = quoted(f"Connect {name} with eConnect"), quoted(f"{name} koppelen met eConnect")
    integration = _INTEGRATION.format(folder=folder, product=product, english=english, dutch=dutch)
    texts = {INTEGRATION: integration, FACTS: _FACTS, SETUP: _SETUP, CHECKS: _CHECKS}
    return {path: text.encode("utf-8") for path, text in texts.items()}
