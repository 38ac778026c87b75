"""The guided set-up in the terminal, where one types what one presses in Slack."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine

SHIPPED = ("chat", "--knowledge", str(Path(__file__).parents[2] / "knowledge"))
OWN = "01035286@facturen.econnect.eu"


def typed(cli: CommandLine, *lines: str) -> str:
    """Return what was said to these lines, with its lines joined as if nothing were wrapped."""
    return " ".join(cli.run(*SHIPPED, stdin="\n".join(lines).encode()).out.split())


def test_a_bookkeeper_goes_through_it_in_dutch(shipped: CommandLine) -> None:
    begun = ("stel in", "415", "01035286", "ja")
    out = typed(shipped, *begun, "klaar", "Het lukt niet!", "anders", "klaar", "klaar", "klaar")

    assert "Welke versie" in out
    assert out.index("Vóór de 3 stappen") < out.index("Stap 1 van 3") < out.index("Stap 3 van 3")
    assert "Typ `klaar`, `lukt niet`, `terug`, `later`" in out
    assert f"Het adres ervan is `{OWN}`" in out
    assert "Open in Exact Online" in out.partition("`anders`")[2]
    assert out.endswith("`nog een`.")
    assert f"`{OWN}`" in out.partition("Administratie:")[2]


def test_it_is_gone_through_in_english(shipped: CommandLine) -> None:
    out = typed(shipped, "Set up", "skip", "skip", "done", "it does not work", "back", "later", "go on")

    assert "Before the 3 steps" in out
    assert "It doesn't work: Create the Digital Mailbox" in out
    assert "waiting at “Create the Digital Mailbox”, until you leave this chat" in out
    assert "Home" not in out
    assert "<kvk-number>@facturen.econnect.eu" in out
    assert out.rpartition("Step 1 of 3")[2].startswith(" ▱▱▱ Create the Digital Mailbox")


@pytest.mark.parametrize("command", ["/econnect-setup", "/setup"])
def test_the_command_of_slack_begins_it_in_the_language_of_the_talk(shipped: CommandLine, command: str) -> None:
    assert "Welke versie van Exact Globe" in typed(shipped, "/lang nl", command)
    assert "Which version of Exact Globe" in typed(shipped, "/lang en", command)


def test_the_own_address_stands_in_answers_afterwards(shipped: CommandLine) -> None:
    out = typed(shipped, "stel in", "sla over", "01035286", "ja", "hoe maak ik de brievenbus handmatig aan?")

    assert OWN in out.rpartition("Vóór de 3 stappen")[2]


def test_without_consent_the_number_is_not_used(shipped: CommandLine) -> None:
    assert OWN not in typed(shipped, "stel in", "sla over", "01035286", "nee", "klaar")


def test_a_question_is_answered_and_the_set_up_waits(shipped: CommandLine) -> None:
    out = typed(
        shipped, "stel in", "welke versie heb ik nodig?", "415", "sla over", "wat kost het contract?", "klaar"
    )

    assert out.count("Welke versie van Exact Globe heb je?") == 2
    assert "Stap 1 van 3" in out


def test_a_question_with_a_number_in_it_is_answered_and_the_set_up_waits(shipped: CommandLine) -> None:
    out = typed(shipped, "stel in", "is 415 genoeg?", "wat is stap 2?")

    assert out.count("Welke versie van Exact Globe heb je?") == 3
    assert "Ja, update 415 is nieuw genoeg" in out


def test_a_trouble_is_chosen_by_its_number(shipped: CommandLine) -> None:
    out = typed(shipped, "stel in", "sla over", "sla over", "lukt niet", "1", "terug")

    assert "1. " in out
    assert "abonnement" in out.rpartition("1. ")[2]
    assert out.count("Vóór de 3 stappen") == 3


def test_free_words_right_after_a_step_move_on_from_it(shipped: CommandLine) -> None:
    out = typed(shipped, "stel in", "sla over", "sla over", "gelukt, volgende stap", "werkt nog steeds niet")

    assert "Stap 1 van 3" in out
    assert "Het lukt niet: Maak de Digitale Brievenbus aan" in out


def test_who_does_not_say_that_it_is_done_is_shown_the_step_again(shipped: CommandLine) -> None:
    out = typed(shipped, "stel in", "sla over", "sla over", "volgende stap", "the previous screen")

    assert out.count("Vóór de 3 stappen") == 3
    assert "Stap 1 van 3" not in out


def test_what_names_another_step_moves_nothing(shipped: CommandLine) -> None:
    out = typed(shipped, "stel in", "sla over", "sla over", "klaar", "stap 3 werkt niet", "stap 1 is klaar")

    assert "Het lukt niet: " not in out
    assert "Stap 2 van 3" not in out.rpartition("Stap 1 van 3")[0]


def test_whoever_asks_where_they_were_is_shown_their_step(shipped: CommandLine) -> None:
    before = "waar was ik gebleven?"
    out = typed(shipped, before, "set up", "skip", "skip", "done", "later", "continue the setup", "klaar", before)

    assert out.count("Step 1 of 3") == 2
    assert out.count("Step 2 of 3") == 2


def test_what_moves_a_set_up_means_nothing_before_it(shipped: CommandLine) -> None:
    assert "Vóór de 3 stappen" not in typed(shipped, "klaar", "lukt niet", "terug", "later")


def test_what_was_wrong_is_told_once(shipped: CommandLine) -> None:
    out = typed(shipped, "set up", "skip", "123", "which version do I need?")

    assert out.count("A KvK number has eight digits") == 1
    assert out.count("What is your KvK number?") == 3


def of_several(cli: CommandLine, *lines: str) -> str:
    """Return what was said to these lines by who knows three packages."""
    return " ".join(cli.run("chat", stdin="\n".join(lines).encode()).out.split())


@pytest.mark.parametrize("chosen", ["2", "2.", "de tweede", "Balansboek", "voor Balansboek graag"])
def test_of_several_packages_it_asks_which_one_is_set_up(several: CommandLine, chosen: str) -> None:
    out = of_several(several, "stel in", chosen)

    assert "Over welk pakket gaat het: Exact Globe, Balansboek of Factuurhuis Pro?" in out
    assert "1. Exact Globe 2. Balansboek 3. Factuurhuis Pro" in out
    assert "Welke versie van Exact Globe" not in out
    assert "Installeer release 2025.2" in out


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("set up Balansboek", "Install release 2025.2"),
        ("start the set-up of Balansboek", "Install release 2025.2"),
        ("stel Balansboek in", "Installeer release 2025.2"),
        ("/setup Balansboek", "Installeer release 2025.2"),
        ("Balansboek instellen", "Installeer release 2025.2"),
    ],
)
def test_who_names_the_package_is_not_asked(several: CommandLine, asked: str, told: str) -> None:
    out = of_several(several, asked)

    assert told in out
    assert "Factuurhuis" not in out


def test_the_name_of_a_package_changes_no_language(several: CommandLine) -> None:
    out = of_several(several, "hello, can you help me?", "set up Balansboek")

    assert "Install release 2025.2" in out


def test_the_package_that_is_talked_of_is_set_up(several: CommandLine) -> None:
    out = of_several(several, "hoe koppel ik Balansboek met eConnect?", "stel in")

    assert "Installeer release 2025.2" in out
    assert "Over welk pakket" not in out


def test_what_chooses_no_package_gets_the_question_again(several: CommandLine) -> None:
    out = of_several(several, "stel in", "4", "sla over", "bedankt", "3")

    assert out.count("Over welk pakket gaat het") == 4
    assert "Factuurhuis Pro" in out.rpartition("De koppeling instellen")[2]


def test_each_package_has_a_set_up_of_its_own(several: CommandLine) -> None:
    out = of_several(
        several, "stel Balansboek in", "klaar", "stel Exact Globe in", "ga verder met de set-up van Balansboek"
    )

    assert "Welke versie van Exact Globe" in out
    assert out.count("Zet de koppeling aan") == 2


def test_another_package_is_chosen_after_going_back(several: CommandLine) -> None:
    out = of_several(several, "stel in", "1", "415", "terug", "terug", "2")

    assert out.count("Over welk pakket gaat het") == 2
    assert "Installeer release 2025.2" in out


def test_what_is_asked_during_a_set_up_is_about_its_package(several: CommandLine) -> None:
    out = of_several(several, "stel in", "1", "welke versie heb ik nodig?", "en voor Balansboek?", "415")

    assert out.count("Over welk pakket gaat het") == 1
    assert "Dit gaat over Exact Globe." in out
    assert "Je hebt release 2025.2 van Balansboek" in out
    assert "Wat is je KvK-nummer?" in out
