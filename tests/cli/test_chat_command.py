from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.factories import VAGUE

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine

ROOT = Path(__file__).parents[2]
SHIPPED = ("chat", "--knowledge", str(ROOT / "knowledge"))


def test_a_number_asked_for_is_taken_from_the_next_line(cli: CommandLine) -> None:
    out = cli.run("chat", stdin=b"can you work out my mailbox address?\n01035286\n").out

    assert "01035286@facturen.econnect.eu" in out


@pytest.mark.parametrize(
    ("command", "answer", "shown"),
    [(b"/address", b"01035286", "01035286@facturen.econnect.eu"), (b"/version", b"412 SP26", "412 SP26")],
)
def test_a_command_that_asks_for_a_number_takes_it_from_the_next_line(
    cli: CommandLine, command: bytes, answer: bytes, shown: str
) -> None:
    assert shown in cli.run("chat", stdin=command + b"\n" + answer + b"\n").out


def test_a_command_that_has_its_number_asks_for_none(cli: CommandLine) -> None:
    out = cli.run("chat", stdin=b"/address 01035286\n52345678\n").out

    assert "52345678" not in out


def test_a_command_without_words_speaks_the_language_of_the_talk(cli: CommandLine) -> None:
    assert "Send" in cli.run("chat", stdin=b"which version do I need?\n/address\n").out


@pytest.mark.parametrize(
    ("question", "bare", "shown"),
    [
        ("welke versie heb ik nodig?", "update 412", "Nee, update 412"),
        ("welke versie heb ik nodig?", "412 SP26", "Nee, update 412"),
        ("which version do I need?", "kvk 01035286", "Your mailbox address"),
        ("which version do I need?", "versie 412", "Nee, update 412"),
        ("welke versie heb ik nodig?", "release 412?", "Nee, update 412"),
        ("/lang nl", "update 412", "Nee, update 412"),
        ("/help", "update 412", "Nee, update 412"),
    ],
)
def test_what_has_no_language_is_answered_in_that_of_the_talk(
    shipped: CommandLine, question: str, bare: str, shown: str
) -> None:
    assert shown in shipped.run(*SHIPPED, stdin=f"{question}\n{bare}\n".encode()).out


def test_what_is_offered_beside_a_calculation_is_chosen_by_its_number(shipped: CommandLine) -> None:
    typed = b"how do I create a mailbox and what is the address for 01035286?\n1\n"
    out = shipped.run(*SHIPPED, stdin=typed).out

    assert "As for the rest of your question" in out
    assert "How the Digital Mailbox is created" in out.partition("None of these")[2]


def test_a_reply_is_explained_as_it_was_given(cli: CommandLine) -> None:
    out = cli.run("chat", stdin=b"reken mijn adres uit\n01035286\n/lang en\n/why\n/why\n").out

    assert "01035286@facturen.econnect.eu" in out
    assert out.count("De rekenhulp ‘adres van de brievenbus’") == 2


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (("welke versei heb ik nodig?", "waarom?"), "Daarbij las ik ‘versei’ als ‘versie’."),
        (("which version do I need?", "how do you know?"), "because I was very sure (100%)"),
        (("which version do I need?", "can you give the rationale"), "because I was very sure (100%)"),
        (("hoe stel ik de koppeling in?", "en dan?", "hoezo?"), "Ik vatte het bericht op als ‘wat komt hierna?’"),
        (("Zit de licentie bij ons contract in?", "1", "waarom?"), "‘Geen contract nodig’ is gekozen uit"),
        (
            ("Zit de licentie bij ons contract in?", "3", "waarom?"),
            "De vraagsteller koos niets",
        ),
        (("Zit de licentie bij ons contract in?", "waarom?", "1"), "Voor deze koppeling is geen contract nodig"),
        (("wat kost een abonnement?", "waarom?"), "Daar heb ik nog geen nagekeken antwoord over."),
        (
            ("which version do I need?", "/address 01035286", "why?"),
            "You used the mailbox address",
        ),
        (("reken mijn adres uit", "waarom?", "01035286"), "01035286@facturen.econnect.eu"),
        (("stel in", "sla over", "sla over", "waarom?"), "is de stap waar je nu bent in je stappenplan"),
        (("waarom?",), "Ik weet niet meer waar dit over gaat"),
    ],
)
def test_why_is_told_in_a_few_sentences(shipped: CommandLine, typed: tuple[str, ...], shown: str) -> None:
    out = shipped.run(*SHIPPED, stdin="\n".join(typed).encode()).out

    assert " ".join(shown.split()) in " ".join(out.split())
    assert "Kennisbank" not in out
    assert "Knowledge base" not in out


@pytest.mark.parametrize(("asked", "is_named"), [("which version do I need?", True), ("/address 01035286", False)])
def test_the_way_to_the_whole_reason_is_named_where_there_is_one(
    shipped: CommandLine, asked: str, *, is_named: bool
) -> None:
    out = shipped.run(*SHIPPED, stdin=f"{asked}\nwhy?\n".encode()).out

    assert ("Type `/why` for the whole explanation." in out) == is_named


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (b"/address 01035286", "01035286@facturen.econnect.eu"),
        (b"/lang en\n/version 412", "No, update 412 is too old"),
        (b"/why", "Ask something first"),
        (b"which version\n/why", "What I read: which version"),
        (b"/why which version", "What I read: which version"),
        (b"/lang nl\nwhich version do I need", "Over The version"),
        (b"/lang xx", "Choose `/lang en`"),
        (b"/lang nl\n/lang auto\nwhich version do I need", "About The version"),
        (b"/help", "`/address 01035286` works out"),
        (b"/dance", "There is no command `/dance`"),
        (b"\xff\xfe", "support"),
    ],
)
def test_the_chats_commands(cli: CommandLine, typed: bytes, shown: str) -> None:
    assert shown in cli.run("chat", stdin=typed + b"\n").out


def test_quit_leaves_at_once(cli: CommandLine) -> None:
    assert "About" not in cli.run("chat", stdin=b"/quit\nwhich version do I need\n").out


def test_chat_takes_another_knowledge_base(cli: CommandLine) -> None:
    assert cli.run("chat", "--knowledge", "nowhere").code == 1


def test_a_chat_that_was_asked_for_may_be_silent(cli: CommandLine) -> None:
    assert cli.run("chat", stdin=b"").code == 0


def test_what_is_offered_is_chosen_by_its_number(shipped: CommandLine) -> None:
    offer = shipped.run(*SHIPPED, stdin=VAGUE.encode()).out
    titles = [line.partition(". ")[2] for line in offer.splitlines() if line.startswith(("1. ", "2. ", "3. "))]
    assert len(titles) == 3

    for number, title in enumerate(titles, start=1):
        for typed in (f"{number}", f"{number}.", f"#{number}", f"({number})"):
            replies = shipped.run(*SHIPPED, stdin=f"{VAGUE}\n{typed}\n".encode()).out.removeprefix(offer)
            assert replies.lstrip().startswith(title), typed


def test_the_number_behind_the_offer_hands_over_and_one_beyond_it_offers_again(shipped: CommandLine) -> None:
    offer = shipped.run(*SHIPPED, stdin=VAGUE.encode()).out

    assert "support" in shipped.run(*SHIPPED, stdin=f"{VAGUE}\n4\n".encode()).out.removeprefix(offer)
    assert shipped.run(*SHIPPED, stdin=f"{VAGUE}\n9\n".encode()).out == offer * 2
    assert shipped.run(*SHIPPED, stdin=f"{VAGUE}\n/lang en\n1\n".encode()).out.count("Digital Mailbox")


def test_a_number_that_answers_no_offer_is_a_question(shipped: CommandLine) -> None:
    assert shipped.run("chat", stdin=b"1\n").out == shipped.run("ask", "1").out
    assert "01035286@" in shipped.run(*SHIPPED, stdin=f"{VAGUE}\n/address\n01035286\n".encode()).out


@pytest.mark.parametrize("chosen", [b"2", b"de tweede", b"Balansboek"])
def test_of_several_packages_one_is_chosen_by_its_number_or_name(several: CommandLine, chosen: bytes) -> None:
    out = several.run("chat", stdin=b"welke versie heb ik nodig?\n" + chosen + b"\n").out

    assert "1. Exact Globe\n2. Balansboek\n3. Factuurhuis Pro" in out
    assert "Je hebt release 2025.2 van Balansboek" in out


@pytest.mark.parametrize(
    ("asked", "why", "reason"),
    [
        (b"welke versie heb ik nodig?", b"waarom?", "Je noemde geen pakket"),
        (b"welke versie heb ik nodig?", b"waarom vraag je dat?", "Je noemde geen pakket"),
        (b"which version do I need?", b"why?", "You didn't say which package"),
    ],
)
def test_why_the_bot_asks_which_package_is_told_and_a_name_still_answers_that(
    several: CommandLine, asked: bytes, why: bytes, reason: str
) -> None:
    out = several.run("chat", stdin=b"\n".join((asked, why, b"Balansboek", b""))).out

    assert reason in " ".join(out.split())
    assert "2025.2" in out


@pytest.mark.parametrize("chosen", ["2", "de tweede", "Balansboek"])
def test_small_talk_between_leaves_the_packages_to_be_chosen_from(several: CommandLine, chosen: str) -> None:
    out = several.run("chat", stdin=f"welke versie heb ik nodig?\nbedankt\n{chosen}\n".encode()).out

    assert "Je hebt release 2025.2 van Balansboek" in out


def test_small_talk_between_leaves_the_articles_to_be_chosen_from(shipped: CommandLine) -> None:
    third, none, why = (
        shipped.run(*SHIPPED, stdin=f"{VAGUE}\nbedankt\n{typed}\n".encode()).out for typed in ("3", "4", "/why")
    )

    assert "Bron:" in third.partition("Graag gedaan!")[2]
    assert "Dan heb ik geen nagekeken antwoord op je vraag" in none.partition("Graag gedaan!")[2]
    assert "Waarom dit antwoord" in why
    assert "vervolgvraag: thanks" in why


def test_a_number_at_which_no_package_stands_gets_the_list_again(several: CommandLine) -> None:
    assert several.run("chat", stdin=b"welke versie heb ik nodig?\n4\n").out.count("3. Factuurhuis Pro") == 2


def test_where_nothing_is_asked_yet_behind_the_last_number_stands_nobody(shipped: CommandLine) -> None:
    out = shipped.run(*SHIPPED, stdin=b"question about Exact Globe\n5\n3\n").out

    assert out.count("What would you like to know about connecting Exact Globe") == 2
    assert "Source:" in out
