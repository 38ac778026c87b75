"""The app's manifest: reading it, and its variant for HTTP."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from bot.slack.ids import EVENTS_PATH

if TYPE_CHECKING:
    from pathlib import Path

# JSON of Slack's shape, which the manifest's schema describes.
Manifest: TypeAlias = dict[str, Any]


def read_manifest(path: Path) -> Manifest:
    """The manifest in `path`."""
    manifest: Manifest = yaml.safe_load(path.read_text(encoding="utf-8"))
    return manifest


def http_variant(manifest: Manifest, url: str) -> Manifest:
    """`manifest` for HTTP instead of Socket Mode: everything is delivered under the public `url`."""
    request_url = url.rstrip("/") + EVENTS_PATH
    variant = copy.deepcopy(manifest)
    for command in variant["features"]["slash_commands"]:
        command["url"] = request_url
    settings = variant["settings"]
    settings["event_subscriptions"]["request_url"] = request_url
    settings["interactivity"]["request_url"] = request_url
    settings["socket_mode_enabled"] = False
    return variant
