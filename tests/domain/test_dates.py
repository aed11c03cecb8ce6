from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.dates import DateOrder, OrdersSeen, day_of, order_of, time_of

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
ORDERS = st.sampled_from([None, *DateOrder])


@pytest.mark.parametrize(
    "text",
    [
        "2016-09-03",
        " 2016-09-03 ",
        "2016-09-03 00:00:00",
        "2016-09-03T23:30:00+00:00",
        "2016-09-03T23:30:00.123Z",
        "2016/09/03",
        "2016.9.3",
        "20160903",
        "20160903T101500Z",
        "3 Sep 2016",
        "3rd September 2016",
        "3rd of Sept, 2016",
        "Sat 3 Sep 2016 10:30 pm",
        "Saturday, 3 September 2016",
        "Sep 3 2016",
        "SEPTEMBER 3rd, 2016",
        "3-Sep-16",
        "3Sep2016",
        "3 Sep '16",
        "2016-Sep-03",
        "42616",
        "42616.5",
        "\uff13 Sep 2016",
    ],
)
@pytest.mark.parametrize("order", [None, *DateOrder])
def test_a_date_that_says_itself_needs_no_order(text: str, order: DateOrder | None) -> None:
    assert day_of(text, order) == date(2016, 9, 3)


@pytest.mark.parametrize(
    "text",
    ["03/09/2016", "3.9.16", "3-9-2016", "3 9 2016", "03/09/2016 14:05", "03/09/2016 2:05 PM"],
)
def test_numbers_alone_are_read_in_the_order_given_and_never_guessed(text: str) -> None:
    assert day_of(text, DateOrder.DAY_FIRST) == date(2016, 9, 3)
    assert day_of(text, DateOrder.MONTH_FIRST) == date(2016, 3, 9)
    assert day_of(text) is None


def test_a_day_that_the_order_forbids_is_not_turned_round() -> None:
    assert day_of("15/09/2016", DateOrder.MONTH_FIRST) is None
    assert day_of("15/09/2016") is None
    assert day_of("03/03/2016") == date(2016, 3, 3)


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "2016", "Sep 2016", "30/02/2016", "3/9/216", "03/09-2016", "00/00/0000"),
        *("0000-00-00", "99999", "1066-10-14", "2101-01-01", "2016-01-10T99junk", "1/2/3/2016"),
        *("2016-01-10 or so", "2016-13-01", "9999", "20161301", "3 Smarch 2016", "9" * 5_000),
    ],
)
@pytest.mark.parametrize("order", [None, *DateOrder])
def test_anything_else_is_no_day(text: str, order: DateOrder | None) -> None:
    assert day_of(text, order) is None


@pytest.mark.parametrize(("text", "year"), [("1/1/29", 2029), ("1/1/30", 1930), ("1/1/69", 1969)])
def test_years_of_two_digits_are_those_of_spreadsheets(text: str, year: int) -> None:
    assert day_of(text) == date(year, 1, 1)


@pytest.mark.parametrize(
    ("texts", "order", "is_ambiguous", "is_contradictory"),
    [
        (["2016-09-03", "3 Sep 2016", "42616", "03/03/2016", "", "x"], None, False, False),
        (["03/09/2016", "15/09/2016"], DateOrder.DAY_FIRST, False, False),
        (["03/09/2016", "09/15/2016"], DateOrder.MONTH_FIRST, False, False),
        (["03/09/2016", "04.05.16"], None, True, False),
        (["15/09/2016", "09/15/2016", "03/09/2016"], None, False, True),
    ],
)
def test_a_column_tells_its_order_or_leaves_it_open(
    texts: list[str], order: DateOrder | None, is_ambiguous: bool, is_contradictory: bool
) -> None:
    seen = order_of(texts)
    assert seen.order is order
    assert (seen.is_ambiguous, seen.is_contradictory) == (is_ambiguous, is_contradictory)
    assert seen.is_open == (is_ambiguous or is_contradictory)


def test_a_column_tells_how_many_dates_speak_for_each_order() -> None:
    texts = ["15/09/2016", "16/09/2016", "09/15/2016", "03/09/2016", "2016-09-03"]
    assert order_of(texts) == OrdersSeen(day_first=2, month_first=1, either=1)


@given(DAYS)
def test_every_day_is_read_back_as_written_in_any_way(day: date) -> None:
    assert day_of(day.isoformat()) == day_of(f"{day:%Y%m%d}") == day
    assert day_of(f"{day:%d/%m/%Y}", DateOrder.DAY_FIRST) == day
    assert day_of(f"{day:%m/%d/%Y}", DateOrder.MONTH_FIRST) == day
    assert day_of(f"{day.day} {day:%B %Y}") == day_of(f"{day:%b} {day.day}, {day.year}") == day


@given(st.dates(date(1927, 6, 1), date(2100, 12, 31)))
def test_every_serial_number_is_its_day(day: date) -> None:
    assert day_of(str((day - date(1899, 12, 30)).days)) == day


@given(st.lists(DAYS.map(lambda day: f"{day:%d/%m/%y}"), min_size=1))
def test_a_column_written_day_first_is_never_taken_for_month_first(texts: list[str]) -> None:
    assert order_of(texts).order in {None, DateOrder.DAY_FIRST}


@given(st.text(max_size=40) | st.text("0123456789/-. :tTsep", max_size=20), ORDERS)
def test_any_text_is_a_sane_day_or_none(text: str, order: DateOrder | None) -> None:
    day = day_of(text, order)
    assert day is None or 1900 <= day.year <= 2100
    time_of(text)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2016-09-03 18:05", time(18, 5)),
        ("2016-09-03T18:05:33Z", time(18, 5, 33)),
        ("03/09/2016 6.05 pm", time(18, 5)),
        ("3/9/16 12:00am", time(0)),
        ("42616.75", time(18)),
        ("2016-09-03 00:00:00", time(0)),
        ("42616", None),
        ("3.9.16", None),
        ("3 Sep 2016", None),
        ("2016-09-03 24:00", None),
    ],
)
def test_the_time_beside_a_day_is_told(text: str, when: time | None) -> None:
    assert time_of(text) == when
