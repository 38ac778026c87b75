"""How commands add a phrasing: what it changes is shown first, and what is not to be added is refused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import click

from bot.bootstrap.answering import answering, answering_from
from bot.bootstrap.clock import SystemClock
from bot.bootstrap.reports import StoreError, StoreUnavailableError, texts_asked
from bot.cli.command_settings import indented, unusable
from bot.cli.own_command import with_own_command
from bot.cli.phrase_proof import DAYS, proof_in_lines, warnings_in_lines
from bot.domain.language import LANGUAGES
from bot.domain.library import name_of
from bot.domain.near_names import did_you_mean
from bot.domain.problem import KnowledgeError
from bot.knowledge.known_warnings import known_warnings
from bot.knowledge.phrasing_editing import place_of, with_phrasing
from bot.knowledge.source_files import contents_of
from bot.knowledge.source_locations import SourceLocations
from bot.services.checking import is_told_of
from bot.services.proving import NewPhrasing, objection_to, problems_with, prove, warnings_with

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from bot.domain.article import KnowledgeBase
    from bot.domain.language import Language
    from bot.domain.problem import Problem
    from bot.services.answering import Answering
    from bot.services.answering_all import AnsweringAll
    from bot.services.proving import Proof
    from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Edition:
    """The knowledge base's files as they are, or as they are to be, and what answers from them."""

    contents: Mapping[str, bytes]
    answering: AnsweringAll
    has_drafts: bool = False


@dataclass(frozen=True, slots=True)
class ShownPhrasing:
    """What a phrasing makes of the knowledge base, once that was printed.

    Attributes:
        path: the file that it is in.
        is_doubtful: whether it takes something from others, or is warned of, so that whoever adds it is to be asked.
    """

    edition: Edition
    path: str
    is_doubtful: bool


def edition_of(settings: Settings, *, has_drafts: bool = False) -> Edition:
    """Return the knowledge base as it is; with integrations that are still being written, where it `has_drafts`.

    Raises:
        click.ClickException: the knowledge base cannot be used; it names every problem.
    """
    try:
        now = answering(settings, has_drafts=has_drafts)
    except KnowledgeError as error:
        raise unusable(error) from error
    return Edition(contents_of(settings.knowledge_dir), now, has_drafts)


def latest_questions(settings: Settings) -> tuple[str, ...] | str:
    """Return what was asked lately, or why that cannot be told."""
    now = SystemClock().now()
    try:
        return texts_asked(settings, now - timedelta(days=DAYS), now)
    except (StoreError, StoreUnavailableError) as error:
        return str(error)


def new_phrasing(now: AnsweringAll, slug: str, text: str, language: Language | None) -> NewPhrasing:
    """Return what is to be added, its spaces tidied.

    Raises:
        click.ClickException: there is no such article or gap, or its language cannot be told.
    """
    text = " ".join(text.split())
    base = now.knowledge
    if slug not in base.articles and slug not in base.gaps:
        meant = did_you_mean(slug, (*base.articles, *base.gaps))
        names = f"{meant}Articles: {', '.join(sorted(base.articles))}. Gaps: {', '.join(sorted(base.gaps))}."
        raise click.ClickException(f"There is no article or gap '{slug}'. {names}")
    language = language or told_language(now.of_article(slug), text)
    if language is None:
        remedy = f"Say it with {' or '.join(f'--language {each}' for each in LANGUAGES)}."
        raise click.ClickException(f"The language of “{text}” cannot be told. {remedy} It was not added.")
    return NewPhrasing(slug, language, text)


def told_language(now: Answering, text: str) -> Language | None:
    """Return the language that the words of `text` tell; None where they do not, or it is one of others."""
    matcher = now.matcher
    return None if matcher.is_foreign(matcher.read(text)) else matcher.language_of(text)


def shown_with(
    settings: Settings, edition: Edition, new: NewPhrasing, questions: tuple[str, ...] | str
) -> ShownPhrasing:
    """Print what a phrasing changes; return the knowledge base with it.

    Raises:
        click.ClickException: it is not to be added; it says why.
    """
    now = edition.answering.of_article(new.target)
    target, new = new.target, replace(new, target=name_of(new.target))
    location_of = partial(_place, SourceLocations(edition.contents), now.knowledge)
    objection = objection_to(new, now, location_of)
    if objection is not None:
        raise _refusal((objection,))
    path, changed = _changed_file(now, new, edition.contents)
    then = _edition_then(settings, replace(edition, contents={**edition.contents, path: changed}))
    click.echo(f"Comparing “{new.text}” ({new.language}) for {target}; that takes some seconds ...", err=True)
    proof = prove(new, now, then.answering.of_article(target), () if isinstance(questions, str) else questions)
    compared = questions if isinstance(questions, str) else len(questions)
    warnings = _warnings(new, proof, now, then, settings.knowledge_dir)
    for line in (
        *proof_in_lines(proof, len(now.knowledge.checks), compared, location_of),
        *warnings_in_lines(warnings),
    ):
        click.echo(with_own_command(line))
    if problems := problems_with(new, proof):
        raise _refusal(problems)
    _tell_if_unreached(now, new, is_reached=proof.is_reached)
    return ShownPhrasing(then, path, is_doubtful=bool(warnings) or proof.takes_away)


def tell_where(edition: Edition, path: str, new: NewPhrasing) -> None:
    """Print where a phrasing stands that was written."""
    _, line_number = SourceLocations({path: edition.contents[path]}).of(new.target, new.text)
    click.echo(f"Added it: {path}:{line_number}. To take it back, delete it there.")


def _place(
    places: SourceLocations, base: KnowledgeBase, owner: str, text: str | None = None
) -> tuple[str, int | None]:
    """Return where an article or gap of one integration, or a `text` in it, stands."""
    return places.of(base.known_as(owner), text)


def _warnings(new: NewPhrasing, proof: Proof, now: Answering, then: Edition, folder: Path) -> tuple[Problem, ...]:
    """Return what the check of the knowledge base will warn of, but for what is known."""
    base = now.knowledge
    places, known = SourceLocations(then.contents), known_warnings(folder)
    answering_then = then.answering.of_article(base.known_as(new.target))
    found = warnings_with(
        new, proof, now, answering_then, lambda owner, text: places.nearest(base.known_as(owner), text)
    )
    return tuple(each for each in found if is_told_of(base, each) and not known.is_known(each))


def _changed_file(now: Answering, new: NewPhrasing, contents: Mapping[str, bytes]) -> tuple[str, bytes]:
    """Return the path and the content of the file with the phrasing in it."""
    path, keys = place_of(now.knowledge, new.target)
    return path, with_phrasing(contents.get(path, b"").decode("utf-8"), keys, new.language, new.text).encode("utf-8")


def _edition_then(settings: Settings, changed: Edition) -> Edition:
    """Return what was `changed`, with what answers from that."""
    try:
        then = answering_from(settings, changed.contents, has_drafts=changed.has_drafts)
        return replace(changed, answering=then)
    except KnowledgeError as error:
        raise _refusal(error.problems) from error


def _tell_if_unreached(now: Answering, new: NewPhrasing, *, is_reached: bool) -> None:
    article = now.knowledge.articles.get(new.target)
    if article is not None and article.is_draft:
        click.echo(f"{new.target} is a draft: its phrasings count once it is published.")
    elif not is_reached:
        click.echo(f"Even with it the bot does not answer with {new.target}; `ask --explain` tells why.")


def _refusal(problems: Iterable[Problem]) -> click.ClickException:
    """Return what is told of a phrasing that is not to be added."""
    return click.ClickException(f"It was not added:\n{indented(problems)}")
