"""The statements that everything else waits for: built once, and spelt as each database wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, bindparam, literal, select

from bot.storage.channels_store import beside_memory, channels
from bot.storage.column_types import UtcDateTime
from bot.storage.database_tables import conversations, people, questions, seen_keys
from bot.storage.setup_store import setups

if TYPE_CHECKING:
    from collections.abc import Callable

REMEMBERED: Final = (
    *("person", "expecting", "language", "updated_at"),
    *("articles", "offered", "trace_id", "step", "setup", "came_by", "product"),
)
"""The columns that each reply writes anew."""

_is_theirs = and_(people.c.team == bindparam("team_"), people.c.person == bindparam("person_"))
_is_there = and_(channels.c.team == bindparam("team_"), channels.c.channel == bindparam("channel_"))
# Of several administrations that of the one that the person did something with last, and of no other: none, if it
# has none.
_address = (
    select(setups.c.address)
    .where(setups.c.person == bindparam("person_"), setups.c.team == bindparam("team_"))
    .order_by(setups.c.changed_at.desc())
    .limit(1)
    .scalar_subquery()
    .label("address")
)
# Direct messages may be remembered by their channel, and by whom they are with.
_said = conversations.alias("said")
_last = (
    select(_said.c.key)
    .where(_said.c.key.in_([bindparam("key_"), bindparam("key_too_")]))
    .order_by(_said.c.updated_at.desc().nulls_last())
    .limit(1)
    .scalar_subquery()
)
remembered = select(
    conversations.c.expecting,
    conversations.c.language,
    conversations.c.updated_at,
    conversations.c.articles,
    conversations.c.offered,
    conversations.c.trace_id,
    conversations.c.step,
    conversations.c.setup,
    conversations.c.came_by,
    conversations.c.product,
    conversations.c.person.label("asker"),
    people.c.language.label("chosen"),
    _address,
    *beside_memory,
).select_from(
    select(literal(1).label("one"))
    .subquery()
    .outerjoin(conversations, conversations.c.key == _last)
    .outerjoin(people, _is_theirs)
    .outerjoin(channels, _is_there)
)
claimed = select(seen_keys.c.key).where(
    seen_keys.c.key == bindparam("key_"), seen_keys.c.seen_at > bindparam("expired_", type_=UtcDateTime())
)


class Statements:
    """The statements that the two databases spell each in their own way, built once."""

    def __init__(self, insert: Callable[..., Any]) -> None:
        self.insert = insert
        key = insert(seen_keys)
        self.claim = key.on_conflict_do_update(
            index_elements=[seen_keys.c.key],
            set_={"seen_at": key.excluded.seen_at},
            where=seen_keys.c.seen_at <= bindparam("expired_"),
        ).returning(seen_keys.c.key)
        again = insert(seen_keys)
        self.count_up = again.on_conflict_do_update(
            index_elements=[seen_keys.c.key], set_={"times": seen_keys.c.times + 1}
        ).returning(seen_keys.c.times)
        memory = insert(conversations)
        self.remember = memory.on_conflict_do_update(
            index_elements=[conversations.c.key],
            set_={name: memory.excluded[name] for name in REMEMBERED},
        )
        self.log = insert(questions).on_conflict_do_nothing()
        choice = insert(people)
        self.choose = choice.on_conflict_do_update(
            index_elements=[people.c.team, people.c.person], set_={"language": choice.excluded.language}
        )
