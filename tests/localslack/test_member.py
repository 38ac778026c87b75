import pytest

from localslack import LocalSlack


def test_nobody_writes_where_they_are_no_member(slack: LocalSlack) -> None:
    with pytest.raises(LookupError, match="mallory is not in support-triage"):
        slack.people["mallory"].says(slack.channels["support-triage"], "let me in")
