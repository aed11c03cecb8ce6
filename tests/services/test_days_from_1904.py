"""Bare numbers where days belong count from the day that their workbook counts from."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from phonebank.domain.dates import FROM_1900, FROM_1904
from phonebank.domain.intake import Fate
from phonebank.services.importing import ImportKind, import_file
from phonebank.store.schema import Elector
from tests.conftest import MONDAY, Make, call_row, roll_row

SYSTEMS = pytest.mark.parametrize("nought", [FROM_1900, FROM_1904], ids=["1900", "1904"])


def workbook(folder: Path, row: dict[str, object], nought: date) -> Path:
    book = Workbook()
    if nought == FROM_1904:
        book.epoch = CALENDAR_MAC_1904
    page = book.active
    assert page is not None
    page.append(list(row))
    page.append(list(row.values()))
    path = folder / f"{nought}.xlsx"
    book.save(path)
    return path


@SYSTEMS
def test_of_a_roll(make: Make, tmp_path: Path, nought: date) -> None:
    joined = date(2015, 9, 12)
    row = {**roll_row("M1"), "joined_on": (joined - nought).days}
    path = workbook(tmp_path, row, nought)
    import_file(make.db, make.organiser, path, ImportKind.ROLL, MONDAY)
    with make.db.read() as session:
        assert session.query(Elector.joined_on).filter_by(membership_number="M1").scalar() == joined


@SYSTEMS
def test_the_same_numbers_of_another_workbook_are_other_days(
    make: Make, tmp_path: Path, nought: date
) -> None:
    """They are not taken for rows that say what they said the last time."""
    other = FROM_1904 if nought == FROM_1900 else FROM_1900
    row = {**roll_row("M1"), "joined_on": (date(2015, 9, 12) - nought).days}
    for counted_from in (nought, other):
        path = workbook(tmp_path, row, counted_from)
        accounts = import_file(make.db, make.organiser, path, ImportKind.ROLL, MONDAY).value
    with make.db.read() as session:
        found = session.query(Elector.joined_on).filter_by(membership_number="M1").scalar()
    assert found == date(2015, 9, 12) + (other - nought)
    assert accounts.fates[Fate.CHANGED] == 1


@SYSTEMS
def test_of_calls(make: Make, tmp_path: Path, nought: date) -> None:
    elector = make.elector()
    called = datetime(2016, 8, 20, 18, 0)
    day_and_time = (called - datetime.combine(nought, datetime.min.time())) / timedelta(days=1)
    row = {**call_row("L00001", "no-answer"), "called_at": day_and_time}
    import_file(make.db, make.organiser, workbook(tmp_path, row, nought), ImportKind.CALLS, MONDAY)
    last = make.state(elector).last_call_at
    assert last is not None
    assert last.isoformat() == "2016-08-20T17:00:00+00:00"
