"""Days on which nobody stated fill no paper."""

from datetime import date

from phonebank.domain.sheet import Column, Kind, Row, Sheet, without_idle_days

HEAD = [
    Column("day", "Day", Kind.DATE),
    Column("stated", "Stated", Kind.COUNT),
    Column("share", "Smith", Kind.SHARE),
]


def days(*figures: tuple[int, float | None]) -> Sheet:
    rows = [Row((date(2016, 9, day), *them)) for day, them in enumerate(figures, start=1)]
    return Sheet("Trend", "Everybody.", HEAD, rows)


def test_days_on_which_nobody_stated_are_left_out_and_it_is_said_how_many() -> None:
    sheet, said = without_idle_days(days((0, None), (3, 0.5), (0, None), (0, 0.5)))
    assert [row.cells[0] for row in sheet.rows] == [date(2016, 9, 2)]
    assert said == "Left out: 3 days on which nobody stated."
    assert without_idle_days(days((0, None)))[1] == "Left out: 1 day on which nobody stated."


def test_where_every_day_has_something_nothing_is_said() -> None:
    whole = days((1, 0.0), (3, 0.5))
    assert without_idle_days(whole) == (whole, "")


def test_a_table_that_is_not_of_days_keeps_its_noughts() -> None:
    others = Sheet("Sections", "", [Column("s", "Section", Kind.TEXT), HEAD[1]], [Row(("GMB", 0))])
    assert without_idle_days(others) == (others, "")
