"""Every table given out is kept under a number, and comes back as it was."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from phonebank.domain.errors import CampaignUnusable, InputRefused, NotPermitted, WrongUse
from phonebank.domain.frozen import GivenAs, text_of
from phonebank.domain.permits import Role
from phonebank.domain.segment_words import parse
from phonebank.services.elector_exports import Personal
from phonebank.services.exporting import export
from phonebank.services.freezing import freeze, frozen_copies, frozen_copy
from phonebank.services.gathering import gathered
from phonebank.services.segmenting import save_segment
from phonebank.store.database import Database
from phonebank.store.work_schema import AuditLine
from tests.conftest import MONDAY, Make


def test_copies_are_numbered_dated_and_listed_newest_first(db: Database, make: Make) -> None:
    make.answers("Exeter", 40, Smith=20, Corbyn=12)
    given = gathered(db, make.organiser, MONDAY).given
    later = MONDAY + timedelta(hours=1)
    freeze(db, make.organiser, given, MONDAY)
    freeze(db, make.organiser, given, later, GivenAs.REPORT)
    lines = frozen_copies(db, make.organiser)
    assert [(it.number, it.frozen_at, it.given_as, it.by) for it in lines] == [
        (2, later, "report", "Organiser"),
        (1, MONDAY, "no file", "Organiser"),
    ]
    assert lines[0].content_hash == lines[1].content_hash


def test_a_copy_is_opened_as_it_was_whatever_was_called_since(db: Database, make: Make) -> None:
    make.answers("Exeter", 40, Smith=20, Corbyn=12)
    given = gathered(db, make.organiser, MONDAY).given
    number = freeze(db, make.organiser, given, MONDAY).value.line.number
    make.answers("Hove", 20, Smith=2, Corbyn=9)
    assert text_of(frozen_copy(db, make.organiser, number).given) == text_of(given)
    assert text_of(gathered(db, make.organiser, MONDAY).given) != text_of(given)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE frozen_copy SET title = 'better'",
        "DELETE FROM frozen_copy",
    ],
)
def test_no_statement_changes_a_copy(db: Database, make: Make, statement: str) -> None:
    kept = freeze(db, make.organiser, gathered(db, make.organiser, MONDAY).given, MONDAY).value
    with pytest.raises(IntegrityError, match="only ever added to"), db.write() as session:
        session.execute(text(statement))
    assert frozen_copy(db, make.organiser, kept.line.number) == kept


@pytest.mark.file
def test_no_copy_is_put_in_anothers_place(db: Database, make: Make) -> None:
    freeze(db, make.organiser, gathered(db, make.organiser, MONDAY).given, MONDAY)
    again = (
        "INSERT OR REPLACE INTO frozen_copy SELECT number, frozen_at, caller_id, given_as, "
        "'better', content_hash, content, file_name FROM frozen_copy"
    )
    with pytest.raises(IntegrityError, match="only ever added to"), db.write() as session:
        session.execute(text(again))


@pytest.mark.file
def test_a_copy_that_somebody_altered_is_not_passed_off_as_one(db: Database, make: Make) -> None:
    freeze(db, make.organiser, gathered(db, make.organiser, MONDAY).given, MONDAY)
    with db.write() as session:
        session.execute(text("DROP TRIGGER frozen_copy_is_never_changed"))
        session.execute(text("UPDATE frozen_copy SET content = zeroblob(40)"))
    with pytest.raises(CampaignUnusable, match="not as it was frozen"):
        frozen_copy(db, make.organiser, 1)


def test_a_number_that_there_is_not_is_refused(db: Database, make: Make) -> None:
    with pytest.raises(InputRefused, match="no frozen copy 7"):
        frozen_copy(db, make.organiser, 7)


def test_a_volunteer_neither_freezes_nor_sees_copies(db: Database, make: Make) -> None:
    vi = make.caller("Vi", Role.VOLUNTEER)
    given = gathered(db, make.organiser, MONDAY).given
    for refused in (
        lambda: freeze(db, vi, given, MONDAY),
        lambda: frozen_copies(db, vi),
        lambda: frozen_copy(db, vi, 1),
    ):
        with pytest.raises(NotPermitted):
            refused()


@pytest.mark.parametrize("name", ["canvass.xlsx", "canvass.csv", "canvass.zip"])
def test_every_export_keeps_what_it_gave(
    db: Database, make: Make, tmp_path: Path, name: str
) -> None:
    make.answers("Exeter", 40, Smith=20, Corbyn=12)
    made = export(db, make.organiser, tmp_path / name, MONDAY)
    assert frozen_copy(db, make.organiser, made.copy.line.number) == made.copy
    assert made.copy.given.sheets[0].title == "Canvass"
    [line] = frozen_copies(db, make.organiser)
    assert (line.number, line.file_name) == (made.copy.line.number, name)


def test_of_a_file_the_name_is_kept_and_not_the_folder(db: Database, make: Make) -> None:
    given = gathered(db, make.organiser, MONDAY).given
    path = Path("/home/ann") / "canvass.xlsx"
    freeze(db, make.organiser, given, MONDAY, GivenAs.WORKBOOK, path)
    freeze(db, make.organiser, given, MONDAY, GivenAs.PRINT)
    assert [line.file_name for line in frozen_copies(db, make.organiser)] == ["", "canvass.xlsx"]


def test_nothing_is_kept_of_an_export_that_cannot_be(
    db: Database, make: Make, tmp_path: Path
) -> None:
    with pytest.raises(InputRefused):
        export(db, make.organiser, tmp_path / "nowhere" / "canvass.xlsx", MONDAY)
    unknown = Personal(reason="a leaflet", segment="Nobody’s")
    with pytest.raises(WrongUse, match="no segment"):
        export(db, make.organiser, tmp_path / "canvass.xlsx", MONDAY, personal=unknown)
    assert frozen_copies(db, make.organiser) == []


def test_electors_leave_for_a_reason_that_is_noted_and_no_copy_has_them(
    db: Database, make: Make, tmp_path: Path
) -> None:
    make.elector("Ada Byron")
    save_segment(db, make.organiser, "Everybody here", parse("on roll = yes"), MONDAY)
    wanted = Personal(reason="a leaflet", segment="everybody here", answers=True)
    made = export(db, make.organiser, tmp_path / "all.xlsx", MONDAY, personal=wanted)
    with db.read() as session:
        [line] = session.query(AuditLine).filter_by(action="electors exported")
        told = line.details["after"]
    assert (told["reason"], told["rows"]["Electors, Everybody here"]) == ("a leaflet", 1)
    texts = {str(cell) for it in made.copy.given.sheets for row in it.rows for cell in row.cells}
    assert "Ada Byron" not in texts


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_electors_do_not_leave_without_a_reason(
    db: Database, make: Make, tmp_path: Path, reason: str
) -> None:
    wanted = Personal(reason=reason, answers=True)
    with pytest.raises(WrongUse, match="reason"):
        export(db, make.organiser, tmp_path / "all.xlsx", MONDAY, personal=wanted)
    assert not (tmp_path / "all.xlsx").exists()
