"""The rich text block's structure.

https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from collections.abc import Mapping

from localslack.blockkit import limits
from localslack.blockkit.composition import IDENTIFIER, URL
from localslack.blockkit.rules import (
    ObjectRule,
    Rule,
    anything,
    array,
    block_shape,
    by_type,
    number,
    one_of,
    string,
    truth,
    typed,
)

_MARKS = ObjectRule(
    {}, dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight", "unlink"), truth)
)
_STYLED: Mapping[str, Rule] = {"style": _MARKS}
_WORDS = string(limits.MESSAGE_TEXT)


_INLINE: Mapping[str, Rule] = {
    "text": typed("text", {"text": _WORDS}, _STYLED),
    "link": typed("link", {"url": URL}, {**_STYLED, "text": _WORDS, "unsafe": truth}),
    "user": typed("user", {"user_id": IDENTIFIER}, _STYLED),
    "channel": typed("channel", {"channel_id": IDENTIFIER}, _STYLED),
    "usergroup": typed("usergroup", {"usergroup_id": IDENTIFIER}, _STYLED),
    "emoji": typed("emoji", {"name": _WORDS}, {**_STYLED, "unicode": _WORDS, "skin_tone": number(1, 6)}),
    "broadcast": typed("broadcast", {"range": one_of("here", "channel", "everyone")}, _STYLED),
    "color": typed("color", {"value": _WORDS}, _STYLED),
    "date": typed("date", {"timestamp": anything, "format": _WORDS}, {**_STYLED, "url": URL, "fallback": _WORDS}),
}
_WORDS_IN_LINE = array(by_type(_INLINE), least=0)
_SECTION = typed("rich_text_section", {"elements": _WORDS_IN_LINE}, {})
_BORDER: Mapping[str, Rule] = {"border": number(0, 1)}

PARTS: Mapping[str, Rule] = {
    "rich_text_section": _SECTION,
    "rich_text_quote": typed("rich_text_quote", {"elements": _WORDS_IN_LINE}, _BORDER),
    "rich_text_preformatted": typed(
        "rich_text_preformatted", {"elements": _WORDS_IN_LINE}, {**_BORDER, "language": _WORDS}
    ),
    "rich_text_list": typed(
        "rich_text_list",
        {"style": one_of("bullet", "ordered"), "elements": array(by_type({"rich_text_section": _SECTION}))},
        {**_BORDER, "indent": number(0, 8), "offset": number(0, 10_000)},
    ),
}

BLOCK: Mapping[str, Rule] = {
    "rich_text": block_shape("rich_text", {"elements": array(by_type(PARTS))}, {}),
}
