"""Calls are only ever added to, on our connections and on anybody's."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from phonebank.store.database import Database, connect
from tests.conftest import Make

pytestmark = pytest.mark.file

COLUMNS = (
    "id, call_id, elector_id, caller_id, called_at, recorded_at, outcome, takes_answer, "
    "intention, strength, note, do_not_call, supersedes"
)
INSERT = f"INSERT INTO call ({COLUMNS}) VALUES "
AT = "'2016-09-05 18:00:00', '2016-09-05 18:00:00'"

FORBIDDEN = [
    "UPDATE call SET note = 'better'",
    "UPDATE call SET intention = 'Corbyn'",
    "DELETE FROM call",
    f"INSERT OR REPLACE INTO call ({COLUMNS}) SELECT {COLUMNS} FROM call",
    f"REPLACE INTO call ({COLUMNS}) SELECT {COLUMNS} FROM call",
    f"INSERT OR REPLACE INTO call ({COLUMNS}) SELECT 99{COLUMNS[2:]} FROM call LIMIT 1",
    "UPDATE OR REPLACE call SET id = 1",
    "UPDATE call_reason SET reason_id = 2",
    "DELETE FROM call_reason",
    "INSERT OR REPLACE INTO call_reason SELECT call_id, position, 2 FROM call_reason",
]


@pytest.fixture
def called(make: Make) -> Path:
    """A campaign with a call, a reason for it, and a correction of another call."""
    ada = make.elector()
    make.call(ada, "spoke", reasons=("unity",))
    first = make.call(ada, "no-answer")
    make.call(ada, "busy", supersedes=first)
    return make.db.path


def bare(path: Path) -> Any:
    """A connection of somebody else's program, with no setting of ours."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA recursive_triggers = OFF")
    return connection


@pytest.fixture(params=["ours", "bare"])
def connection(called: Path, request: pytest.FixtureRequest) -> Iterator[Any]:
    opened = connect(called, None) if request.param == "ours" else bare(called)
    yield opened
    opened.close()


def contents(connection: Any) -> list[Any]:
    calls: list[Any] = connection.execute("SELECT * FROM call ORDER BY id").fetchall()
    reasons = connection.execute("SELECT * FROM call_reason ORDER BY call_id, position")
    return [*calls, *reasons.fetchall()]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_no_statement_changes_or_removes_a_call(connection: Any, statement: str) -> None:
    before = contents(connection)
    assert len(before) == 4
    with pytest.raises(sqlcipher.IntegrityError, match="only ever added to"):
        connection.execute(statement)
    assert contents(connection) == before


def test_a_call_is_corrected_at_most_once(connection: Any) -> None:
    again = INSERT + f"(50, 'x', 1, 1, {AT}, 'busy', 0, NULL, NULL, '', 0, "
    superseded = "(SELECT supersedes FROM call WHERE supersedes IS NOT NULL))"
    with pytest.raises(sqlcipher.IntegrityError):
        connection.execute(again + superseded)


@pytest.mark.parametrize(
    ("what", "values"),
    [
        ("an answer with a no-answer", "'no-answer', 0, 'Smith', NULL, '', 0, NULL"),
        ("a strength with a no-answer", "'no-answer', 0, NULL, 'firm', '', 0, NULL"),
        ("a no-answer that says it answers", "'no-answer', 1, 'Smith', NULL, '', 0, NULL"),
        ("a spoken call that says it does not", "'spoke', 0, NULL, NULL, '', 0, NULL"),
        ("a spoken call without an answer", "'spoke', 1, NULL, NULL, '', 0, NULL"),
        ("neither an outcome nor a call taken back", "NULL, 0, NULL, NULL, '', 0, NULL"),
        (
            "an answer while taking back",
            "NULL, 0, 'Smith', NULL, '', 0, (SELECT call_id FROM call)",
        ),
        ("an outcome that does not exist", "'slept', 0, NULL, NULL, '', 0, NULL"),
    ],
)
def test_a_row_that_says_two_things_at_once_is_refused(
    called: Path, what: str, values: str
) -> None:
    connection = connect(called, None)
    try:
        with pytest.raises(sqlcipher.IntegrityError):
            connection.execute(INSERT + f"(50, 'x', 1, 1, {AT}, {values})")
        good = "'no-answer', 0, NULL, NULL, '', 0, NULL"
        connection.execute(INSERT + f"(50, 'x', 1, 1, {AT}, {good})")
    finally:
        connection.close()


def test_our_sessions_cannot_change_a_call_either(called: Path, db: Database) -> None:
    with pytest.raises(Exception, match="only ever added to"), db.write() as session:
        session.connection().exec_driver_sql("UPDATE call SET note = 'better'")
