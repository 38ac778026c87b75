"""The first step of `setup`: the link that creates the app. It has thousands of characters, so a page holds it."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from bot.cli.console import clickable
from bot.cli.own_command import with_own_command
from bot.cli.setup_answers import SIGNING_SECRET
from bot.settings.pasted_token import is_token
from bot.settings.shipped import shipped
from bot.slack.directory.app_link import app_link, page_with
from bot.slack.directory.manifest import manifest_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGES: Final = ("create-slack-app.html", *(f"create-slack-app-{number}.html" for number in range(2, 10)))
"""Names of the page: the first that is free, so that nobody's file is written over."""
_HTTP_WITHOUT_ADDRESS: Final = f"""\
The bot is set to HTTP. For the link that creates its app, give its address:
econnect-bot setup --http https://bot.example.com
For Socket Mode, take ECONNECT_MODE and {SIGNING_SECRET} out of the settings first."""


def tell_no_address() -> None:
    """Say how to come by the link where Slack's way to the bot is not known."""
    click.echo(with_own_command(_HTTP_WITHOUT_ADDRESS))


def show_app(url: str | None, *, is_there: bool) -> None:
    """Show how the app is created, for Socket Mode or for HTTP at `url`, and wait until it is.

    Raises:
        ManifestError: Slack could not deliver to `url`.
    """
    manifest = shipped("manifest.yml")
    link = app_link(manifest, url)
    if is_there:
        click.echo("If you have the app already, press Enter. Else:")
    with _page(link) as page:
        if page is None:
            click.echo(f"Create the app by this link, which holds all that it needs:\n{link}\n")
        else:
            click.echo("Open this page in your browser, and follow its link, which creates the app:")
            click.echo(f"  {clickable(page)}")
        click.echo("Pick your workspace and press Create; then Install to Workspace, and allow it.")
        click.echo("\nIs the browser on another computer? Type link, and the whole link is shown here to be copied.")
        click.echo(
            "Or, as good as the link: at https://api.slack.com/apps, Create New App > From a manifest. Paste what"
        )
        click.echo(with_own_command(f"this prints: econnect-bot manifest{f' --http {url}' if url else ''}"))
        click.echo()
        _wait({"link": link, "manifest": manifest_text(manifest, url)})


def _wait(shown: dict[str, str]) -> None:
    """Wait for Enter, and show what is asked for by a word."""
    while True:
        typed = str(click.prompt("Press Enter when it is installed", default="", show_default=False)).strip()
        if is_token(typed):
            click.echo("That is a token, which is asked for in the next steps.")
        elif typed.lower() in shown:
            click.echo(shown[typed.lower()])
        else:
            return


@contextmanager
def _page(link: str) -> Iterator[Path | None]:
    """Yield the page with the link, which is gone afterwards; None where none can be written.

    It is in the working folder: a browser may see neither hidden folders nor the machine's temporary ones.
    """
    page = _new_file()
    if page is None:
        yield None
        return
    try:
        yield page if _is_written(page, page_with(link)) else None
    finally:
        page.unlink(missing_ok=True)


def _new_file() -> Path | None:
    """Return a file that was not there before, not even as a link; None where none can be made."""
    for name in _PAGES:
        page = Path.cwd() / name
        try:
            page.touch(exist_ok=False)
        except FileExistsError:
            continue
        except OSError:
            return None
        return page
    return None


def _is_written(page: Path, text: str) -> bool:
    try:
        page.write_text(text, encoding="utf-8")
    except OSError:
        return False
    return True
