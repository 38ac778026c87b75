"""A message as somebody sent it → the parts in which it asks or tells something, and what is set aside.

Mail comes forwarded and quoted, ends in signatures and notices, and puts the question last; chat begins with small
talk; some of it is dictated. Set aside is what stands around the message; nothing is thrown away, so that whoever
looks can see it. Works on plain text (see `bot.domain.text_cleaning`), takes any text, and raises nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot.domain.sentences import begins_to_ask, parts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.sentences import UtterancePart

AsideKind: TypeAlias = Literal["header", "signature", "notice"]


@dataclass(frozen=True, slots=True)
class Aside:
    """Lines that stand around a message and ask nothing."""

    text: str
    kind: AsideKind


@dataclass(frozen=True, slots=True)
class ParsedUtterance:
    """What was sent, taken apart; `parts` and `asides` are each in reading order.

    `text` is what the sender says, and then what they pass on, without what is set aside.
    """

    text: str
    parts: tuple[UtterancePart, ...]
    asides: tuple[Aside, ...]

    @property
    def asks(self) -> bool:
        """Whether anything in it does."""
        return any(part.asks for part in self.parts)


# Header names of mail programs in Dutch, English, German and French, and the lines that introduce a quotation.
_HEADER: Final = re.compile(
    r"(?:van|from|von|de|verzonden|verstuurd|sent|gesendet|envoyé|date|datum|aan|to|an|à|a|cc|bcc|onderwerp|subject|"
    r"betreff|objet|reply-to|beantwoorden aan) ?: .*",
    re.IGNORECASE,
)
_FORWARDED: Final = re.compile(
    r"(?:begin doorgestuurd bericht|begin forwarded message|anfang der weitergeleiteten nachricht|"
    r"début du message réexpédié) ?:?|[-_ ]{3,}+(?:[^-_ \n][^-_\n]{2,59}[-_ ]{3,}+)?",
    re.IGNORECASE,
)
_WROTE: Final = re.compile(
    r"(?:op|on|am|le) (?=[^\n]{0,60}\d)[^\n]{4,150} (?:schreef|wrote|schrieb|a écrit)(?: "
    r"[^\n:]{1,80})?(?: het volgende)? ?:|"
    r"[^\n:]{3,80} (?:schreef|wrote) (?:op|on) [^\n:]{4,60}(?::\d\d[^\n:]{0,12})?:",
    re.IGNORECASE,
)
_LONE_HEADERS: Final = 2
"""So many header lines in a row are a mail's; one alone may be what somebody writes ("Aan: wie dit leest")."""

_CLOSING: Final = re.compile(
    r"(?:--+|(?:(?:alvast |vast |heel )?(?:bedankt|dank|thanks|many thanks|thank you|merci)(?: en| and|,)? )?"
    r"(?:(?:met |with |mit )?(?:de |een |zeer )?(?:vriendelijke|hartelijke|kollegiale|collegiale|"
    r"beste|kind|warm|best|"
    r"freundlichen|herzlichen|zonnige)(?:st)? )?"
    r"(?:groet(?:en|jes)?|gr|grtjs|grts|mvg|m\.v\.g|vr\.? ?gr|regards|wishes|kr|br|rgds|cheers|grüßen?|mfg|"
    r"hoogachtend|(?:yours )?(?:sincerely|faithfully|truly)|cordialement|salutations)"
    r"|best|(?:many )?thanks|(?:alvast )?bedankt|thank you|thx|dank(?:jewel| je wel| u wel)?)"
    r"(?P<rest>(?:[ ,.!:-]+[^\n]{0,60})?)",
    re.IGNORECASE,
)
_NAMELIKE: Final = re.compile(r"[\s,.!:;-]*(?:van |from |namens )?(?:[\w.'&-]+[\s,.!]*){0,5}(?:[:;]-?\)|:\w+:)?\s*")
_CONTACT: Final = re.compile(
    r"(?P<phone>\b(?:tel|telefoon|phone|mobiel|mobile|mob|fax|[tmf])\b[ .:]{0,3}[+(]?\d|\+\d\d[ (]|\b0\d{1,3}[ -]\d)|"
    r"(?P<register>\b(?:k\.?v\.?k|coc|handelsregister|trade register|chamber of commerce|kamer van koophandel|rsin|"
    r"vestigingsnummer|ondernemingsnummer|enterprise number)\b[^\n\d]{0,20}\d)|"
    r"(?P<tax>\b(?:btw|vat|tva)\b[^\n\d]{0,20}\d)|(?P<bank>\b(?:iban|bic|bank)\b|\bNL\d\d ?[A-Z]{4})|"
    r"(?P<web>\bwww\.|[^\s@]@[^\s@]{1,253}?\.\w)|(?P<place>\b\d{4} ?[A-Z]{2}\b|\bpostbus \d|\bpo box \d)",
    re.IGNORECASE,
)
_CARD_WORDS: Final = 6
"""Words in a card's line without contact data: a name, a function, an address."""

_POSTSCRIPT: Final = re.compile(r"(?:p\.? ?s|n\.? ?b)\b[ .:,-]", re.IGNORECASE)
_FIRST_PERSON: Final = re.compile(r"\b(?:wij|we|ik|i|our|onze|ons|my|mijn)\b", re.IGNORECASE)
_SENTENCE_WORDS: Final = 5

_ANNOUNCING: Final = re.compile(
    r":$|\b(?:deze|dit|this|these|the following|onderstaande?|volgende|below) "
    r"(?:klant|client|customer|cliënt|bedrijf|company|firma|gegevens|details|data)\b[^\n]*$",
    re.IGNORECASE,
)
"""Above data that are sent on purpose."""

_SENT_FROM: Final = re.compile(
    r"(?:verstuurd|verzonden|sent|gesendet|envoyé) (?:vanaf|vanuit|met|from|von|depuis) .*", re.IGNORECASE
)
_NOTICE: Final = re.compile(
    r"\b(?:disclaimer|geadresseerden?|addressees?|intended (?:only |solely |exclusively )?for|intended recipients?|"
    r"vertrouwelijke? (?:informatie|bericht)|vertrouwelijk ?:|confidential(?: ?:| information| and)|privileged|"
    r"(?:geen rechten|no rights)\b.{0,200}\b(?:ontleend|derived)|niet aansprakelijk|(?:not|no) liab\w+|"
    r"accepts? no liability|"
    r"algemene voorwaarden|(?:general )?terms and conditions (?:apply|are)|our (?:general )?terms|"
    r"(?:milieu|environment)\b.{0,200}\b(?:afdruk|print)\w*|gecontroleerd op virussen|(?:checked|scanned) "
    r"for viruses|virus-?free|"
    r"van buiten (?:de|onze) organisatie|from outside (?:the|our|your) organi[sz]ation|external (?:sender|e-?mail)|"
    r"ten onrechte ontvangen|received (?:this|it) (?:\w+ )?in error|zonder onze toestemming|without "
    r"our (?:prior )?(?:written )?(?:permission|consent))\b",
    re.IGNORECASE,
)

_CLAUSE_END: Final = re.compile(r"[,.!;–—-] ")
_ONE_LINE: Final = 140
"""Characters of a line that says something short and closes with a name."""

_NAMED_EMOJI: Final = re.compile(r"(?<![\w:]):(?=[a-z+-])[a-z0-9_+'-]{1,60}:(?![\w:])")
_SPOKEN_SURELY: Final = re.compile(
    r"\b(?:vraagteken|question mark|nieuwe regel|new line|uitroepteken|exclamation mark|komma|comma)\b", re.IGNORECASE
)
_SPOKEN: Final = (
    (re.compile(r" ?\b(?:vraagteken|question mark)\b", re.IGNORECASE), "?"),
    (re.compile(r" ?\b(?:nieuwe (?:regel|alinea)|new (?:line|paragraph))\b ?", re.IGNORECASE), "\n"),
    (re.compile(r" ?\b(?:uitroepteken|exclamation mark)\b", re.IGNORECASE), "!"),
    (re.compile(r" ?\b(?:komma|comma)\b", re.IGNORECASE), ","),
    (re.compile(r" ?\b(?:punt|period|full stop)\b(?= |$)", re.IGNORECASE), "."),
)


def parse_utterance(text: str) -> ParsedUtterance:
    """Return the parts of plain `text`, and what is set aside."""
    own, passed_on, asides = _lines(_written(text).splitlines())
    kept = "\n".join([*own, *passed_on]).strip()
    parts = [*parts_of(own, is_quoted=False), *parts_of(passed_on, is_quoted=True)]
    if not parts:  # nothing but a signature, or a greeting that looks like one
        return ParsedUtterance(text, tuple(parts_of(text.splitlines(), is_quoted=False)), ())
    return ParsedUtterance(kept, tuple(parts), tuple(asides))


def without_signature(text: str) -> str:
    """Return plain `text` without what is set aside; without a closing at the end of its only line, too."""
    ends = _CLAUSE_END.finditer(text) if "\n" not in text and len(text) <= _ONE_LINE else ()
    closing = next((end.start() for end in ends if _closes(text[end.end() :].strip())), None)
    return parse_utterance(text).text if closing is None else text[:closing].strip()


def _written(text: str) -> str:
    """Return `text` with each emoji as a character, and spoken punctuation written where it is dictated."""
    text = _NAMED_EMOJI.sub("☺", text)
    if not _SPOKEN_SURELY.search(text):
        return text
    for spoken, written in _SPOKEN:
        text = spoken.sub(written, text)
    return text


def _lines(lines: Sequence[str]) -> tuple[list[str], list[str], list[Aside]]:
    """Return the sender's own lines, those passed on, and what is set aside. Empty lines stay: they part."""
    own: list[str] = []
    passed_on: list[str] = []
    asides: list[Aside] = []
    signed = False
    below_header = False
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        header = _header_at(lines, at)
        if header:
            asides.append(Aside("\n".join(lines[at : at + header]), "header"))
            at += header
            signed, below_header = False, any(each.strip() for each in own)
            continue
        at += 1
        quoted = line.lstrip("> ") if line.startswith(">") else None
        if quoted is not None:
            passed_on.append(quoted)
            continue
        target = passed_on if below_header else own
        kind = _aside_kind(line, lines, at, signed=signed, has_text=any(each.strip() for each in target))
        if kind is None:
            signed = False
            target.append(line)
        else:
            signed = signed or kind == "signature"
            asides.append(Aside(line, kind))
    return own, _without_signatures(passed_on, asides), asides


def _header_at(lines: Sequence[str], at: int) -> int:
    """Return of how many lines the mail header is that begins at `at`; 0 where none does."""
    line = lines[at].strip()
    if _WROTE.fullmatch(line):
        return 1
    count = 0
    if line and _FORWARDED.fullmatch(line):
        count = 1
        while at + count < len(lines) and not lines[at + count].strip():
            count += 1
    headers = 0
    while at + count < len(lines) and _HEADER.fullmatch(lines[at + count].strip()):
        count += 1
        headers += 1
    return count if headers >= _LONE_HEADERS else 0


def _aside_kind(line: str, lines: Sequence[str], after: int, *, signed: bool, has_text: bool) -> AsideKind | None:
    """Return what `line` is set aside as; None where it belongs to the message."""
    if not line:
        return "signature" if signed else None
    if "?" in line or (signed and _resumes(line, lines, after - 1)):
        return None
    if _NOTICE.search(line):
        return "notice"
    if signed or _SENT_FROM.fullmatch(line):
        return "signature"
    if has_text and (_closes(line) or _is_card(lines, after - 1)):
        return "signature"
    return None


def _resumes(line: str, lines: Sequence[str], at: int) -> bool:
    """Return whether somebody goes on below a closing: with a postscript, or with a sentence after a gap."""
    if _POSTSCRIPT.match(line):
        return True
    is_apart = at > 0 and not lines[at - 1].strip()
    is_said = begins_to_ask(line) or (_FIRST_PERSON.search(line) is not None and len(line.split()) >= _SENTENCE_WORDS)
    return is_apart and is_said and not _NOTICE.search(line) and not _CONTACT.search(line)


def _closes(line: str) -> bool:
    found = _CLOSING.fullmatch(line)
    return found is not None and _NAMELIKE.fullmatch(found["rest"]) is not None


def _is_card(lines: Sequence[str], at: int) -> bool:
    """Return whether a paragraph of names and contact data begins at `at`, with no closing above it."""
    if at and lines[at - 1].strip():
        return False
    if _ANNOUNCING.search("\n".join(lines[:at]).rstrip()):
        return False
    block: list[str] = []
    for line in lines[at:]:
        if not line.strip():
            break
        block.append(line)
    kinds = {found.lastgroup for line in block for found in _CONTACT.finditer(line)}
    short = all(len(line.split()) <= _CARD_WORDS or _CONTACT.search(line) for line in block)
    return len(kinds) > 1 and short and not any("?" in line for line in block)


def _without_signatures(passed_on: list[str], asides: list[Aside]) -> list[str]:
    """Return the lines passed on up to each signature among them."""
    kept: list[str] = []
    signed = False
    for at, line in enumerate(passed_on):
        kind = _aside_kind(line, passed_on, at + 1, signed=signed, has_text=any(each.strip() for each in kept))
        signed = kind == "signature"
        if kind is None:
            kept.append(line)
        else:
            asides.append(Aside(line, kind))
    return kept
