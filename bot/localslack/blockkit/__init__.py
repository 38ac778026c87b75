"""Judges Block Kit payloads by Slack's rules."""

from bot.localslack.blockkit.judging import validate
from bot.localslack.blockkit.shapes import Fault

__all__ = ["Fault", "validate"]
