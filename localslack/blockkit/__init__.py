"""Validates Block Kit payloads by Slack's rules."""

from localslack.blockkit.rules import Fault
from localslack.blockkit.validation import validate

__all__ = ["Fault", "validate"]
