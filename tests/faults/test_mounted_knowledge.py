"""Knowledge as machines lay it out, met by a bot in a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.knowledge.source_files import contents_of
from tests.faults.processes import ROOT, Site
from tests.faults.test_matrix import asks, wait_for_answer
from tests.knowledge.machine_made import mount, write_left_behind
from tests.slack.running import until

if TYPE_CHECKING:
    from pathlib import Path

    from localslack import LocalSlack

pytestmark = pytest.mark.slow  # real processes

ARTICLE = "exact-globe/articles/version-required.yml"


def test_a_mounted_config_map_is_answered_from_and_its_swap_is_followed(
    slack: LocalSlack, sqlite_url: str, tmp_path: Path, cache: Path
) -> None:
    """Row 19 of Slack in the wild; a broken swap never replaces a good one, as in row 26."""
    mounted, contents = tmp_path / "mounted", dict(contents_of(ROOT / "knowledge"))
    mount(contents, mounted, "1")
    write_left_behind(mounted)
    site = Site(slack, sqlite_url, tmp_path, cache)
    try:
        site.start(ECONNECT_KNOWLEDGE_DIR=str(mounted))
        before = wait_for_answer(slack, asks(slack))
        cut = contents[ARTICLE].replace(b"owner: support", b"owner: support #3")
        mount(contents | {ARTICLE: cut}, mounted, "2")
        until(lambda: "is a comment" in site.logs())
        during = wait_for_answer(slack, asks(slack, "person1"))
        changed = contents[ARTICLE].replace(b"At least update", b"Now at least update")
        mount(contents | {ARTICLE: changed}, mounted, "3")
        until(lambda: " loaded" in site.logs())
        after = wait_for_answer(slack, asks(slack, "person2"))
    finally:
        site.end()

    assert "At least update 413" in before[0].text
    assert "At least update 413" in during[0].text
    assert "Now at least update 413" in after[0].text
