"""Making views from what the app sends."""

from localslack.grants import TriggerHolder
from localslack.payloads import with_block_ids
from localslack.state import SlackState
from localslack.wire import Payload
from localslack.workspace import OpenView


def new_view(state: SlackState, holder: TriggerHolder, content: Payload, below: OpenView | None = None) -> OpenView:
    """Return a new view with its own id, for somebody and where they are; `below` is the modal it stands on."""
    view_id = state.ids.identifier("V")
    return OpenView(
        id=view_id,
        user=holder.user,
        kind=content["type"],
        content=content | {"blocks": with_block_ids(content["blocks"])},
        hash=state.ids.identifier("hash"),
        root_id=below.root_id if below else view_id,
        previous_id=below.id if below else None,
        client=holder.client,
    )
