"""What a check of the knowledge base found, as text for a terminal and as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

import click

from bot.cli.failed_check_formats import failed_in_lines, failed_on_products_in_lines
from bot.cli.own_command import with_options, with_own_command
from bot.cli.replies_in_words import reply_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.problem import Problem
    from bot.services.checking import FailedCheck

_SHOWN_PER_FILE: Final = 2
_LINES_NAMED: Final = 12
"""Of warnings: how many of a file are printed, so that one's own is seen, and how many lines of the others named."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Attributes:
        problems: errors, which keep the rest from being looked at, and the warnings that are told.
        known: how many known warnings are left out.
        asked: how many questions of checks.yml were asked. failed: those that failed.
        failed_on_products: the generated checks that failed: where another product's name changes what is replied.
        of_draft: what was looked at of an article that is a draft, in a sentence; empty for anything else.
        given: the options that the commands told next need too, as they are typed behind one.
    """

    problems: Sequence[Problem]
    known: int = 0
    asked: int = 0
    failed: Sequence[FailedCheck] = ()
    failed_on_products: Sequence[FailedCheck] = ()
    of_draft: str = ""
    given: str = ""

    @property
    def errors(self) -> list[Problem]:
        """The problems that keep the knowledge base from being used."""
        return [problem for problem in self.problems if problem.severity == "error"]


def to_text(found: Checked, slug: str | None, *, is_all: bool) -> str:
    """Return what was found, for a terminal; of many warnings in a file a few, unless `is_all`."""
    lines = (
        *((found.of_draft,) if found.of_draft else ()),
        *_problems(found, is_all=is_all),
        *_known(found, slug),
        *failed_in_lines(found.failed, found.given),
        *((f"{found.asked - len(found.failed)} of {found.asked} checks passed.",) if found.asked else ()),
        *failed_on_products_in_lines(found.failed_on_products, found.given),
    )
    return "\n".join(lines)


def to_json(found: Checked) -> str:
    """Return what was found, for programs."""
    written = {
        "ok": not found.failed and not found.failed_on_products and not found.errors,
        "problems": [
            {
                "path": problem.path,
                "line": problem.line,
                "severity": problem.severity,
                "message": problem.message,
                "remedy": with_options(problem.remedy, found.given),
            }
            for problem in found.problems
        ],
        "draft": found.of_draft or None,
        "known_warnings": found.known,
        "checks": found.asked,
        "misses": [
            {
                "path": failure.check.path,
                "line": failure.check.line,
                "ask": failure.check.ask,
                "must": failure.check.must,
                "article": failure.check.article,
                "said": reply_in_words(failure.reply),
            }
            for failure in (*found.failed, *found.failed_on_products)
        ],
    }
    return json.dumps(written, ensure_ascii=False, indent=2)


def _problems(found: Checked, *, is_all: bool) -> Iterator[str]:
    """Yield errors, and of the warnings of each file the first ones with the lines of the others, unless all."""
    for problem in found.errors:
        yield click.style(_typed(str(problem), found.given), fg="red")
    warnings = [problem for problem in found.problems if problem.severity == "warning"]
    shared = [] if is_all else [*_of_packages(warnings)]
    hidden = sum(len(of_it) for _, of_it in shared)
    own = [each for each in warnings if not any(each in of_it for _, of_it in shared)]
    for path, of_file in groupby(own, key=lambda each: each.path):
        in_file = list(of_file)
        # One that stands alone behind the cut takes no more room than the line that would stand for it.
        shown = len(in_file) if is_all or len(in_file) <= _SHOWN_PER_FILE + 1 else _SHOWN_PER_FILE
        for problem in in_file[:shown]:
            yield click.style(_typed(str(problem), found.given), fg="yellow")
        if rest := in_file[shown:]:
            hidden += len(rest)
            yield click.style(f"{path}: and {counted(len(rest), 'warning')} more{_lines_of(rest)}", fg="yellow")
    yield from (click.style(_in_one_line(package, of_it), fg="yellow") for package, of_it in shared)
    told = f" {hidden} of them are not shown; --all shows them." if hidden else ""
    yield f"{counted(len(found.errors), 'error')}, {counted(len(warnings), 'warning')}.{told}"


def _of_packages(warnings: Sequence[Problem]) -> Iterator[tuple[str, list[Problem]]]:
    """Yield each package of which much is told in files that it shares, and that."""
    shared = sorted((each for each in warnings if each.about), key=lambda each: (each.about, each))
    for package, found in groupby(shared, key=lambda each: each.about):
        of_it = list(found)
        if len(of_it) > _SHOWN_PER_FILE + 1:
            yield package, of_it


def _in_one_line(package: str, of_it: Sequence[Problem]) -> str:
    """Return what is told of one package in files that it shares: how much, and where."""
    files = groupby(of_it, key=lambda each: each.path)
    places = [f"{path} ({', '.join(str(each.line or 1) for each in of_file)})" for path, of_file in files]
    told = f"{package}: warning: {counted(len(of_it), 'warning')} about phrasings that it shares with other packages"
    return f"{told}, in {', '.join(places)}. Each can be mended in {package} itself; --all shows how."


def _known(found: Checked, slug: str | None) -> Iterator[str]:
    if known := found.known:
        told = f"{counted(known, 'known warning')} {'is' if known == 1 else 'are'} left out"
        command = " ".join(part for part in ("econnect-bot check", slug, "--all") if part)
        yield _typed(f"{told}; `{command}` shows {'it' if known == 1 else 'them'}.", found.given)


def _typed(text: str, given: str) -> str:
    """Return `text` with every command in it as it is to be typed."""
    return with_own_command(with_options(text, given))


def _lines_of(problems: Sequence[Problem]) -> str:
    lines = sorted({problem.line for problem in problems if problem.line is not None})
    named = ", ".join(str(line) for line in lines[:_LINES_NAMED])
    return f", on the lines {named}{', …' if len(lines) > _LINES_NAMED else ''}" if lines else ""


def counted(number: int, noun: str) -> str:
    """Return how many there are of what `noun` says."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
