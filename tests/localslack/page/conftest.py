from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from localslack import LocalSlack
from localslack.page.page_server import PageServer
from tests.localslack.app import TinyApp, running_app
from tests.localslack.conftest import MANIFEST
from tests.localslack.page.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="package")
def page_app() -> Iterator[TinyApp]:
    with running_app() as running:
        yield running


@pytest.fixture(scope="package")
def page(page_app: TinyApp) -> Iterator[tuple[LocalSlack, PageServer]]:
    with LocalSlack(MANIFEST) as slack:
        slack.deliver_to(page_app.url)
        server = PageServer(slack, 0)
        server.start()
        yield slack, server
        server.stop()


@pytest.fixture
def alice(page: tuple[LocalSlack, PageServer]) -> Window:
    slack, server = page
    return Window(slack, server.url, "alice")


@pytest.fixture
def bob(page: tuple[LocalSlack, PageServer]) -> Window:
    slack, server = page
    return Window(slack, server.url, "bob")
