"""What rendering needs besides the reply."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from bot import texts
from bot.domain.article import GENERAL
from bot.domain.language import Bilingual
from bot.rendering.document import FormattedText, ReviewedText

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from bot.domain.article import KnowledgeBase
    from bot.domain.desk import SupportDeskConfig
    from bot.domain.language import Language
    from bot.domain.library import Library
    from bot.domain.setup_guide import SetupGuide

    MessageLink: TypeAlias = Callable[[str, str], str]
    Joint: TypeAlias = Literal["and", "or"]

_MONTHS: dict[Language, tuple[str, ...]] = {
    "en": tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()),
    "nl": tuple("jan feb mrt apr mei jun jul aug sep okt nov dec".split()),
}


UTC_ZONE: Final = ZoneInfo("UTC")


def nowhere(_channel: str, _message: str) -> str:
    """Return where Slack itself leads on from: outside Slack there are no messages to lead to."""
    return "https://slack.com/"


@dataclass(frozen=True, slots=True)
class RenderContext:
    """All that is known, with the articles' words, whom to name for help (None where not set), and the day.

    `desk` is the support team, where tickets can be handed to it; `message_link` leads to a message in a channel.
    `address` is the reader's own mailbox address, where it is known and nobody else reads along. `product` is the one
    that is talked of; None where that is not told, and where there is but one.
    """

    knowledge: Library
    support_contact: str | None
    today: date
    desk: SupportDeskConfig | None = None
    message_link: MessageLink = nowhere
    address: str | None = None
    product: str | None = None

    def about(self, product: str | None) -> RenderContext:
        """Return what is rendered with where that product is talked of; itself, where none is."""
        return self if product in {None, self.product} else replace(self, product=product)

    @property
    def base(self) -> KnowledgeBase:
        """Return what is known of the product that is talked of; of the first, where that is not told."""
        return self.knowledge.of_product(self.product) or self.knowledge.bases[0]

    @property
    def guide(self) -> SetupGuide:
        """Return the steps of its set-up, with the articles as they are known outside."""
        return self.knowledge.guide_of(self.base)

    @property
    def zone(self) -> ZoneInfo:
        """Return the zone in which times are written."""
        return UTC_ZONE if self.desk is None else self.desk.hours.zone

    @property
    def team_language(self) -> Language:
        """Return the language of the support team's cards and forms."""
        return "en" if self.desk is None else self.desk.language

    @property
    def ours(self) -> str:
        """Return the name of the product that the answers are about, in any language."""
        return self.name_of_product(self.base.product or "")

    def all_ours(self, language: Language, joint: Joint = "and") -> str:
        """Return the names of all products that there are answers about."""
        return self.names_of_products([each.product for each in self.knowledge.integrations], language, joint)

    def names_of_products(self, slugs: Sequence[str], language: Language, joint: Joint) -> str:
        """Return what products are called, one after another, `joint` before the last."""
        *first, last = map(self.name_of_product, slugs)
        return texts.get(f"list-{joint}", language, first=", ".join(first), last=last) if first else last

    def name_of_product(self, slug: str) -> str:
        """Return what a product is called."""
        names = (each.name for each in self.knowledge.products if each.slug == slug)
        return next(names, slug.replace("-", " ").title())

    def title(self, slug: str, language: Language) -> str:
        """Return the title of an article or a gap."""
        return self.knowledge.matched(slug).title.in_language(language)

    def related(self, slug: str) -> tuple[str, ...]:
        """Return the articles that an article leads to: small talk to those of the product that is talked of."""
        article = self.knowledge.articles[slug]
        if article.topic != GENERAL:
            return article.related
        is_told = self.product is not None or not self.knowledge.is_of_several
        return tuple(map(self.base.known_as, self.base.articles[slug].related)) if is_told else ()

    def answer(self, slug: str, language: Language) -> ReviewedText | FormattedText:
        """Return an article's answer; with the reader's own address, what is theirs alone."""
        way = "contact-not-set" if self.desk is None else "contact-by-request"
        contact = self.support_contact or texts.get(way, language)
        article = self.knowledge.articles[slug]
        base = self.base if article.topic == GENERAL else self.knowledge.base_of(slug)
        products = Bilingual(self.all_ours("en"), self.all_ours("nl"))
        facts = replace(base.facts, texts={**base.facts.texts, "products": products})
        key = (base.version, f"{base.prefix} {slug}", language, contact)
        text = ReviewedText(key, article.answer.in_language(language), facts)
        return text if self.address is None else text.for_reader(self.address)


def day_in_words(day: date, language: Language) -> str:
    """Return `day` as people write it: 25 Nov 2026, 25 nov 2026."""
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"


def moment_in_words(moment: datetime, zone: ZoneInfo, language: Language) -> str:
    """Return `moment` as people of that zone write it: 25 Nov 2026 16:05."""
    here = moment.astimezone(zone)
    return f"{day_in_words(here.date(), language)} {here:%H:%M}"
