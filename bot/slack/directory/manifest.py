"""The app's manifest: reading it, and its variant for HTTP."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

import yaml

from bot.slack.ids import EVENTS_PATH

if TYPE_CHECKING:
    from pathlib import Path

# JSON of Slack's shape, which the manifest's schema describes.
Manifest: TypeAlias = dict[str, Any]


def read_manifest(path: Path) -> Manifest:
    """Return the manifest in `path`."""
    manifest: Manifest = yaml.safe_load(path.read_text(encoding="utf-8"))
    return manifest


def http_variant(manifest: Manifest, url: str) -> Manifest:
    """Return `manifest` for HTTP instead of Socket Mode: everything is delivered under the public `url`."""
    request_url = url.rstrip("/") + EVENTS_PATH
    variant = copy.deepcopy(manifest)
    for command in variant["features"]["slash_commands"]:
        command["url"] = request_url
    settings = variant["settings"]
    settings["event_subscriptions"]["request_url"] = request_url
    settings["interactivity"]["request_url"] = request_url
    settings["socket_mode_enabled"] = False
    return variant


class ManifestError(ValueError):
    """A manifest that cannot be made, with what to give instead."""


def manifest_text(path: Path, url: str | None, *, as_json: bool = False) -> str:
    """Return the manifest in `path` as it is pasted into Slack: for Socket Mode, or for HTTP at `url`.

    Raises:
        ManifestError: where Slack could not deliver to `url`.
    """
    if url is None and not as_json:
        return path.read_text(encoding="utf-8")
    manifest = read_manifest(path)
    if url is not None:
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment:
            raise ManifestError(f"'{url}' is not a public https address; use one such as https://bot.example.com.")
        manifest = http_variant(manifest, url)
    if as_json:
        return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    return yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True)
