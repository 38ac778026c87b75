"""Tables: the plain one, and the one that people can sort and leaf through.

https://docs.slack.dev/reference/block-kit/blocks/table-block
https://docs.slack.dev/reference/block-kit/blocks/data-table-block
"""

from collections.abc import Iterator, Mapping

from localslack.blockkit import elements, limits, rich_text
from localslack.blockkit.rules import (
    Fault,
    ObjectRule,
    Rule,
    array,
    block_shape,
    by_type,
    number,
    one_of,
    quantity,
    string,
    truth,
    typed,
)

_CELLS: Mapping[str, Rule] = {
    "raw_text": typed("raw_text", {"text": string(limits.DATA_TABLE_CONTENT)}, {}),
    "raw_number": typed("raw_number", {"value": quantity}, {"text": string(limits.DATA_TABLE_CONTENT)}),
    **rich_text.BLOCK,
}
_ACTION_CELL = typed("action", {"element": by_type(elements.BUTTONS, elements.ALL)}, {})
_ROW = array(by_type(_CELLS), limits.TABLE_COLUMNS)
_DATA_ROW = array(by_type({**_CELLS, "action": _ACTION_CELL}), limits.TABLE_COLUMNS)
_COLUMN = ObjectRule({}, {"align": one_of("left", "center", "right"), "is_wrapped": truth})


def _column(value: object, pointer: str) -> Iterator[Fault]:
    if value is not None:  # a null leaves the column as it is
        yield from _COLUMN(value, pointer)


TABLE = block_shape(
    "table",
    {"rows": array(_ROW, limits.TABLE_ROWS)},
    {"column_settings": array(_column, limits.TABLE_COLUMNS)},
)
_DATA_TABLE = block_shape(
    "data_table",
    {
        "caption": string(limits.TEXT),
        "rows": array(_DATA_ROW, limits.DATA_TABLE_ROWS, least=2),
    },
    {
        "page_size": number(1, limits.DATA_TABLE_PAGE),
        "row_header_column_index": number(0, limits.TABLE_COLUMNS - 1),
    },
)


def data_table(value: object, pointer: str) -> Iterator[Fault]:
    """Take a data table: a header row and rows as wide as it."""
    yield from _DATA_TABLE(value, pointer)
    rows = value.get("rows") if isinstance(value, dict) else None
    widths = [len(row) for row in rows if isinstance(row, list)] if isinstance(rows, list) else []
    for place, width in enumerate(widths):
        if width != widths[0]:
            yield Fault(f"{pointer}/rows/{place}", "wrong_width", f"must have {widths[0]} cells, as the first row")
    if _text_length(rows) > limits.DATA_TABLE_CONTENT:
        yield Fault(f"{pointer}/rows", "too_long", f"all cells together hold more than {limits.DATA_TABLE_CONTENT}")


def _text_length(part: object) -> int:
    """Return how many characters of text stand anywhere below."""
    if isinstance(part, list):
        return sum(map(_text_length, part))
    if not isinstance(part, dict):
        return 0
    text = part.get("text")
    own = len(text) if isinstance(text, str) else 0
    return own + sum(_text_length(inner) for inner in part.values() if isinstance(inner, dict | list))
