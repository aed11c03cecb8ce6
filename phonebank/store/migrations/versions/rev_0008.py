"""How many electors there are by region and month of joining, with what they said and to whom."""

import re
from collections.abc import Iterator, Mapping

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

WORDS = {"region", "joined", "intention"}
ROLL = {
    "region": "(SELECT region FROM constituency WHERE constituency.id = constituency_id)",
    "section_id": "coalesce(section_id, 0)",
    "affiliate_id": "coalesce(affiliate_id, 0)",
    "joined": "coalesce(substr(joined_on, 1, 7), '')",
}
COUNTED = {
    "region_count": {**ROLL, "is_reached": "first_reached IS NOT NULL"},
    "cell_count": {
        "region": ROLL["region"],
        "section_id": ROLL["section_id"],
        "affiliate_id": ROLL["affiliate_id"],
        "intention": "intention",
        "first_reached": "coalesce(first_reached, 0)",
        "joined": ROLL["joined"],
    },
    "caller_count": {
        "region": ROLL["region"],
        "section_id": ROLL["section_id"],
        "intention_list": "coalesce(intention_list, 0)",
        "intention_by": "intention_by",
        "intention": "intention",
        "joined": ROLL["joined"],
    },
}
ANSWERED = "on_roll AND intention IS NOT NULL"
WHO = {
    "region_count": "on_roll",
    "cell_count": ANSWERED,
    "caller_count": f"{ANSWERED} AND intention_at IS NOT NULL AND intention_by IS NOT NULL",
}
FROM_ROLL = (
    "SELECT region, section_id, affiliate_id, joined, is_reached, sum(people) "
    "FROM roll_count JOIN constituency ON constituency.id = constituency_id GROUP BY 1, 2, 3, 4, 5"
)
COLUMN = re.compile(
    r"\b(on_roll|constituency_id|section_id|affiliate_id|joined_on|first_reached|intention_at"
    r"|intention_by|intention_list|intention)\b"
)


def upgrade() -> None:
    """In a file alone, whose writers wait for each other anyway."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    for table, key in COUNTED.items():
        counted = FROM_ROLL if table == "region_count" else _counting(table, key)
        _make_counts(connection, table, key, counted)
        _keep_counting(connection, table, key)
    op.execute("PRAGMA user_version = 8")


def _counting(table: str, key: Mapping[str, str]) -> str:
    places = ", ".join(str(place) for place in range(1, len(key) + 1))
    told = ", ".join(key.values())
    return f"SELECT {told}, count(*) FROM elector WHERE {WHO[table]} GROUP BY {places}"


def _make_counts(
    connection: sa.Connection, table: str, key: Mapping[str, str], counted: str
) -> None:
    columns = [f"{it} {'VARCHAR' if it in WORDS else 'INTEGER'} NOT NULL" for it in key]
    connection.exec_driver_sql(
        f"CREATE TABLE {table} ({', '.join(columns)}, people INTEGER NOT NULL, "
        f"PRIMARY KEY ({', '.join(key)})) WITHOUT ROWID"
    )
    connection.exec_driver_sql(f"INSERT INTO {table} {counted}")


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
    for when, statements in triggers.items():
        done = " ".join(f"{statement};" for statement in statements)
        connection.exec_driver_sql(f"CREATE TRIGGER {when} BEGIN {done} END")


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
