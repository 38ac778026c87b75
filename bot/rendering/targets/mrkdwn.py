"""Our Markdown → Slack's mrkdwn, with nothing alive in it that we did not write."""

from __future__ import annotations

import re
from typing import Final

_BOLD: Final = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_ITEM: Final = re.compile(r"^- ", re.MULTILINE)


def escape(text: str) -> str:
    """`text` so that Slack shows it as it is: no mention, link or channel in it comes alive.

    https://docs.slack.dev/messaging/formatting-message-text#escaping
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def to_mrkdwn(markdown: str) -> str:
    """`markdown` as mrkdwn: single asterisks for bold, bullets for lists, the rest escaped."""
    return _ITEM.sub("• ", _BOLD.sub(r"*\1*", escape(markdown)))
