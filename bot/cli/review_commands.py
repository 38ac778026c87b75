"""`due`, `preview`: what a reviewer does next, and an article as people will see it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from bot.bootstrap.answering import knowledge as read_knowledge
from bot.bootstrap.answering import render_context
from bot.bootstrap.clock import today
from bot.cli.command_settings import knowledge_option, load_settings, naming, unusable
from bot.cli.console import show
from bot.cli.own_command import with_own_command
from bot.domain.language import LANGUAGES
from bot.domain.library import name_of
from bot.domain.near_names import did_you_mean
from bot.domain.problem import KnowledgeError
from bot.domain.reply import Answer
from bot.domain.review_days import by_review_day, is_due_within
from bot.knowledge.answered_gaps import gaps_of_draft
from bot.knowledge.source_files import INTEGRATION, contents_of
from bot.rendering.replies import reply_elements

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from bot.domain.article import Article
    from bot.domain.integration import Integration
    from bot.domain.language import Language
    from bot.domain.library import Library
    from bot.settings import Settings


@click.command()
@click.option(
    "--days", type=click.IntRange(0, 3650), default=30, show_default=True, help="Look so many days ahead; 0 is today."
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
@knowledge_option
def due(*, days: int, as_json: bool, knowledge: Path | None) -> None:
    """List the articles whose review is due, the oldest first."""
    base, day = _read(load_settings(knowledge)).with_drafts(), today()
    articles = by_review_day(base)
    soon = [article for article in articles if is_due_within(article, timedelta(days=days), day)]
    if as_json:
        click.echo(json.dumps([_as_object(article, day) for article in soon], ensure_ascii=False, indent=2))
        return
    for article in soon:
        when = f"{article.review_due_on()}  {_in_words((article.review_due_on() - day).days):<15}"
        click.echo(f"{when} {article.slug:<28} {article.owner}")
    if soon:
        told = f"Check each against its source, then run `econnect-bot reviewed SLUG{naming(knowledge)}`."
        told += " The team is told of them too, by the morning digest in the triage channel."
    else:
        told = f"No review is due in the next {days} days."
        told += f" The next one: {articles[0].slug}, on {articles[0].review_due_on()}." if articles else ""
    click.echo(with_own_command(told))


@click.command()
@click.argument("slug")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), help="Only in this language.")
@knowledge_option
def preview(*, slug: str, language: Language | None, knowledge: Path | None) -> None:
    """Show the article SLUG as people will see it, drafts too, in both languages."""
    settings = load_settings(knowledge)
    published = _read(settings)
    # What is published is shown as people see it now: beside a draft that is not there yet.
    base = published if slug in published.articles else published.with_drafts()
    article = base.articles.get(slug)
    if article is None:
        known = f"{did_you_mean(slug, base.articles)}There are: {', '.join(sorted(base.articles))}."
        raise click.ClickException(f"There is no article '{slug}'. {known}")
    if base.is_draft(article):
        click.echo(
            "\n".join((_of_draft(article, base.integration_of(article)), *_gaps_of(settings, base, slug))) + "\n"
        )
    context = render_context(settings, base, today())
    languages: Sequence[Language] = LANGUAGES if language is None else (language,)
    for each in languages:
        if language is None:
            click.echo(f"--- {each}")
        show(reply_elements(Answer(each, (slug,), 1.0, about=base.base_of(slug).product), context))


def _gaps_of(settings: Settings, library: Library, slug: str) -> Iterator[str]:
    """Yield what is to be done about the gap that a draft is to answer, once it is published."""
    base = library.base_of(slug)
    for each in gaps_of_draft(base, base.articles[name_of(slug)], contents_of(settings.knowledge_dir)):
        yield f"{each.message}. {each.remedy}"


def _of_draft(article: Article, integration: Integration | None) -> str:
    """Return what is told of an article that nobody sees yet, or whose package nobody is told of yet."""
    if integration is None or not integration.is_draft:
        return "A draft: nobody sees it yet. Remove `status: draft` to publish it."
    where = f"in {integration.folder}/{INTEGRATION}"
    if article.is_draft:
        remedy = f"Remove `status: draft` in it and {where} to publish it."
        return f"A draft, in a package that is one: nobody sees it yet. {remedy}"
    return f"Its package is a draft: nobody sees it yet. Remove `status: draft` {where} to publish both."


def _read(settings: Settings) -> Library:
    try:
        return read_knowledge(settings)
    except KnowledgeError as error:
        raise unusable(error) from error


def _in_words(days: int) -> str:
    if days == 0:
        return "today"
    count = "1 day" if abs(days) == 1 else f"{abs(days)} days"
    return f"in {count}" if days > 0 else f"{count} late"


def _as_object(article: Article, day: date) -> dict[str, object]:
    return {
        "article": article.slug,
        "title": {language: article.title.in_language(language) for language in LANGUAGES},
        "owner": article.owner,
        "reviewed_on": article.reviewed_on.isoformat(),
        "due_on": article.review_due_on().isoformat(),
        "days": (article.review_due_on() - day).days,
    }
