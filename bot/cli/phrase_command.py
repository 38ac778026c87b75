"""`phrase`: adds a way of asking to an article or a gap, and shows first what that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.command_settings import editable_folder, knowledge_option, load_settings
from bot.cli.confirmation import ask_whether
from bot.cli.knowledge_file import replace_unchanged
from bot.cli.phrase_addition import edition_of, latest_questions, new_phrasing, shown_with, tell_where
from bot.domain.language import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

    from bot.domain.language import Language


@click.command()
@click.argument("slug")
@click.argument("phrasing")
@click.option("--language", "--lang", type=click.Choice(LANGUAGES), help="Its language, where that cannot be told.")
@click.option("--yes", is_flag=True, help="Add it without asking, for scripts.")
@click.option("--dry-run", "is_trial", is_flag=True, help="Show what it would change, and write nothing.")
@knowledge_option
def phrase(
    *, slug: str, phrasing: str, language: Language | None, yes: bool, is_trial: bool, knowledge: Path | None
) -> None:
    """Add PHRASING, a question as people type it, to the article or gap SLUG, and show first what that changes.

    Where it takes something from others, or the check will warn of it, you are asked. It is not written where it is
    there already, where a check asks it, or where it makes a check fail. Nothing else in the file changes.
    """
    settings = load_settings(knowledge)
    if not is_trial:
        editable_folder(knowledge)
    now = edition_of(settings, has_drafts=True)
    new = new_phrasing(now.answering, slug, phrasing, language)
    shown = shown_with(settings, now, new, latest_questions(settings))
    if is_trial:
        click.echo("Nothing was written (--dry-run).")
        return
    if shown.is_doubtful and not yes:
        ask_whether("Add it all the same?")
    contents = shown.edition.contents
    replace_unchanged(settings.knowledge_dir / shown.path, now.contents.get(shown.path), contents[shown.path])
    tell_where(shown.edition, shown.path, new)
