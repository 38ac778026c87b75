"""What rendering needs besides the reply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias
from zoneinfo import ZoneInfo

from bot import texts
from bot.rendering.document import FormattedText, ReviewedText

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from bot.domain.article import KnowledgeBase
    from bot.domain.desk import SupportDeskConfig
    from bot.domain.language import Language

    MessageLink: TypeAlias = Callable[[str, str], str]

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
    """The knowledge base with the articles' words, whom to name for help (None where not set), and the day.

    `desk` is the support team, where tickets can be handed to it; `message_link` leads to a message in a channel.
    `address` is the reader's own mailbox address, where it is known and nobody else reads along.
    """

    knowledge: KnowledgeBase
    support_contact: str | None
    today: date
    desk: SupportDeskConfig | None = None
    message_link: MessageLink = nowhere
    address: str | None = None

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
        """Return the name of the product that the answers are about."""
        (ours,) = {each.product for each in self.knowledge.integrations}
        names = (each.name for each in self.knowledge.products if each.slug == ours)
        return next(names, ours.replace("-", " ").title())

    def title(self, slug: str, language: Language) -> str:
        """Return the title of an article or a gap."""
        owner = self.knowledge.articles.get(slug) or self.knowledge.gaps[slug]
        return owner.title.in_language(language)

    def answer(self, slug: str, language: Language) -> ReviewedText | FormattedText:
        """Return an article's answer; with the reader's own address, what is theirs alone."""
        way = "contact-not-set" if self.desk is None else "contact-by-request"
        contact = self.support_contact or texts.get(way, language)
        template = self.knowledge.articles[slug].answer.in_language(language)
        text = ReviewedText((self.knowledge.version, slug, language, contact), template, self.knowledge.facts)
        return text if self.address is None else text.for_reader(self.address)


def day_in_words(day: date, language: Language) -> str:
    """Return `day` as people write it: 25 Nov 2026, 25 nov 2026."""
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"


def moment_in_words(moment: datetime, zone: ZoneInfo, language: Language) -> str:
    """Return `moment` as people of that zone write it: 25 Nov 2026 16:05."""
    here = moment.astimezone(zone)
    return f"{day_in_words(here.date(), language)} {here:%H:%M}"
