from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.forms import AssignForm, FormErrors, HandOverForm, PreviewForm, ReplyForm, ResolveForm, SupportMember
from bot.domain.incoming import HandOverDraft
from bot.domain.language import LANGUAGES, Language
from bot.domain.outgoing import SystemNotice
from bot.domain.reply import HandOver, Match
from bot.domain.ticket import Place, TransitionRecord
from bot.domain.ticket_bodies import TicketNews
from bot.rendering.form_views import LONGEST_REPLY, form_errors, form_view, notice_view
from localslack.blockkit.validation import validate
from tests.factories import alone
from tests.rendering.ticket_examples import LONG, NOON, WIDE, context, ticket

if TYPE_CHECKING:
    from bot.domain.forms import Form
    from bot.domain.ticket import Step


@pytest.mark.parametrize("text", [LONG, WIDE, "x", "12345678 123456789"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_is_taken_by_slack(language: Language, text: str) -> None:
    asked = ticket(language, text)
    draft = HandOverDraft("T1", "UALICE", Place("D1"), language, "0" * 16, "https://x.slack.com/archives/C1/p1")
    news = TicketNews(asked.id, "corrected", "UBOB", text[:LONGEST_REPLY], "mailbox")
    forms: list[Form] = [
        *(HandOverForm(draft, text, NOON, is_open_now=is_open) for is_open in (True, False)),
        HandOverForm(replace(draft, files=("F" * 1000, "https://x/<!here>")), text, NOON, is_open_now=True),
        HandOverForm(draft, text, NOON, is_open_now=True, not_helped=("mailbox", "incomplete")),
        ReplyForm(asked),
        ReplyForm(asked, is_correction=True),
        ResolveForm(asked),
        AssignForm(asked),
        AssignForm(replace(asked, assignee=None)),
        AssignForm(asked, tuple(SupportMember(f"U{number}", text[:90]) for number in range(100))),
        PreviewForm(asked, news),
    ]
    notice = SystemNotice("asked-already", language, (("number", "413"),))
    views = [*(form_view(form, context(language)) for form in forms), notice_view(notice, context(language))]
    assert [validate(view) for view in views] == [[]] * len(views)


def chooser(form: AssignForm) -> dict[str, Any]:
    element = form_view(form, context("en"))["blocks"][0]["element"]
    assert isinstance(element, dict)
    return element


def test_a_ticket_is_given_to_one_of_the_team_by_name() -> None:
    bob, carol = SupportMember("UBOB", "Bob"), SupportMember("UCAROL", "Carol")
    menu = chooser(AssignForm(ticket("en"), (bob, carol)))

    assert [(each["text"]["text"], each["value"]) for each in menu["options"]] == [
        ("Bob", "UBOB"),
        ("Carol", "UCAROL"),
    ]
    assert menu["initial_option"]["value"] == "UBOB"
    assert "initial_option" not in chooser(AssignForm(ticket("en"), (carol,)))


def test_where_the_team_cannot_be_listed_anybody_can_be_chosen() -> None:
    assert chooser(AssignForm(ticket("en"))) == {"type": "users_select", "action_id": "whom", "initial_user": "UBOB"}


def test_who_replies_reads_where_it_goes() -> None:
    asked = replace(ticket("en"), home=Place("C7", "1.1"))
    news = TicketNews(asked.id, "reply", "UBOB", "So.", is_private=True)

    assert "thread in <#C7>" in str(form_view(ReplyForm(asked), context("en")))
    assert "thread in <#C7>" in str(form_view(ReplyForm(asked, readers=214), context("en")))
    assert "(members: 214)" in str(form_view(ReplyForm(asked, readers=214), context("en")))
    assert "Only the requester will see this" in str(form_view(PreviewForm(asked, news), context("en")))
    for home in (Place("D1"), Place("D1", "1.1"), Place("UALICE")):
        form = str(form_view(ReplyForm(replace(asked, home=home)), context("en")))
        assert "Only the requester will see this" in form
        assert "Who reads it" not in form


@pytest.mark.parametrize(("step", "words"), [("reply", "replied to the requester"), ("resolve", "resolved this")])
def test_who_comes_second_reads_who_was_first(step: Step, words: str) -> None:
    first = TransitionRecord("t1", 3, NOON, "UCAROL", step, "claimed", "claimed")
    news = TicketNews("t1", "reply", "UBOB", "So.")
    preview = form_view(PreviewForm(ticket("en"), news, first), context("en"))

    assert words in str(preview)
    assert preview["submit"]["text"] == "Send anyway"
    assert words in str(form_view(ResolveForm(ticket("en"), first), context("en")))
    assert validate(preview) == []
    assert words not in str(form_view(ResolveForm(ticket("en"), first), replace(context("en"), desk=None)))


def test_who_asks_the_requester_finds_that_ticked() -> None:
    assert "initial_options" in str(
        form_view(ReplyForm(replace(ticket("en"), state="claimed"), asks_back=True), context("en"))
    )


def test_what_is_wrong_is_said_at_its_field() -> None:
    errors = FormErrors("nl", (("text", "form-empty"),))

    assert form_errors(errors) == {"text": "Vul hier je vraag in."}


def test_a_preview_shows_what_the_requester_will_see() -> None:
    view = form_view(PreviewForm(ticket("en"), TicketNews("t1", "reply", "UBOB", "Do *this*.")), context("en"))

    quote = view["blocks"][-1]["elements"][0]
    assert (quote["type"], quote["elements"]) == ("rich_text_quote", [{"type": "text", "text": "Do *this*."}])


def test_nine_digits_are_not_shown_to_who_replies() -> None:
    for form in (ReplyForm(ticket("en", "my 123456782")), ResolveForm(ticket("en", "my 123456782"))):
        assert "123456782" not in str(form_view(form, context("en")))


def test_the_articles_that_came_nearest_stand_first_and_what_does_not_fit_is_told() -> None:
    known = context("en")
    one = known.knowledge.articles["version"]
    many = {f"a{number:03}": replace(one, slug=f"a{number:03}") for number in range(130)}
    crowded = replace(known, knowledge=alone(replace(known.base, articles=many)))
    asked = replace(ticket("en"), reply=HandOver("en", None, 0.1, (Match("a120", 0.4), Match("a099", 0.3))))
    (menu,) = [
        block for block in form_view(ReplyForm(asked), crowded)["blocks"] if block.get("block_id") == "article"
    ]

    assert [option["value"] for option in menu["element"]["options"][:3]] == ["a120", "a099", "a000"]
    assert len(menu["element"]["options"]) == 100
    assert menu["hint"]["text"].startswith("30 more articles")


@pytest.mark.parametrize(("language", "label"), [("nl", "Of kies een artikel"), ("en", "Or choose an article")])
def test_the_menu_of_articles_is_told_to_be_instead_of_words(language: Language, label: str) -> None:
    fields = form_view(ReplyForm(ticket("en")), context(language))["blocks"]

    assert [field["label"]["text"] for field in fields if field.get("block_id") == "article"] == [label]
