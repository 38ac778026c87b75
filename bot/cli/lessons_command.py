"""`lessons`: what people taught the bot, and adding it as phrasings once it is seen what that changes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import click

from bot.bootstrap.clock import SystemClock, today
from bot.bootstrap.reports import StoreError, StoreUnavailableError, taught
from bot.cli.command_settings import editable_folder, knowledge_option, load_settings, naming
from bot.cli.confirmation import ask_whether
from bot.cli.knowledge_file import replace_unchanged
from bot.cli.lesson_formats import Given, lessons_as_json, lessons_in_lines, named, why_not_as_it_is
from bot.cli.own_command import with_own_command
from bot.cli.phrase_addition import edition_of, latest_questions, new_phrasing, shown_with, tell_where, told_language
from bot.domain.language import LANGUAGES
from bot.domain.near_names import nearest_name
from bot.knowledge.article_editing import EditingError
from bot.knowledge.new_article import write_article
from bot.knowledge.source_locations import SourceLocations
from bot.services.drafting import DraftBasis
from bot.services.learning import wordings_to_learn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.cli.phrase_addition import Edition
    from bot.domain.article import Phrasings
    from bot.domain.language import Language
    from bot.services.answering_all import AnsweringAll
    from bot.services.learning import Wording
    from bot.services.proving import NewPhrasing
    from bot.settings import Settings

_DAYS: Final = click.IntRange(1, 3650)
_LOOK_BACK: Final = 30
_LONGEST_PLACE: Final = 9
"""Figures of a place in the list that are read: Python reads no number of thousands."""
_NEAR: Final = 0.8
"""How alike an id and what was typed must be: one slip in six letters. Of two that differ more, neither was meant."""


@click.group(invoke_without_command=True)
@click.option("--days", type=_DAYS, default=_LOOK_BACK, show_default=True, help="How far back to look.")
@click.option("--json", "is_json", is_flag=True, help="Print a list for programs.")
@knowledge_option
@click.pass_context
def lessons(context: click.Context, *, days: int, is_json: bool, knowledge: Path | None) -> None:
    """List what people have taught the bot that is no phrasing yet; first what most people said.

    That is what they chose when it asked back, what the support team said of wrong replies and resolved requests, and
    what it had no answer for, with questions about the same put together.
    """
    if context.invoked_subcommand is not None:
        return
    settings = load_settings(knowledge)
    now = edition_of(settings)
    found = _wordings(settings, days, now.answering)
    location_of = SourceLocations(now.contents).nearest
    if is_json:
        click.echo(lessons_as_json(found, location_of))
        return
    for line in lessons_in_lines(found, days, location_of, _given(knowledge, days)):
        click.echo(line)


@lessons.command("apply")
@click.argument("names", metavar="ID...", nargs=-1, required=True)
@click.option("--days", type=_DAYS, help="How far back to look, as in the list.  [default: 30]")
@click.option("--language", "--lang", type=click.Choice(LANGUAGES), help="Their language, where it cannot be told.")
@click.option("--yes", is_flag=True, help="Add them without asking, for scripts.")
@knowledge_option
@click.pass_context
def apply_lessons(
    context: click.Context,
    *,
    names: tuple[str, ...],
    days: int | None,
    language: Language | None,
    yes: bool,
    knowledge: Path | None,
) -> None:
    """Add the wordings with these ids to what people said they are about, and show first what that changes.

    Each is added as `phrase` does it, which refuses what makes a check fail. The list shows the ids, which stay the
    same when others are learnt.
    """
    given = context.parent.params if context.parent is not None else {}
    knowledge = knowledge or given["knowledge"]
    settings = load_settings(knowledge)
    editable_folder(knowledge)
    now = edition_of(settings)
    days = days or int(given["days"])
    too = _given(knowledge, days)
    chosen = _chosen(_wordings(settings, days, now.answering), names, too)
    then, added = _shown(settings, now, chosen, language, too)
    if added:
        if not yes:
            ask_whether("Add this one?" if len(added) == 1 else f"Add these {len(added)}?")
        _write(settings, now, then, added)
    if len(added) < len(chosen):
        context.exit(1)


@lessons.command("draft")
@click.argument("name", metavar="ID")
@click.argument("slug", required=False)
@click.option("--days", type=_DAYS, help="How far back to look, as in the list.  [default: 30]")
@knowledge_option
@click.pass_context
def draft_lesson(
    context: click.Context, *, name: str, slug: str | None, days: int | None, knowledge: Path | None
) -> None:
    """Begin an article named SLUG with the questions of the lesson with this id; without SLUG it is given a name.

    It is a draft: nobody sees it before you have written its answer and removed `status: draft`.
    """
    given = context.parent.params if context.parent is not None else {}
    knowledge = knowledge or given["knowledge"]
    settings = load_settings(knowledge)
    folder = editable_folder(knowledge)
    now = edition_of(settings).answering
    days = days or int(given["days"])
    too = _given(knowledge, days)
    wording = _chosen(_wordings(settings, days, now), [name], too)[0]
    if wording.article is not None:
        told = f"People said that {named(wording)} is about {wording.article}. Nothing was written."
        command = with_own_command(f"`econnect-bot lessons{too.knowledge}{too.days} apply {wording.id}`")
        raise click.ClickException(f"{told} {command} adds it there.")
    basis = DraftBasis.of(now)
    phrasings = basis.phrasings_for(wording.questions)
    slug, is_named = slug or basis.name_for(wording.text, wording.closest), slug is not None
    try:
        path = write_article(folder, slug, today(), phrasings)
    except EditingError as error:
        raise click.ClickException(str(error)) from error
    click.echo(named(wording))
    if not is_named and slug in now.knowledge.gaps:
        told = f"Named {slug}, which it is like and nothing answers yet; if it is about something else, delete it and"
        command = f"`econnect-bot lessons{too.knowledge}{too.days} draft {wording.id} NAME`"
        click.echo(with_own_command(f"{told} give it a name of its own: {command}."))
    click.echo(with_own_command(_draft_told(f"{slug}{too.knowledge}", path, phrasings)))


def _given(knowledge: Path | None, days: int) -> Given:
    """Return what the commands told next need too."""
    return Given(naming(knowledge), "" if days == _LOOK_BACK else f" --days {days}")


def _draft_told(article: str, path: Path, phrasings: Phrasings) -> str:
    taken = len([*phrasings])
    told = "1 question" if taken == 1 else f"{taken} questions"
    what = (
        f"with {told} as phrasings" if taken else "without phrasings: no question could be taken over as it was asked"
    )
    return (
        f"Created {path}, {what}. Fill it in, then run `econnect-bot preview {article}`. To take it back, delete it."
    )


def _wordings(settings: Settings, days: int, now: AnsweringAll) -> Sequence[Wording]:
    """Return what there is to learn, in the order in which it is listed.

    Raises:
        click.ClickException: there is no database, or it cannot be read.
    """
    until = SystemClock().now()
    try:
        said, figures = taught(settings, until - timedelta(days=days), until)
    except (StoreError, StoreUnavailableError) as error:
        raise click.ClickException(str(error)) from None
    return wordings_to_learn(said, figures.unanswered, now)


def _chosen(found: Sequence[Wording], names: Sequence[str], given: Given) -> list[Wording]:
    """Return the lessons with these names, each once.

    Raises:
        click.ClickException: there is one that none has, or a number, which would name another lesson each time.
    """
    chosen = [next((each for each in found if each.is_called(name)), None) for name in names]
    unknown = [_unknown(name, found) for name, wording in zip(names, chosen, strict=True) if wording is None]
    if unknown:
        listing = f"`econnect-bot lessons{given.knowledge}{given.days}`"
        told = with_own_command(f"Nothing was written. {listing} lists them.")
        raise click.ClickException(" ".join((*dict.fromkeys(unknown), told)))
    return list(dict.fromkeys(wording for wording in chosen if wording is not None))


def _unknown(name: str, found: Sequence[Wording]) -> str:
    if not name.isdecimal():
        near = nearest_name(name.lower(), (each.id for each in found), _NEAR)
        if near is not None:
            return f"There is no lesson '{name}'. Did you mean '{near}'?"
        return f"There is no lesson '{name}': it may be learnt by now, or said longer ago than is looked back."
    told = "Lessons are named by their id, as their place in the list changes"
    place = int(name[:_LONGEST_PLACE])
    return (
        f"{told}: {name} is {named(found[place - 1])} now." if 0 < place <= len(found) else f"{told}; {name} is none."
    )


def _shown(
    settings: Settings, now: Edition, chosen: Sequence[Wording], language: Language | None, given: Given
) -> tuple[Edition, list[tuple[str, NewPhrasing]]]:
    """Print what each changes, with those before it added; return what may be added, and the knowledge base with it.

    What stands against one is printed, and the others go on.
    """
    questions, added = latest_questions(settings), []
    for wording in chosen:
        about = "" if wording.article is None else f", about {wording.article}"
        click.echo(f"{named(wording)}{about}")
        try:
            new = _new_phrasing(now, wording, language, given)
            shown = shown_with(settings, now, new, questions)
        except click.ClickException as error:
            click.echo(f"{wording.id}: {error.message}", err=True)
        else:
            now = shown.edition
            added.append((shown.path, new))
    return now, added


def _new_phrasing(now: Edition, wording: Wording, language: Language | None, given: Given) -> NewPhrasing:
    """Return what is to be added.

    Raises:
        click.ClickException: it is not to be added as it is; it says why.
    """
    told = why_not_as_it_is(wording, given)
    if told is not None or wording.article is None:
        raise click.ClickException(f"It was not added. {told}")
    spoken = told_language(now.answering.of_article(wording.article), wording.text) or language
    return new_phrasing(now.answering, wording.article, wording.text, spoken)


def _write(settings: Settings, now: Edition, then: Edition, added: Sequence[tuple[str, NewPhrasing]]) -> None:
    for path in dict.fromkeys(path for path, _ in added):
        replace_unchanged(settings.knowledge_dir / path, now.contents.get(path), then.contents[path])
        for place, new in added:
            if place == path:
                tell_where(then, path, new)
