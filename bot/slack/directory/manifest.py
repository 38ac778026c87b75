"""The app's manifest: reading it, and its variant for HTTP."""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import urlsplit

import yaml

from bot.slack.ids import EVENTS_PATH

if TYPE_CHECKING:
    from pathlib import Path

# JSON of Slack's shape, which the manifest's schema describes.
Manifest: TypeAlias = dict[str, Any]

_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST: Final = re.compile(r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+\.?|[0-9a-f:]*:[0-9a-f:.]*")
"""A name with a dot in it, or an IPv6 address."""
_ODD: Final = re.compile(r"[\s\x00-\x1f\x7f\\<>\"'{}|^`]")


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


def is_on_this_machine(url: str) -> bool:
    """Return whether `url` leads to this machine, where a local Slack reaches it and Slack does not."""
    return urlsplit(url).hostname in _LOCAL


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
        _check_address(url)
        manifest = http_variant(manifest, url)
    if as_json:
        return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    return yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True)


def _check_address(url: str) -> None:
    """Refuse what Slack could not deliver to.

    Raises:
        ManifestError: it says what to give instead.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:  # brackets without an address between them, a port that is none
        host, parts = "", urlsplit("")
    schemes = ("http", "https") if host in _LOCAL else ("https",)
    is_host = host in _LOCAL or _HOST.fullmatch(host) is not None
    if parts.scheme not in schemes or not is_host or parts.query or parts.fragment or _ODD.search(url):
        raise ManifestError(f"'{url}' is not a public https address; use one such as https://bot.example.com.")
    if parts.username is not None or parts.password is not None:
        raise ManifestError("Leave the user name and the password out of the address: Slack does not send them.")
    if parts.path.rstrip("/").endswith(EVENTS_PATH):
        shorter = url.rstrip("/").removesuffix(EVENTS_PATH)
        raise ManifestError(f"Leave {EVENTS_PATH} out, it is added: use {shorter}.")
