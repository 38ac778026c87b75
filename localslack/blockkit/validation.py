"""Validates a list of blocks, a view, or a whole message."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from localslack.blockkit import limits
from localslack.blockkit.blocks import HOME, MESSAGE, MODAL, blocks_of
from localslack.blockkit.composition import plain
from localslack.blockkit.rules import Fault, ObjectRule, Rule, anything, one_of, string, truth

_VIEW: Mapping[str, Rule] = {
    "private_metadata": string(limits.PRIVATE_METADATA, least=0),
    "callback_id": string(limits.ID, least=0),
    "external_id": string(limits.ID, least=0),
}
_MODAL = ObjectRule(
    {"type": one_of(MODAL), "title": plain(limits.VIEW_TITLE), "blocks": blocks_of(MODAL)},
    {
        **_VIEW,
        "submit": plain(limits.VIEW_TITLE),
        "close": plain(limits.VIEW_TITLE),
        "clear_on_close": truth,
        "notify_on_close": truth,
        "submit_disabled": truth,
    },
)
_HOME = ObjectRule({"type": one_of(HOME), "blocks": blocks_of(HOME)}, _VIEW)

# What apps may send beside the blocks: https://docs.slack.dev/reference/methods/chat.postMessage
_MESSAGE_FIELDS = [
    "channel",
    "user",
    "ts",
    "thread_ts",
    "reply_broadcast",
    "attachments",
    "metadata",
    "mrkdwn",
    "parse",
    "link_names",
    "unfurl_links",
    "unfurl_media",
    "username",
    "icon_emoji",
    "icon_url",
    "response_type",
    "replace_original",
    "delete_original",
]
_MESSAGE = ObjectRule(
    {},
    {
        **dict.fromkeys(_MESSAGE_FIELDS, anything),
        "text": string(limits.MESSAGE_TEXT, least=0),
        "blocks": blocks_of(MESSAGE),
    },
)


def validate(payload: object) -> list[Fault]:
    """Return all faults of a list of blocks, a view or a message; none means that Slack takes it."""
    if isinstance(payload, list):
        return [*blocks_of(MESSAGE)(payload, ""), *_check_together(payload, "")]
    if not isinstance(payload, dict):
        return [Fault("", "wrong_type", "must be a list of blocks, a view or a message")]
    if "type" in payload:
        return list(_check_view(payload))
    return list(_check_message(payload))


def _check_view(view: dict[str, Any]) -> Iterator[Fault]:
    if str(view["type"]) not in {MODAL, HOME}:
        yield Fault("/type", "unknown_type", f"unsupported type: {view['type']}")
        return
    yield from (_MODAL if view["type"] == MODAL else _HOME)(view, "")
    blocks = view.get("blocks")
    yield from _check_together(blocks, "/blocks")
    if (
        view["type"] == MODAL
        and "submit" not in view
        and any(block.get("type") == "input" for block in _objects(blocks))
    ):
        yield Fault("/submit", "missing", "missing required field: submit (there are input blocks)")
    focused = [
        element for block in _objects(blocks) for _, element in _actions(block) if element.get("focus_on_load")
    ]
    if len(focused) > 1:
        yield Fault("/blocks", "duplicate", "only one element may have focus_on_load")


def _check_message(message: dict[str, Any]) -> Iterator[Fault]:
    yield from _MESSAGE(message, "")
    yield from _check_together(message.get("blocks"), "/blocks")
    text = message.get("text")
    if not message.get("blocks") and not (isinstance(text, str) and text.strip()):
        yield Fault("", "missing", "one of these fields is required: text, blocks")


def _check_together(blocks: object, pointer: str) -> Iterator[Fault]:
    """Check what no block can know of the others."""
    yield from _check_unique(
        (
            (f"{pointer}/{place}/block_id", str(block["block_id"]))
            for place, block in _numbered(blocks)
            if "block_id" in block
        ),
        "block_id",
    )
    for place, block in _numbered(blocks):
        named = ((spot, element) for spot, element in _actions(block) if "action_id" in element)
        yield from _check_unique(
            ((f"{pointer}/{place}{spot}/action_id", str(element["action_id"])) for spot, element in named),
            "action_id",
        )
        for spot, element in _actions(block):
            yield from _check_initial(element, f"{pointer}/{place}{spot}")
    yield from _check_counts(blocks, pointer)
    marked = [block.get("text") for block in _objects(blocks) if block.get("type") == "markdown"]
    texts = [text for text in marked if isinstance(text, str)]
    if len(texts) > 1 and sum(map(len, texts)) > limits.MARKDOWN:
        yield Fault(
            pointer, "too_long", f"all markdown blocks together must be less than {limits.MARKDOWN + 1} characters"
        )


def _check_counts(blocks: object, pointer: str) -> Iterator[Fault]:
    """Check how often a block may stand in one payload."""
    kinds = Counter(str(block.get("type")) for block in _objects(blocks))
    for kind, most in limits.A_MESSAGE.items():
        if kinds[kind] > most:
            yield Fault(pointer, "too_many", f"no more than {most} of these allowed: {kind}")


def _check_initial(element: dict[str, Any], pointer: str) -> Iterator[Fault]:
    groups = [group.get("options") for group in _objects(element.get("option_groups"))]
    offered = [option for options in (element.get("options"), *groups) for option in _objects(options)]
    for name, value in element.items():
        chosen = value if name == "initial_options" else [value] if name == "initial_option" else []
        if offered and any(option not in offered for option in _objects(chosen)):
            yield Fault(f"{pointer}/{name}", "not_allowed", "must be among the options")


def _check_unique(named: Iterable[tuple[str, str]], what: str) -> Iterator[Fault]:
    seen: Counter[str] = Counter()
    for pointer, name in named:
        seen[name] += 1
        if seen[name] > 1:
            yield Fault(pointer, "duplicate", f"{what} already exists: {name}")


def _actions(block: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return a block's elements, each with its place in the block."""
    for name in ("accessory", "element"):
        if isinstance(block.get(name), dict):
            yield f"/{name}", block[name]
    for place, element in _numbered(block.get("elements")):
        yield f"/elements/{place}", element


def _numbered(items: object) -> list[tuple[int, dict[str, Any]]]:
    """Return the objects of a list with their places; what is malformed was told already."""
    return [
        (place, item) for place, item in enumerate(items if isinstance(items, list) else ()) if isinstance(item, dict)
    ]


def _objects(items: object) -> list[dict[str, Any]]:
    return [item for _, item in _numbered(items)]
