"""The link that creates the app: Slack takes the manifest from it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.slack.directory.manifest import manifest_text

if TYPE_CHECKING:
    from pathlib import Path


def app_link(manifest: Path, url: str | None) -> str:
    """Return the link for Socket Mode, or for HTTP at `url`.

    Raises:
        ManifestError: Slack could not deliver to `url`.
    """
    compact = json.dumps(
        json.loads(manifest_text(manifest, url, as_json=True)), ensure_ascii=False, separators=(",", ":")
    )
    return f"https://api.slack.com/apps?new_app=1&manifest_json={quote(compact, safe='')}"
