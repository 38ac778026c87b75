"""Connections to PostgreSQL that wait no longer than whoever asks does, whatever the server or the network does.

The server's own limits end what it takes too long for. They help nothing where it does not answer at all: it is
frozen, or failed over, or a firewall drops what is sent. A connection that is silent for so long is closed.
"""

from __future__ import annotations

import math
from concurrent.futures import TimeoutError as TooLongError
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

import psycopg
from sqlalchemy import create_engine, event
from sqlalchemy.exc import InvalidatePoolError

from bot.services.patience import at_most, seconds_left
from bot.services.supervising import Supervisor

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Future

    from psycopg.abc import PQGen
    from sqlalchemy import URL, Dialect, Engine

PING_SECONDS: Final = 0.5
"""How long a connection from the pool may take to say that it lives: a new one still fits into an ack then."""

_CONNECT_SECONDS: Final = 2
_LONGEST_SECONDS: Final = 24 * 3600.0
_LOCK_SECONDS: Final = 1.5
_EARLIER_SECONDS: Final = 0.25
"""So much earlier than we stop waiting does the server give up: it can then tell why, and the connection lives on."""
_LEAST_SECONDS: Final = 0.05

# What the kernel does by itself about a peer that is gone; all of it only where DATABASE_URL says nothing else.
KERNEL_LIMITS: Final[Mapping[str, int]] = {
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 5000,
}

# What the server does by itself about us. Who falls silent within a transaction keeps what they have locked,
# the outbox among it, until the server notices: by the system's own limits that is hours.
_SESSION: Final = " ".join(
    f"-c {name}={value}"
    for name, value in {
        "idle_in_transaction_session_timeout": 5000,
        "tcp_keepalives_idle": 5,
        "tcp_keepalives_interval": 2,
        "tcp_keepalives_count": 3,
    }.items()
)

_SET_LIMITS: Final = "SELECT set_config('lock_timeout', %s, false), set_config('statement_timeout', %s, false)"


_RV = TypeVar("_RV")


def patient_engine(url: URL, wait_seconds: float, connections: int) -> Engine:
    """Return an engine none of whose waits goes on for longer than whoever waits allows; else for that long."""
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=wait_seconds,
        use_native_hstore=False,  # a look-up for each connection that is made
        connect_args={"connect_timeout": _CONNECT_SECONDS, "client_encoding": "utf8"},
    )

    @event.listens_for(engine, "do_connect")
    def connect(_: Dialect, __: object, ___: object, asked: dict[str, Any]) -> PatientConnection:
        options = f"{_SESSION} {asked.get('options', '')} -c timezone=UTC"
        parameters = {**KERNEL_LIMITS, **asked, "options": options}
        connection = connect_within(min(seconds_left(wait_seconds), _CONNECT_SECONDS), parameters)
        connection.otherwise_seconds = wait_seconds
        return connection

    @event.listens_for(engine, "checkout")
    def greet(connection: PatientConnection, _: object, __: object) -> None:
        try:
            set_limits(connection)
        except psycopg.Error as error:
            raise InvalidatePoolError from error  # where one is silent, all are: they are made anew

    return engine


class PatientConnection(psycopg.Connection[Any]):
    """A connection that is closed when it is silent for longer than anybody waits."""

    otherwise_seconds: float = math.inf
    """How long it may be silent where nobody waits for an ack."""

    def wait(self, gen: PQGen[_RV], interval: float = 0.1, timeout: float | None = None) -> _RV:
        """Return what came; psycopg waits for everything here, but for the connecting itself."""
        left = max(seconds_left(self.otherwise_seconds), _LEAST_SECONDS)
        try:
            return super().wait(gen, interval, min(left, _LONGEST_SECONDS if timeout is None else timeout))
        except psycopg.OperationalError as error:
            if error.sqlstate is None:  # it is not the server that says so: nothing more will come of this connection
                self.pgconn.finish()
            raise


def connect_within(seconds: float, parameters: Mapping[str, Any]) -> PatientConnection:
    """Return a new connection, or give up in time: looking up a host's name cannot be bounded otherwise.

    Raises:
        psycopg.Error: there is none, or not in time.
    """
    future: Future[PatientConnection] = Supervisor.once("connect", partial(PatientConnection.connect, **parameters))
    try:
        return future.result(min(seconds, _LONGEST_SECONDS))
    except TooLongError:
        future.add_done_callback(_close_late)
        raise psycopg.errors.ConnectionTimeout("the server does not answer") from None


def _close_late(future: Future[PatientConnection]) -> None:
    if future.exception() is None:
        future.result().close()


def set_limits(connection: PatientConnection) -> None:
    """Have the server give up before whoever waits does. It shows as well that the connection lives.

    Raises:
        psycopg.Error: it does not.
    """
    left = seconds_left(connection.otherwise_seconds)
    statement = max(left - _EARLIER_SECONDS, _LEAST_SECONDS)
    limits = [_milliseconds(min(_LOCK_SECONDS, statement)), _milliseconds(statement)]
    was_autocommit = connection.autocommit
    connection.autocommit = True
    try:
        with at_most(PING_SECONDS):
            connection.execute(_SET_LIMITS, limits)
    finally:
        if not connection.closed:
            connection.autocommit = was_autocommit


def _milliseconds(seconds: float) -> str:
    return str(int(seconds * 1000)) if seconds < _LONGEST_SECONDS else "0"
