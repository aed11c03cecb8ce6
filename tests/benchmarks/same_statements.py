"""The very statements of a served and a logged call, for pgbench: a floor without any Python."""

from __future__ import annotations

import re
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from phonebank.domain.calls import CallEntry
from phonebank.services import calling, serving
from phonebank.services.signing_in import sign_in
from phonebank.store.statements import JOURNEYS
from tests.benchmarks.called import NOW
from tests.benchmarks.measuring import Unequal
from tests.cluster import LOGIN, program

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from phonebank.store.database import Database
    from phonebank.store.journeys import Put
    from phonebank.store.statements import Compiled
    from tests.cluster import Cluster

SAID = "no-answer"
PLACE = re.compile(r"\$(\d+)")
# What differs from call to call; every other value is as it was when the statements were noted.
ELECTOR, CALLER, NUMBER = ":elector", ":caller", ":number"
# A UUID, so that the next round's check can read it.
CALL = "lpad(CAST(:call AS text), 32, '0')"
DIFFERS = {
    **dict.fromkeys(("elector", "elector_id", "electors"), ELECTOR),
    **dict.fromkeys(("caller", "caller_id", "intention_by"), CALLER),
    **dict.fromkeys(("call", "call_id"), CALL),
    "number_id": NUMBER,
}
CHOOSING = "FOR NO KEY UPDATE OF elector SKIP LOCKED"
HOLDING = "INSERT INTO lease"
LISTING = "phone_number.id AS number_id"
FIRST = "\\set caller :client_id + 2\n\\set call random(1, 9000000000000000000)\n"


def script(db: Database, caller: str) -> str:
    """Two transactions, as the program says them when the same caller rings again and again."""
    actor = sign_in(db, caller)
    for _ in range(8):  # so that what is asked once in a program's life was asked
        _ring(db, actor)
    with _noted(db) as said:
        _ring(db, actor)
    return FIRST + "".join(map(_line, said))


def _ring(db: Database, actor: Any) -> None:
    served = serving.next_elector(db, actor, actor.caller_id, NOW).value
    assert isinstance(served, serving.Served)
    assert served.number is not None
    entry = CallEntry(
        call_id=uuid4(),
        elector_id=served.card.id,
        caller_id=actor.caller_id,
        outcome=SAID,
        number_id=served.number.id,
        called_at=NOW,
    )
    calling.log_call(db, actor, entry, NOW)


@contextmanager
def _noted(db: Database) -> Iterator[list[str]]:
    """What is said to the server meanwhile, each transaction between its BEGIN and COMMIT."""
    from phonebank.store.journeys import Journeys

    said: list[str] = []

    class Noting(Journeys):
        is_begun = False

        def put(self, statement: Compiled, values: Sequence[Any]) -> Put:
            if not self.is_begun:
                said.append("BEGIN")
            self.is_begun = True
            told = [_value(*one) for one in zip(statement.takes, values, strict=True)]
            said.append(PLACE.sub(lambda it: told[int(it[1]) - 1], statement.text.decode()))
            return super().put(statement, values)

        def go(self, *, to_commit: bool = False) -> None:
            super().go(to_commit=to_commit)
            if to_commit:
                said.append("COMMIT")
                self.is_begun = False

    with db.engine.connect() as connection:  # which the pool hands out again, as the last one used
        kept, bare = connection.info, connection.connection.dbapi_connection
    before, kept[JOURNEYS] = kept[JOURNEYS], Noting(cast(Any, bare))
    try:
        yield said
    finally:
        kept[JOURNEYS] = before


def _line(statement: str) -> str:
    written = " ".join(statement.split())
    if CHOOSING in written:
        return f"SELECT id AS elector FROM ({written}) AS first ORDER BY kind LIMIT 1 \\gset\n"
    if LISTING in written:
        return f"SELECT number_id AS number FROM ({written}) AS first LIMIT 1 \\gset\n"
    if written.startswith(HOLDING):  # the program would take the next one
        written += " ON CONFLICT DO NOTHING"
    return f"{written};\n"


def _value(name: str, value: Any) -> str:
    if name in DIFFERS:
        return DIFFERS[name]
    if value is None or isinstance(value, (bool, int, float)):
        return "NULL" if value is None else str(value)
    return "'" + str(value).replace("'", "''") + "'"


def calls_a_second(
    cluster: Cluster, name: str, told: str, folder: Path, clients: int, electors: int
) -> float:
    """How many of these scripts so many clients of pgbench get done; Unequal where one failed.

    They ring an eighth of the electors, so that nobody runs out of them.
    """
    path = folder / "served_and_logged.sql"
    path.write_text(told, "utf-8")
    words = ["-h", str(cluster.folder), "-U", LOGIN, "-n", "-M", "prepared", "-f", str(path)]
    words += ["-c", str(clients), "-j", "2", "-t", str(max(1, electors // (8 * clients))), name]
    ended = subprocess.run(
        [str(program("pgbench")), *words], capture_output=True, text=True, check=False
    )
    found = re.search(r"tps = ([\d.]+)", ended.stdout)
    if ended.returncode or found is None:
        raise Unequal(f"pgbench did not come through. {ended.stderr.strip()[-500:]}")
    return float(found[1])
