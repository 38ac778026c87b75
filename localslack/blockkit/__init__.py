"""Judges Block Kit payloads by Slack's rules."""

from localslack.blockkit.judging import validate
from localslack.blockkit.shapes import Fault

__all__ = ["Fault", "validate"]
