"""Local Slack's Block Kit validator, as the command line uses it."""

from localslack.blockkit import Fault, validate

__all__ = ["Fault", "validate"]
