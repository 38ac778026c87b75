import pytest

from localslack import LocalSlack


def test_nobody_writes_where_they_are_no_member(slack: LocalSlack) -> None:
    with pytest.raises(LookupError, match="mallory is not in support-triage"):
        slack.people["mallory"].says(slack.channels["support-triage"], "let me in")


def test_nobody_edits_or_deletes_what_another_wrote(slack: LocalSlack) -> None:
    said, alice = slack.people["bob"].says(slack.channels["general"], "mine"), slack.people["alice"]
    with pytest.raises(LookupError, match="alice did not write this"):
        alice.edits(said, "yours")
    with pytest.raises(LookupError, match="alice did not write this"):
        alice.deletes(said)


def test_a_second_reaction_of_the_same_kind_is_none(slack: LocalSlack) -> None:
    alice = slack.people["alice"]
    said = alice.writes_dm("hello")
    alice.reacts(said, "eyes")
    alice.reacts(said, "eyes")
    now = slack.message(said)
    assert now
    assert now.reactions == {"eyes": (alice.id,)}


def test_a_reply_to_a_reply_stands_in_the_same_thread(slack: LocalSlack) -> None:
    alice, general = slack.people["alice"], slack.channels["general"]
    first = alice.says(general, "hello")
    reply = alice.says(general, "again", first.ts)
    assert alice.says(general, "and again", reply.ts).thread_ts == first.ts
