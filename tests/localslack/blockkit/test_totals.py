import pytest

from localslack.blockkit.totals import MOST_TOGETHER, size_together

DIVIDER = {"type": "divider"}


def markdown(length: int) -> dict[str, str]:
    return {"type": "markdown", "text": "x" * length}


@pytest.mark.parametrize(
    ("blocks", "size"),
    [
        ([markdown(MOST_TOGETHER)], MOST_TOGETHER),
        ([markdown(13_172), DIVIDER], MOST_TOGETHER),
        ([{"type": "section", "text": {"type": "plain_text", "text": "four"}}], 4),
        ([{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"text": "ab"}]}]}], 27),
    ],
)
def test_what_blocks_come_to_is_as_others_have_measured_it(blocks: list[object], size: int) -> None:
    assert size_together(blocks) == size
