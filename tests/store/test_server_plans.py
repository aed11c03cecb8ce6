"""On a server, too, the next elector is found by index, and the server knows what it holds."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from phonebank.domain.queueing import CallingRules
from phonebank.services.importing import ImportKind
from phonebank.services.moving import move
from phonebank.store import picking
from phonebank.store.database import Database
from phonebank.store.dialect import as_server_text
from phonebank.store.picking import Asked, Kind
from phonebank.store.schema import Elector
from tests.cluster import Cluster
from tests.conftest import MONDAY, Make, copied, on_server, roll_row

pytestmark = [pytest.mark.server, pytest.mark.file]

ALL_BY_INDEX = (Kind.MINE, Kind.ANYBODYS, Kind.READY)
NOT_BY_INDEX = ("enable_sort", "enable_seqscan", "enable_bitmapscan")


@pytest.fixture
def db(cluster: Cluster, server_template: str) -> Iterator[Database]:
    with on_server(cluster, server_template) as opened:
        yield opened


@pytest.fixture
def before(db: Database) -> dict[str, str]:
    """The indexes of a campaign as they were made."""
    return indexes(db)


@pytest.fixture
def imported(db: Database, before: dict[str, str], tmp_path: Path) -> Database:
    """A campaign with its first roll."""
    Make(db, tmp_path).brought_in(ImportKind.ROLL, [roll_row(f"L{n}") for n in range(9)])
    return db


def indexes(db: Database) -> dict[str, str]:
    asked = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
    with db.read() as session:
        return {name: told for name, told in session.execute(text(asked))}


def plan(db: Database, kind: Kind) -> str:
    """How the server finds the first of a kind where it need not gather and sort."""
    told = f"EXPLAIN {as_server_text(picking.statement((kind,), frozenset()))}"
    asked = Asked(CallingRules(), 1, MONDAY)
    values = {
        k: v.replace(tzinfo=None) if isinstance(v, datetime) else v for k, v in asked.values.items()
    }
    with db.write() as session:
        for setting in NOT_BY_INDEX:
            session.execute(text(f"SET LOCAL {setting} = off"))
        return "\n".join(session.scalars(text(told), values))


def test_a_first_roll_leaves_every_index_as_it_was(
    imported: Database, before: dict[str, str]
) -> None:
    assert "NULLS FIRST" in before["ix_elector_ready"]
    assert indexes(imported) == before


@pytest.mark.parametrize("kind", ALL_BY_INDEX)
def test_the_first_of_each_kind_comes_in_the_order_of_its_index(
    imported: Database, kind: Kind
) -> None:
    steps = plan(imported, kind)
    assert "Sort" not in steps, steps
    wanted = "ix_elector_ready" if kind is Kind.READY else "ix_elector_callback"
    assert re.search(rf"Index (Only )?Scan using {wanted} on elector", steps), steps


def counted(db: Database) -> float:
    asked = "SELECT reltuples FROM pg_class WHERE oid = CAST(:name AS regclass)"
    with db.read() as session:
        return float(session.scalar(text(asked), {"name": Elector.__tablename__}) or 0)


def test_the_server_knows_how_large_a_first_roll_is(imported: Database) -> None:
    assert counted(imported) == 9


def test_the_server_knows_how_large_a_moved_roll_is(
    cluster: Cluster, template: Path, tmp_path: Path
) -> None:
    name = cluster.make()
    with copied(template, tmp_path / "campaign.phonebank") as small:
        Make(small).electors(7)
        move(small.path, cluster.address(name))
    with closing(Database(cluster.address(name))) as moved:
        assert counted(moved) == 7
    cluster.drop(name)
