from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.markup import (
    BlockQuote,
    Code,
    Emphasis,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Placeholder,
    Strong,
    TextBlock,
)
from bot.markdown.parser import has_marks, parse


def paragraph(*content: object) -> Paragraph:
    return Paragraph(content)  # type: ignore[arg-type] # a shorthand


@pytest.mark.parametrize(
    ("markdown", "blocks"),
    [
        ("one\ntwo\n\nthree", (paragraph("one two"), paragraph("three"))),
        ("a **b *c*** d", (paragraph("a ", Strong(("b ", Emphasis(("c",)))), " d"),)),
        ("`a_b`, snake_case and 2 * 3 * 4", (paragraph(Code(("a_b",)), ", snake_case and 2 * 3 * 4"),)),
        ("one\\\ntwo  \nthree", (paragraph("one", LineBreak(), "two", LineBreak(), "three"),)),
        ("[the *portal*](https://a.b/c_d)", (paragraph(Link("https://a.b/c_d", ("the ", Emphasis(("portal",))))),)),
        ("<https://a.b>", (paragraph(Link("https://a.b", ("https://a.b",))),)),
        ("<help@a.nl>", (paragraph(Link("mailto:help@a.nl", ("help@a.nl",))),)),
        (
            "- a\n  - b\n- c",
            (ItemList(((paragraph("a"), ItemList(((paragraph("b"),),))), (paragraph("c"),))),),
        ),
        ("3. a\n4. b", (ItemList(((paragraph("a"),), (paragraph("b"),)), 3),)),
        ("> a\n> b\n>\n> c", (BlockQuote((paragraph("a b"), paragraph("c"))),)),
        ("System > Settings & 1 < 2 &euro;", (paragraph("System > Settings & 1 < 2 €"),)),
        (r"\*not bold\*", (paragraph("*not bold*"),)),
        (r"\*\*, \`, a\_ &ast;b and [c]", (paragraph("**, `, a_ *b and [c]"),)),
        (
            r"**a \* b** 2*3 [d\*](https://a.b)",
            (paragraph(Strong(("a * b",)), " 2*3 ", Link("https://a.b", ("d*",))),),
        ),
    ],
)
def test_markdown_is_read_into_values(markdown: str, blocks: tuple[TextBlock, ...]) -> None:
    assert parse(markdown) == (blocks, ())


@pytest.mark.parametrize(
    ("markdown", "content"),
    [
        ("at {mailbox_address}.", ("at ", Placeholder("mailbox_address"), ".")),
        ("`{a}` and **{b}**", (Code((Placeholder("a"),)), " and ", Strong((Placeholder("b"),)))),
        ("{a}{b}", (Placeholder("a"), Placeholder("b"))),
        ("{} {A} {not a name", ("{} {A} {not a name",)),
        ("a\ue000b\ue001", ("ab",)),
    ],
)
def test_placeholders_are_values_wherever_they_stand(markdown: str, content: tuple[object, ...]) -> None:
    assert parse(markdown) == ((paragraph(*content),), ())


REFUSED = [
    ("one\n\n<div>x</div>", 3, "HTML cannot be shown"),
    ("one\ntwo <b>three</b>", 2, "HTML cannot be shown"),
    ("one `a\nb` two\nthree<br>four", 3, "HTML cannot be shown"),
    ("one\n\n| a | b |\n|---|---|\n| 1 | 2 |", 3, "A table cannot be shown"),
    ("one\n\n## two", 3, "A heading cannot be shown"),
    ("one\n\ntwo\n---", 3, "A heading cannot be shown"),
    ("one\ntwo ![three](https://a.b/c.png)", 2, "An image cannot be shown"),
    ("one\n\n---", 3, "A horizontal line cannot be shown"),
    ("one\n\n```\ntwo\n```", 3, "A block of code cannot be shown"),
    ("one\n\n    two", 3, "A line indented by four spaces cannot be shown"),
    ("one\n~~two~~", 2, "Strikethrough text cannot be shown"),
    ("- one\n- two\n  > three", 3, "A quotation in a list cannot be shown"),
    ("> one\n> - two", 2, "A list in a quotation cannot be shown"),
    ("- one\n\n  # two", 3, "A heading cannot be shown"),
    ("one\nsee https://a.b, two", 2, "The address https://a.b, would not be a link"),
    ("one\n[two](ftp://a.b)", 2, "'ftp://a.b' is not a link address"),
    ("one\n[two](javascript:alert)", 2, "'javascript:alert' is not a link address"),
    ("one\n[two](https://{host}/)", 2, "A fact cannot stand in a link's address"),
    ("one\ntwo `“a”`", 2, "Curly quotes stand in code"),
    ("one\n[two](https://a.b/’)", 2, "Curly quotes stand in an address"),
    *(
        (f"one\n{text}", 2, f"The mark {mark} has no partner, and would be shown")
        for text, mark in (
            ("**two", "**"),
            ("two**", "**"),
            ("** two **", "**"),
            ("**two *three**", "*"),
            ("**two** three**", "**"),
            ("__two", "__"),
            ("*two", "*"),
            ("two* and", "*"),
            ("_two", "_"),
            ("~~two", "~~"),
            ("`two", "`"),
            ("``two`", "`"),
            ("`two` `three", "`"),
            ("**“two”**three", "**"),
            ("{two}*", "*"),
        )
    ),
    ("**one\n\ntwo", 1, "The mark ** has no partner, and would be shown"),
    ("- one\n- **two", 2, "The mark ** has no partner, and would be shown"),
    ("one\n[two](three four)", 2, "A link is not closed, or has a space in its address"),
]


@pytest.mark.parametrize(("markdown", "line", "message"), REFUSED)
def test_what_cannot_be_shown_is_refused_on_its_line(markdown: str, line: int, message: str) -> None:
    ((fault),) = parse(markdown)[1]

    assert (fault.line + 1, fault.message) == (line, message)
    assert fault.remedy


def test_every_fault_is_found_in_the_order_of_their_lines() -> None:
    assert [fault.line for fault in parse("<br>\na\n\n# b\n\nc ~~d~~")[1]] == [0, 3, 5]


def nested(levels: int) -> str:
    """Return a list in a list and so on, with a word at each level and a paragraph after all of them."""
    return "\n".join("  " * level + f"- level {level + 1}" for level in range(levels)) + "\n\nThe end."


def test_a_list_of_five_levels_is_read_with_what_comes_after_it() -> None:
    blocks, faults = parse(nested(5))

    assert faults == ()
    assert "level 5" in str(blocks)
    assert blocks[-1] == paragraph("The end.")


@pytest.mark.parametrize("levels", [6, 10, 30, 90])
def test_a_list_of_more_levels_is_refused_where_it_goes_too_deep(levels: int) -> None:
    blocks, faults = parse(nested(levels))

    assert [(fault.line + 1, fault.message) for fault in faults] == [
        (6, "A list more than 5 levels deep cannot be shown")
    ]
    assert "level 5" in str(blocks)


@pytest.mark.parametrize("mark", ["> ", "- ", "*a ", "[", "**a *b "])
def test_what_is_nested_without_end_is_read_all_the_same(mark: str) -> None:
    blocks, faults = parse(mark * 2000)

    assert faults or str(blocks).count(mark.strip()) == 2000


@given(st.text())
def test_any_text_can_be_read(markdown: str) -> None:
    blocks, faults = parse(markdown)

    assert isinstance(blocks, tuple)
    assert all(0 <= fault.line <= markdown.count("\n") + markdown.count("\r") for fault in faults)


@given(st.from_regex(r"[a-zé]([a-z0-9é,.'()?-]| (?! )){0,30}", fullmatch=True))
def test_words_alone_have_no_marks(text: str) -> None:
    assert parse(text)[0] == (paragraph(text.strip()),)
    assert not has_marks(text)


@pytest.mark.parametrize(
    "text", ["1. one", "- one", "a *b* c", "a_b_", "[a](b)", "a\nb\n=", "# a", "<b>a</b>", "a &amp; b", r"a\*"]
)
def test_what_markdown_makes_more_of_has_marks(text: str) -> None:
    assert has_marks(text)
