"""What rendering needs besides the reply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import texts

if TYPE_CHECKING:
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from bot.domain.article import KnowledgeBase
    from bot.domain.desk import SupportDeskConfig
    from bot.domain.language import Language

_MONTHS: dict[Language, tuple[str, ...]] = {
    "en": tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()),
    "nl": tuple("jan feb mrt apr mei jun jul aug sep okt nov dec".split()),
}


@dataclass(frozen=True, slots=True)
class RenderContext:
    """The knowledge base with the articles' words, whom to name for help (None where not set), and the day.

    `desk` is the support team, where tickets can be handed to it.
    """

    knowledge: KnowledgeBase
    support_contact: str | None
    today: date
    desk: SupportDeskConfig | None = None

    def title(self, slug: str, language: Language) -> str:
        """The title of an article or a gap."""
        owner = self.knowledge.articles.get(slug) or self.knowledge.gaps[slug]
        return owner.title.in_language(language)

    def answer(self, slug: str, language: Language) -> str:
        """An article's answer in Markdown, every placeholder filled."""
        text = self.knowledge.facts.fill(self.knowledge.articles[slug].answer.in_language(language), language)
        contact = self.support_contact or texts.get("contact-not-set", language)
        return text.replace("{support_contact}", contact)


def day_in_words(day: date, language: Language) -> str:
    """`day` as people write it: 25 Nov 2026, 25 nov 2026."""
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"


def moment_in_words(moment: datetime, zone: ZoneInfo, language: Language) -> str:
    """`moment` as people of that zone write it: 25 Nov 2026 16:05."""
    here = moment.astimezone(zone)
    return f"{day_in_words(here.date(), language)} {here:%H:%M}"
