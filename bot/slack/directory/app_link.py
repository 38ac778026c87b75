"""The link that creates the app: Slack takes the manifest from it. And a page to follow it from."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from bot.slack.directory.manifest import manifest_text

if TYPE_CHECKING:
    from pathlib import Path

_PAGE: Final = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Create the Slack app</title>
<style>body {{ font: 1.1em/1.5 sans-serif; max-width: 40em; margin: 2em auto; padding: 0 1em }}
textarea {{ width: 100% }}</style>
<h1>Create the Slack app</h1>
<ol>
<li><a href="{link}"><strong>Create the app in Slack</strong></a>: pick your workspace, and press
Create.</li>
<li>On the page that follows, press Install to Workspace, and allow it.</li>
<li>Go back to the terminal, and press Enter there.</li>
</ol>
<p><label for="link">The same link, to be copied:</label></p>
<textarea id="link" rows="8" readonly>{link}</textarea>
</html>
"""


def app_link(manifest: Path, url: str | None) -> str:
    """Return the link for Socket Mode, or for HTTP at `url`.

    Raises:
        ManifestError: Slack could not deliver to `url`.
    """
    compact = json.dumps(
        json.loads(manifest_text(manifest, url, as_json=True)), ensure_ascii=False, separators=(",", ":")
    )
    return f"https://api.slack.com/apps?new_app=1&manifest_json={quote(compact, safe='')}"


def page_with(link: str) -> str:
    """Return a page (HTML) with the link, to follow and to copy."""
    return _PAGE.format(link=escape(link))
