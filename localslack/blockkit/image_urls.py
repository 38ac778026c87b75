"""The addresses of images. Slack fetches each one itself before it takes the blocks, from outside.

https://docs.slack.dev/reference/block-kit/blocks/image-block: "a publicly hosted image". What cannot be fetched is
refused as `invalid_blocks` with "downloading image failed".
"""

import ipaddress
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Final
from urllib.parse import SplitResult, urlsplit

from localslack.blockkit.limits import URL
from localslack.blockkit.rules import Fault, string

_LENGTH: Final = string(URL)
_UNFIT: Final = re.compile(r"[\s<>\"\\^`{|}]|[^\x20-\x7e]")
_NAME: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", re.IGNORECASE)
_AT_HOME: Final = (".localhost", ".local", ".internal", ".lan", ".test", ".invalid")
_EXAMPLE: Final = "such as https://example.com/picture.png"


def image_url(value: object, pointer: str) -> Iterator[Fault]:
    """Take the address of an image that Slack can fetch."""
    yield from _LENGTH(value, pointer)
    if not isinstance(value, str) or not 1 <= len(value) <= URL:
        return
    parts = _parts(value)
    if parts is None or not parts.hostname:
        yield Fault(pointer, "wrong_format", f"must be a URL, {_EXAMPLE}")
    elif parts.scheme != "https":
        yield Fault(pointer, "wrong_format", f"must begin with https://, {_EXAMPLE}")
    elif not _is_public(parts.hostname):
        yield Fault(
            pointer, "not_public", f"downloading image failed: {parts.hostname} is not on the public internet"
        )


def _parts(value: str) -> SplitResult | None:
    """Return the parts of an address; None where it is none."""
    try:
        parts = urlsplit(value)
        is_whole = parts.port != 0 and not parts.username and not parts.password
    except ValueError:
        return None
    return parts if is_whole and not _UNFIT.search(value) else None


def _is_public(host: str) -> bool:
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_global
    return bool(_NAME.fullmatch(host)) and not f".{host}".lower().endswith(_AT_HOME)
