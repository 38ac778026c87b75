"""`phrase`: adds a way of asking to an article or a gap, and shows first what that changes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from bot.bootstrap.answering import answering, answering_from
from bot.bootstrap.clock import SystemClock
from bot.bootstrap.reports import StoreError, StoreUnavailableError, texts_asked
from bot.cli.command_settings import editable_folder, indented, knowledge_option, load_settings, unusable
from bot.cli.knowledge_file import replace_unchanged
from bot.cli.own_command import with_own_command
from bot.cli.phrase_proof import DAYS, proof_in_lines
from bot.domain.language import LANGUAGES
from bot.domain.problem import KnowledgeError
from bot.knowledge.phrasing_editing import place_of, with_phrasing
from bot.knowledge.source_files import contents_of
from bot.knowledge.source_locations import SourceLocations
from bot.services.proving import NewPhrasing, objection_to, problems_with, prove

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from bot.domain.language import Language
    from bot.domain.problem import Problem
    from bot.services.answering import Answering
    from bot.settings import Settings


@click.command()
@click.argument("slug")
@click.argument("phrasing")
@click.option("--language", "--lang", type=click.Choice(LANGUAGES), help="Its language, where that cannot be told.")
@click.option("--dry-run", "is_trial", is_flag=True, help="Show what it would change, and write nothing.")
@knowledge_option
def phrase(*, slug: str, phrasing: str, language: Language | None, is_trial: bool, knowledge: Path | None) -> None:
    """Add PHRASING, a question as people type it, to the article or gap SLUG, and show first what that changes.

    Nothing else in the file changes. It is not written where it is there already, where a check asks it, or where it
    makes a check fail.
    """
    settings = load_settings(knowledge)
    if not is_trial:
        editable_folder(knowledge)
    now = _answering(settings)
    contents = contents_of(settings.knowledge_dir)
    new = _new_phrasing(now, slug, phrasing, language)
    locations = SourceLocations(contents)
    objection = objection_to(new, now, locations.of)
    if objection is not None:
        raise _refusal((objection,))
    path, changed = _changed_file(now, new, contents)
    then = _answering_then(settings, {**contents, path: changed})
    click.echo(f"Comparing “{new.text}” ({new.language}) for {new.target}; that takes some seconds ...", err=True)
    questions = _questions(settings)
    texts = () if isinstance(questions, str) else questions
    proof = prove(new, now, then, texts)
    compared = questions if isinstance(questions, str) else len(questions)
    for line in proof_in_lines(proof, len(now.knowledge.checks), compared, locations.of):
        click.echo(with_own_command(line))
    if problems := problems_with(new, proof):
        raise _refusal(problems)
    _tell_if_unreached(now, new, is_reached=proof.is_reached)
    if is_trial:
        click.echo("Nothing was written (--dry-run).")
        return
    replace_unchanged(settings.knowledge_dir / path, contents[path], changed)
    _, line_number = SourceLocations({path: changed}).of(new.target, new.text)
    click.echo(f"Added it: {path}:{line_number}")


def _answering(settings: Settings) -> Answering:
    try:
        return answering(settings)
    except KnowledgeError as error:
        raise unusable(error) from error


def _new_phrasing(now: Answering, slug: str, text: str, language: Language | None) -> NewPhrasing:
    """Return what is to be added, its spaces tidied.

    Raises:
        click.ClickException: there is no such article or gap, or its language cannot be told.
    """
    text = " ".join(text.split())
    base = now.knowledge
    if slug not in base.articles and slug not in base.gaps:
        names = f"Articles: {', '.join(sorted(base.articles))}. Gaps: {', '.join(sorted(base.gaps))}."
        raise click.ClickException(f"There is no article or gap '{slug}'. {names}")
    if language is None:
        matcher = now.matcher
        language = None if matcher.is_foreign(matcher.read(text)) else matcher.language_of(text)
    if language is None:
        remedy = f"Say it with {' or '.join(f'--language {each}' for each in LANGUAGES)}."
        raise click.ClickException(f"The language of “{text}” cannot be told. {remedy} Nothing was written.")
    return NewPhrasing(slug, language, text)


def _changed_file(now: Answering, new: NewPhrasing, contents: Mapping[str, bytes]) -> tuple[str, bytes]:
    """Return the path and the content of the file with the phrasing in it."""
    path, keys = place_of(now.knowledge, new.target)
    return path, with_phrasing(contents[path].decode("utf-8"), keys, new.language, new.text).encode("utf-8")


def _answering_then(settings: Settings, contents: Mapping[str, bytes]) -> Answering:
    try:
        return answering_from(settings, contents)
    except KnowledgeError as error:
        raise _refusal(error.problems) from error


def _questions(settings: Settings) -> tuple[str, ...] | str:
    """Return what was asked lately, or why that cannot be told."""
    now = SystemClock().now()
    try:
        return texts_asked(settings, now - timedelta(days=DAYS), now)
    except (StoreError, StoreUnavailableError) as error:
        return str(error)


def _tell_if_unreached(now: Answering, new: NewPhrasing, *, is_reached: bool) -> None:
    article = now.knowledge.articles.get(new.target)
    if article is not None and article.is_draft:
        click.echo(f"{new.target} is a draft: its phrasings count once it is published.")
    elif not is_reached:
        click.echo(f"Even with it the bot does not answer with {new.target}; `ask --explain` tells why.")


def _refusal(problems: Iterable[Problem]) -> click.ClickException:
    """Return what is told of a phrasing that is not to be added."""
    return click.ClickException(f"Nothing was written:\n{indented(problems)}")
