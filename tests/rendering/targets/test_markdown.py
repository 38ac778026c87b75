from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.markup import BlockQuote, Code, Emphasis, Inline, LineBreak, Paragraph, RichText, Strong
from bot.markdown.parser import parse
from bot.rendering.document import Footnote, FormattedText, Quote, Title
from bot.rendering.targets.markdown import in_markdown
from bot.rendering.targets.text_layout import words_of
from tests.markdown.examples import rich_texts, texts
from tests.rendering.targets.documents import EVERYTHING, document


def read_again(text: RichText) -> RichText:
    return parse(in_markdown((FormattedText(text),)))[0]


def test_markdown_is_read_as_what_it_was_written_from() -> None:
    ((shown),) = document(EVERYTHING)

    assert read_again(shown.blocks) == shown.blocks


def test_nested_lists_links_and_quotations_are_written() -> None:
    assert (
        in_markdown(document(EVERYTHING))
        == """\
One **bold *both*** and *slanted* `code_1`, [the **portal**](<https://a.b/c?d=(1)&e>) and <https://a.b>\\
on a new line.

1. first
   - inner **one**
   - inner two
     1. deepest
2. second

   with more

- a
- b

> quoted
>
> twice

The end."""
    )


TYPED = st.one_of(
    texts(),
    st.sampled_from(
        """**a** _a_ *a* `a` ``a`` [a](https://b) ![a](b) <b>a</b> <!--a--> <https://a>
        &amp; &#35; \\* # - + 1. 1) > ---
        === ||| |-| ~~a~~ ~~~ ``` <!channel> <@U1> [a]:b a\\""".split()
    ),
)


@given(TYPED)
def test_what_people_wrote_is_never_a_mark(text: str) -> None:
    assert read_again((Paragraph((text,)),)) == (Paragraph((text,)),)


@given(st.lists(TYPED, min_size=1, max_size=3).map("\n".join))
def test_nor_is_it_on_several_lines(text: str) -> None:
    ((paragraph),) = read_again((Paragraph((text,)),))

    assert isinstance(paragraph, Paragraph)
    assert words_of(paragraph.content) == text.replace("\n", " ")


@given(TYPED)
def test_nor_in_bold_in_code_and_in_a_quotation(text: str) -> None:
    content: tuple[Inline, ...] = ("a ", Code((text,)), " b ", Strong((f"c{text}d",)))
    assert read_again((Paragraph(content),)) == (Paragraph(content),)
    # A title and a footnote are one line, with one space where more stood.
    on_one_line = " ".join(text.split())
    assert parse(in_markdown((Quote(text), Title(text), Footnote(text))))[0] == (
        BlockQuote((Paragraph((text,)),)),
        Paragraph((Strong((on_one_line,)),)),
        Paragraph((Emphasis((on_one_line,)),)),
    )


@given(rich_texts())
def test_any_text_is_written_so_that_no_word_is_lost(text: RichText) -> None:
    shown = in_markdown((FormattedText(text),))

    # Markdown has no bold for a sign within a word: there the marks are seen, and no word is lost.
    faults = [fault for fault in parse(shown)[1] if "has no partner" not in fault.message]
    assert not faults or "://" in shown


@pytest.mark.parametrize(("code", "shown"), [("a", "`a`"), ("a`b", "``a`b``"), ("`a`", "`` `a` ``"), (" ", " ")])
def test_code_stands_between_backticks_of_which_it_has_fewer(code: str, shown: str) -> None:
    assert re.sub(r"^x|y$", "", in_markdown((FormattedText((Paragraph(("x", Code((code,)), "y")),)),))) == shown


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_no_line_end_makes_a_mark(end: str) -> None:
    assert read_again((Paragraph((f"a{end}# b",)),)) == (Paragraph(("a", LineBreak(), "# b")),)
