from __future__ import annotations

import pytest

from bot.domain.other_addresses import asks_other_address
from tests.shipped_knowledge import shipped_knowledge

OTHER = """\
What is your postal address?
Wat is jullie bezoekadres?
Which IP address do I have to whitelist?
Do I need a static IP address?
Hebben we een vast IP-adres nodig?
what mac address do you need
Welk webadres moet ik openen?
Which web address opens the portal
what's the website address again
Naar welk adres stuur ik een brief?
To which address can we send a letter?
Wat is het adres van jullie kantoor?
What is the address of your head office?
What is your home address
wat is jullie postadres
What is our billing address?
Where do I change our delivery address?
Hoe wijzig ik ons afleveradres in Globe?
How do I change the address of a creditor?
adres van een leverancier wijzigen
the e-mail address of our new supplier has changed
What is the address of the Exact Online website?
Wat is het internetadres van eConnect?
Wat is het adres van de server?
Which email address do I use to log in?
Met welk mailadres moet ik inloggen?
welk e-mailadres gebruik ik om in te loggen
Which email address can I mail for help?
Welk mailadres heeft support?
what is the support address
what is eConnect's KvK number?
Wat is het KvK-nummer van eConnect?
wat is mijn KvK-nummer?
what's our CoC number
where can I find our Chamber of Commerce number?
waar vind ik het KvK-nummer?
Wat is het kvk nummer van onze leverancier?
""".splitlines()

THE_MAILBOX_S = """\
what is my address
which address do I use
wat is ons adres bij eConnect
Which address do we give our suppliers?
what is the address for our suppliers to send invoices to
welk adres geef ik aan leveranciers
what is the address for my customer
wat is het adres van mijn klant
Can you help me with the address?
kunnen jullie helpen met het adres
After I log in to Exact Online, which address do I type?
I am logged in, what address now
do I put letters in the address
which letters come before the address
can we use our office address for the mailbox?
mag ons supportadres als brievenbusadres
the delivery address of our invoices
wat is ons factuuradres
which KvK number goes in the address
what is the KvK number for in the address
what is the KvK number needed for
waar is het KvK-nummer voor nodig
Wat is het kvk-nummer dat ik moet invullen?
what is the KvK number I should enter
where do I find the KvK number to fill in
what is the KvK number before @facturen.econnect.eu?
wat is het KvK-nummer vóór het apenstaartje
Wat is het adres voor ons tweede kantoor?
kan ik mijn kantooradres gebruiken als e-mailadres
can we use our billing address
Which billing address do we give to suppliers?
moet ik ons mailadres van kantoor invullen of het adres van eConnect
wat komt er voor het KvK-nummer
can I use my private address
is it .eu or .com
which version do I need
""".splitlines()


@pytest.mark.parametrize("text", OTHER)
def test_another_address_is_asked_for(text: str) -> None:
    assert asks_other_address(text)


@pytest.mark.parametrize("text", THE_MAILBOX_S)
def test_the_mailbox_s_is(text: str) -> None:
    assert not asks_other_address(text)


@pytest.mark.parametrize("article", ["mailbox-address-format", "configure-globe"])
def test_no_phrasing_of_the_mailbox_s_address_asks_for_another(article: str) -> None:
    phrasings = [text for _, text in shipped_knowledge().articles[article].phrasings]

    assert [text for text in phrasings if asks_other_address(text)] == []
