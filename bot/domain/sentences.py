"""Lines → sentences, and whether each asks, requests or tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PartKind: TypeAlias = Literal["question", "request", "statement"]


@dataclass(frozen=True, slots=True)
class UtterancePart:
    """A sentence, or what one asks besides. `is_quoted` where somebody else wrote it and it was passed on."""

    text: str
    kind: PartKind
    is_quoted: bool = False

    @property
    def asks(self) -> bool:
        """Whether it is a question or a request."""
        return self.kind != "statement"


_BULLET: Final = re.compile(r"(?:[-*•·–—]|\(?\d{1,2}[.)])\s+")
_ABBREVIATED: Final = re.compile(
    r"(?:^|[\s(])(?:[a-z]|[a-z](?:\.[a-z])+|nr|no|bv|b\.v|enz|etc|ca|evt|incl|excl|max|min|tel|dhr|mevr|mr|mrs|ms|dr|st|vs|"
    r"e\.g|i\.e|a\.u\.b|m\.b\.t|t\.a\.v|d\.w\.z|o\.a|jr|afd|art|blz|p)\.$",
    re.IGNORECASE,
)
_AFTER_A_MARK: Final = " \"')"
_SENTENCE_END: Final = re.compile(r"(?<=[.?!…;])[\"')\]]*\s+")
_ONE_EMOJI: Final = r"(?::(?=[a-z+-])[a-z0-9_+'-]{1,60}:|[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f])"
_EMOJI: Final = re.compile(rf"(?:(?<!\s)\s++)?{_ONE_EMOJI}(?:\s*+{_ONE_EMOJI})*+\s*+")
_INTERROGATIVE: Final = (
    r"(?:how|what|which|where|when|why|who|whose|hoe|hoeveel|hoelang|wat|welke?|waar(?:in|op|mee|voor|om|naar)?|"
    r"wanneer|wie|wiens)"
)
_ASKING_VERB: Final = (
    r"(?:do|does|did|is|are|am|was|were|can|could|must|should|shall|will|would|may|have|has|any|moet(?:en)?|kan|"
    r"kun(?:nen)?|mag|mogen|zijn|zit(?:ten)?|heb(?:ben|t)?|heeft|werkt?|wordt?|worden|gaat|komt|krijg|zou(?:den)?|"
    r"bestaat|klopt|hangt|hoort|geldt|gelden|duurt|lukt|krijgen|krijgt|komen|ligt|staat|staan|vraagt|volstaat)"
)
_SO: Final = r"(?:also|ook|then|dan|if so|zo ja|zo niet|if not)"
_AND: Final = rf"(?:,|(?<!\s))\s++(?:and|en|also|plus|ook)\s++(?=(?:{_SO},?\s+)?"
_AND_IN_A_QUESTION: Final = re.compile(rf"{_AND}(?:{_INTERROGATIVE}|{_ASKING_VERB})\b)", re.IGNORECASE)
_AND_IN_A_STATEMENT: Final = re.compile(rf"{_AND}{_INTERROGATIVE}\b)", re.IGNORECASE)
_JOINED: Final = re.compile(
    r"(?:(?<!\s)\s++)?,\s*+(?:(?:and|en|plus|also|ook)\s++)*+"
    r"|(?<!\s)\s++(?:and|en|plus|&|\+)\s++(?:(?:also|ook)\s++)?+",
    re.IGNORECASE,
)
_ADDED: Final = re.compile(r"(?<!\w)(?:and|en|plus|also|ook|&|\+)(?!\w)", re.IGNORECASE)
_OBJECTION: Final = re.compile(
    r"\b(?:maar|but|(?:werkt|lukt|helpt|hielp|klopt)(?: \w+){0,2} niet|(?:not|n't) (?:work|help|what|right)\w*"
    r"|(?:niks|niets|nothing) (?:\w+ )?(?:werkt|works|worked|happens|aan)|(?:voor|for) (?:niks|niets|nothing|nop)"
    r"|helaas|unfortunately|kapot|broken|useless|nutteloos|waardeloos)\b",
    re.IGNORECASE,
)
_PAIR: Final = 2
_FEWEST_WORDS: Final = 3
"""Words that a part needs to count beside others: fewer name nothing."""

_ASKED_BEHIND: Final = re.compile(
    rf",\s*+(?:(?:and|en|so|dus)\s++)?{_ASKING_VERB}\s++(?:dat|dit|het|die|that|this|it|they|ik|i|we|wij)\b"
    r"(?!\s*+,)[^,]*+$",
    re.IGNORECASE,
)
"""A question behind what it is about, without a mark at its end: "we have 412, is that enough"."""

_FILLER: Final = r"(?:and|en|so|dus|also|ook|but|maar|ok[eé]?|oke|nou|eh+m?|um+|hi|hey|hoi|hallo)"
_ASKING: Final = re.compile(rf"\W*(?:{_FILLER}\b[, ]+){{0,3}}(?:{_INTERROGATIVE}|{_ASKING_VERB})\b", re.IGNORECASE)
_REQUESTING: Final = re.compile(
    r"\W*(?:(?:daarnaast|verder|en|ook|also|besides|furthermore|and),? )?"
    r"(?:please|pls|graag|gelieve|kindly|help|vraagje|vraag|question|tell me|explain|show me|give me|send me|leg\b|"
    r"vertel|geef|stuur|laat\b.*\bweten|let (?:me|us)\b.*\bknow|"
    r"(?:(?:wij|we|ik|i)\b ?)?(?:wil|willen|zou|want|need|would|'d)\b.*\b(?:weten|know|graag)\b|"
    r"i(?:'m| am) (?:wondering|looking|trying)|ik (?:vraag me af|zoek|probeer|ben op zoek)|(?:i|we) wonder)",
    re.IGNORECASE,
)


def parts_of(lines: Sequence[str], *, is_quoted: bool) -> Iterator[UtterancePart]:
    """Yield the sentences of plain `lines` in order, and what one asks besides; an empty line parts them."""
    for line in _joined(lines):
        for sentence in _without_emoji(_sentences(_BULLET.sub("", line, count=1) if _BULLET.match(line) else line)):
            is_asked = sentence.rstrip(_AFTER_A_MARK).endswith("?") or _ASKING.match(sentence)
            for text in (_AND_IN_A_QUESTION if is_asked else _AND_IN_A_STATEMENT).split(sentence):
                if re.search(r"\w", text):
                    yield UtterancePart(text.strip(), _kind_of(text, sentence), is_quoted)


def is_substantial(words: Sequence[str]) -> bool:
    """Return whether a part of these words counts beside others."""
    return len(words) >= _FEWEST_WORDS


def joined_in(part: UtterancePart) -> Iterator[UtterancePart]:
    """Yield what stands in `part` beside something with a number, joined to it by a comma or an "and".

    "The version I need plus the address for kvk …" asks two things, and no question word parts them. A word or two
    ask something where they alone are added ("… and the price"), or are a question ("… , contract?"): "update
    414, invoices, mailbox" lists what the question is about.
    """
    fragments = _JOINED.split(part.text)
    is_pair = len(fragments) == _PAIR and _ADDED.search(part.text) is not None
    if len(fragments) > 1 and re.search(r"\d", part.text):
        for text in fragments:
            is_other = re.search(r"[^\W\d]", text) and not re.search(r"\d", text)
            asks = begins_to_ask(text) or text.rstrip(_AFTER_A_MARK).endswith("?")
            if is_other and (asks or is_pair or is_substantial(text.split())):
                kind: PartKind = "question" if begins_to_ask(text) else "statement"
                yield UtterancePart(text.strip(), kind, part.is_quoted)


def without_joined(part: UtterancePart, is_of_it: Callable[[str], bool]) -> str:
    """Return the text of `part` without what is joined to its number and not of it: "check 413 (and the price?)"."""
    text = part.text
    for joined in joined_in(part):
        if not is_of_it(joined.text):
            text = text.replace(joined.text, " ")
    return text


def begins_to_ask(text: str) -> bool:
    """Return whether `text` begins as a question or a request does."""
    return _ASKING.match(text) is not None or _REQUESTING.match(text) is not None


def objects(text: str) -> bool:
    """Return whether `text` makes thanks a complaint."""
    return _OBJECTION.search(text) is not None


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines, those that a mail program broke in mid-sentence as one."""
    held = ""
    for line in lines:
        goes_on = (
            held and line[:1].islower() and not held.endswith((".", "?", "!", ":", ";")) and not _BULLET.match(line)
        )
        if goes_on:
            held = f"{held} {line}"
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _sentences(line: str) -> Iterator[str]:
    begin = 0
    for end in _SENTENCE_END.finditer(line):
        if _ABBREVIATED.search(line[begin : end.start()]):
            continue
        yield line[begin : end.start()]
        begin = end.end()
    yield line[begin:]


def _without_emoji(sentences: Iterator[str]) -> Iterator[str]:
    """Yield `sentences` without the emoji at their ends, and in two where a question begins behind one."""
    for sentence in sentences:
        begin = 0
        for emoji in _EMOJI.finditer(sentence):
            if emoji.end() == len(sentence) or begins_to_ask(sentence[emoji.end() :]):
                yield sentence[begin : emoji.start()]
                begin = emoji.end()
        yield sentence[begin:]


def _kind_of(text: str, sentence: str) -> PartKind:
    ending = sentence.rstrip(_AFTER_A_MARK)[-1:]
    if ending == "?" or (ending != ":" and (_ASKING.match(text) or _ASKED_BEHIND.search(text))):
        return "question"
    return "request" if _REQUESTING.match(text) else "statement"
