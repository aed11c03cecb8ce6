"""How many electors are on the roll by when they joined, and by how often they were rung."""

import re
from collections.abc import Iterator, Mapping

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

ROLL = {
    "constituency_id": "constituency_id",
    "section_id": "coalesce(section_id, 0)",
    "affiliate_id": "coalesce(affiliate_id, 0)",
    "joined": "coalesce(substr(joined_on, 1, 7), '')",
    "is_reached": "first_reached IS NOT NULL",
}
RUNG = {
    "attempts": "attempts",
    "first_reached": "coalesce(first_reached, 0)",
    "disposition": "coalesce(disposition, '')",
    "is_waiting": (
        "turn IN ('ready', 'callback') AND suppressed = '' AND usable_numbers > 0 "
        "AND ballot IS NOT 'returned'"
    ),
}
COUNTED = {"roll_count": ROLL, "rung_count": RUNG}
WORDS = {"joined", "disposition"}
COLUMNS = (
    *("constituency_id", "section_id", "affiliate_id", "joined_on", "first_reached"),
    *("attempts", "disposition", "turn", "suppressed", "usable_numbers", "ballot"),
)
COLUMN = re.compile(rf"\b({'|'.join(COLUMNS)})\b")


def upgrade() -> None:
    """In a file alone, whose writers wait for each other anyway."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    for table, key in COUNTED.items():
        _make_counts(connection, table, key)
        _keep_counting(connection, table, key)
    op.execute("PRAGMA user_version = 6")


def _make_counts(connection: sa.Connection, table: str, key: Mapping[str, str]) -> None:
    columns = [f"{name} {'VARCHAR' if name in WORDS else 'INTEGER'} NOT NULL" for name in key]
    connection.exec_driver_sql(
        f"CREATE TABLE {table} ({', '.join(columns)}, people INTEGER NOT NULL, "
        f"PRIMARY KEY ({', '.join(key)})) WITHOUT ROWID"
    )
    places = ", ".join(str(place) for place in range(1, len(key) + 1))
    connection.exec_driver_sql(
        f"INSERT INTO {table} SELECT {', '.join(key.values())}, count(*) FROM elector "
        f"WHERE on_roll GROUP BY {places}"
    )


def _keep_counting(connection: sa.Connection, table: str, key: Mapping[str, str]) -> None:
    """Each table by triggers of its own: a call seldom changes what the roll itself says."""
    told = COLUMN.findall(" ".join(key.values()))
    columns = ["on_roll", *dict.fromkeys(told)]
    was, became = (", ".join(f"{row}.{name}" for name in columns) for row in ("OLD", "NEW"))
    added, removed = [_one_more(table, key)], [*_one_less(table, key)]
    triggers = {
        f"{table}_of_added_is_counted AFTER INSERT ON elector WHEN NEW.on_roll": added,
        f"{table}_of_removed_is_counted AFTER DELETE ON elector WHEN OLD.on_roll": removed,
        f"{table}_of_changed_is_counted AFTER UPDATE OF {', '.join(columns)} ON elector "
        f"WHEN ({was}) IS NOT ({became})": [*removed, *added],
    }
    for when, statements in triggers.items():
        done = " ".join(f"{statement};" for statement in statements)
        connection.exec_driver_sql(f"CREATE TRIGGER {when} BEGIN {done} END")


def _one_more(table: str, key: Mapping[str, str]) -> str:
    values = ", ".join(_of("NEW", value) for value in key.values())
    return (
        f"INSERT INTO {table} SELECT {values}, 1 WHERE NEW.on_roll "
        "ON CONFLICT DO UPDATE SET people = people + 1"
    )


def _one_less(table: str, key: Mapping[str, str]) -> Iterator[str]:
    here = " AND ".join(f"{name} = ({_of('OLD', value)})" for name, value in key.items())
    yield f"UPDATE {table} SET people = people - 1 WHERE OLD.on_roll AND {here}"
    yield f"DELETE FROM {table} WHERE OLD.on_roll AND {here} AND people = 0"


def _of(row: str, value: str) -> str:
    """A value of the row as it was or as it became."""
    return COLUMN.sub(rf"{row}.\g<0>", value)
