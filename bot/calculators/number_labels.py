"""What the words beside a number say of it: that it is a KvK number, or another thing's, or no longer the number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot.calculators.vocabulary import Vocabulary, name_at_end, name_at_start
from bot.domain.text_cleaning import WEIGHTLESS, words_of

if TYPE_CHECKING:
    from bot.domain.text_cleaning import NumberMention

NumberLabel: TypeAlias = Literal[
    "kvk", "rsin", "bsn", "vat", "payroll", "establishment", "belgian", "iban", "phone", "gln", "other"
]


_LABELS: Final[dict[NumberLabel, Vocabulary]] = {
    "kvk": Vocabulary.of("kvk* kfk* coc cocn* koophandel commerce handelsreg* inschrij* register registers trade"),
    "rsin": Vocabulary.of("rsin* fiscaal fiscale fiscal"),
    "bsn": Vocabulary.of("bsn* burgerservice* sofi*"),
    "vat": Vocabulary.of("btw* vat* omzetbelasting*"),
    "payroll": Vocabulary.of("loon* payroll*"),
    "establishment": Vocabulary.of("vestiging* establishment* branch"),
    "belgian": Vocabulary.of("ondernemingsn* kbo*"),
    "iban": Vocabulary.of("iban* bankrek* rekening*"),
    "phone": Vocabulary.of("tel telef* phone* mob mobiel* mobile* gsm fax* bel call"),
    "gln": Vocabulary.of("gln*"),
    "other": Vocabulary.of(
        "factuur factuurn* fact fac invoice order orders ordern* orderbev* bestel* project "
        "projectnummer po ticket* case zaak* ref* "
        "kenmerk klantn* klantcode relatien* debiteur debiteuren* debiteurn* debiteurcode crediteur crediteuren* "
        "crediteurn* leveranciersn* artikel artikeln* serien* licentien* projectn* projectcode contractn* offerte "
        "offerten* abonnementsn* debtor creditor article serial licence license boekstuk* entry pakbon* melding* "
        "incident* quote receipt bon postcode regel line klant_nummer klant_nr customer_number "
        "customer_no kostenplaats* cost_centre cost_center "
        "customer_id client_number client_no client_id supplier_number account_number account_no"
    ),
}
"""What the words beside a number can call it."""

_NUMBERS_OF_OTHERS: Final = Vocabulary.of(
    "klantn* klantcode relatien* debiteurn* crediteurn* leveranciersn* ordern* bestelnummer factuurn* "
    "projectn* contractn* ticketnummer zaaknummer dossiernummer kostenplaats* customer_number customer_no "
    "customer_id client_number client_no account_number supplier_number invoice_number order_number "
    "project_number ticket_number cost_centre cost_center"
)
"""What a number is called however far away; other nouns only right before it."""

_MAY_STAND_BEFORE: Final = Vocabulary.of(
    "adres* address* adress* addres* mail* email* emial* brievenbus* mailbox* postbus* postbox* inbox* bedrijf* "
    "company* firma* onderneming* organisatie* organisation* organization* bv nv vof ltd gmbh holding group groep "
    "nummer* number* no cijfers digits peppol facturen invoices must heet called gebruik use vul enter fill please "
    "graag namelijk namely yes ja kvk* coc* s klopt kloppen check* controle* verif*"
)
"""Words right before a number that leave open what it is; any other word there says that it is something else."""

_GONE_BEFORE: Final = Vocabulary.of(
    "was were oude oud old former vorige previous voormalige niet not no_longer vroeger eerst used_to_be "
    "tot_vorig_jaar until_last_year tot_voor_kort until_recently becomes"
)
_GONE_AFTER: Final = Vocabulary.of(
    "bestaat_niet klopte_niet does_not_exist doesn_t_exist no_longer is_vervallen is_opgeheven was_verkeerd "
    "was_wrong is_verkeerd is_wrong klopt_niet is_niet_meer is_gewijzigd is_veranderd changed geldt_niet"
)
_NINE_LABELS: Final[dict[NumberLabel, Vocabulary]] = {name: _LABELS[name] for name in ("rsin", "bsn")}
_NINE_DIGITS: Final = re.compile("[0-9]{9}")
_BEFORE: Final = 60
_BETWEEN: Final = Vocabulary.of(
    "nummer numer nummr number nr no num id code is was are zijn has have heeft hebben met with van of the de het "
    "our onze ons my mijn this dit deze dan hier nu #"
)
_BETWEEN_AFTER: Final = Vocabulary.of("is was the our my ons onze het de mijn een a an bij in at van")
_KVK: Final = Vocabulary.of(
    "kvk* kfk* coc cocn* koophandel* chamber_of* chambers_of* handelsreg* trade_reg* tradereg* company_reg* "
    "business_reg* commercial_reg* inschrijf* inschrijving* registration_n*"
)
PEPPOL_SCHEME: Final = "0106:"


def has_kvk_word(text: str) -> bool:
    """Return whether a folded `text` speaks of the KvK or its register."""
    return PEPPOL_SCHEME in text or _KVK.is_in(words_of(text))


def label_of(mention: NumberMention) -> NumberLabel | None:
    """Return what the words right before a number call it, or else the words right after it."""
    near = name_at_end(mention.before, _LABELS, _BETWEEN) or name_at_start(mention.after, _LABELS, _BETWEEN_AFTER)
    if near is not None or has_kvk_word(mention.before):
        return near
    return name_at_end(mention.before, {"other": _NUMBERS_OF_OTHERS})  # "our customer number with you is …"


def label_of_nine(mention: NumberMention, text: str) -> NumberLabel | None:
    """Return what a sentence before nine digits calls them: "I have the RSIN only, that is 001234567."."""
    if not _NINE_DIGITS.fullmatch(mention.found[0]):
        return None
    start = mention.found.start()
    return name_at_end(words_of(text[max(0, start - _BEFORE) : start]), _NINE_LABELS)


def is_behind_a_noun(before: str) -> bool:
    """Return whether the word right before a number, but for "number" and the like, names another thing."""
    words = [word for word in before.split() if not _BETWEEN.is_in(word)]
    return bool(words) and words[-1] not in WEIGHTLESS and not _MAY_STAND_BEFORE.is_in(words[-1])


def is_gone(mention: NumberMention) -> bool:
    """Return whether the words beside a number say that it is not the number now."""
    before, after = mention.before.split(), mention.after.split()
    near = " ".join(word for word in before if word == "was" or not (_BETWEEN.is_in(word) or has_kvk_word(word)))
    is_left = before[-1:] in (["van"], ["from"]) and after[:1] in (["naar"], ["to"])
    return is_left or _GONE_BEFORE.ends(near) or _GONE_AFTER.is_in(" ".join(after[:4]))
