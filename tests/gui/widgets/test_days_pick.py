"""Choosing days: spans that have a name, two days chosen freely, and nothing that counts none."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from phonebank.gui.widgets.days_pick import CHOSEN, OPEN, SPANS, DaysPick
from phonebank.gui.widgets.picks import ALL

TODAY, OPENED = date(2016, 9, 19), date(2016, 8, 22)


@pytest.fixture
def pick(qtbot: QtBot) -> DaysPick:
    made = DaysPick(OPENED, lambda: TODAY)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_two_days_are_offered_only_where_they_are_asked_for(pick: DaysPick) -> None:
    for name in (ALL, *SPANS, OPEN):
        pick.choose(name)
        assert not pick.first.isVisible()
        assert not pick.last.isVisible()
    narrow = pick.sizeHint().width()
    pick.choose(CHOSEN)
    assert pick.first.isVisible()
    assert pick.last.isVisible()
    assert pick.sizeHint().width() > narrow


def test_chosen_days_begin_with_the_last_seven_and_stay_when_chosen_again(pick: DaysPick) -> None:
    pick.choose(CHOSEN)
    assert pick.where() == {"from": ["2016-09-13"], "to": ["2016-09-19"]}
    pick.choose_days(date(2016, 9, 1), date(2016, 9, 3))
    pick.choose(ALL)
    assert pick.where() == {}
    pick.choose(CHOSEN)
    assert pick.where() == {"from": ["2016-09-01"], "to": ["2016-09-03"]}


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2016, 9, 21), None, ("2016-09-21", "2016-09-21")),
        (None, date(2016, 9, 1), ("2016-09-01", "2016-09-01")),
    ],
)
def test_an_end_that_passes_the_other_takes_it_along(
    pick: DaysPick, first: date | None, last: date | None, days: tuple[str, str]
) -> None:
    pick.choose(CHOSEN)
    for field, day in ((pick.first, first), (pick.last, last)):
        if day is not None:
            field.show_day(day)
    assert pick.where() == {"from": [days[0]], "to": [days[1]]}


def test_each_choice_is_told_once(qtbot: QtBot, pick: DaysPick) -> None:
    told: list[object] = []
    pick.changed.connect(lambda: told.append(pick.where()))
    pick.choose(CHOSEN)
    pick.first.show_day(date(2016, 9, 30))
    pick.choose_days(date(2016, 9, 1), date(2016, 9, 3))
    assert len(told) == 3


def test_a_day_that_is_being_typed_waits_for_its_end(qtbot: QtBot, pick: DaysPick) -> None:
    pick.choose(CHOSEN)
    pick.first.setFocus()
    pick.first.setSelectedSection(pick.first.Section.DaySection)
    QTest.keyClicks(pick.first, "2")
    assert pick.where()["from"] == ["2016-09-13"]
    with qtbot.waitSignal(pick.changed):
        QTest.keyClick(pick.first, Qt.Key.Key_Return)
    assert pick.where()["from"] == ["2016-09-02"]
