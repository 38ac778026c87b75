"""What the demo tells each person to look at, in two minutes, in each language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from localslack.workspace_spec import WorkspaceSpec

_OF_TEAM: Final[Mapping[str, tuple[str, ...]]] = {
    "en": (
        "You are {name}, of the support team: each card is a ticket. Press its buttons, or open its thread.",
        "The queue: press /econnect-triage below, then Enter.",
        "The report: press /econnect-triage report, then Enter.",
        "A reminder: press +1 hour; the number that appears beside it opens the ticket's thread.",
        "The digest: press Over the weekend; it comes on Monday morning.",
        "Closing by silence: press +1 working day twice; #5, which is resolved, closes.",
        "The other side: open another window as Alice, and ask in #globe-help.",
    ),
    "nl": (
        "Je bent {name}, van het supportteam: elke kaart is een ticket. Druk op de knoppen, of open de thread.",
        "De wachtrij: kies hieronder /econnect-triage en druk op Enter.",
        "Het rapport: kies /econnect-triage report en druk op Enter.",
        "Een herinnering: druk op ‘+1 uur’; het nummer dat ernaast verschijnt, opent de thread van dat ticket.",
        "Het dagoverzicht: druk op ‘Na het weekend’; het komt op maandagochtend.",
        "Afsluiten zonder reactie: druk twee keer op ‘+1 werkdag’; #5 is opgelost en wordt afgesloten.",
        "De andere kant: open nog een venster als Alice, en stel een vraag in #globe-help.",
    ),
}
_OF_REQUESTER: Final[Mapping[str, tuple[str, ...]]] = {
    "en": (
        "You are {name}: in #globe-help, mention the bot and ask; it answers in a thread.",
        "In private: ask in your direct messages with the bot.",
        "A person: press the button for that below a reply, and follow your request in your direct messages.",
        "Your data: type /econnect-privacy.",
        "The other side: open another window as Bob Support, who sees your request in #support-triage.",
    ),
    "nl": (
        "Je bent {name}: vermeld de bot in #globe-help en stel je vraag; het antwoord komt in een thread.",
        "Privé: stel je vraag in je directe berichten met de bot.",
        "Een medewerker: druk op de knop daarvoor onder een antwoord, en volg je verzoek in je directe berichten.",
        "Je gegevens: typ /econnect-privacy.",
        "De andere kant: open nog een venster als Bob Support, die je verzoek in #support-triage ziet.",
    ),
}


def tour_of(workspace: WorkspaceSpec) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return what each person of a demo may look at, by name and by language; who is in a group is of the team."""
    team = {member for group in workspace.groups for member in group.members}
    return {
        person.name: {
            language: tuple(step.format(name=person.real_name) for step in steps)
            for language, steps in (_OF_TEAM if person.name in team else _OF_REQUESTER).items()
        }
        for person in workspace.people
    }
