"""What the tests of use cases share."""

from __future__ import annotations

import pytest

from tests.services.harness import Harness


@pytest.fixture
def bot() -> Harness:
    return Harness()
