"""While a whole roll goes in, no index of it is kept: they are made at once when it is in."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.file

LEFT = """\
import sys
from pathlib import Path
from phonebank.store.database import Database
from phonebank.store.roll_writing import indexes_made_after
asked = (
    "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL "
    "AND tbl_name IN ('elector', 'phone_number')"
)
with Database(Path(sys.argv[1])).write() as session:
    told = lambda: sorted(session.connection().exec_driver_sql(asked).scalars())
    before = told()
    with indexes_made_after(session, lambda done, count: None):
        print(len(before) > 9, told())
    print(told() == before)
"""


def test_all_are_dropped_whatever_else_the_program_has_loaded(
    template: Path, tmp_path: Path
) -> None:
    """By itself: the models of some of them stand in modules that an import does not need."""
    campaign = shutil.copyfile(template, tmp_path / "a.phonebank")
    program = [sys.executable, "-c", LEFT, str(campaign)]
    said = subprocess.run(program, check=True, capture_output=True, text=True).stdout
    assert said.splitlines() == ["True []", "True"]
