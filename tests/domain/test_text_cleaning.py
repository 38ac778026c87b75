from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.text_cleaning import (
    LONGEST,
    folded,
    number_mentions,
    plain,
    readable,
    shortened,
    storable,
    straightened,
    words_of,
)
from tests.growth import grows_with_the_text

DIGITS = re.compile("[0-9]+")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("<tel:12345678|12345678> please", "12345678 please"),
        ("<tel:+31612345678>", "+31612345678"),
        ("<mailto:a@b.nl|a@b.nl>", "a@b.nl"),
        ("<mailto:a@b.nl>", "a@b.nl"),
        ("see <https://econnect.eu|the page>", "see the page"),
        ("see <https://econnect.eu>", "see https://econnect.eu"),
        ("<@U024BE7LH> hi", "hi"),
        ("<@U024BE7LH|alice> hi", "hi"),
        ("in <#C024BE7LR|general>", "in general"),
        ("in <#C024BE7LR> now", "in now"),
        ("<!here> and <!subteam^S1|@team>", "and"),
        ("on <!date^1392734382^{date}|18 February>", "on 18 February"),
        ("`413` *412* _411_ ~410~ ```409```", "413 412 411 410 409"),
        ("snake_case and 2*3", "snake_case and 2*3"),
        ("a &lt; b &amp; c &gt; d", "a < b & c > d"),
        ("&amp;amp;amp;amp;lt;", "<"),
        ("&lt;@U024BE7LH&gt; hi", "hi"),  # a mark that only reading makes
        ("&lt;kvk-number&gt;@facturen.econnect.eu", "<kvk-number>@facturen.econnect.eu"),
        ("12\u00a034\u200b56\ufeff 78", "12 3456 78"),
        ("１２３ ｋｖｋ", "123 kvk"),
        ("12–34‑56", "12-34-56"),
        ("one\r\n two\t three ", "one\ntwo three"),
        ("", ""),
    ],
)
def test_slack_marks_go_and_characters_become_plain(typed: str, read: str) -> None:
    assert plain(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("call <tel:0612345678|06-12345678> or <tel:+31612345678>", "call 06-12345678 or +31612345678"),
        ("<mailto:a@b.nl|a@b.nl> or <mailto:a@b.nl|mail us>", "a@b.nl or mail us (a@b.nl)"),
        ("see <https://econnect.eu/x|the page>.", "see the page (https://econnect.eu/x)."),
        ("<https://www.econnect.eu/|econnect.eu> <http://a.b|a.b>", "https://www.econnect.eu/ http://a.b"),
        ("<https://evil.example|https://econnect.eu>", "https://econnect.eu (https://evil.example)"),
        ("<@U024BE7LH|alice> and <@U024BE7LH>", "@alice and @U024BE7LH"),
        ("in <#C024BE7LR|general> or <#C024BE7LR>", "in #general or #C024BE7LR"),
        ("<!here> <!channel|channel> <!everyone|@everyone>", "@here @channel @everyone"),
        ("<!subteam^S1|@team> <!subteam^S1>", "@team @S1"),
        ("on <!date^1392734382^{date}|18 February>", "on 18 February"),
        ("<dingen> doen het niet, a < b > c", "<dingen> doen het niet, a < b > c"),
        ("<https://a.b|>", "https://a.b"),
    ],
)
def test_slack_marks_are_shown_again_as_people_read_them(typed: str, read: str) -> None:
    assert readable(typed) == read


@pytest.mark.parametrize("hostile", ["<@A|", "<", "<https://"])
def test_hostile_marks_are_read_with_little_work(hostile: str) -> None:
    assert readable(hostile * 20_000) == hostile * 20_000
    assert len(plain(hostile * 20_000)) <= LONGEST
    for read in (readable, plain):
        assert grows_with_the_text(read, hostile, 80_000)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("short", "short"),
        ("one two three", "one two…"),
        ("one two, three", "one two…"),
        ("one twothreefour", "one twoth…"),
        ("x" * 20, "x" * 9 + "…"),
    ],
)
def test_a_text_is_cut_between_two_words_where_it_can_be(text: str, cut: str) -> None:
    assert shortened(text, 10) == cut


@given(st.text(), st.integers(min_value=1, max_value=40))
def test_what_is_cut_is_never_longer_than_it_may_be(text: str, longest: int) -> None:
    assert len(shortened(text, longest)) <= longest


@given(st.text() | st.text(alphabet="<>@#!|&;ampltgk1 *_~`\n"))
def test_reading_what_is_plain_changes_nothing(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text(alphabet="<@!tel:|>ﷺ &amp;", min_size=1, max_size=200))
def test_a_long_text_is_cut(part: str) -> None:
    assert len(plain(part * LONGEST)) <= LONGEST


@pytest.mark.parametrize("hostile", ["<" * 99_999, "&amp;" * 9_999, "*_" * 9_999, "a." * 9_999, "1 " * 9_999])
def test_a_hostile_text_is_read_all_the_same(hostile: str) -> None:
    assert len(folded(hostile)) <= LONGEST


@pytest.mark.parametrize(
    ("typed", "read"),
    [("K.v.K. Amsterdam", "kvk Amsterdam"), ("C.o.C. 1", "coc 1"), ("NL 56.789.B.01", "nl 56.789.b.01")],
)
def test_abbreviations_are_closed_up(typed: str, read: str) -> None:
    assert folded(typed) == read.lower()


def test_words_are_what_a_number_can_be_called() -> None:
    assert words_of("globe+ 413sp2, # 5 % of e-mail") == "globe+ sp # % of e mail"


def test_a_number_is_seen_with_the_words_of_its_clause() -> None:
    seen = number_mentions(DIGITS, "hello, our number is 12 in town. and 34 or 56")

    assert [(each.found[0], each.before, each.after) for each in seen] == [
        ("12", "our number is", "in town"),
        ("34", "and", "or"),
        ("56", "or", ""),
    ]


def test_a_text_without_numbers_has_no_sightings() -> None:
    assert number_mentions(DIGITS, "none") == ()


@pytest.mark.parametrize("around", ["één adres voor", "one address for"])
def test_code_marks_go_whatever_letters_stand_beside_them(around: str) -> None:
    assert plain(f"{around} `KvK 01035286`") == f"{around} KvK 01035286"


@pytest.mark.parametrize("mark", "’‘ʼ`´＇‛′ʹʻʽˈˊˋ‵՚ꞌ❛❜‹›")
def test_what_looks_like_an_apostrophe_is_one_everywhere(mark: str) -> None:
    assert plain(f"wat is m{mark}n nummer, kvk{mark}s 01035286") == "wat is m'n nummer, kvk's 01035286"


@pytest.mark.parametrize("mark", "“”„‟«»″‶〝〞❝❞＂")
def test_what_looks_like_a_quote_is_one_everywhere(mark: str) -> None:
    assert plain(f"zeg {mark}01035286{mark} nu") == 'zeg "01035286" nu'


def test_code_between_backticks_stays_what_it_was() -> None:
    assert plain("type `01035286`, of `412SP26` nu") == "type 01035286, of 412SP26 nu"


def test_quotes_of_keyboards_and_word_processors_are_straight() -> None:
    assert straightened("‘a’ ´b´ “c” „d‟ «e»") == '\'a\' \'b\' "c" "d" "e"'


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("which\0 version?", "which version?"),
        ("wélke\0 versie?", "wélke versie?"),
        ("half a \ud83d face", "half a \ufffd face"),
        ("the other \ude00", "the other \ufffd"),
        ("a whole \ud83d\ude00", "a whole 😀"),
        ("😀 stays", "😀 stays"),
    ],
)
def test_what_no_database_holds_goes(text: str, kept: str) -> None:
    assert storable(text) == kept


@given(st.text(st.characters()) | st.text("\0\ud800\udfffa😀"))
def test_what_is_storable_is_utf8_without_nul_and_stays_as_it_is(text: str) -> None:
    kept = storable(text)
    assert b"\0" not in kept.encode()
    assert storable(kept) == kept
