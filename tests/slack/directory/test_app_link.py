from __future__ import annotations

import json
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.slack.directory.app_link import app_link, page_with
from bot.slack.directory.manifest import ManifestError, http_variant, read_manifest

MANIFEST = Path(__file__).parents[3] / "manifest.yml"
LONGEST = 8000
"""Characters of an address that servers and browsers take for sure."""


@pytest.mark.parametrize("url", [None, "https://bot.example.com"])
def test_the_whole_manifest_is_in_the_link(url: str | None) -> None:
    link = app_link(MANIFEST, url)
    fields = parse_qs(urlsplit(link).query, strict_parsing=True)
    manifest = read_manifest(MANIFEST)
    assert fields["new_app"] == ["1"]
    assert json.loads(fields["manifest_json"][0]) == (manifest if url is None else http_variant(manifest, url))
    assert len(link) < LONGEST
    assert link.isascii()
    assert not set(link) & set(" \"'<>")  # where a terminal would end it


def test_an_address_that_slack_cannot_reach_is_refused() -> None:
    with pytest.raises(ManifestError, match="public https address"):
        app_link(MANIFEST, "http://bot.example.com")


def test_the_page_has_the_link_to_follow_and_to_copy() -> None:
    link = app_link(MANIFEST, None)
    page = unescape(page_with(link))
    assert f'<a href="{link}"' in page
    assert f">{link}</textarea>" in page
    assert "&manifest_json" not in page_with(link)  # `&` is written as a page has it
