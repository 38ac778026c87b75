from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.integration import SourceDocument
from bot.domain.language import Bilingual, Language
from bot.domain.markup import Link
from bot.rendering.sources import origin
from tests.factories import alone
from tests.rendering.examples import CONTEXT

if TYPE_CHECKING:
    from bot.rendering.context import RenderContext

TITLE = Bilingual("Connect it", "Koppel het")
EN, NL = "https://example.com/en", "https://example.com/nl"


def with_sources(sources: dict[str, SourceDocument]) -> RenderContext:
    (integration,) = CONTEXT.knowledge.integrations
    known = alone(replace(CONTEXT.base, integrations=(replace(integration, sources=sources),)))
    return replace(CONTEXT, knowledge=known)


@pytest.mark.parametrize(
    ("addresses", "language", "address", "label"),
    [
        ({"en": EN, "nl": NL}, "nl", NL, "Koppel het"),
        ({"en": EN, "nl": NL}, "en", EN, "Connect it"),
        ({"en": EN}, "nl", EN, "Koppel het (in het Engels)"),
        ({"nl": NL}, "en", NL, "Connect it (in Dutch)"),
    ],
)
def test_it_leads_to_the_page_in_the_readers_language_or_says_which_it_has(
    addresses: dict[Language, str], language: Language, address: str, label: str
) -> None:
    context = with_sources({"connect-exact-globe": SourceDocument(TITLE, addresses)})

    told = origin("because-origin", context.knowledge.articles["mailbox"], language, context)

    assert Link(address, (label,)) in told


@pytest.mark.parametrize(
    ("sources", "name"),
    [({"connect-exact-globe": SourceDocument(TITLE, {})}, "Koppel het"), ({}, "connect-exact-globe")],
)
def test_without_an_address_it_is_named(sources: dict[str, SourceDocument], name: str) -> None:
    context = with_sources(sources)

    told = origin("because-origin", context.knowledge.articles["mailbox"], "nl", context)

    assert not [each for each in told if isinstance(each, Link)]
    assert name in "".join(each for each in told if isinstance(each, str))
