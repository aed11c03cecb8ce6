"""How many answers were given when, with what, and how many calls were made by whom on which day."""

import re
from collections.abc import Iterator, Mapping

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

HEARD = {"hour": "substr(intention_at, 1, 13)", "intention": "intention"}
SAID = {
    "previous_vote": "coalesce(previous_vote, '')",
    "intention": "intention",
    "reasons": "reasons",
}
COUNTED = {"heard_count": HEARD, "said_count": SAID}
COLUMN = re.compile(r"\b(on_roll|intention_at|intention_by|intention|previous_vote|reasons)\b")
ANSWERED = "on_roll AND intention IS NOT NULL"
WHO = {
    "heard_count": f"{ANSWERED} AND intention_at IS NOT NULL AND intention_by IS NOT NULL",
    "said_count": ANSWERED,
}
RUNG = """json_each('["' || replace({row}rung, ';', '","') || '"]')"""


def upgrade() -> None:
    """In a file alone, whose writers wait for each other anyway."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    for table, key in COUNTED.items():
        _make_counts(connection, table, key)
        _keep_counting(connection, table, key)
    _count_calls(connection)
    op.execute("PRAGMA user_version = 7")


def _make_counts(connection: sa.Connection, table: str, key: Mapping[str, str]) -> None:
    columns = [f"{name} VARCHAR NOT NULL" for name in key]
    connection.exec_driver_sql(
        f"CREATE TABLE {table} ({', '.join(columns)}, people INTEGER NOT NULL, "
        f"PRIMARY KEY ({', '.join(key)})) WITHOUT ROWID"
    )
    places = ", ".join(str(place) for place in range(1, len(key) + 1))
    connection.exec_driver_sql(
        f"INSERT INTO {table} SELECT {', '.join(key.values())}, count(*) FROM elector "
        f"WHERE {WHO[table]} GROUP BY {places}"
    )


def _keep_counting(connection: sa.Connection, table: str, key: Mapping[str, str]) -> None:
    columns = list(dict.fromkeys(COLUMN.findall(" ".join([WHO[table], *key.values()]))))
    was, became = (", ".join(f"{row}.{name}" for name in columns) for row in ("OLD", "NEW"))
    stood, stands = _of("OLD", WHO[table]), _of("NEW", WHO[table])
    added, removed = [_one_more(table, key)], [*_one_less(table, key)]
    triggers = {
        f"{table}_of_added_is_counted AFTER INSERT ON elector WHEN {stands}": added,
        f"{table}_of_removed_is_counted AFTER DELETE ON elector WHEN {stood}": removed,
        f"{table}_of_changed_is_counted AFTER UPDATE OF {', '.join(columns)} ON elector "
        f"WHEN ({was}) IS NOT ({became})": [*removed, *added],
    }
    _make_triggers(connection, triggers)


def _one_more(table: str, key: Mapping[str, str]) -> str:
    values = ", ".join(_of("NEW", value) for value in key.values())
    return (
        f"INSERT INTO {table} SELECT {values}, 1 WHERE {_of('NEW', WHO[table])} "
        "ON CONFLICT DO UPDATE SET people = people + 1"
    )


def _one_less(table: str, key: Mapping[str, str]) -> Iterator[str]:
    here = " AND ".join(f"{name} = ({_of('OLD', value)})" for name, value in key.items())
    theirs = f"{_of('OLD', WHO[table])} AND {here}"
    yield f"UPDATE {table} SET people = people - 1 WHERE {theirs}"
    yield f"DELETE FROM {table} WHERE {theirs} AND people = 0"


def _of(row: str, value: str) -> str:
    """A value of the row as it was or as it became."""
    return COLUMN.sub(rf"{row}.\g<0>", value)


def _count_calls(connection: sa.Connection) -> None:
    """By the word that is kept of each call; of a call more only its own word is written."""
    connection.exec_driver_sql(
        "CREATE TABLE word_count (word VARCHAR NOT NULL PRIMARY KEY, calls INTEGER NOT NULL) "
        "WITHOUT ROWID"
    )
    connection.exec_driver_sql(
        f"INSERT INTO word_count SELECT value, count(*) FROM elector, {RUNG.format(row='')} "
        "WHERE on_roll AND rung <> '' GROUP BY value"
    )
    less = f"SELECT value, -1 AS more FROM {RUNG.format(row='OLD.')} WHERE OLD.on_roll"
    more = f"SELECT value, 1 AS more FROM {RUNG.format(row='NEW.')} WHERE NEW.on_roll"
    gone = (
        "DELETE FROM word_count WHERE calls = 0 "
        f"AND word IN (SELECT value FROM {RUNG.format(row='OLD.')})"
    )
    was, became = (f"{row}.on_roll AND {row}.rung <> ''" for row in ("OLD", "NEW"))
    triggers = {
        f"word_count_of_added_is_counted AFTER INSERT ON elector WHEN {became}": [_words(more)],
        f"word_count_of_removed_is_counted AFTER DELETE ON elector WHEN {was}": [
            _words(less),
            gone,
        ],
        "word_count_of_changed_is_counted AFTER UPDATE OF rung, on_roll ON elector "
        "WHEN (OLD.rung, OLD.on_roll) IS NOT (NEW.rung, NEW.on_roll)": [
            _words(f"{less} UNION ALL {more}"),
            gone,
        ],
    }
    _make_triggers(connection, triggers)


def _words(changes: str) -> str:
    return (
        f"INSERT INTO word_count SELECT value, sum(more) FROM ({changes}) WHERE value <> '' "
        "GROUP BY value HAVING sum(more) <> 0 "
        "ON CONFLICT DO UPDATE SET calls = calls + excluded.calls"
    )


def _make_triggers(connection: sa.Connection, triggers: Mapping[str, list[str]]) -> None:
    for when, statements in triggers.items():
        done = " ".join(f"{statement};" for statement in statements)
        connection.exec_driver_sql(f"CREATE TRIGGER {when} BEGIN {done} END")
