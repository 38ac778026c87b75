"""Small knowledge bases for tests, as files and as values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.library import Library
from bot.knowledge.loading import read
from bot.matching.building import build
from bot.services.answering import Answering
from bot.services.answering_all import AnsweringAll

if TYPE_CHECKING:
    from bot.domain.article import KnowledgeBase

VAGUE = "vraag over de digitale brievenbus"
"""What the shipped knowledge base does not answer, and offers three articles on, what-is-it among them."""

INTEGRATION = b"""\
product: exact-globe
sources:
  connect-exact-globe:
    title: {en: Connect Exact Globe, nl: Exact Globe koppelen}
    address: {en: "https://example.com/en/connect"}
"""
FACTS = b"""\
minimum_update: 413
mailbox_domain: facturen.econnect.eu
mailbox_address: {en: "<kvk-number>@facturen.econnect.eu", nl: "<kvk-nummer>@facturen.econnect.eu"}
"""
SETUP = b"""\
steps:
  - slug: create
    title: {en: Create the mailbox, nl: Maak de brievenbus}
    needs: {en: Access to Exact Online, nl: Toegang tot Exact Online}
    do: {en: "Enter {mailbox_address}.", nl: "Vul {mailbox_address} in."}
    article: mailbox
"""
GAPS = b"""\
prices:
  title: {en: prices, nl: prijzen}
  phrasings:
    en: [what does it cost per month, price list, how expensive is the subscription]
    nl: [wat kost het per maand, prijslijst, hoe duur is het abonnement]
"""
SYNONYMS = b"""\
- [mailbox, brievenbus, postbox]
- [version, update, versie]
"""
CHECKS = b"""\
- ask: "welke update moet ik hebben?"
  lang: nl
  must: offer
  article: version
"""


def article(
    title: str = "The mailbox",
    *,
    en: tuple[str, ...] = ("where is my mailbox",),
    nl: tuple[str, ...] = ("waar is mijn brievenbus",),
    extra: str = "",
) -> bytes:
    """Return an article's file with these phrasings; `extra` is added as it is."""
    phrasings = "".join(
        f"  {language}:\n" + "".join(f'    - "{text}"\n' for text in texts)
        for language, texts in (("en", en), ("nl", nl))
    )
    return f"""\
title: {{en: "{title}", nl: "{title} (nl)"}}
answer:
  en: "About {title}: update {{minimum_update}}."
  nl: "Over {title}: update {{minimum_update}}."
phrasings:
{phrasings}source: {{document: connect-exact-globe, section: "Step 1"}}
owner: support
reviewed_on: 2026-11-25
review_every_days: 90
{extra}""".encode()


def files(**changed: bytes | None) -> dict[str, bytes]:
    """Return the files of a small, sound knowledge base; `changed` replaces one by its stem, None takes it away."""
    paths = {
        "integration": ("exact-globe/integration.yml", INTEGRATION),
        "facts": ("exact-globe/facts.yml", FACTS),
        "words": ("words/nl.yml", None),
        "examples": ("words/examples/nl.yml", None),
        "screen": ("exact-globe/screen.yml", None),
        "setup": ("exact-globe/setup.yml", SETUP),
        "gaps": ("exact-globe/gaps.yml", GAPS),
        "checks": ("exact-globe/checks.yml", CHECKS),
        "products": ("products.yml", None),
        "synonyms": ("synonyms.yml", SYNONYMS),
        "mailbox": ("exact-globe/articles/mailbox.yml", article()),
        "version": (
            "exact-globe/articles/version.yml",
            article(
                "The version",
                en=("which version do I need", "is my Globe too old"),
                nl=("welke versie heb ik nodig", "is mijn Globe te oud"),
            ),
        ),
        "greeting": ("general/greeting.yml", article("Hello", en=("hi", "good morning"), nl=("hoi", "goedemorgen"))),
    }
    contents = {path: changed.get(stem, content) for stem, (path, content) in paths.items()}
    return {path: content for path, content in contents.items() if content is not None}


def knowledge_base(**changed: bytes | None) -> KnowledgeBase:
    """Return the small knowledge base as values."""
    return library(**changed).bases[0]


def library(**changed: bytes | None) -> Library:
    """Return all that is known by the small knowledge base."""
    found, problems = read(files(**changed))
    assert found is not None, problems
    return found


def with_a_draft_for_prices() -> KnowledgeBase:
    """Return the small knowledge base with a draft about prices beside the gap that it is to answer."""
    kind = b"title: {en: prices, nl: prijzen}\nphrasings: {en: [what does it cost], nl: [wat kost het]}\n"
    draft = article("Prices of all", en=("price tag",), nl=("prijskaartje",), extra="kind: prices\nstatus: draft\n")
    found, problems = read(
        files(gaps=None, products=b"exact-globe: {name: Exact Globe, role: ours}\n")
        | {"kinds/prices.yml": kind, "exact-globe/articles/prices.yml": draft}
    )
    assert found is not None, problems
    return found.bases[0]


def alone(base: KnowledgeBase) -> Library:
    """Return all that is known where that is `base`."""
    return Library((base,), base.products)


def answering_alone(answering: Answering) -> AnsweringAll:
    """Return what answers where there is one integration."""
    return AnsweringAll(alone(answering.knowledge), (answering,))


def with_a_draft_of_afas(**changed: bytes) -> dict[str, bytes]:
    """Return the files of the small knowledge base and of an integration that is still being written, of AFAS.

    `changed` replaces a file of that by its stem.
    """
    texts = {
        "integration": INTEGRATION.replace(b"product: exact-globe", b"product: afas") + b"status: draft\n",
        "facts": b"minimum_update: 9\n",
        "setup": b"steps: []\n",
        "checks": b"[]\n",
        "articles/version": article("The release", en=("which AFAS release",), nl=("welke AFAS-versie",)),
    }
    products = b"exact-globe: {name: Exact Globe, role: ours}\nafas: {name: AFAS, role: ours}\n"
    first = files(products=products, integration=INTEGRATION + b"slugs: bare\n")
    return first | {f"afas/{stem}.yml": content for stem, content in {**texts, **changed}.items()}


def answering_with_a_draft_of_afas() -> AnsweringAll:
    """Return what answers of that, the integration that is still being written as if it were published."""
    checks = b'- {ask: "pears and plums", lang: en, must: answer, article: version}\n'
    found, problems = read(with_a_draft_of_afas(checks=checks))
    assert found is not None, problems
    whole = found.with_drafts()
    return AnsweringAll(whole, tuple(Answering(base, build(base)) for base in whole.bases))


def problems_of(**changed: bytes | None) -> list[str]:
    """Return what is wrong with the small knowledge base once it is changed."""
    return [str(problem) for problem in read(files(**changed))[1]]
