"""What becomes of calls at the Call page: failed writes, undo, skipping, and a dry list."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from time import monotonic

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from phonebank.domain.clock import DEMO_EVENING, Clock
from phonebank.gui.pages.call.choices import Question
from phonebank.gui.pages.call.page import CallPage
from phonebank.gui.widgets.notices import NoticeButton
from phonebank.store.database import Database, connect
from tests.conftest import Make
from tests.gui.conftest import MakeDesk
from tests.gui.test_call_page import PRIYA, RAVI, Caller, caller, electors, make, opened

__all__ = ["caller", "electors", "make"]


@contextmanager
def locked(db: Database) -> Iterator[None]:
    """Another program in the middle of a long write; ours gives up soon."""

    def hurry(connection: object, *_: object) -> None:
        connection.execute("PRAGMA busy_timeout = 20")  # type: ignore[attr-defined]

    event.listen(db.engine, "checkout", hurry)
    with delayed(db):
        yield


@contextmanager
def delayed(db: Database) -> Iterator[None]:
    """Another program in the middle of a write, for which ours waits."""
    other = connect(db.path, None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def being_saved(caller: Caller) -> Iterator[None]:
    """The call to Priya is on its way to the file, and Ravi is up already."""
    caller.qtbot.waitUntil(lambda: caller.page.switchboard.has_next_at_hand)
    with delayed(caller.make.db):
        caller.press("2", "Enter")
        caller.sees("Ravi ANAND")
        yield


@pytest.mark.parametrize("is_next_at_hand", [True, False])
def test_a_failed_write_brings_everything_back(
    caller: Caller, electors: dict[str, int], is_next_at_hand: bool
) -> None:
    board = caller.page.switchboard
    caller.qtbot.waitUntil(lambda: board.has_next_at_hand)
    if not is_next_at_hand:
        board.forget_next()
    caller.press("1", "C", "L", "R", "I", "/")
    QTest.keyClicks(caller.views.questions.note, "worried")
    with locked(caller.make.db):
        caller.press("Ctrl+Enter")
        caller.qtbot.waitUntil(lambda: "not saved" in caller.notice())
        caller.sees("Priya ANAND")
    rows = caller.views.questions.rows
    for question, slug in (
        (Question.VOTE, "Corbyn"),
        (Question.STRENGTH, "leaning"),
        (Question.BALLOT, "not-received"),
        (Question.REASONS, "unity"),
    ):
        assert rows[question].answers.buttons[slug].isChecked()
    assert caller.views.questions.note.text() == "worried"
    assert "Another program has been writing" in caller.notice()
    way_out = caller.views.questions.notice.findChild(NoticeButton)
    assert way_out is not None
    QTest.mouseClick(way_out, Qt.MouseButton.LeftButton)
    caller.sees("Ravi ANAND")
    (call,) = caller.waits_for_calls(electors[PRIYA], 1)
    assert (call.intention, call.strength, call.note) == ("Corbyn", "leaning", "worried")


def test_the_call_begun_meanwhile_waits_behind_the_failed_one(
    caller: Caller, electors: dict[str, int]
) -> None:
    caller.qtbot.waitUntil(lambda: caller.page.switchboard.has_next_at_hand)
    with locked(caller.make.db):
        caller.press("5", "Enter")
        caller.press("1", "U")
        caller.sees("Priya ANAND")
    caller.press("Ctrl+Enter")
    caller.sees("Ravi ANAND")
    assert caller.views.questions.rows[Question.VOTE].answers.buttons["undecided"].isChecked()
    caller.press("Ctrl+Enter")
    (call,) = caller.waits_for_calls(electors[RAVI], 1)
    assert call.intention == "undecided"
    assert len(caller.waits_for_calls(electors[PRIYA], 1)) == 1


def test_undo_takes_the_last_call_back_to_be_logged_anew(
    caller: Caller, electors: dict[str, int]
) -> None:
    caller.press("2", "Enter")
    caller.sees("Ravi ANAND")
    caller.waits_for_calls(electors[PRIYA], 1)
    caller.press("Ctrl+Z")
    caller.sees("Priya ANAND")
    assert caller.notice().startswith("The call to Priya ANAND was taken back.")
    assert caller.views.first_answer() == ""
    caller.press("5", "Enter")
    caller.sees("Ravi ANAND")
    latest, taken_back = caller.waits_for_calls(electors[PRIYA], 2)
    assert (latest.outcome, latest.superseded) == ("Busy", False)
    assert taken_back.superseded


def test_undo_loses_nothing_of_a_call_half_entered(caller: Caller) -> None:
    caller.press("2", "Enter")
    caller.sees("Ravi ANAND")
    caller.press("1", "S", "Ctrl+Z")
    assert caller.notice().startswith("This call is half entered.")
    assert caller.views.elector.name.text() == "Ravi ANAND"
    assert caller.views.questions.rows[Question.VOTE].answers.buttons["Smith"].isChecked()


def test_undo_while_the_call_is_being_saved_takes_it_back_as_soon_as_it_is(
    caller: Caller, electors: dict[str, int]
) -> None:
    with being_saved(caller):
        caller.press("Ctrl+Z")
        assert caller.notice().startswith("The last call is taken back as soon as")
    caller.sees("Priya ANAND")
    assert caller.notice().startswith("The call to Priya ANAND was taken back.")
    (taken_back,) = caller.waits_for_calls(electors[PRIYA], 1)
    assert taken_back.superseded


def test_undo_while_the_call_is_being_saved_gives_way_to_an_answer_begun_meanwhile(
    caller: Caller, electors: dict[str, int]
) -> None:
    with being_saved(caller):
        caller.press("Ctrl+Z", "1", "S")
    caller.qtbot.waitUntil(lambda: caller.notice().startswith("This call is half entered."))
    assert caller.views.elector.name.text() == "Ravi ANAND"
    (call,) = caller.waits_for_calls(electors[PRIYA], 1)
    assert not call.superseded


def test_undo_of_a_call_that_could_not_be_saved_takes_none_before_it(
    caller: Caller, electors: dict[str, int]
) -> None:
    caller.press("2", "Enter")
    caller.sees("Ravi ANAND")
    board = caller.page.switchboard
    caller.qtbot.waitUntil(lambda: board.has_next_at_hand and not board.is_saving)
    with locked(caller.make.db):
        caller.press("2", "Enter", "Ctrl+Z")
        caller.qtbot.waitUntil(lambda: "not saved" in caller.notice())
    caller.press("Ctrl+Enter")
    caller.sees("Sam POOLE")
    caller.waits_for_calls(electors[RAVI], 1)
    caller.qtbot.waitUntil(lambda: not board.is_occupied)
    (call,) = caller.waits_for_calls(electors[PRIYA], 1)
    assert not call.superseded


def test_undo_with_nothing_to_undo_says_so(caller: Caller) -> None:
    caller.press("Ctrl+Z")
    caller.qtbot.waitUntil(lambda: "no call to take back" in caller.notice())
    assert caller.views.elector.name.text() == "Priya ANAND"


def test_skipping_asks_why_and_goes_on(caller: Caller, electors: dict[str, int]) -> None:
    footer = caller.views.questions.footer
    caller.press("Q")
    assert footer.reasons["I know them"].isVisible()
    caller.press("Esc")
    assert footer.save.isVisible()
    caller.press("Q", "N")
    caller.sees("Ravi ANAND")
    assert not caller.make.card(electors[PRIYA]).history


def test_a_skip_while_the_last_call_is_being_saved_comes_after_it(
    caller: Caller, electors: dict[str, int]
) -> None:
    with being_saved(caller):
        caller.press("Q", "N")
        assert caller.notice().startswith("Ravi ANAND is skipped as soon as the last call")
    caller.sees("Sam POOLE")
    caller.waits_for_calls(electors[PRIYA], 1)
    assert not caller.make.card(electors[RAVI]).history


def test_nobody_is_skipped_where_the_call_before_could_not_be_saved(
    caller: Caller, electors: dict[str, int]
) -> None:
    caller.press("2", "Enter")
    caller.sees("Ravi ANAND")
    board = caller.page.switchboard
    caller.qtbot.waitUntil(lambda: board.has_next_at_hand and not board.is_saving)
    with locked(caller.make.db):
        caller.press("2", "Enter")
        caller.sees("Sam POOLE")
        caller.press("Q", "N")
        caller.qtbot.waitUntil(lambda: "not saved" in caller.notice())
    assert caller.views.elector.name.text() == "Ravi ANAND"
    caller.press("Ctrl+Enter")
    caller.sees("Sam POOLE")
    caller.waits_for_calls(electors[RAVI], 1)
    caller.qtbot.waitUntil(lambda: not board.is_occupied)
    assert caller.views.elector.name.text() == "Sam POOLE"


def test_nothing_of_the_last_elector_is_left_when_nobody_is_due(caller: Caller) -> None:
    for name in ("Priya ANAND", "Ravi ANAND", "Sam POOLE"):
        caller.sees(name)
        caller.press("2", "Enter")
    caller.sees_dry()
    labels = [widget for widget in caller.page.findChildren(QWidget) if hasattr(widget, "text")]
    texts = " ".join(str(label.text()) for label in labels)
    assert not [name for name in ("Sam", "POOLE", "Ravi", "07700") if name in texts]


def at(start: datetime) -> Clock:
    return Clock(start, monotonic(), is_demo=True)


def test_a_dry_page_comes_to_life_when_somebody_is_due(
    make: Make, desk_over: MakeDesk, qtbot: QtBot
) -> None:
    elector = make.elector(PRIYA)
    make.call(elector, "busy", now=DEMO_EVENING)
    desk = desk_over(make.db, make.caller("Dana Marsh"))
    soon = DEMO_EVENING + timedelta(minutes=30, seconds=-1)
    page = CallPage(replace(desk, clock=at(soon)))
    opened(page, qtbot)
    dana = Caller(page, qtbot, make)
    dana.sees_dry()
    assert dana.views.dry.heading.text() == "Nobody is due until 19:00"
    dana.sees("Priya ANAND")
