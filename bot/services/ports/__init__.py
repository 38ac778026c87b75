"""The ports: what the services need from storage, from Slack and from the clock."""

from bot.services.ports.audience_port import Audience
from bot.services.ports.audit_port import Audit, NullAudit
from bot.services.ports.channels_port import Channels
from bot.services.ports.delivery import (
    Ambiguous,
    Backlog,
    Courier,
    Delivery,
    DeliveryHooks,
    Kept,
    NotKnown,
    NotSent,
    Outbox,
    OutboxEntry,
    Refused,
    Sent,
    TenantBlocked,
)
from bot.services.ports.feedback_port import FEEDBACK_RETENTION, Feedback
from bot.services.ports.membership_port import Membership, MembershipStatus
from bot.services.ports.message_links_port import MessageLinks
from bot.services.ports.report_port import MOST_ASKED, MOST_TAUGHT, MOST_UNANSWERED, ReportQueries
from bot.services.ports.retention_port import ErasedMessage, Erasure, Erasures, OnBatch, ignore
from bot.services.ports.setup_port import SETUP_RETENTION, SetupReader, Setups
from bot.services.ports.store import (
    CONVERSATION_RETENTION,
    DEAD_LETTER_RETENTION,
    QUESTION_RETENTION,
    SEEN_KEY_RETENTION,
    StillSendingError,
    Store,
    StoreUnavailableError,
)
from bot.services.ports.telemetry import Clock, NullTelemetry, Telemetry
from bot.services.ports.ticket_ports import (
    TICKET_RETENTION,
    CardState,
    ConcurrentUpdateError,
    Search,
    TicketCount,
    TicketReader,
    Tickets,
    Timers,
    Unshown,
)
from bot.services.ports.transaction_port import (
    Conversations,
    PersonSettings,
    QuestionLog,
    SeenKeys,
    Transaction,
)
from bot.services.ports.triage_port import TriageChannel

__all__ = [
    "CONVERSATION_RETENTION",
    "DEAD_LETTER_RETENTION",
    "FEEDBACK_RETENTION",
    "MOST_ASKED",
    "MOST_TAUGHT",
    "MOST_UNANSWERED",
    "QUESTION_RETENTION",
    "SEEN_KEY_RETENTION",
    "SETUP_RETENTION",
    "TICKET_RETENTION",
    "Ambiguous",
    "Audience",
    "Audit",
    "Backlog",
    "CardState",
    "Channels",
    "Clock",
    "ConcurrentUpdateError",
    "Conversations",
    "Courier",
    "Delivery",
    "DeliveryHooks",
    "ErasedMessage",
    "Erasure",
    "Erasures",
    "Feedback",
    "Kept",
    "Membership",
    "MembershipStatus",
    "MessageLinks",
    "NotKnown",
    "NotSent",
    "NullAudit",
    "NullTelemetry",
    "OnBatch",
    "Outbox",
    "OutboxEntry",
    "PersonSettings",
    "QuestionLog",
    "Refused",
    "ReportQueries",
    "Search",
    "SeenKeys",
    "Sent",
    "SetupReader",
    "Setups",
    "StillSendingError",
    "Store",
    "StoreUnavailableError",
    "Telemetry",
    "TenantBlocked",
    "TicketCount",
    "TicketReader",
    "Tickets",
    "Timers",
    "Transaction",
    "TriageChannel",
    "Unshown",
    "ignore",
]
