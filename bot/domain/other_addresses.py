"""Questions for an address that is not the mailbox's, and for what a registration number is: the same words."""

from __future__ import annotations

import re
from typing import Final

_ADDRESS: Final = r"(?:(?:e-?mail|mail)[ -]?)?(?:addres|adress?|address)(?:es|sen)?"
_OF_ANOTHER_KIND: Final = (
    r"\b(?:postal|street|home|visit(?:ing|ors?)|billing|delivery|shipping|return|physical|offices?|head ?quarters|ip|"
    r"mac|web|web ?site|url|internet|server|network|portal|log-?in|sign-?in|support|help ?desk|"
    r"post|bezoek(?:ers)?|woon|thuis|huis|vestigings|kantoor|aflever|lever|verzend|bezorg|straat|retour|netwerk|portaal|"
    rf"inlog)[ -]?{_ADDRESS}\b"
)
_OF_SOMETHING_ELSE: Final = (
    rf"\b{_ADDRESS} (?:of|from|van)(?: \w+){{0,2}} (?:suppliers?|vendors?|creditors?|debtors?|leveranciers?|"
    r"crediteur(?:en)?|debiteur(?:en)?)\b|"
    rf"\b{_ADDRESS} (?:of|from|van|(?:for|voor)(?! our| ons| onze| my| mijn))(?: \w+){{0,3}} "
    r"(?:web ?sites?|servers?|portals?|offices?|head ?quarters|"
    r"support|help ?desk|site|portaal|(?:hoofd)?kantoor)\b|"
    rf"\b{_ADDRESS} (?:heeft|has|does) (?:support|(?:the |de )?help ?desk)\b"
)
_FOR_SOMETHING_ELSE: Final = (
    rf"\b{_ADDRESS}\b.{{0,30}} (?:(?:to|for) (?:log|sign)(?:g?ing)? ?in|in te loggen|inloggen|for help|voor hulp)\b|"
    rf"\b{_ADDRESS}\b.{{0,30}}\b(?:send|post|stuur|sturen|verzend\w*)\b.{{0,20}} "
    r"(?:letters?|parcels?|brief|brieven|pakket\w*)\b"
)
_OTHER_ADDRESS: Final = re.compile(f"{_OF_ANOTHER_KIND}|{_OF_SOMETHING_ELSE}|{_FOR_SOMETHING_ELSE}", re.IGNORECASE)
_MAILBOX: Final = re.compile(
    r"@|\b(?:(?:mail|post|letter|in) ?box|brievenbus|postbus|kvk|coc|chamber|registration|invoice|factu)|"
    r"\b(?:invul|enter\b|fill in\b)|"
    r"\b(?:can|could|may|kan|kunnen|mag|mogen)\b.*\b(?:use|gebruiken)\b|\b(?:give|geven?)\b.*\b(?:supplier|leverancier)",
    re.IGNORECASE,
)
_NUMBER_ITSELF: Final = re.compile(
    r"\b(?:what(?:'s| is| was| are)|where (?:do|can|could) (?:i|we) (?:find|see|get)|where is|"
    r"wat (?:is|was|zijn)|waar (?:vind|zie|staat|kan|kunnen)(?: (?:ik|we|wij))?)"
    r"(?: \S+){0,2} (?:kvk|coc|chamber of commerce|kamer van koophandel)[ -]?(?:number|nr|nummer)\b"
    r"(?! (?:in|for|voor|used|needed|nodig|dat|die|that|which|i|we|to|om)\b)"
    r"(?!.*(?:@|mailbox|brievenbus|apenst|adres|address))",
    re.IGNORECASE,
)


def asks_other_address(text: str) -> bool:
    """Return whether plain `text` asks for an address other than the mailbox's, or what a registration number is."""
    if _NUMBER_ITSELF.search(text):
        return True
    return _OTHER_ADDRESS.search(text) is not None and not _MAILBOX.search(text)
