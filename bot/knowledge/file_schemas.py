"""The schema of each kind of file in the knowledge folder, and the value that it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from bot.domain.article import Article, Facts, Phrasings, Source
from bot.domain.calculation import CalculatorName
from bot.domain.integration import Integration, SourceDocument
from bot.domain.language import AnswerText, Bilingual
from bot.domain.product import Product
from bot.domain.setup_guide import SetupGuide, SetupStep
from bot.knowledge.schema_containers import Either, Field, ListOf, MapOf, Record, Translated, Unless
from bot.knowledge.schema_types import Day, Markdown, Number, OneOf, Text
from bot.knowledge.text_schemas import NO_PHRASINGS, PHRASINGS, SLUG, SPECIAL_PHRASINGS, TITLE, in_both

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.language import Language
    from bot.domain.product import ProductRole

NO_FACTS: Final = Facts(0, "", {})
NO_GUIDE: Final = SetupGuide(())
"""What stands for files that could not be read."""

_ANSWER: Final = Translated(
    Record(
        {"en": Field(Markdown(2800), "the English text"), "nl": Field(Markdown(2800), "the Dutch text")},
        build=AnswerText,
    )
)


def _article(  # noqa: PLR0913 - one argument for each key of the file
    *,
    title: Bilingual,
    answer: AnswerText,
    source: Source,
    owner: str,
    reviewed_on: date,
    review_every_days: int,
    kind: str | None = None,
    phrasings: Phrasings = NO_PHRASINGS,
    related: tuple[str, ...] = (),
    note: str = "",  # noqa: ARG001 - for the people who review
    status: str = "",
) -> Article:
    """Return the article of a file; its folder and name say the topic and the slug."""
    return Article(
        slug="",
        topic="general",
        title=title,
        answer=answer,
        phrasings=phrasings,
        source=source,
        owner=owner,
        reviewed_on=reviewed_on,
        review_every_days=review_every_days,
        related=related,
        is_draft=status == "draft",
        kind=kind,
    )


_ARTICLE: Final = Record(
    {
        "title": Field(TITLE, "what the article is about, as shown on buttons"),
        "answer": Field(_ANSWER, "the answer in Markdown, with facts such as {minimum_update}"),
        "kind": Field(SLUG, "the file in kinds/ with what people ask of every integration", is_required=False),
        "phrasings": Field(PHRASINGS, "questions as people type them"),
        "source": Field(
            Record(
                {
                    "document": Field(
                        Text(100, is_shown=True),
                        "the name in integration.yml of the text that the answer is based on",
                    ),
                    "section": Field(Text(300, is_shown=True), "the heading in that text"),
                },
                build=Source,
            ),
            "where the answer comes from",
        ),
        "owner": Field(Text(60), "the team that is responsible for it, such as support"),
        "reviewed_on": Field(Day(), "the day it was last checked against its source"),
        "review_every_days": Field(Number(1, 730), "how many days a review is valid"),
        "related": Field(ListOf(SLUG, most=4), "articles that the reader may want next", is_required=False),
        "note": Field(Text(1000), "for reviewers: what does not come from the source", is_required=False),
        "status": Field(OneOf(("draft",)), "a draft is checked but never shown", is_required=False),
    },
    build=_article,
)
ARTICLE: Final = Unless("kind", Record({**_ARTICLE.fields, "phrasings": SPECIAL_PHRASINGS}, build=_article), _ARTICLE)


_NAME: Final = Text(40, r"[a-z]+(_[a-z]+)*", "minimum_subscription")

_ADDRESS: Final = Text(300, r"https?://[^\s<>|]+", "https://example.com/en/docs")

INTEGRATION: Final = Record(
    {
        "product": Field(SLUG, "the name in products.yml of the product that it connects"),
        "calculators": Field(
            ListOf(OneOf(get_args(CalculatorName)), most=2), "what the bot works out for it", is_required=False
        ),
        "slugs": Field(
            OneOf(("bare",)),
            "bare: beside other integrations, its articles are known without the folder's name",
            is_required=False,
        ),
        "status": Field(
            OneOf(("draft",)), "a draft is checked with all that is in its folder, but never shown", is_required=False
        ),
        "sources": Field(
            MapOf(
                SLUG,
                Record(
                    {
                        "title": Field(TITLE, "its title, as readers know it"),
                        "address": Field(
                            Record(
                                {
                                    "en": Field(_ADDRESS, "where it can be read in English", is_required=False),
                                    "nl": Field(_ADDRESS, "where it can be read in Dutch", is_required=False),
                                },
                                build=lambda **addresses: addresses,
                            ),
                            "where it can be read, by language",
                            is_required=False,
                        ),
                    },
                    build=lambda title, address=None: SourceDocument(title, address or {}),
                ),
            ),
            "the reviewed texts that articles name as their source",
        ),
    },
    build=lambda slugs="", status="", **values: Integration(
        folder="", has_bare_slugs=slugs == "bare", is_draft=status == "draft", **values
    ),
)

FACTS: Final = Record(
    {
        "minimum_update": Field(
            Number(1, 999), "the lowest update of the product that works, for the version check", is_required=False
        ),
        "mailbox_domain": Field(
            Text(100, r"[a-z0-9-]+(\.[a-z0-9-]+)+", "facturen.econnect.eu"),
            "the part after the @ in a mailbox address, to work one out",
            is_required=False,
        ),
    },
    others=MapOf(
        _NAME,
        Either(Text(200, is_shown=True), in_both(Text(200, is_shown=True))),
    ),
)

_MOST_STEPS: Final = 20
_STEP: Final = Record(
    {
        "slug": Field(SLUG, "a name for the step; people may be there, so do not change it"),
        "title": Field(TITLE, "what you do in this step"),
        "needs": Field(in_both(Text(300, may_hold_facts=True, is_shown=True)), "what you need for it"),
        "do": Field(_ANSWER, "what to do, in Markdown, with facts and words of screen.yml"),
        "article": Field(SLUG, "the article that explains how"),
        "where": Field(_NAME, "the name in screen.yml of the menu to open", is_required=False),
        "otherwise": Field(SLUG, "the step to take where this one fails", is_required=False),
        "troubles": Field(ListOf(SLUG, most=4), "articles that may help where it fails", is_required=False),
        "place": Field(OneOf(("before",)), "where it comes before the step that is number 1", is_required=False),
        "waits": Field(OneOf(("a-while",)), "where it takes a while until it has worked", is_required=False),
    },
    build=lambda waits="", place="", **values: SetupStep(waits=bool(waits), is_before=bool(place), **values),
)

SETUP: Final = Record(
    {
        "overview": Field(SLUG, "the article that gives an overview of the steps", is_required=False),
        "steps": Field(ListOf(_STEP, fewest=1, most=_MOST_STEPS), "the set-up steps, in order"),
    },
    build=SetupGuide,
)
SETUP_OF_A_DRAFT: Final = Record(
    {**SETUP.fields, "steps": Field(ListOf(_STEP, most=_MOST_STEPS), "the set-up steps, in order")}, build=SetupGuide
)
"""Of an integration that is still being written, which may have no steps yet."""

SCREEN: Final = MapOf(_NAME, in_both(Text(200, is_shown=True)))


def _product(
    *,
    name: str,
    role: ProductRole,
    part_of: str = "",
    short_name: str | None = None,
    aliases: tuple[str, ...] = (),
    needs_context: tuple[str, ...] = (),
) -> Product:
    """Return the product of an entry, whose key says the slug; what it is called for short is a name of it."""
    if short_name is not None and short_name not in {name, *aliases, *needs_context}:
        aliases = (*aliases, short_name)
    return Product("", name, role, aliases, needs_context, short_name, is_part=part_of == "connection")


PRODUCTS: Final = MapOf(
    SLUG,
    Record(
        {
            "name": Field(Text(60, is_shown=True), "the name, as its maker writes it"),
            "role": Field(OneOf(("ours", "beside", "other")), "its relation to our product"),
            "part_of": Field(
                OneOf(("connection",)), "what is asked of it is asked of our product", is_required=False
            ),
            "short_name": Field(Text(60, is_shown=True), "what people call it for short", is_required=False),
            "aliases": Field(ListOf(Text(60), most=40), "other names for it", is_required=False),
            "needs_context": Field(
                ListOf(Text(60), most=10), "names that are also everyday words", is_required=False
            ),
        },
        build=_product,
    ),
)

SYNONYMS: Final = ListOf(ListOf(Text(60), fewest=2, most=60), most=2000)


@dataclass(frozen=True, slots=True)
class WrittenCheck:
    """One entry of checks.yml."""

    ask: str
    lang: Language
    must: Literal["answer", "offer", "not_answer", "calculate"]
    article: str | None = None
    also: str | None = None
    value: str | None = None
    kind: str = ""


CHECKS: Final = ListOf(
    Record(
        {
            "ask": Field(Text(3000), "what someone types"),
            "lang": Field(OneOf(("en", "nl")), "its language"),
            "must": Field(OneOf(("answer", "offer", "not_answer", "calculate")), "what the bot must do"),
            "article": Field(SLUG, "the article it must answer with, or offer", is_required=False),
            "also": Field(SLUG, "another article it must also answer with", is_required=False),
            "value": Field(Text(100), "the expected result of the calculation", is_required=False),
            "kind": Field(Text(40), "what is difficult about it, for readers of this file", is_required=False),
        },
        build=WrittenCheck,
    ),
    most=5000,
)
