"""Every stored campaign of a released version opens with all its rows."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import phonebank
from phonebank.domain.intake import Fate
from phonebank.domain.lists import ListState
from phonebank.domain.packs import Breach
from phonebank.services.campaigns import campaign_facts, open_campaign
from phonebank.services.checking import problems
from phonebank.services.drafts import draft_of
from phonebank.services.freezing import frozen_copies, frozen_copy
from phonebank.services.importing import ImportKind
from phonebank.services.imports import imports_done, undo_import
from phonebank.services.lists import list_facts
from phonebank.services.looking_up import find_electors
from phonebank.services.packs import pack_rows
from phonebank.services.passing import passed_on
from phonebank.services.postcodes import postcodes_loaded
from phonebank.services.quarantine import quarantine
from phonebank.services.scripts import script_of_list
from phonebank.services.segmenting import segments
from phonebank.services.shifts import shifts
from phonebank.services.signing_in import sign_in
from phonebank.store.copying import row_counts
from phonebank.store.database import connect
from tests.conftest import MONDAY, Make, roll_row

HERE = Path(__file__).parent
STORED = sorted(HERE.glob("version-*.phonebank"))
ROWS = {
    "elector": 20,
    "phone_number": 20,
    "call": 20,
    "call_reason": 1,
    "caller": 2,
    "suppression": 1,
    "reported_canvass": 1,
    "candidate": 2,
    "constituency": 650,
}
ROWS_OF = {
    "0.1.0": {**ROWS, "file_import": 0, "audit": 0, "elector_words": 20},
    "0.2.0": {
        **ROWS,
        "elector": 24,
        "phone_number": 24,
        "call": 21,
        "call_list": 2,
        "file_import": 5,
        "import_change": 1,
        "imported_call": 1,
        "decision": 1,
        "postcode": 2,
        "segment": 1,
        "tag": 1,
        "follow_up": 1,
        "kept_apart": 1,
        "audit": 8,
        "elector_words": 24,
    },
}
ROWS_OF["0.3.0"] = {
    **ROWS_OF["0.2.0"],
    "elector": 27,
    "phone_number": 27,
    "elector_words": 27,
    "call": 22,
    "caller": 3,
    "call_list": 3,
    "segment": 2,
    "audit": 15,
    "script_version": 1,
    "shift_caller": 1,
    "passed_on": 1,
    "draft": 1,
    "call_sheet_row": 1,
    "pack_elector": 2,
    "merged_call": 1,
    "put_by": 1,
    "lease": 2,
}
ROWS_OF["0.4.0"] = {**ROWS_OF["0.3.0"], "frozen_copy": 1}
ROWS_OF["0.5.0"] = ROWS_OF["0.6.0"] = ROWS_OF["0.4.0"]
ROWS_OF["0.7.0"] = ROWS_OF["0.8.0"] = ROWS_OF["0.4.0"]


@pytest.fixture
def copy(stored: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(stored, tmp_path / stored.name))


@pytest.fixture
def make(copy: Path) -> Iterator[Make]:
    """Builders over the stored campaign, opened as a user opens it."""
    opened = open_campaign(copy)
    yield Make(opened)
    opened.close()


def every(*versions: str) -> pytest.MarkDecorator:
    """The stored files, or those of some versions."""
    chosen = [path for path in STORED if not versions or path.stem.endswith(versions)]
    return pytest.mark.parametrize("stored", chosen, ids=lambda path: path.stem)


def test_the_file_of_this_version_is_stored() -> None:
    assert f"version-{phonebank.__version__}.phonebank" in [path.name for path in STORED]


@every()
def test_a_stored_campaign_opens_with_its_rows(copy: Path, stored: Path, make: Make) -> None:
    assert problems(make.db, make.organiser, deep=True) == []
    assert campaign_facts(make.db).contest.shorts == ("Smith", "Corbyn")
    assert make.card(19).name == "Zoë O'Neill"
    assert make.state(19).intention == "Corbyn"
    assert make.state(20).suppressed == "do-not-call"
    make.db.close()
    connection = connect(copy, None)
    counts = row_counts(connection)
    connection.close()
    wanted = ROWS_OF[stored.stem.removeprefix("version-")]
    assert {table: counts[table] for table in wanted} == wanted


@every()
def test_everybody_in_a_stored_campaign_is_found(make: Make) -> None:
    [zoe] = find_electors(make.db, make.organiser, "oneill zo")
    assert zoe.membership_number == "L00019"
    assert len(find_electors(make.db, make.organiser, "0770 0900")) >= 20


@every()
def test_a_stored_campaign_takes_a_newer_roll_and_gives_it_back(make: Make) -> None:
    rows = [roll_row("L00019", "Zoë O'Neill", constituency="Exeter"), roll_row("N1", "Nye Bevan")]
    told = make.brought_in(ImportKind.ROLL, rows)
    assert told.fates == {Fate.CHANGED: 1, Fate.ADDED: 1}
    assert told.import_id is not None
    undone = undo_import(make.db, make.organiser, told.import_id, MONDAY).value
    assert (undone.removed, undone.restored, undone.kept) == (1, 1, [])
    assert make.card(19).constituency == "Ynys Môn"


@every("0.2.0", "0.3.0", "0.4.0", "0.5.0", "0.6.0", "0.7.0", "0.8.0")
def test_what_was_imported_corrected_and_decided_is_as_it_was(make: Make) -> None:
    db, organiser = make.db, make.organiser
    assert [(one.kind, one.undone_at is None) for one in imports_done(db, organiser)] == [
        ("roll", False),
        ("calls", True),
        ("roll", True),
        ("roll", True),
        ("reported", True),
    ]
    loaded = postcodes_loaded(db, organiser)
    assert loaded is not None
    assert loaded.matched == 2
    founders = next(one for one in segments(db, organiser, MONDAY) if one.name == "Founders")
    assert (founders.electors, founders.lists) == (1, ["Founders first"])
    [sian] = find_electors(db, organiser, "davies sian")
    assert sian.constituency == "Ynys Môn"
    assert make.card(23).email == "sian@example.org"
    assert make.state(23).corrected == "email"
    assert make.state(22).merged_into == 21
    assert [row.membership_number for row in find_electors(db, organiser, "webb")] == ["M1", "M3"]


@every("0.3.0", "0.4.0", "0.5.0", "0.6.0", "0.7.0", "0.8.0")
def test_the_call_floor_is_as_it_was(make: Make) -> None:
    db, organiser = make.db, make.organiser
    waverers = list_facts(db, organiser, "Waverers")
    assert (waverers.state, waverers.script, waverers.rules.attempts) == (
        ListState.OPEN,
        "Short",
        3,
    )
    assert script_of_list(db, organiser, "Waverers").words.privacy == "Kept for this contest."
    [shift] = shifts(db, organiser)
    assert shift.shift.venue == "Westminster"
    [passed] = passed_on(db, organiser)
    assert passed.note == "knows the MP"
    kept = draft_of(db, sign_in(db, "Vi"))
    assert kept is not None
    assert kept.entered == {"note": "half said"}
    [pack] = pack_rows(db, organiser, MONDAY)
    assert (pack.electors, pack.calls, pack.put_by) == (2, 1, 1)
    [waits] = quarantine(db, organiser)
    assert waits.reason is Breach.AFTER_EXPIRY


@every("0.4.0", "0.5.0", "0.6.0", "0.7.0", "0.8.0")
def test_what_was_given_out_is_found_as_it_was(make: Make) -> None:
    [line] = frozen_copies(make.db, make.organiser)
    assert (line.number, line.by, line.frozen_at) == (1, "Organiser", MONDAY)
    copy = frozen_copy(make.db, make.organiser, 1)
    assert [sheet.title for sheet in copy.given.sheets] == ["Canvass"]
