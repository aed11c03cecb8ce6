"""What campaigns of earlier versions tell of MPs, once they are opened."""

import shutil
from pathlib import Path

import pytest

from phonebank.domain.report_entries import Report
from phonebank.services import campaigns, signing_in
from phonebank.services.reported_edits import report_list
from tests.conftest import MONDAY

FILES = Path(__file__).parent.parent / "files"


@pytest.mark.file
@pytest.mark.parametrize("version", ["0.1.0", "0.2.0", "0.3.0"])
def test_an_mps_own_canvass_told_whose_seat_it_is_before_there_was_a_place_for_it(
    tmp_path: Path, version: str
) -> None:
    copy = tmp_path / "campaign.phonebank"
    shutil.copyfile(FILES / f"version-{version}.phonebank", copy)
    db = campaigns.open_campaign(copy)
    actor = signing_in.sign_in(db)
    known = report_list(db, actor, Report.MP, MONDAY).entries
    db.close()
    assert [one.cells for one in known] == [{"place": "Exeter", "mp": "Ben Bradshaw MP"}]
