"""The names of the buttons: what rendering writes and the Slack listeners read."""

from typing import Final

ARTICLE_BUTTON: Final = "article:"
"""Followed by an article's slug, which is the button's value too."""

NONE_OF_THESE_BUTTON: Final = "none-of-these"
