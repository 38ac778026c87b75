"""The rich text block's structure.

https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from collections.abc import Mapping

from bot.localslack.blockkit import limits
from bot.localslack.blockkit.composition import IDENTIFIER, URL
from bot.localslack.blockkit.shapes import Rule, Shape, anything, array, by_type, number, one_of, string, truth

_MARKS = Shape({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight", "unlink"), truth))
_STYLED: Mapping[str, Rule] = {"style": _MARKS}
_WORDS = string(limits.MESSAGE_TEXT)


def _shape(kind: str, required: Mapping[str, Rule], optional: Mapping[str, Rule]) -> Rule:
    return Shape({"type": one_of(kind), **required}, optional)


_INLINE: Mapping[str, Rule] = {
    "text": _shape("text", {"text": _WORDS}, _STYLED),
    "link": _shape("link", {"url": URL}, {**_STYLED, "text": _WORDS, "unsafe": truth}),
    "user": _shape("user", {"user_id": IDENTIFIER}, _STYLED),
    "channel": _shape("channel", {"channel_id": IDENTIFIER}, _STYLED),
    "usergroup": _shape("usergroup", {"usergroup_id": IDENTIFIER}, _STYLED),
    "emoji": _shape("emoji", {"name": _WORDS}, {**_STYLED, "unicode": _WORDS, "skin_tone": number(1, 6)}),
    "broadcast": _shape("broadcast", {"range": one_of("here", "channel", "everyone")}, _STYLED),
    "color": _shape("color", {"value": _WORDS}, _STYLED),
    "date": _shape("date", {"timestamp": anything, "format": _WORDS}, {**_STYLED, "url": URL, "fallback": _WORDS}),
}
_WORDS_IN_LINE = array(by_type(_INLINE), least=0)
_SECTION = _shape("rich_text_section", {"elements": _WORDS_IN_LINE}, {})
_BORDER: Mapping[str, Rule] = {"border": number(0, 1)}

PARTS: Mapping[str, Rule] = {
    "rich_text_section": _SECTION,
    "rich_text_quote": _shape("rich_text_quote", {"elements": _WORDS_IN_LINE}, _BORDER),
    "rich_text_preformatted": _shape(
        "rich_text_preformatted", {"elements": _WORDS_IN_LINE}, {**_BORDER, "language": _WORDS}
    ),
    "rich_text_list": _shape(
        "rich_text_list",
        {"style": one_of("bullet", "ordered"), "elements": array(by_type({"rich_text_section": _SECTION}))},
        {**_BORDER, "indent": number(0, 8), "offset": number(0, 10_000)},
    ),
}
