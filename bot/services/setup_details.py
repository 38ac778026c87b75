"""What somebody tells of an administration before its set-up, in a form or in words, and the set-up that begins."""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING

from bot.domain.forms import FormErrors
from bot.domain.setup import Setup, SetupDetails

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.forms import FormField
    from bot.domain.sent_forms import SetupSubmission
    from bot.services.app_context import ReplySource


def details_in(answering: ReplySource, submission: SetupSubmission) -> SetupDetails | FormErrors:
    """Return what a form tells of an administration; what is wrong with it, where something is.

    What nothing is worked out with for its product is not asked, and not kept.
    """
    calculate, language, product = answering.calculate, submission.language, submission.product
    asked = answering.calculators_of(product)
    release, address = None, None
    wrong: list[tuple[FormField, str]] = []
    if submission.version and "version-check" in asked:
        checked = calculate("version-check", submission.version, language, product).outcome
        release = checked.read
        if checked.value != "yes":
            wrong.append(("release", "setup-too-old" if checked.value == "no" else "setup-no-version"))
    if submission.number and "mailbox-address" in asked:
        worked_out = calculate("mailbox-address", submission.number, language, product).outcome
        address = worked_out.value
        if address is None:
            is_double = worked_out.error == "two-numbers"
            wrong.append(("number", "setup-two-numbers" if is_double else "setup-no-number"))
        elif not submission.may_keep:
            wrong.append(("number", "setup-may-not-keep"))
    if wrong:
        return FormErrors(language, tuple(wrong))
    return SetupDetails(submission.name, submission.screen, release, address)


def kept_as(answering: ReplySource, product: str | None) -> frozenset[str | None]:
    """Return what set-ups of `product` are kept as; nothing where None is given, since any will do.

    Those of the first are kept without one, if they began while there was no other.
    """
    if product is None:
        return frozenset()
    return frozenset({product} if product in answering.products[1:] else {product, None})


def begun(answering: ReplySource, submission: SetupSubmission, now: datetime) -> Setup:
    """Return a set-up at its first step, before anything is told of the administration."""
    return Setup(
        id=token_hex(8),
        team=submission.team,
        person=submission.person,
        language=submission.language,
        screen=submission.screen,
        step=answering.setup_guide(submission.product).main[0].slug,
        started_at=now,
        changed_at=now,
        version=0,
        product=submission.product,
    )
