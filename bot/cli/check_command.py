"""`check`: the knowledge base, for its editors."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from bot.bootstrap.answering import answering
from bot.bootstrap.clock import today
from bot.cli.check_formats import Checked, counted, to_json, to_text
from bot.cli.command_settings import editable_folder, knowledge_option, load_settings, naming, unusable
from bot.cli.comparison_options import comparable
from bot.cli.draft_check import draft_of
from bot.cli.failed_check_formats import with_known_names
from bot.cli.own_command import with_options, with_own_command
from bot.domain.library import name_of
from bot.domain.near_names import did_you_mean
from bot.domain.problem import KnowledgeError
from bot.knowledge.answered_gaps import gaps_of_draft
from bot.knowledge.kinds import unnamed_kinds
from bot.knowledge.known_warnings import NAME, known_warnings, renewed, renewed_of_one
from bot.knowledge.source_files import contents_of
from bot.knowledge.source_locations import SourceLocations
from bot.knowledge.unwritten import unwritten_in
from bot.knowledge.whole_files import write_whole
from bot.services import checking
from bot.services.checking_languages import language_warnings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from bot.cli.draft_check import Draft
    from bot.domain.article import KnowledgeBase
    from bot.domain.problem import Problem
    from bot.knowledge.known_warnings import KnownWarnings
    from bot.services.answering import Answering
    from bot.services.answering_all import AnsweringAll
    from bot.services.checking import FailedCheck, LocationOf

_STEP = 50
"""Questions between two signs of progress."""


@click.command()
@click.argument("slug", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--quick",
    is_flag=True,
    help="Skip the slow checks: warnings about phrasings, and each product name with each article.",
)
@click.option("--all", "is_all", is_flag=True, help="Print every warning: the known ones too, and all of each file.")
@click.option(
    "--renew-known",
    "is_renewing",
    is_flag=True,
    help=f"Write today's warnings about phrasings, with SLUG its own alone, to {NAME}.",
)
@knowledge_option
@comparable
def check(
    *, slug: str | None, as_json: bool, quick: bool, is_all: bool, is_renewing: bool, knowledge: Path | None
) -> int:
    """Check the knowledge base: the form of its files, the phrasings, and every question in checks.yml.

    With SLUG, only what is about that article or gap; the form of all files is checked all the same. Of a draft that
    is what there will be once it is published.

    Errors and failed checks give exit code 1; warnings do not. Known warnings are left out.
    """
    if is_renewing:
        if as_json or quick or is_all:
            raise click.UsageError("--renew-known writes every warning about phrasings: use it without other flags.")
        return _renew(editable_folder(knowledge), slug, naming(knowledge))
    settings = load_settings(knowledge)
    try:
        bot = answering(settings, has_drafts=True)
    except KnowledgeError as error:
        path = None if slug is None else SourceLocations(contents_of(settings.knowledge_dir)).of(slug)[0]
        found = Checked([each if path is None else each.seen_from(path) for each in error.problems])
    else:
        asked = _asked_of(bot, slug, settings.knowledge_dir)
        draft = None if slug is None else draft_of(settings, bot, slug)
        found = _checked(asked, settings.knowledge_dir, slug, draft, is_quick=quick, is_all=is_all)
    found = replace(found, given=naming(knowledge))
    click.echo(to_json(found) if as_json else to_text(found, slug, is_all=is_all))
    return int(bool(found.errors or found.failed or found.failed_on_products))


def _asked_of(bot: AnsweringAll, slug: str | None, folder: Path) -> Sequence[Answering]:
    """Return what answers: of one article or gap alone, or all.

    Raises:
        click.ClickException: there is none of that name.
    """
    if slug is None:
        return bot.each
    names = (*bot.knowledge.articles, *bot.knowledge.gaps)
    if slug not in names:
        told = f"There is no article or gap '{slug}' in {folder}. {did_you_mean(slug, names)}"
        raise click.ClickException(told.rstrip())
    return (bot.of_article(slug),)


def _checked(
    asked: Sequence[Answering], folder: Path, slug: str | None, draft: Draft | None, *, is_quick: bool, is_all: bool
) -> Checked:
    """Return what all checks of `asked` find, or those of one article of it; of a `draft` once it is published."""
    name, contents = None if slug is None else name_of(slug), contents_of(folder)
    places = SourceLocations(contents)
    of_files = _of_files(asked, contents, name)
    if draft is not None:
        asked, of_files = (draft.answering,), of_files | {*draft.problems}
    told, known = (
        ((), 0) if is_quick else _told_of_phrasings(asked, places, known_warnings(folder), slug, draft, is_all=is_all)
    )
    return Checked(
        tuple(sorted((*of_files, *told))),
        known,
        asked=sum(len(checking.checks_of(one.knowledge, name)) for one in asked),
        failed=[with_known_names(each, one.knowledge) for one in asked for each in checking.failed_checks(one, name)],
        failed_on_products=() if is_quick else _failed_on_products(asked, places, name),
        of_draft="" if draft is None else draft.told,
    )


def _failed_on_products(
    asked: Sequence[Answering], places: SourceLocations, slug: str | None
) -> tuple[FailedCheck, ...]:
    """Return the generated checks that fail, each as if it stood where its article does."""
    progress = _progress if slug is None else _in_silence
    located = []
    for one in asked:
        for failure in checking.failed_product_checks(one, progress, slug):
            path, line = places.of(one.knowledge.known_as(failure.check.path))
            check = replace(failure.check, path=path, line=line or 0)
            located.append(with_known_names(replace(failure, check=check), one.knowledge))
    return tuple(located)


def _of_files(asked: Sequence[Answering], contents: Mapping[str, bytes], name: str | None) -> set[Problem]:
    """Return the warnings about what stands in the files, whatever is asked."""
    places = SourceLocations(contents)
    found = {
        each
        for one in asked
        for each in checking.review_warnings(one.knowledge, today(), _places_in(places, one.knowledge), name)
    }
    found |= {each for one in asked if name is None for each in unnamed_kinds(one.knowledge, places.paths)}
    found |= {each for one in asked for each in unwritten_in(one.knowledge, contents, name)}
    drafts = [(one.knowledge, each) for one in asked for each in one.knowledge.articles.values() if each.slug == name]
    return found | {each for base, draft in drafts for each in gaps_of_draft(base, draft, contents)}


def _told_of_phrasings(
    asked: Sequence[Answering],
    places: SourceLocations,
    known: KnownWarnings,
    slug: str | None,
    draft: Draft | None,
    *,
    is_all: bool,
) -> tuple[tuple[Problem, ...], int]:
    """Return the warnings about phrasings that are to be told, and how many known ones are left out."""
    name = None if slug is None else name_of(slug)
    is_as_published = draft is not None and not draft.problems
    found = (_once_published if is_as_published else _of_phrasings)(asked, places, name)
    told = tuple(each for each in found if is_all or not known.is_known(each))
    is_gap = name is not None and not any(name in one.knowledge.articles for one in asked)
    # Of a gap it cannot be told which warnings were its own: its file holds others too.
    gone = () if is_gap else known.gone(found, slug, "" if slug is None else places.of(slug)[0])
    return (*told, *known.problems, *gone), len(found) - len(told)


def _of_phrasings(asked: Sequence[Answering], places: SourceLocations, name: str | None) -> tuple[Problem, ...]:
    found: dict[Problem, None] = {}
    for one in asked:
        found |= {each: None for each in _of_one(one, places, name) if checking.is_told_of(one.knowledge, each)}
    return tuple(found)


def _of_one(one: Answering, places: SourceLocations, name: str | None) -> Iterator[Problem]:
    place_of = _places_in(places, one.knowledge)
    yield from checking.phrasing_warnings(one.matcher, place_of, name, one.knowledge)
    yield from language_warnings(one, place_of, name)


def _once_published(asked: Sequence[Answering], places: SourceLocations, name: str | None) -> tuple[Problem, ...]:
    """Return what will be warned of a draft: also of what all share, and of phrasings that it draws from others."""
    found: dict[Problem, None] = {}
    for one in asked:
        found |= dict.fromkeys(_of_one(one, places, name))
        drawn = checking.phrasings_drawn(one, _places_in(places, one.knowledge), name or "")
        found |= dict.fromkeys(drawn)
    return tuple(found)


def _places_in(places: SourceLocations, base: KnowledgeBase) -> LocationOf:
    """Return what finds what an integration calls by its own name."""
    return lambda owner, text: places.nearest(base.known_as(owner), text)


def _renew(folder: Path, slug: str | None, given: str) -> int:
    """Write the warnings that are known from now on: all, or beside what is known already those of one article.

    The commands that are told have the options `given`.
    """
    try:
        bot = answering(load_settings(folder), has_drafts=True)
        asked, places = _asked_of(bot, slug, folder), SourceLocations(contents_of(folder))
        found = _of_phrasings(asked, places, None if slug is None else name_of(slug))
        path = places.of(slug)[0] if slug is not None and slug in bot.knowledge.articles else None
        text = renewed(found) if slug is None else renewed_of_one(_readable(folder, given), found, path)
        write_whole(folder / NAME, text.encode("utf-8"))
    except KnowledgeError as error:
        raise unusable(error) from error
    except OSError as error:
        raise click.ClickException(f"{folder / NAME} cannot be written: {error.strerror}.") from error
    of = "" if slug is None else f" of {slug}, beside those of others"
    told = f"{folder / NAME}: {counted(len(found), 'known warning')}{of}."
    click.echo(f"{told} Read the difference before you commit it.")
    return 0


def _readable(folder: Path, given: str) -> KnownWarnings:
    """Return what is known; see `_renew`.

    Raises:
        click.ClickException: the file cannot be read, so that what stands in it would be lost.
    """
    known = known_warnings(folder)
    for problem in known.problems:
        raise click.ClickException(with_own_command(with_options(str(problem), given)))
    return known


def _in_silence(_done: int, _of: int) -> None:
    """Tell nothing: the questions of one article are asked in a moment."""


def _progress(done: int, of: int) -> None:
    """Tell on stderr how far the questions about other products are: a line that grows, or one line for a log."""
    is_watched = sys.stderr.isatty()
    if is_watched and (done % _STEP == 0 or done == of):
        click.echo(
            f"\rOther products: {done:,} of {of:,} questions" + ("\n" if done == of else ""), err=True, nl=False
        )
    elif not is_watched and done == 1:
        click.echo(f"Asking {of:,} questions about other products (some twenty seconds) ...", err=True)
