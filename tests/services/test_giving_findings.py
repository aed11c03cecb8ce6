"""Charts that go to a file or onto paper: their tables are kept first."""

from pathlib import Path

import pytest

from phonebank.domain.changes import Topic
from phonebank.domain.errors import InputRefused, NotPermitted, WrongUse
from phonebank.domain.frozen import GivenAs, text_of
from phonebank.domain.insight import Found, Insight
from phonebank.domain.insight_sheets import sheet_of
from phonebank.domain.permits import Role
from phonebank.services.freezing import frozen_copies, frozen_copy
from phonebank.services.giving_findings import keep_findings
from phonebank.services.insight import find
from phonebank.store.database import Database
from tests.conftest import MONDAY, Make

pytestmark = pytest.mark.file


@pytest.fixture
def charts(db: Database, make: Make) -> list[Found]:
    make.answers("Exeter", 40, Smith=20, Corbyn=12)
    wanted = (Insight.TREND, Insight.SWITCHING)
    return [find(db, make.organiser, insight, MONDAY) for insight in wanted]


def test_the_tables_of_the_charts_are_kept_as_of_their_own_time(
    db: Database, make: Make, charts: list[Found]
) -> None:
    done = keep_findings(db, make.organiser, charts, MONDAY, GivenAs.REPORT)
    given = frozen_copy(db, make.organiser, done.value.line.number).given
    assert [sheet.title for sheet in given.sheets] == [sheet_of(one).title for one in charts]
    assert given.as_of == charts[0].as_of
    assert given.title.endswith(": insight")
    assert text_of(given) == text_of(done.value.given)
    assert done.touched is Topic.COPIES


def test_one_chart_is_called_by_its_name(db: Database, make: Make, charts: list[Found]) -> None:
    keep_findings(db, make.organiser, charts[:1], MONDAY, GivenAs.PICTURE)
    [line] = frozen_copies(db, make.organiser)
    assert line.title.endswith(": Trend")
    assert line.given_as == "picture"


def test_nothing_is_kept_of_what_cannot_be_given(
    db: Database, make: Make, charts: list[Found], tmp_path: Path
) -> None:
    nowhere = tmp_path / "nowhere" / "trend.png"
    with pytest.raises(InputRefused, match="does not exist"):
        keep_findings(db, make.organiser, charts, MONDAY, GivenAs.PICTURE, nowhere)
    with pytest.raises(WrongUse, match="no chart"):
        keep_findings(db, make.organiser, [], MONDAY, GivenAs.REPORT)
    vi = make.caller("Vi", Role.VOLUNTEER)
    with pytest.raises(NotPermitted):
        keep_findings(db, vi, charts, MONDAY, GivenAs.PRINT)
    assert frozen_copies(db, make.organiser) == []
