from __future__ import annotations

import pytest

from tests.slack.front import Front


@pytest.fixture
def front() -> Front:
    return Front()
