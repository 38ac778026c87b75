"""Charts: pies, bars, lines and areas.

https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
"""

from collections.abc import Iterator

from localslack.blockkit import limits
from localslack.blockkit.rules import Fault, ObjectRule, array, block_shape, by_type, quantity, string, typed

_LABEL = string(limits.CHART_LABEL)


def _more_than_nothing(value: object, pointer: str) -> Iterator[Fault]:
    yield from quantity(value, pointer)
    if isinstance(value, int | float) and not value > 0:
        yield Fault(pointer, "out_of_range", "must be more than 0")


_SEGMENTS = array(ObjectRule({"label": _LABEL, "value": _more_than_nothing}), limits.CHART_PARTS)
_POINTS = array(ObjectRule({"label": _LABEL, "value": quantity}), limits.CHART_POINTS)
_SERIES = array(ObjectRule({"name": _LABEL, "data": _POINTS}), limits.CHART_PARTS)
_AXES = ObjectRule(
    {"categories": array(_LABEL, limits.CHART_POINTS)},
    {"x_label": string(limits.CHART_AXIS), "y_label": string(limits.CHART_AXIS)},
)

_CHARTS = {
    "pie": typed("pie", {"segments": _SEGMENTS}, {}),
    **{kind: typed(kind, {"series": _SERIES, "axis_config": _AXES}, {}) for kind in ("bar", "line", "area")},
}
CHART = block_shape("data_visualization", {"title": string(limits.CHART_TITLE), "chart": by_type(_CHARTS)}, {})
