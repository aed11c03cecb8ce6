"""The shifts of the demonstration."""

import shutil
from contextlib import closing
from pathlib import Path

from phonebank.domain.clock import DEMO_EVENING
from phonebank.services import shifts
from phonebank.services.campaigns import open_campaign
from phonebank.services.signing_in import sign_in


def test_the_demonstration_opens_in_the_middle_of_a_shift(demo_file: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(demo_file, tmp_path / "demo.phonebank"))
    with closing(open_campaign(copy)) as db:
        lines = shifts.shifts(db, sign_in(db), counted=True)
    running = [line for line in lines if line.shift.is_running(DEMO_EVENING)]
    assert [(line.shift.venue, line.expected, line.came) for line in running] == [
        ("Westminster", 8, 5)
    ]
    over = [line.ladder for line in lines if line.shift.is_over(DEMO_EVENING)]
    assert len(over) == 6
    for ladder in over:
        assert ladder is not None
        assert ladder.attempts >= ladder.dials > ladder.contacts > ladder.stated > 0
