"""What the insights are counted from: first contact, the answer before, reasons, and indexes."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")
ANSWERED = sa.text("intention IS NOT NULL")
OFF_ROLL = sa.text("NOT on_roll")
TALLY = (
    "constituency_id",
    "on_roll",
    "section_id",
    "affiliate_id",
    "attempts",
    "contacted",
    "intention",
    "strength",
    "ballot",
    "intention_at",
    "intention_by",
    "last_call_at",
    "first_reached",
    "joined_on",
    "recruited_by",
    "disposition",
)
ANSWER = (
    "constituency_id",
    "on_roll",
    "section_id",
    "affiliate_id",
    "intention_at",
    "intention",
    "intention_by",
    "intention_list",
    "strength",
    "ballot",
    "first_reached",
    "joined_on",
    "previous_vote",
    "reasons",
    "prior_intention",
    "prior_at",
    "answers",
    "recruited_by",
)
# Calls to whoever was merged into an elector are theirs, however far.
COUNTING = """\
WITH RECURSIVE whole (owner, member) AS (
    SELECT id, id FROM elector
    UNION ALL
    SELECT whole.owner, elector.id FROM whole JOIN elector ON elector.merged_into = whole.member
)
SELECT whole.owner, call.called_at, call.call_id, call.intention, call.call_list_id, outcome.reached
FROM whole
JOIN call ON call.elector_id = whole.member
JOIN outcome ON outcome.slug = call.outcome
WHERE NOT EXISTS (SELECT 1 FROM call AS later WHERE later.supersedes = call.call_id)
ORDER BY whole.owner, call.called_at, call.call_id"""
FOLDED = """\
UPDATE elector SET first_reached = :first_reached, intention_list = :intention_list,
    reasons = :reasons, prior_intention = :prior_intention, prior_at = :prior_at, answers = :answers
WHERE id = :id"""

KEPT = "frozen copies are only ever added to"
APPEND_ONLY = (
    "CREATE TRIGGER frozen_copy_is_never_changed BEFORE UPDATE ON frozen_copy "
    f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    "CREATE TRIGGER frozen_copy_is_never_deleted BEFORE DELETE ON frozen_copy "
    f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    "CREATE TRIGGER frozen_copy_is_never_replaced BEFORE INSERT ON frozen_copy "
    "WHEN EXISTS (SELECT 1 FROM frozen_copy WHERE number = NEW.number) "
    f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
)
APPEND_ONLY_ON_SERVER = (
    "CREATE TRIGGER frozen_copy_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE "
    f"ON frozen_copy FOR EACH STATEMENT EXECUTE FUNCTION only_ever_added_to('{KEPT}')",
)


# Whose seat a place is, as far as a canvass of that place alone told it.
MPS = """\
UPDATE constituency SET mp = COALESCE((
    SELECT reported_canvass.canvasser FROM reported_canvass
    JOIN area_constituency AS mine ON mine.area_id = reported_canvass.area_id
    WHERE mine.constituency_id = constituency.id AND reported_canvass.canvasser LIKE '% MP'
    AND NOT EXISTS (
        SELECT 1 FROM area_constituency AS other
        WHERE other.area_id = mine.area_id AND other.constituency_id <> constituency.id
    )
    ORDER BY reported_canvass.reported_on, reported_canvass.id LIMIT 1
), '')"""


def upgrade() -> None:
    op.add_column("constituency", sa.Column("mp", WORD, server_default="", nullable=False))
    op.execute(sa.text(MPS))
    _widen_electors()
    op.drop_index("ix_elector_tally", "elector")
    connection = op.get_bind()
    _make_frozen_copies(connection)
    told = [*_folded(connection)]
    if told:
        connection.execute(sa.text(FOLDED), told)
    op.create_index("ix_elector_tally", "elector", list(TALLY))
    op.create_index(
        "ix_elector_answer",
        "elector",
        list(ANSWER),
        sqlite_where=ANSWERED,
        postgresql_where=ANSWERED,
    )
    op.create_index(
        "ix_elector_off_roll",
        "elector",
        ["eligible", "merged_into", "constituency_id", "section_id", "affiliate_id"],
        sqlite_where=OFF_ROLL,
        postgresql_where=OFF_ROLL,
    )
    if connection.dialect.name == "sqlite":
        op.execute("PRAGMA user_version = 4")


def _make_frozen_copies(connection: sa.Connection) -> None:
    op.create_table(
        "frozen_copy",
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("frozen_at", sa.DateTime(), nullable=False),
        sa.Column("caller_id", WHOLE, nullable=False),
        sa.Column("given_as", WORD, nullable=False),
        sa.Column("title", WORD, nullable=False),
        sa.Column("content_hash", WORD, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["caller.id"], name=op.f("fk_frozen_copy_caller_id_caller")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_frozen_copy")),
    )
    is_file = connection.dialect.name == "sqlite"
    for trigger in APPEND_ONLY if is_file else APPEND_ONLY_ON_SERVER:
        op.execute(trigger)


def _widen_electors() -> None:
    for column in (
        sa.Column("first_reached", WHOLE, nullable=True),
        sa.Column("intention_list", WHOLE, nullable=True),
        sa.Column("reasons", WORD, server_default="", nullable=False),
        sa.Column("prior_intention", WORD, nullable=True),
        sa.Column("prior_at", sa.DateTime(), nullable=True),
        sa.Column("answers", WHOLE, server_default="0", nullable=False),
    ):
        op.add_column("elector", column)


def _folded(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    """What the calls that count come to, of everybody who was rung."""
    reasons: dict[str, list[str]] = {}
    given = "SELECT call_id, reason_id FROM call_reason ORDER BY call_id, position"
    for call_id, reason_id in connection.exec_driver_sql(given):
        reasons.setdefault(call_id, []).append(str(reason_id))
    counting = connection.exec_driver_sql(COUNTING)
    for owner, calls in groupby(counting, itemgetter(0)):
        yield {"id": owner, **_state(calls, reasons)}


def _state(calls: Iterable[Any], reasons: dict[str, list[str]]) -> dict[str, Any]:
    """ "Won't say" stands only where there was no answer before."""
    first_reached = None
    stood: list[tuple[Any, ...]] = [(None, "", None, None)] * 2  # as many as are asked for
    for attempt, (_, at, call_id, intention, list_id, reached) in enumerate(calls, start=1):
        if reached and first_reached is None:
            first_reached = attempt
        if intention is not None and not (len(stood) > 2 and intention == "wont-say"):
            stood.append((at, call_id, intention, list_id))
    prior, latest = stood[-2:]
    return {
        "first_reached": first_reached,
        "intention_list": latest[3],
        "reasons": ";".join(reasons.get(latest[1], ())),
        "prior_intention": prior[2],
        "prior_at": prior[0],
        "answers": len(stood) - 2,
    }
