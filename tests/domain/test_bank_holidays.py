"""Bank holidays as they were and will be, in each nation."""

from datetime import date

import pytest

from phonebank.domain.bank_holidays import closed_nations, holidays_in
from phonebank.locations import resource

HOLIDAYS = holidays_in(resource("bank_holidays.csv").read_text("utf-8"))
EVERYWHERE = {"England", "Wales", "Scotland", "Northern Ireland"}
NOT_SCOTLAND = EVERYWHERE - {"Scotland"}


@pytest.mark.parametrize(
    ("day", "nations"),
    [
        ("2016-03-25", EVERYWHERE),  # Good Friday
        ("2016-03-28", NOT_SCOTLAND),  # Easter Monday
        ("2016-08-01", {"Scotland"}),
        ("2016-08-29", NOT_SCOTLAND),
        ("2016-12-27", EVERYWHERE),  # for Christmas Day, a Sunday
        ("2017-01-03", {"Scotland"}),
        ("2019-03-18", {"Northern Ireland"}),  # for St Patrick's Day, a Sunday
        ("2020-05-04", set()),  # moved to VE day
        ("2020-05-08", EVERYWHERE),
        ("2021-12-28", EVERYWHERE),
        ("2022-05-30", set()),  # moved to the jubilee
        ("2022-06-02", EVERYWHERE),
        ("2022-06-03", EVERYWHERE),
        ("2022-09-19", EVERYWHERE),  # the state funeral
        ("2023-05-08", EVERYWHERE),  # the coronation
        ("2024-12-02", {"Scotland"}),  # for St Andrew's Day, a Saturday
        ("2026-06-15", {"Scotland"}),  # the World Cup
        ("2027-07-12", {"Northern Ireland"}),
        ("2028-04-17", NOT_SCOTLAND),
        ("2016-09-05", set()),
    ],
)
def test_nobody_is_rung_on_the_bank_holidays_of_their_nation(day: str, nations: set[str]) -> None:
    assert closed_nations(HOLIDAYS, date.fromisoformat(day)) == nations


def test_every_year_from_2015_to_2028_has_its_days_on_week_days_too() -> None:
    for nation, days in HOLIDAYS.items():
        for year in range(2015, 2029):
            week_days = [day for day in days if day.year == year and day.weekday() < 5]
            usual = {"Scotland": 9, "Northern Ireland": 10}.get(nation, 8)
            assert len(week_days) in range(usual, usual + 3), (nation, year)
    assert set(HOLIDAYS) == EVERYWHERE
