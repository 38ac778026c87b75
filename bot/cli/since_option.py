"""Since when: a day, or how long ago, as people type it in an option."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Final

import click

from bot.bootstrap.clock import SystemClock, today

_SPAN: Final = re.compile(r"(?P<number>[0-9]{1,4}) ?(?:d|days?|(?P<weeks>w|weeks?))")
"""Days or weeks: four digits are years enough."""
_DAYS_AGO: Final = {"today": 0, "yesterday": 1}


class Since(click.ParamType[datetime]):
    """A day, such as 2026-11-01 or yesterday, or how long ago: 7d, 4w, 4 weeks."""

    name = "since"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the moment; one that was given without an offset is left without."""
        if isinstance(value, datetime):
            return value
        text = str(value).strip().lower()
        if found := _SPAN.fullmatch(text):
            return SystemClock().now() - timedelta(days=int(found["number"]) * (7 if found["weeks"] else 1))
        if text in _DAYS_AGO:
            return datetime.combine(today() - timedelta(days=_DAYS_AGO[text]), time())
        try:
            return datetime.fromisoformat(text.upper())
        except ValueError:
            self.fail(
                f"{value!r} is neither a date nor a time span; use for example 2026-11-01, yesterday, 7d (seven "
                "days) or 4w (four weeks)",
                param,
                ctx,
            )
