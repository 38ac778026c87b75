from __future__ import annotations

from bot.matching.synonyms import Synonyms

SYNONYMS = Synonyms.of([("mailbox", "post box", "post"), ("version", "product update")])


def test_every_member_of_a_group_becomes_its_token() -> None:
    assert SYNONYMS.canonical(["mailbox", "post", "version"]) == ["=0", "=0", "=1"]


def test_the_longest_member_goes_first() -> None:
    assert SYNONYMS.canonical(["my", "post", "box", "and", "product", "update"]) == ["my", "=0", "and", "=1"]
    assert SYNONYMS.canonical(["product"]) == ["product"]


def test_of_members_with_the_same_first_word_each_is_found() -> None:
    several = Synonyms.of([("post box of ours", "post"), ("post office", "…")])

    assert several.canonical("post box of ours post box post office".split()) == ["=0", "=0", "box", "=1"]


def test_the_words_of_all_members_are_known() -> None:
    assert SYNONYMS.words == {"mailbox", "post", "box", "version", "product", "update"}
    assert Synonyms.of([]).canonical(["any", "word"]) == ["any", "word"]
