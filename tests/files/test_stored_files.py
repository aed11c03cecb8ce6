"""Every stored campaign of a released version opens with all its rows."""

import shutil
from pathlib import Path

import pytest

import phonebank
from phonebank.services.campaigns import campaign_facts, open_campaign
from phonebank.services.checking import problems
from phonebank.store.copying import row_counts
from phonebank.store.database import connect
from tests.conftest import Make

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


def test_the_file_of_this_version_is_stored() -> None:
    assert f"version-{phonebank.__version__}.phonebank" in [path.name for path in STORED]


@pytest.mark.parametrize("stored", STORED, ids=lambda path: path.stem)
def test_a_stored_campaign_opens_with_its_rows(stored: Path, tmp_path: Path) -> None:
    path = tmp_path / stored.name
    shutil.copyfile(stored, path)
    opened = open_campaign(path)
    make = Make(opened)
    assert problems(opened, make.organiser, deep=True) == []
    assert campaign_facts(opened).contest.shorts == ("Smith", "Corbyn")
    assert make.card(19).name == "Zoë O'Neill"
    assert make.state(19).intention == "Corbyn"
    assert make.state(20).suppressed == "do-not-call"
    opened.close()
    connection = connect(path, None)
    counts = row_counts(connection)
    connection.close()
    assert {table: counts[table] for table in ROWS} == ROWS
