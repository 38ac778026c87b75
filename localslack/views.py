"""Making views from what the app sends."""

from localslack.backstage import Backstage
from localslack.payloads import with_block_ids
from localslack.wire import Payload
from localslack.workspace import View


def new_view(stage: Backstage, user_id: str, content: Payload, below: View | None = None) -> View:
    """Return a new view with its own id; `below` is the modal it stands on."""
    view_id = stage.mint.identifier("V")
    return View(
        id=view_id,
        user=user_id,
        kind=content["type"],
        content=content | {"blocks": with_block_ids(content["blocks"])},
        hash=stage.mint.identifier("hash"),
        root_id=below.root_id if below else view_id,
        previous_id=below.id if below else None,
    )
