"""Documents for the tests of the targets."""

from __future__ import annotations

from bot.markdown.parser import parse
from bot.rendering.document import FormattedText

EVERYTHING = """\
One **bold *both*** and *slanted* `code_1`, [the **portal**](https://a.b/c?d=(1)&e) and <https://a.b>\\
on a new line.

1. first
   - inner **one**
   - inner two
     1. deepest
2. second

   with more

- a
- b

> quoted
>
> twice

The end.
"""


def document(markdown: str) -> tuple[FormattedText, ...]:
    """Return what `markdown` says, which has nothing in it that is refused."""
    blocks, faults = parse(markdown)
    assert not faults
    return (FormattedText(blocks),)
