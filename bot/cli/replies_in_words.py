"""What the bot does, in a few words for whoever edits what it knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.domain.redaction import redacted
from bot.domain.reply import Answer, Calculation, Clarification, HandOver, supposed_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.domain.calculation import Outcome
    from bot.domain.reply import Reply

_SAYS: Final[Mapping[str, str]] = {
    "yes": "says that the version is new enough",
    "no": "says that the version is too old",
    "ask": "asks which version it is",
    "not-globe": "says that the version is another package's",
    "no-number": "asks for the number",
}
"""What the verdict of a calculator comes down to, or why there is none."""

_WARNS: Final[Mapping[str, str]] = {
    "elfproef": "to look for a slip in the number",
    "other-address": "that the address sent is another one",
    "other-product": "that another package was named too",
}


@dataclass(frozen=True, slots=True)
class Named:
    """The names that a reply is told with.

    Attributes:
        titles: of articles, by slug.
        products: of packages, by slug.
        is_private: whether numbers are somebody's own, and not to be told.
    """

    titles: Mapping[str, str] = field(default_factory=dict)
    products: Mapping[str, str] = field(default_factory=dict)
    is_private: bool = False

    def article(self, slug: str) -> str:
        """Return an article's slug, with its title where that is known."""
        return f"{slug} “{self.titles[slug]}”" if slug in self.titles else slug

    def product(self, slug: str) -> str:
        """Return a package's name, where that is known."""
        return self.products.get(slug, slug)

    def value(self, text: str) -> str:
        """Return what was worked out, as it may be told."""
        return redacted(text) if self.is_private else text


_WITHOUT_NAMES: Final = Named()


def reply_in_words(reply: Reply, named: Named = _WITHOUT_NAMES) -> str:
    """Return what the bot does, in a few words."""
    return "".join((_deed(reply, named), *(f", {each}" for each in _besides(reply))))


def _deed(reply: Reply, named: Named) -> str:
    match reply:
        case Answer(articles=articles):
            return f"answers with {_articles(articles, named)} ({reply.confidence:.0%} sure)"
        case Clarification():
            return _asked_back(reply, named)
        case Calculation():
            return _worked_out(reply, named)
        case HandOver(product=str(product)):
            return f"hands over to the support team, as it is about {named.product(product)}"
        case HandOver():
            return "hands over to the support team"
        case _:
            return f"takes it for a word on what was said before ({_spaced(reply.word)})"


def _besides(reply: Reply) -> Iterator[str]:
    """Yield what goes with it."""
    if not isinstance(reply, Clarification) and reply.gap is not None:
        beside = "" if isinstance(reply, HandOver) else "handing over the rest "
        yield f"{beside}as the gap {reply.gap}"
    if isinstance(reply, HandOver) and reply.is_foreign:
        yield "as it is in another language"
    if (kind := supposed_in(reply)) is not None:
        yield f"supposing that it means “{_spaced(kind)}”"
    if reply.is_cut:
        yield "without having read its middle"


def _asked_back(reply: Clarification, named: Named) -> str:
    if reply.unknown is not None:
        return f"asks what “{reply.unknown}” is"
    if reply.products:
        which = f"asks which package is meant: {' or '.join(map(named.product, reply.products))}"
        worked_out = (
            f"; for {named.product(each.about or '')} it {_worked_out(each, named)}" for each in reply.calculated
        )
        return "".join((which, *worked_out))
    if reply.is_opening:
        of_it = "the package" if reply.about is None else named.product(reply.about)
        return f"asks what one wants to know about {of_it}"
    return f"asks which is meant: {_articles(reply.articles, named) or 'none of the articles'}"


def _worked_out(reply: Calculation, named: Named) -> str:
    told = " and ".join(_result(each, named) for each in (reply.outcome, *reply.more))
    beside = f", with {_articles(reply.articles, named)}" if reply.articles else ""
    offered = f", offering {_articles(reply.offered, named)}" if reply.offered else ""
    return f"{told}{beside}{offered}"


def _result(outcome: Outcome, named: Named) -> str:
    """Return what a calculation comes down to."""
    found = outcome.value or outcome.error or ""
    if outcome.value is None and outcome.also:
        told = f"answers each of several: {'; '.join(_result(each, named) for each in outcome.also)}"
    elif outcome.value is not None and found not in _SAYS:
        told = f"gives the address {named.value(found)}"
    else:
        told = _SAYS.get(found, f"says what is wrong with the number ({_spaced(found)})")
    warning = outcome.warning
    return told if warning is None else f"{told}, and warns {_WARNS.get(warning, f'of “{_spaced(warning)}”')}"


def _articles(slugs: Iterable[str], named: Named) -> str:
    return ", ".join(map(named.article, slugs))


def _spaced(name: str) -> str:
    return name.replace("-", " ")
