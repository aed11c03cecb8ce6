"""Values by the ways they are written."""

from datetime import UTC, date, datetime

import pytest

from phonebank.domain.intake import day, moment


@pytest.mark.parametrize(
    "text", ["2016-01-10", " 2016-01-10 ", "2016-01-10T23:30", "2016-01-10 23:30:00+00:00"]
)
def test_a_day_is_a_date_or_a_whole_time(text: str) -> None:
    assert day(text) == date(2016, 1, 10)


@pytest.mark.parametrize("text", ["", "2016-01-10T99junk", "2016-01-10 or so", "2016-13-01"])
def test_anything_else_is_no_day(text: str) -> None:
    assert day(text) is None


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2000-01-01", datetime(2000, 1, 1, tzinfo=UTC)),
        ("2100-12-31T23:59", datetime(2100, 12, 31, 23, 59, tzinfo=UTC)),
        ("2016-09-05T18:00", datetime(2016, 9, 5, 17, tzinfo=UTC)),
        ("1999-12-31T23:59:59", None),
        ("2101-01-01", None),
        ("9999-12-31T23:59:00+00:00", None),
        ("0001-01-01T00:00+14:00", None),
    ],
)
def test_a_moment_is_one_that_a_campaign_can_contain(text: str, when: datetime | None) -> None:
    assert moment(text) == when
