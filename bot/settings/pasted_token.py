"""A token as people paste it: with its name, its quotation marks, or at the wrong question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_BEFORE: Final = re.compile(r"^(?:export\s+)?[A-Z_]+\s*[=:]\s*|^Bearer\s+")
_AROUND: Final = " \t\r\n\"'`\u2018\u2019\u201c\u201d,;"
_SETTINGS: Final = {"xoxb-": "SLACK_BOT_TOKEN", "xapp-": "SLACK_APP_TOKEN"}
_OTHERS: Final = {
    "xoxp-": "That is a user token. The bot needs the Bot User OAuth Token, which starts with xoxb-.",
    "xoxe": "That is a token that expires: create the app anew from the manifest, which leaves token rotation off.",
    "xoxa-": "That is a token of an earlier kind. The bot needs the Bot User OAuth Token, which starts with xoxb-.",
}


@dataclass(frozen=True, slots=True)
class PastedToken:
    """What was pasted: the token itself, which setting it is for, and what is wrong where it is for none."""

    token: str
    setting: str | None
    wrong: str = ""


def read_pasted(text: str) -> PastedToken:
    """Return the token in `text`; empty where nothing was pasted."""
    token = _BEFORE.sub("", text.strip(_AROUND)).strip(_AROUND)
    setting = next((name for prefix, name in _SETTINGS.items() if token.startswith(prefix)), None)
    if not token or (setting and re.fullmatch(r"[!-~]+", token)):
        return PastedToken(token, setting)
    if setting:
        return PastedToken(token, None, "There is a space or a strange character in it: copy it again.")
    wrong = next((told for prefix, told in _OTHERS.items() if token.startswith(prefix)), None)
    return PastedToken(token, None, wrong or "That is no token of Slack's: they start with xoxb- or xapp-.")


def is_token(text: str) -> bool:
    """Return whether a token of any kind was typed where something else was asked for."""
    return _BEFORE.sub("", text.strip(_AROUND)).startswith((*_SETTINGS, *_OTHERS))
