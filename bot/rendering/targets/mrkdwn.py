"""Documents as the `text` of a Slack message: what notifications show, and clients that show no blocks.

Slack reads it as mrkdwn, which has no escape for its marks, only for the characters that begin mentions and links:
https://docs.slack.dev/messaging/formatting-message-text#escaping
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.rendering.targets.text_layout import TextFormat, inline, write

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.markup import Inline
    from bot.rendering.document import Element

# At the edge of a word these begin or end a style; characters that look like them do not.
_MARK: Final = re.compile(r"(?<![^\W_])[*_~`]|[*_~`](?![^\W_])")
_CANDIDATE: Final = re.compile("[*_~`]")
_LOOKS_ALIKE: Final = str.maketrans("*_~`", "∗＿∼ˋ")


def to_mrkdwn(elements: Iterable[Element]) -> str:
    """Return `elements` as text without styles; people are named in it, and links lead on."""
    return write(elements, _MRKDWN)


def marked(content: tuple[Inline, ...]) -> str:
    """Return what stands in one line of text."""
    return inline(content, _MRKDWN)


def escape(text: str) -> str:
    """Return `text` so that Slack shows it as it is: no mention, link, channel or style in it comes alive."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARK.sub(lambda mark: mark[0].translate(_LOOKS_ALIKE), text) if _CANDIDATE.search(text) else text


def _link(label: str, url: str) -> str:
    if label == url.removeprefix("mailto:"):
        return label  # Slack makes a link of it by itself
    address = url.replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")
    return f"<{address}|{label}>"


_MRKDWN: Final = TextFormat(
    text=escape,
    code=escape,
    link=_link,
    person=lambda person: f"<@{person}>",
    quote="&gt; ",
)
