from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.bootstrap.live import LiveAnswering
from bot.playground.draft_answering import DraftAnswering
from tests.factories import article, with_a_draft_of_afas
from tests.playground.conftest import small_settings

if TYPE_CHECKING:
    from pathlib import Path


def with_a_draft(folder: Path) -> DraftAnswering:
    settings = replace(small_settings(folder), knowledge_dir=folder / "several")
    for path, content in with_a_draft_of_afas().items():
        place = settings.knowledge_dir / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return DraftAnswering(LiveAnswering(settings), settings)


def test_where_there_is_no_draft_it_is_what_is_answered_from(tmp_path: Path) -> None:
    settings = small_settings(tmp_path)
    live = LiveAnswering(settings)

    assert DraftAnswering(live, settings).current is live.current


def test_what_is_still_being_written_is_there_too_and_only_what_is_not_published_shows_so(tmp_path: Path) -> None:
    drafts = with_a_draft(tmp_path)

    assert [one.knowledge.product for one in drafts.current.each] == ["exact-globe", "afas"]
    assert "afas/version" not in drafts.live.current.knowledge.articles
    assert drafts.showing("version") is drafts.showing("prices") is drafts.live.current
    assert drafts.showing("afas/version") is drafts.showing("nothing") is drafts.current


def test_it_is_made_anew_only_where_something_has_changed(tmp_path: Path) -> None:
    drafts = with_a_draft(tmp_path)
    before = drafts.current
    place = drafts.settings.knowledge_dir / "afas" / "articles" / "more.yml"
    place.write_bytes(article("More", en=("more of AFAS",), nl=("meer van AFAS",)))

    assert drafts.current is before
    assert drafts.live.refresh()
    assert "afas/more" in drafts.current.knowledge.articles
