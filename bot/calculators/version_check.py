"""Version of Exact Globe → whether it is new enough for the digital mailbox.

Only the product update counts; a service pack never changes the verdict.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.calculators.globe_versions import Versions, versions_in
from bot.calculators.vocabulary import Vocabulary
from bot.domain.calculation import Outcome
from bot.domain.sentences import without_joined
from bot.domain.text_cleaning import folded, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.calculators.globe_versions import Version
    from bot.domain.article import Facts
    from bot.domain.sentences import UtterancePart
    from bot.domain.utterance import ParsedUtterance

_GLOBE_PLUS_FROM: Final = 500
"""Globe+ counts from 5xx, Globe Next has 4xx; both are current (`facts.md`, section 2.1)."""

_GLOBE_PLUS: Final = re.compile(r"\bglobe(?:\+| ?plus\b| \+ ?(?=[0-9]))")
_VERSION: Final = Vocabulary.of(
    "glob* egn vers* verz* v updat* pu productupdate* release* relase* releas* batch* upgrad* sp servicepack* "
    "service_pack*"
)
_SURE_QUESTION: Final = Vocabulary.of(
    "enoug* enouhg suffic* sufic* voldoe* volsta* genoeg* toereik* ok okay oke oké okee eligib* qualif* geschikt* "
    "too_old te_oud too_low te_laag good_to_go recent_enough zitten_we_goed zitten_wij_goed zit_ik_goed in_orde"
)
_OPEN_QUESTION: Final = Vocabulary.of(
    "support* ondersteun* compatib* fine good goed work* werk* kan_dat kan_dit kan_het kan_ik kan_je kan_die "
    "kunnen_we kunnen_wij can_we can_i can_it can_they can_you can_this can_that mag_dat mag_dit mag_het "
    "mag_ook mag_ik koppel* connect* upgrad* update updaten kan_ook geldt apply applies probleem problem "
    "nog_kan nog_mee kan_nog lukt lukken aansluit* aangesloten meedoen mee_doen can_the kan_de kunnen_de "
    "kunnen_ze use gebruiken count* telt possib* mogelijk* allowed alright accept* valid geldig* new* nieuw* "
    "recent* do mee right juist* minim* what_about how_about what_if what_now hoe_zit_het_met wat_als wat_nu"
)
_OTHER_TOPIC: Final = Vocabulary.of(
    "refresh* actualis* knop* button* verst* verzend* verzond* send* sent verkoop* sales portal* portaal* adres* "
    "address* error* fout* veld* field* kost* price* prijs* cost costs peppol werkt_niet not_work* t_work* "
    "niet_gevonden niet_zichtbaar niet_aangemaakt not_found missing ontbre* kwijt verdwenen leeg empty crash* "
    "bekende known problemen problems stabiel* stable overslaan skip* rechtstreeks directly sql citrix bug bugs "
    "de_nieuwste_versie the_latest_version the_newest_version de_laatste_versie "
    "lukt_niet fail* mislukt* geen_facturen geen_factuur no_invoices not_receiv* niet_binnen download* notes find "
    "vinden vind"
)
_ADDRESS: Final = Vocabulary.of("adres* address* mailadres* e_mailadres*")
_ANOTHER_MATTER: Final = Vocabulary.of(
    "free gratis price* prijs* kost kosten cost costs why waarom subscri* abonnement* basic contract* licens* "
    "licenc* licent* mean means beteken* stand_for stands_for"
)
_QUESTION_WORDS: Final = Vocabulary.of("how where when who hoe waar wanneer wie what wat which welk welke")
_ABOUT_A_VERSION: Final = Vocabulary.of(
    "how_about hoe_zit what_about what_if what_now what_should_we_do what_should_i_do what_must_we_do "
    "what_must_i_do what_do_we_do what_do_i_do wat_als wat_nu wat_moet_ik_doen wat_moeten_we_doen "
    "wat_moeten_wij_doen wat_moet_ik_nu_doen wat_moeten_we_nu_doen which_version which_update which_release "
    "welke_versie welke_update welke_release"
)
_MINIMUM: Final = Vocabulary.of(
    "requir* need* nodig vereis* verplicht* minim* mandator* necessar* noodzak* must_be has_to_be have_to_be moet* "
    "instal* ondergrens page pagina site document* handleiding say says zeg*"
)
_HAVING: Final = Vocabulary.of(
    "we wij i ik our onze ons my mijn client klant customer they he she draai* run runs running hier"
)
_ASKING_FOR_ONESELF: Final = Vocabulary.of(
    "do_we do_i can_we can_i must_we must_i should_we should_i have_i moet_ik moeten_we moeten_wij kan_ik "
    "kunnen_we kunnen_wij heb_ik hebben_we hebben_wij"
)
_CHECKING: Final = Vocabulary.of("check* controle* verif* nakijken nagaan kijk* test")
_POSSESSIVES: Final = Vocabulary.of("my our mijn onze ons")
_ONES_VERSION: Final = Vocabulary.of("vers* verz* update release")
_ONES_GLOBE: Final = Vocabulary.of("globe globe+ globeplus")
_VERDICT_VERBS: Final = Vocabulary.of("is are voldoet volstaat")
_OWN_WITHIN: Final = 4
_ANSWER_WORDS: Final = 4
_WORD: Final = re.compile(r"[^\W_]+")
_LONG_NUMBER: Final = re.compile(r"[0-9](?:[ .-]?[0-9]){4}")
_NUMBER_LIKE: Final = re.compile("[0-9][0-9.a-z]")
_NEGATED_QUESTION: Final = re.compile(
    r"\b(?:isn't|isnt|is) (?P<version>(?:update |version |versie |globe )?[3-5][0-9]{2})(?: (?:dan|"
    r"nou|toch))?(?: niet| not)?"
    r"(?= (?:al |already |nou |dan )?(?:enough|genoeg|voldoende|good|goed|sufficient|ok))"
)
"""'Isn't 413 enough?' asks whether it is."""

_NEWEST: Final = Vocabulary.of("latest newest laatste nieuwste")


def calculate(text: str, facts: Facts) -> Outcome:
    """Return the outcome for `text`, all of which is meant as a version."""
    text = folded(text)
    return _outcome(versions_in(text, is_expected=True), text, facts)


def recognise(utterance: ParsedUtterance, facts: Facts, *, is_expected: bool) -> Outcome | None:
    """Return the outcome for the version in a message that asks about it, or that answers the bot's question."""
    text = _NEGATED_QUESTION.sub(r"is \g<version>", folded(utterance.text))
    versions = versions_in(text, is_expected=is_expected)
    # What is told around it, and an address that is asked for beside it, do not make it a question of another kind.
    said = [(part, _without_joined(part)) for part in utterance.parts]
    named = [text for _, text in said if versions_in(text).named]
    asking = [text for part, text in said if part.asks and _may_be_about_one(text)]
    is_asked = any(each in named or _is_open(words_of(each)) for each in asking)
    # Beside a question of the version, another one, such as what it costs, is no reason to leave it open.
    passed_on = [text for part, text in said if part.is_quoted]
    own = [
        each for each in asking if each in named or (named and each not in passed_on and _is_of_what_is_told(each))
    ]
    words = words_of("\n".join(dict.fromkeys([*named, *(own or asking)]))) if named else words_of(text)
    if _ANOTHER_MATTER.is_in(words_of("\n".join(own)) if own else words):
        return None
    is_meant = (
        (is_expected and _answers(text, versions))
        or _asks_about(words, versions, facts, is_asked=is_asked)
        or _requests(words)
    )
    return _outcome(versions, text, facts) if is_meant else None


def _without_joined(part: UtterancePart) -> str:
    """Return what is asked of a version in `part`, without what is joined to it: "is 412 enough (and the price?)"."""
    own = folded(without_joined(part, lambda text: _is_of_what_is_told(folded(text))))
    return own if versions_in(own).named and _is_open(words_of(own)) else folded(part.text)


def _is_of_what_is_told(question: str) -> bool:
    """Return whether a question leaves open if a version that stands elsewhere will do, and asks nothing besides."""
    words = words_of(question)
    is_beside = _ANOTHER_MATTER.is_in(words) or _OTHER_TOPIC.is_in(words)
    return _is_open(words) and not is_beside and not _QUESTION_WORDS.is_in(_ABOUT_A_VERSION.without(words))


def _is_open(words: str) -> bool:
    """Return whether words ask if something will do."""
    return _SURE_QUESTION.is_in(words) or _OPEN_QUESTION.is_in(words)


def _may_be_about_one(question: str) -> bool:
    """Return whether a question names a version, or at least no address."""
    return bool(versions_in(question).named) or not _ADDRESS.is_in(words_of(question))


def _answers(text: str, versions: Versions) -> bool:
    """Return whether `text` can be the answer to "which version?": a version, or something short instead of one."""
    if versions.named or versions.has_other_product:
        return True
    words = words_of(text)
    is_short = len(_WORD.findall(text)) <= _ANSWER_WORDS and not _LONG_NUMBER.search(text)
    is_something = _VERSION.is_in(words) or _NEWEST.is_in(words) or _NUMBER_LIKE.search(text)
    return is_short and bool(is_something) and not (_QUESTION_WORDS.is_in(words) or _OTHER_TOPIC.is_in(words))


def _asks_about(words: str, versions: Versions, facts: Facts, *, is_asked: bool) -> bool:
    """Return whether a sentence gives a version and leaves open whether it will do."""
    is_sure = _SURE_QUESTION.is_in(words)
    is_off_topic = _OTHER_TOPIC.is_in(words) or _QUESTION_WORDS.is_in(_ABOUT_A_VERSION.without(words))
    if is_off_topic and not is_sure:
        return False
    is_question = is_sure or _OPEN_QUESTION.is_in(words)
    is_about_versions = _VERSION.is_in(words)
    if versions.named:
        if len(words.split()) > _ANSWER_WORDS * 2 and not is_asked and not is_sure:
            return False  # a version is told, and something else is asked, or nothing
        is_meant = is_question or is_about_versions or versions.has_pack
        return is_meant and not _is_about_the_minimum(words, versions, facts, is_sure=is_sure)
    return is_question and (versions.has_other_product or (versions.has_unclear and (is_about_versions or is_sure)))


def _is_about_the_minimum(words: str, versions: Versions, facts: Facts, *, is_sure: bool) -> bool:
    """Return whether the only version named is the one that eConnect demands, and not one that somebody has."""
    has_one = _HAVING.is_in(_ASKING_FOR_ONESELF.without(words))
    if all(version.role == "below" for version in versions.named):
        return not has_one
    if versions.is_bound:
        return not (is_sure and has_one)
    if versions.has_bound and not has_one:
        return True
    is_the_minimum = all(version.update == facts.minimum_update for version in versions.named)
    is_wanted = all(version.role == "later" for version in versions.named) or _MINIMUM.is_in(words)
    return is_the_minimum and is_wanted and not has_one and not is_sure


def _requests(words: str) -> bool:
    """Return whether a sentence asks to have one's own version checked, whatever it is."""
    if _QUESTION_WORDS.is_in(words):
        return False
    each = words.split()
    for place, word in enumerate(each):
        if not _POSSESSIVES.is_in(word):
            continue
        owned = " ".join(each[place + 1 : place + 1 + _OWN_WITHIN])
        is_asked = _VERDICT_VERBS.ends(" ".join(each[:place])) and _OPEN_QUESTION.is_in(words)
        if _ONES_VERSION.is_in(owned) and (is_asked or _SURE_QUESTION.is_in(words) or _CHECKING.is_in(words)):
            return True
        if _CHECKING.is_in(words) and _ONES_GLOBE.is_in(owned):
            return True
    return False


def _outcome(versions: Versions, text: str, facts: Facts) -> Outcome:
    """Return the verdict on the versions in use; a question back where there is none, or where verdicts differ."""
    versions = versions.of_chosen_holder(text)
    return verdict_on(versions.present(), versions, text, facts)


def verdict_on(present: Sequence[Version], versions: Versions, text: str, facts: Facts) -> Outcome:
    """Return the verdict on those that count of the `versions` in a folded `text`; on each, where they differ."""
    if not present:
        return Outcome("version-check", error="not-globe" if versions.has_other_product else "ask")
    outcomes = tuple(_verdict((version,), text, facts) for version in present)
    if len({outcome.value for outcome in outcomes}) > 1:
        return Outcome("version-check", error="ask", also=outcomes)
    return replace(_verdict(present, text, facts), holder=versions.holder)


def _verdict(present: Sequence[Version], text: str, facts: Facts) -> Outcome:
    """Return the verdict on versions that share one."""
    is_enough = present[0].update >= facts.minimum_update
    is_plus = _GLOBE_PLUS.search(text) is not None or any(version.update >= _GLOBE_PLUS_FROM for version in present)
    return Outcome(
        "version-check",
        value="yes" if is_enough else "no",
        warning="globe-plus" if is_plus and is_enough else None,
        read=" / ".join(dict.fromkeys(map(str, present))),
    )
