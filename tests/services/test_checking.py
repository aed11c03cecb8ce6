"""Proving a campaign whole, and folding it anew."""

import pytest

from phonebank.domain.errors import NotPermitted
from phonebank.services.checking import problems, rebuild
from phonebank.store import kept_counts
from phonebank.store.database import connect
from tests.conftest import OUTCOMES, Make


@pytest.fixture
def rung(make: Make) -> Make:
    for slug in OUTCOMES:
        make.call(make.elector(), slug)
    make.elector(do_not_call=True, numbers=[])
    return make


def plant(make: Make, statement: str) -> None:
    with make.db.write() as session:
        session.connection().exec_driver_sql(statement)


def test_a_rebuild_changes_nothing(rung: Make) -> None:
    assert rebuild(rung.db, rung.organiser).value == (len(OUTCOMES) + 1, 0)
    assert problems(rung.db, rung.organiser, deep=True) == []


def test_a_rebuild_mends_what_somebody_meddled_with(rung: Make) -> None:
    plant(rung, "UPDATE elector SET intention = 'Corbyn', attempts = 7 WHERE id = 2")
    plant(rung, "UPDATE phone_number SET status = 'dead' WHERE elector_id = 3")
    assert rebuild(rung.db, rung.organiser).value.changed == 2
    assert rung.stale() == 0
    assert rung.state(2).attempts == 1


@pytest.mark.file
def test_a_rebuild_counts_anew(rung: Make) -> None:
    plant(rung, "UPDATE place_count SET people = people + 1")
    plant(rung, "DELETE FROM group_count")
    assert rebuild(rung.db, rung.organiser).value.changed == 0
    assert rung.stale() == 0
    plant(rung, "UPDATE elector SET on_roll = NOT on_roll WHERE id = 2")
    with rung.db.read() as session:
        assert kept_counts.count_wrong(session) == 0, "electors are counted as they were before"


@pytest.mark.parametrize(
    ("statement", "deep", "words"),
    [
        ("UPDATE elector SET attempts = 7 WHERE id = 1", False, "attempts differ"),
        ("UPDATE elector SET intention = 'Corbyn' WHERE id = 1", True, "run rebuild"),
        ("UPDATE elector SET suppressed = '' WHERE suppressed <> ''", True, "run rebuild"),
    ],
)
def test_a_planted_inconsistency_is_found(
    rung: Make, statement: str, deep: bool, words: str
) -> None:
    plant(rung, statement)
    found = problems(rung.db, rung.organiser, deep=deep)
    assert any(words in problem for problem in found)


@pytest.mark.file
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE place_count SET people = people + 1",
        "DELETE FROM group_count WHERE intention = 'Smith'",
    ],
)
def test_a_count_that_is_not_what_counting_comes_to_is_found(rung: Make, statement: str) -> None:
    plant(rung, statement)
    assert problems(rung.db, rung.organiser) == []
    [found] = problems(rung.db, rung.organiser, deep=True)
    assert "kept counts differ" in found


@pytest.mark.file
def test_a_reference_to_nothing_is_found(rung: Make) -> None:
    bare = connect(rung.db.path, None)
    bare.execute("PRAGMA foreign_keys = OFF")
    bare.execute("UPDATE elector SET section_id = 404 WHERE id = 1")
    bare.close()
    assert any("elector refers" in problem for problem in problems(rung.db, rung.organiser))


def test_volunteers_neither_check_nor_rebuild(make: Make) -> None:
    vi = make.caller("Vi")
    with pytest.raises(NotPermitted):
        problems(make.db, vi)
    with pytest.raises(NotPermitted):
        rebuild(make.db, vi)
