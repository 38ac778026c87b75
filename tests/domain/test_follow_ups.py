from __future__ import annotations

from bot.domain.follow_ups import FollowUpKind, Heard


def test_what_follows_up_is_looked_for_when_it_is_asked_for_and_once() -> None:
    looked: list[str] = []

    def in_phrase() -> FollowUpKind | None:
        looked.append("phrase")
        return None

    def in_free_words() -> FollowUpKind | None:
        looked.append("freely")
        return "shorter"

    heard = Heard(in_phrase, in_free_words)
    assert looked == []
    assert [heard.phrase for _ in range(2)] == [None, None]
    assert looked == ["phrase"]
    assert [heard.freely for _ in range(2)] == ["shorter", "shorter"]
    assert looked == ["phrase", "freely"]
