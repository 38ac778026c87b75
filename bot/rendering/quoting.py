"""What a person wrote, quoted whole, with links to their files that lead there whatever their names say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.file_links import parted
from bot.domain.markup import Link
from bot.rendering.document import Quote
from bot.rendering.masking import masked

if TYPE_CHECKING:
    from bot.domain.language import Language


def quoted_whole(text: str, language: Language) -> Quote:
    """Return `text` quoted, without a number of nine digits; of a link to a file only what is read is without."""
    # An invoice's number in a file's name looks like a private one, and a link that lacks it leads nowhere.
    words, links = parted(text)
    return Quote(
        masked(words, language), is_whole=True, links=tuple(Link(url, (masked(url, language),)) for url in links)
    )
