from __future__ import annotations

from bot.domain.markup import Link
from bot.rendering.document import Quote
from bot.rendering.quoting import quoted_whole

LINK = "https://acme.slack.com/files/U1/F1/factuur_202600123.pdf"


def test_what_is_read_is_without_nine_digits_and_where_it_leads_is_not() -> None:
    label = "https://acme.slack.com/files/U1/F1/factuur_(9 digits, not shown).pdf"

    assert quoted_whole(f"bsn 123456782\n{LINK}", "en") == Quote(
        "bsn (9 digits, not shown)", is_whole=True, links=(Link(LINK, (label,)),)
    )
