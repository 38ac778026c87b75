"""The numbers in a text that are versions of Exact Globe, and which of them is the one in use now.

A version is a product update of three digits with an optional service pack (`412SP26`). Exact services several
updates at once, so a service pack orders versions only within one update.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot.calculators.holders import choose_by_holder
from bot.calculators.vocabulary import Vocabulary, name_at_end, name_at_start
from bot.domain.text_cleaning import WEIGHTLESS, number_mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.calculation import Holder
    from bot.domain.text_cleaning import NumberMention

VersionRole: TypeAlias = Literal["now", "plain", "later", "past", "bound", "absent", "below"]

_SHAPES: Final = re.compile(
    r"""
      (?P<web>      https?://\S++ | [\w.+-]{1,64}+@[\w.-]++ )
    | (?P<amount>   (?:€|\beuro?)\ ?[0-9][0-9.,]*+ | \b[0-9][0-9.]*+,(?:-|[0-9]{2}(?![0-9])) )
    | (?<![a-z0-9]) (?P<version>
        (?:v|ver|vers|versie|version|pu|product\ ?update|update|egn|globe\+?|next|batch|release|rel)?
        (?P<digits>[0-9]++(?:[-./,:][0-9]++)*+)
        (?:\W{0,3}(?:(?:met|with|incl|inclusief|including|en|and|plus)\ )?
           (?:sp|service\ ?packs?)\W{0,2}(?P<pack>[0-9]{1,3}) | sp[a-z]++)?
      ) (?![a-z0-9])
    """,
    re.VERBOSE,
)
_UPDATE: Final = re.compile("[3-5][0-9]{2}")
_DOTTED_PACK: Final = re.compile(r"[3-5][0-9]{2}\.[0-9]{1,2}")
_UNCLEAR: Final = re.compile(r"[3-5]\.[0-9]{2}(?:\.[0-9]{1,2})?")

_KINDS: Final = Vocabulary.of(
    "exact globe globe+ next enterprise product update version versie release pu batch the de een"
)
_KINDS_OR_IS: Final = Vocabulary.of(
    "is exact globe globe+ next product update version versie release pu batch the de een"
)
_NUMBERED: Final = Vocabulary.of("met with nummer numer number nr no num id code #")

_OTHER_PRODUCT: Final = {"other": Vocabulary.of("synergy compact financials financial exact_online")}
_NO_VERSION: Final = {
    "error": Vocabulary.of(
        "error errors errorcode fout fouten foutcode foutmelding foutnummer http https status statuscode code "
        "melding exception return returns"
    ),
    "software": Vocabulary.of("office microsoft m dynamics d outlook module se mt iso isae microsoft_windows"),
    "paper": Vocabulary.of(
        "factuur factuurn* fact invoice order orders ordern* orderbev* bestel* po ticket* case zaak* ref* kenmerk "
        "boekstuk* entry kvk* coc klantn* klant_nummer klant_nr client_number client_no customer_number "
        "customer_no bedrijfsn* company_number company_no debiteur* crediteur* debtor creditor artikel* article "
        "dossier* project*"
    ),
    "place": Vocabulary.of(
        "regel line stap step pagina page kamer room poort port issue incident bug dagboek* journal grootboek* "
        "rekening* ledger account paid betaal* tel* phone bel call administratie* administration divisie division "
        "company bedrijf kostenplaats # €"
    ),
}
"""What a number is that one of these words stands right before."""

_UNITS: Final = Vocabulary.of(
    "error errors fout fouten foutmelding foutcode unauthorized forbidden bad not_found internal response status "
    "euro euros eur € % procent percent per a_day a_week a_month a_year kb mb gb km x times keer uur min minut* "
    "sec second* stuks"
)
_COUNTED: Final = Vocabulary.of(
    "facturen inkoopfacturen verkoopfacturen invoices bills users gebruikers days dagen weeks weken months maanden "
    "hours uren items lines regels customers clients klanten companies bedrijven administraties administrations "
    "employees medewerkers people mensen documents documenten pages mails messages berichten suppliers "
    "leveranciers entries boekingen files bestanden mailboxes brievenbussen dollar dollars licenties licences "
    "licenses seats"
)
_ADJECTIVES: Final = Vocabulary.of(
    "open new nieuwe old oude unpaid purchase sales incoming inkomende missing digital digitale e pdf"
)

_MAY_FOLLOW: Final = Vocabulary.of(
    "both allebei beide all alle enoug* enouhg suffic* sufic* genoeg* voldoe* volsta* toereik* ok okay oke oké "
    "good goed fine right juist te too still nog now nu al already sp update* upgrad* vers* verz* relea* "
    "server* production productie* test* accept* draai* run* install* geïnst* use gebruik* high* hoger low* "
    "lager new* nieuw* old* oud* later recent* minim* need* nodig requir* vereist* verplicht* mandat* last "
    "vorig* next volgend* today vandaag since sinds work* werk* support* ondersteun* count* telt valid* "
    "geldig* koppel* connect* link* compatib* aansluit* geschikt* eligib* qualif* when if because want omdat "
    "while terwijl instead here hier there daar onwards only alleen yesterday gisteren tomorrow morgen tonight "
    "straks soon ago geleden pls please aub graag thanks bedankt possib* mogelijk* allow* exact globe* plus "
    "client* klant* say* zeg* before after without zonder inmiddels yet could should would must but or of en "
    "and"
)
"""Words right behind a version; before any other one, a number that nothing calls a version is none."""

_LIMIT_BEFORE: Final[dict[VersionRole, Vocabulary]] = {
    "below": Vocabulary.of(
        "lower_than older_than less_than lager_dan ouder_dan minder_dan below under beneath onder beneden"
    ),
    "bound": Vocabulary.of(
        "minimum minimaal minimale minimal at_least minstens tenminste ten_minste higher_than newer_than more_than "
        "hoger_dan nieuwer_dan above boven vanaf sinds since require requires vereist"
    ),
}
_LIMIT_AFTER: Final[dict[VersionRole, Vocabulary]] = {
    "bound": Vocabulary.of(
        "require* vereist* verplicht* nodig needed mandatory necessary noodzakelijk minim* higher hoger newer "
        "nieuwer ondergrens"
    )
}
_BEFORE_LIMIT: Final = Vocabulary.of("is as als or of the de het a een really echt en and")
_SINCE: Final = {"past": Vocabulary.of("from van")}
_ROLES: Final[dict[VersionRole, Vocabulary]] = {
    "now": Vocabulary.of(
        "now nu current* huidig huidige momenteel inmiddels today vandaag still nog tegenwoordig "
        "back_to terug_naar terug_op terug_gezet_naar sinds_dit since_this"
    ),
    "later": Vocabulary.of(
        "straks later binnenkort soon tomorrow morgen next_week next_month next_year next_quarter volgend volgende "
        "gepland* plan* schedul* will going gaan gaat komend* upcoming upgrade_to update_to upgraden_naar "
        "updaten_naar update_naar upgrade_naar upgrading_to updating_to willen wil want wordt worden moet* must "
        "should have_to need* hoeven overweeg* considering"
    ),
    "past": Vocabulary.of(
        "was waren were had hadden previous* vorig vorige eerst oud oude old voorheen before formerly until geweest"
    ),
}
_LASTED: Final = Vocabulary.of(
    "zaten zat draaiden draaide werkten werkte stonden stond hadden had waren was were ran last_year "
    "last_month vorig_jaar vorige_maand vroeger destijds toen"
)
_RETURNED: Final = Vocabulary.of("back_to terug_naar terug_op")
_HELD: Final = frozenset({"now", "plain", "past"})
_ROLES_BEFORE: Final[dict[VersionRole, Vocabulary]] = {
    "absent": Vocabulary.of(
        "geen niet nooit zonder bijna not no never without almost nearly "
        "don_t doesn_t haven_t hasn_t didn_t aren_t isn_t dont doesnt havent hasnt didnt isnt "
        "lack* missing mist missen"
    ),
    **_ROLES,
}
_ROLES_AFTER: Final[dict[VersionRole, Vocabulary]] = {
    "absent": Vocabulary.of(
        "not_installed not_yet niet_geïnstalleerd nog_niet nog_geen ontbreekt "
        "hebben_we_niet hebben_wij_niet heb_ik_niet "
        "we_don_t_have is_not_installed is_niet_geïnstalleerd isn_t_installed"
    ),
    **_ROLES,
}
_PLANNED: Final = Vocabulary.of(
    "plan* gepland* schedul* straks later binnenkort soon volgend* want willen wil overweeg*"
)
_BY_IMPORTANCE: Final[tuple[VersionRole, ...]] = ("now", "plain", "past", "later", "bound")
_AFTERWARDS: Final = re.compile(
    r"\b(?:can|could|will|may|kan|kunnen|mag|mogen|lukt|werkt|is|are)\b[^.?!]{0,60}"
    r"\b(?:after (?:that|it|the)|afterwards|then|daarna|dan|next (?:week|month|year)|volgende (?:week|maand)|"
    r"tomorrow|morgen|straks)\b[^.?!]{0,40}\?"
)
"""A question about the time when what is planned has been done."""

_AND: Final = re.compile(r"\b(?:and|en|maar|but)\b")


@dataclass(frozen=True, slots=True)
class Version:
    """A version as written: its product update, its service pack where one is given, and when it is in use.

    The role of one that somebody says not to have is `absent`, of one that they are under `below`.
    `start` is its place in the text.
    """

    update: int
    pack: int | None = None
    role: VersionRole = "plain"
    start: int = field(default=0, compare=False)

    def __str__(self) -> str:
        """Return the version as Exact's users write it: `412 SP26`."""
        return str(self.update) if self.pack is None else f"{self.update} SP{self.pack}"


@dataclass(frozen=True, slots=True)
class Versions:
    """What a text says about versions.

    Attributes:
        named: every version of Globe, in order.
        has_unclear: whether one is written in a way that Exact does not use (`4.13`).
        has_other_product: whether a version of another Exact product stands there.
        holder: whose they are, where they were chosen from several.
    """

    named: tuple[Version, ...] = ()
    has_unclear: bool = False
    has_other_product: bool = False
    holder: Holder | None = None

    @property
    def has_pack(self) -> bool:
        """Whether one is written with its service pack, which nothing but a version has."""
        return any(version.pack is not None for version in self.named)

    @property
    def is_bound(self) -> bool:
        """Whether all that is named is a limit (`at least 413`, `409 or higher`)."""
        return all(version.role == "bound" for version in self.named)

    @property
    def has_bound(self) -> bool:
        """Whether a limit is among what is named (`412 or 413 as the minimum`)."""
        return any(version.role == "bound" for version in self.named)

    def of_chosen_holder(self, text: str) -> Versions:
        """Return those of the holder that a folded `text` asks about, or of the time; limits are nobody's."""
        coming = tuple(version for version in self.named if version.role == "later")
        if coming and _AFTERWARDS.search(text):
            return replace(self, named=coming)
        held = [version for version in self.named if version.role in _HELD]
        choice = choose_by_holder(text, held, lambda version: version.start)
        return replace(self, named=choice.numbers, holder=choice.holder) if choice.numbers else self

    def present(self) -> tuple[Version, ...]:
        """Return the versions in use: those of now, else those without a time, else those about to change."""
        roles = {version.role for version in self.named}
        chosen = next((role for role in _BY_IMPORTANCE if role in roles), None)
        return tuple(version for version in self.named if version.role == chosen)


def versions_in(text: str, *, is_expected: bool = False) -> Versions:
    """Return the versions in a folded `text`; where one `is_expected`, whatever words stand behind a number."""
    seen = number_mentions(_SHAPES, text)
    are_versions = [
        bool(mention.found["version"]) and not _is_other(mention, is_expected=is_expected) for mention in seen
    ]
    numbers = [mention for mention, is_one in zip(seen, are_versions, strict=True) if is_one]
    named: list[Version] = []
    for mention, following, is_one in zip(seen, (*seen[1:], None), are_versions, strict=False):
        if is_one:
            role, start = _role(mention, following), mention.found.start()
            named += [replace(version, start=start) for version in _named(mention, role)]
    return Versions(
        named=tuple(named),
        has_unclear=any(_UNCLEAR.fullmatch(mention.found["digits"]) for mention in numbers),
        has_other_product=any(name_at_end(mention.before, _OTHER_PRODUCT, _KINDS) for mention in seen),
    )


def _is_other(mention: NumberMention, *, is_expected: bool) -> bool:
    """Return whether the words beside a number say that it is no version: an invoice, an error code, an amount."""
    if name_at_end(mention.before, _OTHER_PRODUCT, _KINDS) or name_at_end(mention.before, _NO_VERSION, _NUMBERED):
        return True
    first, _, rest = mention.after.partition(" ")
    counted = rest if _ADJECTIVES.begins(first) else mention.after
    if mention.found["pack"] is not None:
        return False
    is_counted = _UNITS.begins(mention.after) or _COUNTED.begins(counted)
    return is_counted or (not is_expected and _is_before_a_noun(mention, first))


def _is_before_a_noun(mention: NumberMention, first: str) -> bool:
    """Return whether a number that nothing calls a version stands before the name of something else."""
    found = mention.found
    is_called = found["version"] != found["digits"] or _KINDS.ends(mention.before)
    goes_on = found.string[found.end() : found.end() + 1] == " " and bool(first)
    return goes_on and not is_called and first not in WEIGHTLESS and not _MAY_FOLLOW.is_in(first)


def _named(mention: NumberMention, role: VersionRole) -> Iterator[Version]:
    """Yield the versions written in one go: `413`, `412/413`, `421sp7`, `413.5`."""
    groups = re.split("[-./,:]", mention.found["digits"])
    pack = mention.found["pack"]
    if all(_UPDATE.fullmatch(group) for group in groups):
        for group in groups:
            yield Version(int(group), int(pack) if pack and group == groups[-1] else None, role)
    elif _DOTTED_PACK.fullmatch(mention.found["digits"]):
        yield Version(int(groups[0]), int(groups[1]), role)


def _role(mention: NumberMention, following: NumberMention | None) -> VersionRole:
    """Return when a version is in use, by the words before it, or else by those after it up to the next number."""
    before, after = _AND.split(mention.before)[-1].strip(), _AND.split(mention.after)[0].strip()
    limit = name_at_end(before, _LIMIT_BEFORE, _KINDS_OR_IS) or name_at_start(after, _LIMIT_AFTER, _BEFORE_LIMIT)
    if limit is not None:
        return limit
    if name_at_end(before, _SINCE, _KINDS):
        return "now" if _PLANNED.is_in(before) else "past"
    is_said_of_next = following is not None and _AND.split(following.before)[-1].strip() == after
    role = name_at_end(before, _ROLES_BEFORE)
    if role == "now" and _LASTED.is_in(before) and not _RETURNED.ends(before):
        role = "past"  # "last year we were still on 408"
    if role != "absent" and not is_said_of_next and (said := name_at_start(after, _ROLES_AFTER)) is not None:
        role = said if role is None or said == "absent" else role
    return role or "plain"
