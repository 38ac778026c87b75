from __future__ import annotations

from bot.domain.reply import Match
from bot.rendering.article_menu import LONGEST_OPTION, article_options, option
from tests.rendering.examples import CONTEXT


def test_what_came_nearest_stands_first_then_titles_in_order_and_small_talk_never() -> None:
    def values(*nearest: str) -> list[object]:
        return [each["value"] for each in article_options([Match(slug, 0.5) for slug in nearest], CONTEXT, "en")]

    assert values() == ["mailbox", "version"]
    assert values("version", "greeting") == ["version", "mailbox"]


def test_a_title_that_is_too_long_is_cut_between_words() -> None:
    shown = option("word " * 40, "x")["text"]

    assert isinstance(shown, dict)
    assert len(shown["text"]) <= LONGEST_OPTION
    assert shown["text"].endswith("word…")
