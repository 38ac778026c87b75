"""What each person of a demo is told to look at."""

from __future__ import annotations

from bot.playground.demo_tour import tour_of
from localslack.workspace_spec import DEFAULT_WORKSPACE

TOUR = tour_of(DEFAULT_WORKSPACE)


def test_each_person_is_told_by_name_who_they_are_in_each_language() -> None:
    for person in DEFAULT_WORKSPACE.people:
        assert {"en", "nl"} == TOUR[person.name].keys()
        assert all(person.real_name in steps[0] for steps in TOUR[person.name].values())


def test_each_language_has_the_same_steps() -> None:
    for languages in TOUR.values():
        assert len({len(steps) for steps in languages.values()}) == 1


def test_the_teams_commands_are_told_to_the_team_alone() -> None:
    team = {member for group in DEFAULT_WORKSPACE.groups for member in group.members}
    told = {name for name, steps in TOUR.items() if "/econnect-triage" in str(steps)}

    assert told == team
