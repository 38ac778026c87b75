"""What a person types → the text and the rich text that Slack stores.

Slack escapes `&`, `<` and `>`, and turns mentions, channels, links and addresses into entities
such as `<@U1>`: https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from localslack.wire import Payload

_PATTERNS = {
    "mail": r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    "link": r"https?://[^\s<>]+",
    "user": r"@[\w.-]*\w",
    "channel": r"\#[\w-]+",
}
_TELEPHONE = r"(?<![\w+])\+?\d{8,15}(?!\w)"


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The ids behind the names that people write: `@bob`, `#general`.

    In commands the entities keep the name, `<@U1|bob>`; in messages they do not.
    """

    users: Mapping[str, str]
    channels: Mapping[str, str]
    keeps_names: bool = False


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A typed text as Slack stores it."""

    text: str
    elements: tuple[Payload, ...]

    @property
    def blocks(self) -> list[Payload]:
        """Return the rich text block that Slack adds to what people write."""
        section = {"type": "rich_text_section", "elements": list(self.elements)}
        return [{"type": "rich_text", "block_id": "typed", "elements": [section]}]


def escape(text: str) -> str:
    """Return the text with Slack's three special characters escaped."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def to_entities(typed: str, names: NameIndex, *, links_phone_numbers: bool = False) -> FormattedText:
    """Return what Slack stores for a typed text.

    Args:
        typed: What the person typed, with mentions as `@name` or `<@U1>`.
        names: The names that become ids; other names stay as they are.
        links_phone_numbers: Whether bare numbers of 8 digits and more become `<tel:…|…>`.
    """
    patterns = _PATTERNS | ({"tel": _TELEPHONE} if links_phone_numbers else {})
    finder = re.compile("|".join([r"<@(?P<id>U\w+)>", *(f"(?P<{kind}>{rule})" for kind, rule in patterns.items())]))
    texts, elements, end = [], [], 0
    for found in finder.finditer(typed):
        kind = str(found.lastgroup)
        text, element = _FORMATTERS[kind](found[kind], names)
        if element:
            plain = typed[end : found.start()]
            texts += [escape(plain), text]
            elements += [*_plain(plain), element]
            end = found.end()
    texts.append(escape(typed[end:]))
    elements += _plain(typed[end:])
    return FormattedText("".join(texts), tuple(elements))


def _plain(text: str) -> list[Payload]:
    return [{"type": "text", "text": text}] if text else []


def _format_id(word: str, _names: NameIndex) -> tuple[str, Payload]:
    return f"<@{word}>", {"type": "user", "user_id": word}


def _format_user(word: str, names: NameIndex) -> tuple[str, Payload]:
    user_id = names.users.get(word[1:].lower(), "")
    label = f"|{word[1:].lower()}" if names.keeps_names else ""
    return (f"<@{user_id}{label}>", {"type": "user", "user_id": user_id}) if user_id else (word, {})


def _format_channel(word: str, names: NameIndex) -> tuple[str, Payload]:
    channel_id = names.channels.get(word[1:])
    label = word[1:] if names.keeps_names else ""
    return (f"<#{channel_id}|{label}>", {"type": "channel", "channel_id": channel_id}) if channel_id else (word, {})


def _format_mail(word: str, _names: NameIndex) -> tuple[str, Payload]:
    return f"<mailto:{word}|{word}>", {"type": "link", "url": f"mailto:{word}", "text": word}


def _format_link(word: str, _names: NameIndex) -> tuple[str, Payload]:
    return f"<{escape(word)}>", {"type": "link", "url": word}


def _format_telephone(word: str, _names: NameIndex) -> tuple[str, Payload]:
    return f"<tel:{word}|{word}>", {"type": "link", "url": f"tel:{word}", "text": word}


_FORMATTERS: dict[str, Callable[[str, NameIndex], tuple[str, Payload]]] = {
    "id": _format_id,
    "mail": _format_mail,
    "link": _format_link,
    "user": _format_user,
    "channel": _format_channel,
    "tel": _format_telephone,
}
