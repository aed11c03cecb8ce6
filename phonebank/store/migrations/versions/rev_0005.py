"""When and by whom electors were rung, how many stand where, and the name of a file given out."""

import re
from collections.abc import Iterable, Iterator, Mapping
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
# In a file every writer waits for the others anyway, so that counts kept with each write cost no
# caller any waiting; on a server they would, and there electors are counted when it is asked.
BY_PLACE = {"constituency_id": "constituency_id", "intention": "coalesce(intention, '')"}
BY_GROUP = {
    "constituency_id": "constituency_id",
    "section_id": "coalesce(section_id, 0)",
    "affiliate_id": "coalesce(affiliate_id, 0)",
    "recruited_by": "recruited_by",
    "intention": "coalesce(intention, '')",
}
COUNTED = {"place_count": BY_PLACE, "group_count": BY_GROUP}
FIGURES = {
    "people": "1",
    "calls": "attempts",
    "attempted": "attempts > 0",
    "contacted": "contacted",
}
# By place, answer and hour: how many stood with that answer when the hour was over.
STOOD = (
    "CREATE TABLE place_stood (constituency_id INTEGER NOT NULL, intention VARCHAR NOT NULL, "
    "hour VARCHAR NOT NULL, people INTEGER NOT NULL, "
    "PRIMARY KEY (constituency_id, intention, hour)) WITHOUT ROWID"
)
# An answer stands from when it was given until the next; of older ones nothing is kept.
GIVEN, REPLACED, BEFORE = (
    ("intention", "intention_at", 1),
    ("prior_intention", "intention_at", -1),
    ("prior_intention", "prior_at", 1),
)
STANDING_COLUMNS = (
    *("on_roll", "constituency_id", "intention", "intention_at", "prior_intention", "prior_at"),
)
STOOD_SO_FAR = (
    "INSERT INTO place_stood SELECT constituency_id, said, hour, "
    "sum(sum(more)) OVER (PARTITION BY constituency_id, said ORDER BY hour) FROM ("
    + " UNION ALL ".join(
        f"SELECT constituency_id, {said} AS said, substr({at}, 1, 13) AS hour, {more} AS more "
        f"FROM elector WHERE on_roll AND intention IS NOT NULL AND {said} IS NOT NULL "
        f"AND {at} IS NOT NULL"
        for said, at, more in (GIVEN, REPLACED, BEFORE)
    )
    + ") GROUP BY constituency_id, said, hour"
)
SAID = {
    "ix_elector_said_at": (
        ["intention_at", "on_roll", "constituency_id", "intention", "prior_intention", "prior_at"],
        "answers >= 1",
    ),
    "ix_elector_said_before": (
        ["prior_at", "on_roll", "constituency_id", "intention", "prior_intention", "answers"],
        "answers >= 2",
    ),
}
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
    for index, (columns, said) in SAID.items():
        op.create_index(
            index, "elector", columns, sqlite_where=sa.text(said), postgresql_where=sa.text(said)
        )
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
        for table, key in COUNTED.items():
            _make_counts(connection, table, key)
        connection.exec_driver_sql(STOOD)
        connection.exec_driver_sql(STOOD_SO_FAR)
        _keep_counting(connection)
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


def _make_counts(connection: sa.Connection, table: str, key: Mapping[str, str]) -> None:
    """Electors on the roll, counted by the key; without NULL, of which no key can be made."""
    keys = [f"{name} {'VARCHAR' if name in WORDS else 'INTEGER'} NOT NULL" for name in key]
    figures = [f"{name} INTEGER NOT NULL" for name in FIGURES]
    columns = [*keys, *figures, "last_call_at DATETIME", f"PRIMARY KEY ({', '.join(key)})"]
    connection.exec_driver_sql(f"CREATE TABLE {table} ({', '.join(columns)}) WITHOUT ROWID")
    added = [f"sum({value})" for value in FIGURES.values()]
    connection.exec_driver_sql(
        f"INSERT INTO {table} SELECT {', '.join([*key.values(), *added])}, max(last_call_at) "
        f"FROM elector WHERE on_roll GROUP BY {', '.join(key.values())}"
    )


WORDS = {"recruited_by", "intention"}
COUNTING_COLUMNS = (
    *("on_roll", "constituency_id", "section_id", "affiliate_id", "recruited_by", "intention"),
    *("attempts", "contacted", "last_call_at"),
)


def _keep_counting(connection: sa.Connection) -> None:
    """Whatever writes electors, the counts go with it."""
    added = [_one_more(table, key) for table, key in COUNTED.items()]
    removed = [it for table, key in COUNTED.items() for it in _one_less(table, key)]
    was, became = (", ".join(f"{it}.{name}" for name in COUNTING_COLUMNS) for it in ("OLD", "NEW"))
    triggers = {
        "elector_added_is_counted AFTER INSERT ON elector WHEN NEW.on_roll": added,
        "elector_removed_is_counted AFTER DELETE ON elector WHEN OLD.on_roll": removed,
        f"elector_changed_is_counted AFTER UPDATE OF {', '.join(COUNTING_COLUMNS)} ON elector "
        f"WHEN ({was}) IS NOT ({became})": [*removed, *added],
    }
    for when, statements in triggers.items():
        done = " ".join(f"{statement};" for statement in statements)
        connection.exec_driver_sql(f"CREATE TRIGGER {when} BEGIN {done} END")
    _keep_what_stood(connection)


def _keep_what_stood(connection: sa.Connection) -> None:
    """Apart from the counts, as most calls leave it as it is."""
    began = [it for said in (GIVEN, REPLACED, BEFORE) for it in _stood("NEW", *said)]
    never = [it for said in (GIVEN, REPLACED, BEFORE) for it in _stood("OLD", *said, undone=True)]
    was, became = (", ".join(f"{it}.{name}" for name in STANDING_COLUMNS) for it in ("OLD", "NEW"))
    said = "intention IS NOT NULL"
    triggers = {
        f"elector_added_stands_is_counted AFTER INSERT ON elector WHEN NEW.{said}": began,
        f"elector_removed_stood_is_counted AFTER DELETE ON elector WHEN OLD.{said}": never,
        f"elector_stands_is_counted AFTER UPDATE OF {', '.join(STANDING_COLUMNS)} ON elector "
        f"WHEN ({was}) IS NOT ({became})": [*never, *began],
    }
    for when, statements in triggers.items():
        done = " ".join(f"{statement};" for statement in statements)
        connection.exec_driver_sql(f"CREATE TRIGGER {when} BEGIN {done} END")


def _stood(row: str, said: str, at: str, more: int, *, undone: bool = False) -> Iterator[str]:
    """One more or one less stood with this answer from that hour on."""
    hour = f"substr({row}.{at}, 1, 13)"
    here = f"constituency_id = {row}.constituency_id AND place_stood.intention = {row}.{said}"
    told = f"{row}.on_roll AND {row}.intention IS NOT NULL AND {row}.{said} IS NOT NULL"
    told += f" AND {row}.{at} IS NOT NULL"
    until = f"SELECT people FROM place_stood WHERE {here} AND hour < {hour}"
    yield (
        f"INSERT INTO place_stood SELECT {row}.constituency_id, {row}.{said}, {hour}, "
        f"coalesce(({until} ORDER BY hour DESC LIMIT 1), 0) WHERE {told} ON CONFLICT DO NOTHING"
    )
    by = -more if undone else more
    yield (
        f"UPDATE place_stood SET people = people + {by} WHERE {told} AND {here} AND hour >= {hour}"
    )


def _one_more(table: str, key: Mapping[str, str]) -> str:
    values = [_of("NEW", it) for it in (*key.values(), *FIGURES.values())]
    more = [f"{name} = {name} + excluded.{name}" for name in FIGURES]
    later = (
        "last_call_at = CASE WHEN last_call_at >= excluded.last_call_at "
        "OR excluded.last_call_at IS NULL THEN last_call_at ELSE excluded.last_call_at END"
    )
    return (
        f"INSERT INTO {table} SELECT {', '.join(values)}, NEW.last_call_at WHERE NEW.on_roll "
        f"ON CONFLICT DO UPDATE SET {', '.join([*more, later])}"
    )


def _one_less(table: str, key: Mapping[str, str]) -> Iterator[str]:
    """Whose last call was the last of all takes that along: only then the others are asked."""
    here = " AND ".join(f"{name} = {_of('OLD', value)}" for name, value in key.items())
    same = " AND ".join(f"{name} IS OLD.{name}" for name in key)
    less = [f"{name} = {name} - ({_of('OLD', value)})" for name, value in FIGURES.items()]
    earlier = (
        "last_call_at = CASE WHEN last_call_at > OLD.last_call_at OR last_call_at IS NULL "
        "OR OLD.last_call_at IS NULL THEN last_call_at "
        f"ELSE (SELECT max(last_call_at) FROM elector WHERE {same} AND on_roll) END"
    )
    yield f"UPDATE {table} SET {', '.join([*less, earlier])} WHERE OLD.on_roll AND {here}"
    yield f"DELETE FROM {table} WHERE OLD.on_roll AND {here} AND people = 0"


def _of(row: str, value: str) -> str:
    """A value of the row as it was or as it became."""
    return COLUMN.sub(rf"{row}.\g<0>", value)


COLUMN = re.compile(rf"\b({'|'.join(COUNTING_COLUMNS)})\b")
