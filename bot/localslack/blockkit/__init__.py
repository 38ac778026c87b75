"""Judges Block Kit payloads by Slack's rules."""

from bot.localslack.blockkit.judging import Fault, validate

__all__ = ["Fault", "validate"]
