"""When and by whom electors were rung is kept with them, and the name of a file given out."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")
ANSWERED = sa.text("intention IS NOT NULL")
TALLY = (
    "constituency_id",
    "on_roll",
    "section_id",
    "affiliate_id",
    "recruited_by",
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
    "disposition",
)
ANSWER = (
    "constituency_id",
    "on_roll",
    "section_id",
    "affiliate_id",
    "recruited_by",
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
)
# Calls to whoever was merged into an elector are theirs, however far.
COUNTING = """\
WITH RECURSIVE whole (owner, member) AS (
    SELECT id, id FROM elector
    UNION ALL
    SELECT whole.owner, elector.id FROM whole JOIN elector ON elector.merged_into = whole.member
)
SELECT whole.owner, call.called_at, call.caller_id, outcome.reached
FROM whole
JOIN call ON call.elector_id = whole.member
JOIN outcome ON outcome.slug = call.outcome
WHERE NOT EXISTS (SELECT 1 FROM call AS later WHERE later.supersedes = call.call_id)
ORDER BY whole.owner, call.called_at, call.call_id"""
FOLDED = "UPDATE elector SET rung = :rung WHERE id = :id"
ZONE = ZoneInfo("Europe/London")
TELLING_ON_SERVER = (
    "CREATE TRIGGER frozen_copy_tells AFTER INSERT OR UPDATE OR DELETE ON frozen_copy "
    "FOR EACH STATEMENT EXECUTE FUNCTION tell_others()"
)


def upgrade() -> None:
    column = sa.Column("rung", WORD, server_default="", nullable=False)
    op.add_column("elector", column)
    connection = op.get_bind()
    told = [*_folded(connection)]
    if told:
        connection.execute(sa.text(FOLDED), told)
    op.drop_index("ix_elector_tally", "elector")
    op.drop_index("ix_elector_answer", "elector")
    op.create_index("ix_elector_tally", "elector", list(TALLY))
    op.create_index(
        "ix_elector_answer",
        "elector",
        list(ANSWER),
        sqlite_where=ANSWERED,
        postgresql_where=ANSWERED,
    )
    name = sa.Column("file_name", WORD, server_default="", nullable=False)
    op.add_column("frozen_copy", name)
    if connection.dialect.name == "sqlite":
        op.execute("PRAGMA user_version = 5")
    else:
        op.execute(TELLING_ON_SERVER)


def _folded(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    """What the calls that count come to, of everybody who was rung."""
    counting = sa.text(COUNTING).columns(called_at=sa.DateTime(), reached=sa.Boolean())
    days: dict[datetime, int] = {}
    for owner, calls in groupby(connection.execute(counting), itemgetter(0)):
        yield {"id": owner, "rung": _words(calls, days)}


def _words(calls: Iterable[Any], days: dict[datetime, int]) -> str:
    """Day and caller of each call, with letters for what it is the elector's first of.

    Of all, of that day, by that caller; the large ones of calls that reached them, and r for one
    that did and has none of those. The day of an hour is worked out once.
    """
    words, seen = [], set()
    for _, at, caller, reached in calls:
        hour = at.replace(minute=0, second=0, microsecond=0)
        if hour not in days:
            days[hour] = hour.replace(tzinfo=UTC).astimezone(ZONE).date().toordinal()
        marks = [("e", 0), ("d", days[hour]), ("c", caller)]
        if reached:
            marks += [("E", 0), ("D", days[hour]), ("C", caller)]
        first = [mark for mark in marks if mark not in seen]
        seen.update(first)
        letters = "".join(letter for letter, _ in first)
        also = "r" if reached and set("DC").isdisjoint(letters) else ""
        words.append(f"{days[hour]}.{caller}{letters}{also}")
    return ";".join(words)
