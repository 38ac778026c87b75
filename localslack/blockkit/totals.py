"""What all blocks of one message come to together, which Slack limits without saying how it counts.

Measured by others: Markdown blocks alone are refused above 13,297 characters and a divider beside them costs 125
(https://github.com/slackapi/bolt-js/issues/2509); rich text with 11,341 characters was refused already
(https://github.com/slackapi/bolt-js/issues/2867). This counts on the strict side: the characters of every text, 125
for each block after the first, 25 for each part of rich text.
"""

from collections.abc import Iterator

MOST_TOGETHER = 13_297
_A_BLOCK, _A_PART = 125, 25


def size_together(blocks: list[object]) -> int:
    """Return what `blocks` come to."""
    return sum(_sizes(blocks)) + _A_BLOCK * (len(blocks) - 1)


def _sizes(value: object) -> Iterator[int]:
    if isinstance(value, list):
        for each in value:
            yield from _sizes(each)
    elif isinstance(value, dict):
        if str(value.get("type", "")).startswith("rich_text_"):
            yield _A_PART * len(value.get("elements", ()))
        for name, each in value.items():
            if name == "text" and isinstance(each, str):
                yield len(each)
            else:
                yield from _sizes(each)
