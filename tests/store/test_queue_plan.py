"""The next elector is found by the two partial indexes, whatever the size of the roll."""

import re
from datetime import timedelta

import pytest
from sqlalchemy.dialects import sqlite

from phonebank.domain.queueing import CallingRules
from phonebank.store import picking
from phonebank.store.database import Database
from phonebank.store.picking import Asked, Kind
from tests.conftest import MONDAY, Make

BY_INDEX = (Kind.MINE, Kind.ANYBODYS, Kind.READY)


def plan(db: Database, closed: frozenset[str]) -> list[str]:
    """How SQLite would answer, a line a step; nothing but lines on the roll's own steps matter."""
    told = picking.statement(BY_INDEX, closed).compile(dialect=sqlite.dialect())
    asked = Asked(CallingRules(), 1, MONDAY)
    values = {name: asked.values.get(name, value) for name, value in told.params.items()}
    ordered = [str(values[name]) for name in told.positiontup or ()]
    with db.read() as session:
        run = session.connection().exec_driver_sql
        return [row[3] for row in run(f"EXPLAIN QUERY PLAN {told.string}", tuple(ordered))]


@pytest.mark.file
@pytest.mark.parametrize("closed", [frozenset[str](), frozenset({"Scotland"})], ids=["", "closed"])
def test_every_step_is_a_search_by_index_in_its_order(make: Make, closed: frozenset[str]) -> None:
    make.electors(3)
    steps = plan(make.db, closed)
    on_roll = [step for step in steps if re.search(r"\b(SEARCH|SCAN) elector\b", step)]
    assert [step.split("USING ")[1].split(" (")[0] for step in on_roll] == [
        "INDEX ix_elector_callback",
        "INDEX ix_elector_callback",
        "INDEX ix_elector_ready",
    ]
    assert all(step.startswith("SEARCH") for step in on_roll)
    assert not [step for step in steps if "TEMP B-TREE" in step or "AUTOMATIC" in step]
    beside = [s for s in steps if re.search(r"\b(lease|skip|passed_on)\b", s)]
    assert beside
    assert all(step.startswith("SEARCH") for step in beside)


@pytest.mark.file
def test_lapsed_leases_are_found_by_index(make: Make) -> None:
    from phonebank.store import queue

    told = queue.to_end_lapsed().compile(dialect=sqlite.dialect())
    values = {"now": str(MONDAY), "last_seen": str(MONDAY - timedelta(minutes=2))}
    with make.db.read() as session:
        run = session.connection().exec_driver_sql
        ordered = tuple(values[name] for name in told.positiontup or ())
        steps = [row[3] for row in run(f"EXPLAIN QUERY PLAN {told.string}", ordered)]
    assert not [step for step in steps if step.startswith("SCAN lease")]
