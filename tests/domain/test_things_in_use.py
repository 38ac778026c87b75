from __future__ import annotations

import pytest

from bot.domain.things_in_use import asks_latest_version, asks_subscription_in_use, asks_version_in_use

IN_USE = """\
which version do I have?
Which version do we currently have installed
what version am I running
what version of Exact Globe am I on?
how can I see which version I have
where do I find my version number
how do I check which update is installed
is there a way to see what release we are on
I don't know which version I have
I have no idea what version we've got
what's my current version
what is our version number?
which version is our Globe
what update number do we have
which build is installed on our server
which build is on our server
What’s my version
can you tell me what version we use
welke versie heb ik?
welke versie heb ik nu van Globe
Welke versie van Exact heb ik eigenlijk?
welke versie draai ik
op welke versie zit ik
op welke update zitten wij nu
hoe zie ik welke versie ik heb
waar kan ik mijn versie vinden
waar staat mijn versienummer?
hoe kom ik erachter welke update wij gebruiken
welke update hebben wij geïnstalleerd
kun je zien welke versie wij draaien?
ik weet niet welke versie ik heb
geen idee welke versie er geïnstalleerd is
wat is mijn huidige versie
hoe kan ik nagaan welke release we hebben
how can we find out which version we use
which version have I got?
which update has my client got?
which version have you got installed for us
welke release draait bij ons?
welke versie heeft mijn collega?
welke versie heb je van ons staan
kan ik ergens zien welke versie we gebruiken
welke versie is onze Globe
wat voor versie staat er op mijn pc?""".splitlines()

NEEDED = """\
which version do I need?
which version should I have
which version do I have to have
what version do we have to be on
which version is required
which version must be installed
what's the minimum version
do I have the right version
is my version too old
how do I know if my version is new enough
which version do you support
what version of our Globe works with the mailbox
we have version 410, is that ok
I have an old version, which one do I need?
what does my version have to be
welke versie heb ik nodig
welke versie moet ik hebben
welke versie moet ik minimaal hebben
welke versie hebben we nodig voor de koppeling
wat moet mijn versie zijn
welke versie dient geïnstalleerd te zijn
heb ik de juiste versie
is mijn versie te oud
hoe weet ik of mijn Globe nieuw genoeg is
ik heb versie 410, is dat goed
ik weet niet welke versie ik heb, welke is er nodig?
vanaf welke versie kan het
welke versie werkt
From which version can we use the connection?
which release can we use for the link?
Which version can we use?
which version may we use
welke versie kan ik gebruiken?
welke versies kunnen we gebruiken?
which version do I use with Globe for the link?
which Globe version do I use to connect with eConnect?
welke versie gebruik ik voor eConnect?
welke versie gebruiken wij voor de koppeling
welke versie van Globe gebruik ik het beste?
is onze versie voldoende, welke versie is dat?
which version would we best run
which version has to be installed
which version has our IT to install
welke versie is onze minimale versie
we hebben een oude versie, mag dat?
where do I find my mailbox
which subscription do I have?
what do we have to install
welk abonnement heb ik
waar vind ik mijn facturen
""".splitlines()


@pytest.mark.parametrize("text", IN_USE)
def test_which_version_somebody_has_is_asked(text: str) -> None:
    assert asks_version_in_use(text)


@pytest.mark.parametrize("text", NEEDED)
def test_which_one_is_needed_is_something_else(text: str) -> None:
    assert not asks_version_in_use(text)


@pytest.mark.parametrize(
    "text",
    [
        "what's the latest version of Exact Globe?",
        "what is currently the newest update",
        "which update is the latest",
        "Wat is de nieuwste versie van Globe?",
        "welke versie is nu de nieuwste",
        "wat is de allerlaatste release",
    ],
)
def test_which_version_is_the_latest_is_asked(text: str) -> None:
    assert asks_latest_version(text)


@pytest.mark.parametrize(
    "text",
    [
        "does it work with the latest version",
        "must it be the latest version?",
        "is de nieuwste versie nodig",
        "what is the latest version that works with the mailbox",
        "wat is de laatste stap",
        "which version do I need",
    ],
)
def test_whether_the_latest_is_needed_is_something_else(text: str) -> None:
    assert not asks_latest_version(text)


@pytest.mark.parametrize(
    "text",
    [
        "Which subscription do we have now?",
        "What subscription am I on",
        "what's our subscription",
        "where can I see my subscription",
        "Welk abonnement hebben wij op dit moment?",
        "hoe zie ik welk abonnement ik heb",
        "Wat is ons huidige abonnement?",
        "waar vind ik mijn abonnement",
    ],
)
def test_which_subscription_somebody_has_is_asked(text: str) -> None:
    assert asks_subscription_in_use(text)


@pytest.mark.parametrize(
    "text",
    [
        "which subscription do I need",
        "Which subscription do I have to have?",
        "do I have the right subscription",
        "we have a Basic subscription, is that ok",
        "what if we have no subscription",
        "what do we do, our licence comes without a subscription",
        "welk abonnement moet ik hebben",
        "wat als we nog geen abonnement hebben",
        "Wij hebben een Basic-abonnement, wat kunnen we daarmee?",
        "What happens if we have a Starter subscription?",
        "Welk abonnement heb ik daarvoor?",
        "which version do I have",
    ],
)
def test_which_subscription_is_needed_is_something_else(text: str) -> None:
    assert not asks_subscription_in_use(text)
