"""`check`: the knowledge base, for its editors."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

import click

from bot.bootstrap.answering import answering
from bot.bootstrap.clock import today
from bot.cli.command_settings import editable_folder, knowledge_option, load_settings, unusable
from bot.cli.comparison_options import comparable
from bot.cli.own_command import with_own_command
from bot.domain.library import name_of
from bot.domain.problem import KnowledgeError
from bot.domain.reply import Calculation, HandOver
from bot.knowledge.kinds import unnamed_kinds
from bot.knowledge.known_warnings import NAME, known_warnings, renewed
from bot.knowledge.source_files import contents_of
from bot.knowledge.source_locations import SourceLocations
from bot.knowledge.whole_files import write_whole
from bot.services import checking

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.domain.article import KnowledgeBase
    from bot.domain.problem import Problem
    from bot.services.answering import Answering
    from bot.services.checking import FailedCheck, LocationOf

_STEP = 50
"""Questions between two signs of progress."""
_SHOWN_PER_FILE = 2
_LINES_NAMED = 12
"""Of warnings: how many of a file are printed, so that one's own is seen, and how many lines of the others named."""


@click.command()
@click.argument("slug", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--quick",
    is_flag=True,
    help="Skip the slow checks: warnings about phrasings, and each product name with each article.",
)
@click.option("--all", "is_all", is_flag=True, help="Print every warning: the known ones too, and all of each file.")
@click.option("--renew-known", "is_renewing", is_flag=True, help=f"Write today's warnings about phrasings to {NAME}.")
@knowledge_option
@comparable
def check(
    *, slug: str | None, as_json: bool, quick: bool, is_all: bool, is_renewing: bool, knowledge: Path | None
) -> int:
    """Check the knowledge base: the form of its files, the phrasings, and every question in checks.yml.

    With SLUG, only what is about that article; the form of all files is checked all the same.

    Errors and failed checks give exit code 1; warnings do not. Known warnings are left out.
    """
    if is_renewing:
        if slug is not None or as_json or quick or is_all:
            raise click.UsageError("--renew-known looks at all phrasings: use it without SLUG and other flags.")
        return _renew(editable_folder(knowledge))
    settings = load_settings(knowledge)
    problems: Sequence[Problem] = ()
    failed: Sequence[FailedCheck] = ()
    failed_on_products: Sequence[FailedCheck] = ()
    counted = known = 0
    try:
        bot = answering(settings)
    except KnowledgeError as error:
        problems = error.problems
    else:
        if slug is not None and slug not in bot.knowledge.articles:
            raise click.ClickException(f"There is no article '{slug}' in {settings.knowledge_dir}.")
        asked = bot.each if slug is None else (bot.of_article(slug),)
        name = None if slug is None else name_of(slug)
        counted = sum(len(checking.checks_of(one.knowledge, name)) for one in asked)
        failed = [failure for one in asked for failure in checking.failed_checks(one, name)]
        failed_on_products = () if quick else _failed_on_products(asked, settings.knowledge_dir, name)
        problems, known = _warnings(asked, settings.knowledge_dir, slug, is_quick=quick, is_all=is_all)
    if as_json:
        found = _as_object(problems, (*failed, *failed_on_products), counted, known)
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        _print_problems(problems, is_all=is_all)
        _print_known(known, slug)
        _print_failed(failed, counted)
        _print_failed_on_products(failed_on_products)
    return int(bool(failed) or bool(failed_on_products) or any(problem.severity == "error" for problem in problems))


def _failed_on_products(asked: Sequence[Answering], folder: Path, slug: str | None) -> tuple[FailedCheck, ...]:
    """Return the generated checks that fail, each as if it stood where its article does."""
    progress = _progress if slug is None else _in_silence
    places = SourceLocations(contents_of(folder))
    located = []
    for one in asked:
        for failure in checking.failed_product_checks(one, progress, slug):
            path, line = places.of(one.knowledge.known_as(failure.check.path))
            located.append(replace(failure, check=replace(failure.check, path=path, line=line or 0)))
    return tuple(located)


def _warnings(
    asked: Sequence[Answering], folder: Path, slug: str | None, *, is_quick: bool, is_all: bool
) -> tuple[tuple[Problem, ...], int]:
    """Return the warnings to be told, and how many known ones are left out."""
    places = SourceLocations(contents_of(folder))
    name = None if slug is None else name_of(slug)
    of_files = {
        each
        for one in asked
        for each in checking.review_warnings(one.knowledge, today(), _places_in(places, one.knowledge), name)
    }
    of_files |= {each for one in asked if slug is None for each in unnamed_kinds(one.knowledge, places.paths)}
    if is_quick:
        return tuple(sorted(of_files)), 0
    found = _of_phrasings(asked, places, name)
    known = known_warnings(folder)
    told = tuple(each for each in found if is_all or not known.is_known(each))
    gone = known.gone(found, None if slug is None else places.of(slug)[0])
    return tuple(sorted((*of_files, *told, *known.problems, *gone))), len(found) - len(told)


def _of_phrasings(asked: Sequence[Answering], places: SourceLocations, name: str | None) -> tuple[Problem, ...]:
    return tuple(
        each
        for one in asked
        for each in checking.phrasing_warnings(one.matcher, _places_in(places, one.knowledge), name)
    )


def _places_in(places: SourceLocations, base: KnowledgeBase) -> LocationOf:
    """Return what finds what an integration calls by its own name."""
    return lambda owner, text: places.nearest(base.known_as(owner), text)


def _renew(folder: Path) -> int:
    try:
        bot = answering(load_settings(folder))
        found = _of_phrasings(bot.each, SourceLocations(contents_of(folder)), None)
        write_whole(folder / NAME, renewed(found).encode("utf-8"))
    except KnowledgeError as error:
        raise unusable(error) from error
    except OSError as error:
        raise click.ClickException(f"{folder / NAME} cannot be written: {error.strerror}.") from error
    click.echo(f"{folder / NAME}: {_counted(len(found), 'known warning')}. Read the difference before you commit it.")
    return 0


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
        click.echo(f"Asking {of:,} questions about other products (about half a minute) ...", err=True)


def _print_problems(problems: Sequence[Problem], *, is_all: bool) -> None:
    """Print errors, and of the warnings of each file the first ones with the lines of the others, unless all."""
    errors = [problem for problem in problems if problem.severity == "error"]
    for problem in errors:
        click.echo(click.style(with_own_command(str(problem)), fg="red"))
    warnings = [problem for problem in problems if problem.severity == "warning"]
    hidden = 0
    for path, of_file in groupby(warnings, key=lambda problem: problem.path):
        in_file = list(of_file)
        # One that stands alone behind the cut takes no more room than the line that would stand for it.
        shown = len(in_file) if is_all or len(in_file) <= _SHOWN_PER_FILE + 1 else _SHOWN_PER_FILE
        for problem in in_file[:shown]:
            click.echo(click.style(with_own_command(str(problem)), fg="yellow"))
        if rest := in_file[shown:]:
            hidden += len(rest)
            click.echo(
                click.style(f"{path}: and {_counted(len(rest), 'warning')} more{_lines_of(rest)}", fg="yellow")
            )
    told = f" {hidden} of them are not shown; --all shows them." if hidden else ""
    click.echo(f"{_counted(len(errors), 'error')}, {_counted(len(warnings), 'warning')}.{told}")


def _print_known(known: int, slug: str | None) -> None:
    if known:
        told = f"{_counted(known, 'known warning')} {'is' if known == 1 else 'are'} left out"
        command = " ".join(part for part in ("econnect-bot check", slug, "--all") if part)
        click.echo(with_own_command(f"{told}; `{command}` shows {'it' if known == 1 else 'them'}."))


def _lines_of(problems: Sequence[Problem]) -> str:
    lines = sorted({problem.line for problem in problems if problem.line is not None})
    named = ", ".join(str(line) for line in lines[:_LINES_NAMED])
    return f", on the lines {named}{', …' if len(lines) > _LINES_NAMED else ''}" if lines else ""


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _print_failed(failed: Sequence[FailedCheck], counted: int) -> None:
    for failure in failed:
        what = " ".join(
            part for part in (failure.check.article, failure.check.also, failure.check.value) if part is not None
        )
        demanded = f"{failure.check.must.replace('_', ' ')} {what}".strip()
        click.echo(f"{failure.check.path}:{failure.check.line}: “{failure.check.ask}”")
        click.echo(f"    expected: {demanded}; got: {_reply_in_words(failure)}")
    if counted:
        click.echo(f"{counted - len(failed)} of {counted} checks passed.")


def _print_failed_on_products(failed_on_products: Sequence[FailedCheck]) -> None:
    changed = 0
    for failure in failed_on_products:
        wrong = "a question about another product must not get"
        if failure.check.must == "answer":
            changed += 1
            wrong = f"a product named in passing must not change the answer {failure.check.article}; got"
        click.echo(f"{failure.check.path}:{failure.check.line}: “{failure.check.ask}”")
        click.echo(f"    {wrong}: {_reply_in_words(failure)}")
    if taken := len(failed_on_products) - changed:
        click.echo(f"Questions about other products that were answered as if about ours: {taken}.")
    if changed:
        click.echo(f"Answers that a product named in passing changes: {changed}.")


def _reply_in_words(failure: FailedCheck) -> str:

    reply = failure.reply
    if isinstance(reply, Calculation):
        found = ", ".join(each.value or each.error or "nothing" for each in (reply.outcome, *reply.more))
        return f"calculated {found}"
    if isinstance(reply, HandOver):
        return f"handed over ({reply.confidence:.2f}), gap {reply.gap or 'none'}"
    verb = type(reply).__name__.lower()
    return f"{verb} {', '.join(reply.articles)} ({reply.confidence:.2f})"


def _as_object(
    problems: Sequence[Problem], failed: Sequence[FailedCheck], counted: int, known: int
) -> dict[str, object]:
    return {
        "ok": not failed and not any(problem.severity == "error" for problem in problems),
        "problems": [
            {
                "path": problem.path,
                "line": problem.line,
                "severity": problem.severity,
                "message": problem.message,
                "remedy": problem.remedy,
            }
            for problem in problems
        ],
        "known_warnings": known,
        "checks": counted,
        "misses": [
            {
                "path": failure.check.path,
                "line": failure.check.line,
                "ask": failure.check.ask,
                "must": failure.check.must,
                "article": failure.check.article,
                "said": _reply_in_words(failure),
            }
            for failure in failed
        ],
    }
