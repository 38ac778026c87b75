"""Asks two knowledge bases the same, and says whose reply changes: what an editor looks at before a change goes out.

How sure the bot is of the same reply is no change of it; what its article says is told by itself.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING, Literal

from bot.domain.article import GENERAL
from bot.domain.channel_manners import ChannelManners
from bot.domain.conversation import Conversation, Memory, Question
from bot.domain.question_log import text_of_question
from bot.domain.redaction import without_remarks
from bot.domain.reply import Answer, Calculation, Clarification, HandOver
from bot.services.checking import passes
from bot.services.comparing_products import changed_products, has_changed_products, names_of_products
from bot.services.comparing_texts import changed_facts, reworded, reworded_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import TypeAlias

    from bot.domain.article import Check
    from bot.domain.language import Language
    from bot.domain.library import Library
    from bot.domain.question_log import LoggedQuestion
    from bot.domain.reply import Reply
    from bot.services.answering import Answering
    from bot.services.answering_all import AnsweringAll
    from bot.services.comparing_products import ChangedProducts
    from bot.services.comparing_texts import ChangedFact, Reworded, RewordedStep

    CheckChange: TypeAlias = Literal["lost", "won"]


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """What both are asked.

    Attributes:
        shown: its words, redacted where somebody asked it.
        text: as it is asked.
        language: that of the talk it was asked in; None for a check.
        product: the channel's, where the reply rested on it.
        check: that whose question it is; None for a logged one.
        is_demanded: whether the check still stands; of one that was taken out only the reply is compared.
        times: how often it was asked.
    """

    shown: str
    text: str
    language: Language | None = None
    product: str | None = None
    check: Check | None = None
    is_demanded: bool = False
    times: int = 1


@dataclass(frozen=True, slots=True)
class TitledReply:
    """A reply, with what it is told with in the knowledge base that it is from.

    Attributes:
        articles: the slugs of its articles, with their titles.
        begins_with: the slug of the product that it begins with being about; None where it does not tell.
        products: the names of all products, by slug.
    """

    reply: Reply
    articles: tuple[tuple[str, str], ...]
    begins_with: str | None = None
    products: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """What was asked, and both replies, which differ."""

    asked: AskedAgain
    before: TitledReply
    after: TitledReply


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changes between two knowledge bases.

    Attributes:
        before: the version of the one that is compared with; `after` of the one that is used.
        lost: checks that passed before and fail now; `won` the other way round.
        changed: other questions whose reply changes: first those of checks, then what was asked most often.
        checks: how many checks were asked.
        questions: how many different logged questions; None where there is no log.
        reworded: the published articles that read otherwise.
        steps: the steps of the guided set-up that read otherwise.
        facts: the facts that have another value, which articles show and calculators work with.
        products: the packages that came and went; None where there are the same.
    """

    before: str
    after: str
    lost: tuple[Difference, ...]
    won: tuple[Difference, ...]
    changed: tuple[Difference, ...]
    checks: int
    questions: int | None
    reworded: tuple[Reworded, ...] = ()
    steps: tuple[RewordedStep, ...] = ()
    facts: tuple[ChangedFact, ...] = ()
    products: ChangedProducts | None = None


def compare(
    before: AnsweringAll,
    after: AnsweringAll,
    logged: Iterable[LoggedQuestion] | None,
    on_progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Comparison:
    """Return what changes from `before` to `after`: for every check of both, and for what people asked.

    `on_progress` is called after each question that is asked: how many are done, and of how many.
    """
    checks = tuple(_checks_of(before, after))
    questions = () if logged is None else _questions_of(logged)
    # The same files give the same replies.
    to_ask = () if before.version == after.version else (*checks, *questions)
    is_of_others = has_changed_products(before.knowledge, after.knowledge)
    unnamed = tuple(dict.fromkeys(each.text for each in checks)) if is_of_others else ()
    on_asked = _counting(on_progress, len(to_ask) + len(unnamed))
    found = _differences(before, after, to_ask, on_asked)
    return Comparison(
        before=before.version,
        after=after.version,
        lost=tuple(found["lost"]),
        won=tuple(found["won"]),
        changed=tuple(found[None]),
        checks=len(checks),
        questions=None if logged is None else len(questions),
        reworded=tuple(reworded(before.knowledge, after.knowledge)),
        steps=tuple(reworded_steps(before.knowledge, after.knowledge)),
        facts=tuple(changed_facts(before.knowledge, after.knowledge)),
        products=changed_products(before, after, unnamed, on_asked) if is_of_others else None,
    )


def _counting(on_progress: Callable[[int, int], None], total: int) -> Callable[[], None]:
    done = count(1)
    return lambda: on_progress(next(done), total)


def _differences(
    before: AnsweringAll, after: AnsweringAll, to_ask: Iterable[AskedAgain], on_asked: Callable[[], None]
) -> Mapping[CheckChange | None, list[Difference]]:
    """Return the questions whose reply changes, by what becomes of their check."""
    found: dict[CheckChange | None, list[Difference]] = {"lost": [], "won": [], None: []}
    for asked in to_ask:
        old, new = _reply(before, asked), _reply(after, asked)
        change = Difference(asked, _titled(old, before, asked), _titled(new, after, asked))
        if _says_otherwise(old, new) or change.before.begins_with != change.after.begins_with:
            found[_change_of(asked, old, new)].append(change)
        on_asked()
    return found


def _checks_of(before: AnsweringAll, after: AnsweringAll) -> Iterator[AskedAgain]:
    """Yield the checks as they stand now, then those that were taken out."""
    standing = after.knowledge.checks
    asked = {(check.path, check.ask) for check in standing}
    yield from (AskedAgain(check.ask, check.ask, check=check, is_demanded=True) for check in standing)
    for check in before.knowledge.checks:
        if (check.path, check.ask) not in asked:
            yield AskedAgain(check.ask, check.ask, check=check)


def _questions_of(logged: Iterable[LoggedQuestion]) -> tuple[AskedAgain, ...]:
    """Return each logged question once, the most frequent first; of none that nothing is left of when redacted."""
    # What followed up on something says nothing by itself.
    own = (_asked_again(question) for question in logged if question.kind != "follow_up")
    counted = Counter(asked for asked in own if asked.text.strip())
    return tuple(replace(asked, times=times) for asked, times in counted.most_common())


def _asked_again(question: LoggedQuestion) -> AskedAgain:
    reply = question.reply
    of_channel = reply.product if isinstance(reply, HandOver) and reply.is_of_channel else None
    product = of_channel or (None if reply is None else reply.about)
    text = without_remarks(text_of_question(question))
    return AskedAgain(question.text, text, question.language, product)


def _reply(answering: AnsweringAll, asked: AskedAgain) -> Reply:
    """Return the reply to the first question of a conversation; a check is asked of its own integration."""
    where = Conversation("command", team="", channel="", person="")
    manners = None if asked.product is None else ChannelManners("", "", "mentions", product=asked.product)
    memory = Memory(language=asked.language, manners=manners)
    return _asked_of(answering, asked).reply_to(Question(asked.text, where, requester=""), memory)[0]


def _asked_of(answering: AnsweringAll, asked: AskedAgain) -> Answering | AnsweringAll:
    """Return who is asked: of a check whose integration is not there, all."""
    path = "" if asked.check is None else asked.check.path
    folders = ((one, each.folder) for one in answering.each for each in one.knowledge.integrations)
    return next((one for one, folder in folders if path.startswith(f"{folder}/")), answering)


def _says_otherwise(old: Reply, new: Reply) -> bool:
    """Return whether `new` is another reply than `old`, however sure either is."""
    # Only beside others it says which product it is about.
    is_of_several = None not in {old.about, new.about}
    before, now = (
        replace(each, confidence=0.0, candidates=(), about=each.about if is_of_several else None)
        for each in (old, new)
    )
    return before != now


def _begins_with(reply: Reply, known: Library) -> str | None:
    """Return the product that `reply` tells first that it is about: none above small talk, or beside no other."""
    if reply.about is None or not known.is_of_several:
        return None
    match reply:
        case Answer(articles=articles) | Clarification(articles=articles, is_opening=False):
            is_told = any(known.articles[slug].topic != GENERAL for slug in articles)
        case _:
            is_told = isinstance(reply, Calculation)
    return reply.about if is_told else None


def _change_of(asked: AskedAgain, old: Reply, new: Reply) -> CheckChange | None:
    """Return what becomes of the check as it stands now; None where that is nothing, or it is no check."""
    if asked.check is None or not asked.is_demanded:
        return None
    before, now = passes(asked.check, old), passes(asked.check, new)
    return None if before == now else "won" if now else "lost"


def _titled(reply: Reply, answering: AnsweringAll, asked: AskedAgain) -> TitledReply:
    slugs = () if isinstance(reply, HandOver) else reply.articles
    articles = _asked_of(answering, asked).knowledge.articles
    titles = tuple((slug, articles[slug].title.in_language(reply.language)) for slug in slugs)
    known = answering.knowledge
    return TitledReply(reply, titles, _begins_with(reply, known), names_of_products(known))
