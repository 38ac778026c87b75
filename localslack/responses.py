"""Response URLs: answering a command or a click later, up to five times in half an hour."""

from dataclasses import replace

from localslack.backstage import Backstage
from localslack.grants import ResponseGrant
from localslack.journal import CallRecord
from localslack.methods.call import Call
from localslack.methods.content import Content, read_content
from localslack.refusals import Refused
from localslack.web_api import Answer, answer_fault
from localslack.wire import Payload, to_json
from localslack.workspace import Channel, Message

RESPONSE_URL = "response_url"  # the name these calls have in the journal and in fault scripts


def respond(stage: Backstage, key: str, answer: Payload) -> Answer:
    """Take an answer to a response URL, and keep it in the journal."""
    fault = stage.faults.next_call(RESPONSE_URL)
    payload: Payload = {}
    if fault.kind in {"ok", "reset-after"}:
        status, payload = _take(stage, key, answer)
        outcome = "ok" if payload["ok"] else str(payload["error"])
        told = Answer(status, to_json(payload))
    if fault.kind != "ok":
        outcome, told = fault.kind, answer_fault(fault)
    stage.journal.add_call(CallRecord(RESPONSE_URL, answer, outcome, payload, stage.clock()))
    return told


def _take(stage: Backstage, key: str, answer: Payload) -> tuple[int, Payload]:
    try:
        apply_answer(stage, stage.grants.use_response(key), answer)
    except Refused as refused:
        return 404 if refused.code.endswith("_url") else 400, refused.to_payload()
    return 200, {"ok": True}


def apply_answer(stage: Backstage, grant: ResponseGrant, answer: Payload) -> Message | None:
    """Show, replace or delete what an answer says; return the message that stands there now.

    Raises:
        Refused: As for a post: `no_text`, `invalid_blocks`, …
    """
    call = Call(answer, stage)
    channel = stage.workspace.channel(grant.channel)
    if channel is None:
        raise Refused("channel_not_found")
    clicked = stage.workspace.message(channel.id, grant.message_ts) if grant.message_ts else None
    if call.is_true("delete_original"):
        if clicked:
            stage.remove(clicked, channel)
        return None
    content = read_content(call)
    if clicked and call.is_true("replace_original"):
        changed = replace(clicked, text=content.text, blocks=content.blocks, edited_ts=stage.mint.timestamp())
        return stage.change(changed, channel)
    return stage.post(_new_message(call, grant, channel, content), channel)


def _new_message(call: Call, grant: ResponseGrant, channel: Channel, content: Content) -> Message:
    is_shown_to_all = call.text_of("response_type") == "in_channel"
    return Message(
        channel=channel.id,
        ts=call.stage.mint.timestamp(),
        user=call.stage.app.bot_user_id,
        bot_id=call.stage.app.bot_id,
        text=content.text,
        blocks=content.blocks,
        thread_ts=call.text_of("thread_ts") or None,
        ephemeral_to=None if is_shown_to_all else grant.user,
        metadata=content.metadata or None,
    )
