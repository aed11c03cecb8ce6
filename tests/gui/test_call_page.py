"""A caller at the Call page, with a real campaign behind it."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from phonebank.domain.clock import DEMO_EVENING
from phonebank.domain.electors import PastCall
from phonebank.domain.hours import local
from phonebank.gui.pages.call.choices import Question
from phonebank.gui.pages.call.page import CallPage
from phonebank.store.database import Database
from tests.conftest import Make
from tests.gui.conftest import MakeDesk

NAMED = {"Enter": Qt.Key.Key_Return, "Esc": Qt.Key.Key_Escape, "Back": Qt.Key.Key_Backspace}
HELD = {"Ctrl": Qt.KeyboardModifier.ControlModifier, "Alt": Qt.KeyboardModifier.AltModifier}
PRIYA, RAVI, SAM = "Priya Anand", "Ravi Anand", "Sam Poole"


class Caller:
    """Somebody with a keyboard before the page."""

    def __init__(self, page: CallPage, qtbot: QtBot, make: Make) -> None:
        self.page, self.qtbot, self.make = page, qtbot, make
        self.views = page.views

    def press(self, *keys: str) -> None:
        """Letters and digits, or a chord such as "Ctrl+Enter", where the focus is."""
        for chord in keys:
            *held, key = chord.split("+")
            focused = QApplication.focusWidget() or self.page
            modifier = HELD[held[0]] if held else Qt.KeyboardModifier.NoModifier
            QTest.keyClick(focused, NAMED.get(key, ord(key[0].upper())), modifier)

    def sees(self, name: str) -> None:
        """Wait until this elector is on the page."""
        self.qtbot.waitUntil(lambda: self.views.elector.name.text() == name)

    def sees_dry(self) -> None:
        self.qtbot.waitUntil(self.views.dry.isVisible)

    def waits_for_calls(self, elector: int, number: int) -> list[PastCall]:
        """The calls to an elector, newest first, once there are so many."""
        self.qtbot.waitUntil(lambda: len(self.make.card(elector).history) == number)
        return list(self.make.card(elector).history)

    def rests(self) -> None:
        """Wait until nothing of the page is on its way."""
        board = self.page.switchboard
        self.qtbot.waitUntil(lambda: not board.is_saving and not board.is_busy)
        self.qtbot.wait(50)

    def notice(self) -> str:
        return self.views.questions.notice.words()


@pytest.fixture
def make(no_electors: Database) -> Make:
    return Make(no_electors)


@pytest.fixture
def electors(make: Make) -> dict[str, int]:
    """Three electors, due in this order."""
    numbers = ("07700 900142", "020 7946 0018")
    ids = {PRIYA: make.elector(PRIYA, "Hammersmith", numbers)}
    ids |= {name: make.elector(name, "Exeter") for name in (RAVI, SAM)}
    return ids


def opened(page: CallPage, qtbot: QtBot) -> None:
    qtbot.addWidget(page)
    page.resize(1208, 724)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.refresh()


@pytest.fixture
def caller(make: Make, electors: dict[str, int], desk_over: MakeDesk, qtbot: QtBot) -> Caller:
    page = CallPage(desk_over(make.db, make.caller("Dana Marsh")))
    opened(page, qtbot)
    dana = Caller(page, qtbot, make)
    dana.sees("Priya ANAND")
    return dana


def test_no_answer_takes_two_keys(caller: Caller, electors: dict[str, int]) -> None:
    caller.press("2", "Ctrl+Enter")
    caller.sees("Ravi ANAND")
    assert [call.outcome for call in caller.waits_for_calls(electors[PRIYA], 1)] == ["No answer"]


def test_a_stated_intention_takes_three_keys(caller: Caller, electors: dict[str, int]) -> None:
    caller.press("1", "S", "Ctrl+Enter")
    caller.sees("Ravi ANAND")
    (call,) = caller.waits_for_calls(electors[PRIYA], 1)
    assert (call.outcome, call.intention) == ("Spoke", "Smith")
    caller.page.refresh()
    ladder = caller.views.head.ladder
    caller.qtbot.waitUntil(lambda: "1 call, 1 spoke, 1 stated" in ladder.toolTip())


def test_clicks_do_what_keys_do(caller: Caller, electors: dict[str, int]) -> None:
    rows, left = caller.views.questions.rows, Qt.MouseButton.LeftButton
    for question, slug in (
        (Question.REACHED, "yes"),
        (Question.VOTE, "Corbyn"),
        (Question.VOTE, "Corbyn"),
        (Question.STRENGTH, "leaning"),
        (Question.REASONS, "Brexit"),
    ):
        QTest.mouseClick(rows[question].answers.buttons[slug], left)
    assert rows[Question.VOTE].answers.buttons["Corbyn"].isChecked()
    QTest.mouseClick(caller.views.questions.footer.save, left)
    (call,) = caller.waits_for_calls(electors[PRIYA], 1)
    assert (call.intention, call.strength) == ("Corbyn", "leaning")


def test_the_next_elector_is_on_screen_before_the_write_is_done(caller: Caller) -> None:
    caller.qtbot.waitUntil(lambda: caller.page.switchboard.has_next_at_hand)
    caller.press("2", "Enter")
    assert caller.views.elector.name.text() == "Ravi ANAND"
    assert caller.page.switchboard.is_saving
    caller.rests()


def test_a_callback_is_agreed_on_the_page(caller: Caller, electors: dict[str, int]) -> None:
    caller.press("1", "K", "Ctrl+Enter")
    assert caller.notice() == "Say when to call back."
    caller.press("M", "F", "Ctrl+Enter")
    caller.sees("Ravi ANAND")
    caller.waits_for_calls(electors[PRIYA], 1)
    state = caller.make.state(electors[PRIYA])
    assert state.due_at is not None
    assert timedelta() <= state.due_at - DEMO_EVENING - timedelta(minutes=30) < timedelta(minutes=1)
    assert state.callback_for == caller.make.caller("Dana Marsh").caller_id


def test_a_callback_at_a_time_of_ones_own(caller: Caller, electors: dict[str, int]) -> None:
    caller.press("1", "K", "J")
    field = caller.views.questions.moment
    assert field.isVisible()
    assert field.hasFocus()
    wanted = DEMO_EVENING + timedelta(days=1, hours=-1)
    field.show_moment(wanted)
    field.picked.emit(field.moment())
    caller.press("Ctrl+Enter")
    caller.waits_for_calls(electors[PRIYA], 1)
    assert caller.make.state(electors[PRIYA]).due_at == wanted


@pytest.mark.parametrize("keys", ["1K1945", "1KJ1945"])
def test_a_time_may_be_typed_where_one_is_asked_for(
    caller: Caller, electors: dict[str, int], keys: str
) -> None:
    """Digits are answers to the first question, and would have made a busy line of the promise."""
    caller.press(*keys, "Ctrl+Enter")
    (call,) = caller.waits_for_calls(electors[PRIYA], 1)
    assert call.outcome == "Call back"
    due = caller.make.state(electors[PRIYA]).due_at
    assert due is not None
    assert local(due) == local(DEMO_EVENING).replace(hour=19, minute=45)


def test_do_not_call_stands_beside_an_answer(caller: Caller, electors: dict[str, int]) -> None:
    caller.press("1", "S", "0", "Ctrl+Enter")
    (call,) = caller.waits_for_calls(electors[PRIYA], 1)
    assert call.outcome == "Spoke"
    assert caller.make.card(electors[PRIYA]).suppressed == "do-not-call"


def test_do_not_call_alone_is_an_outcome(caller: Caller, electors: dict[str, int]) -> None:
    caller.press("0", "Ctrl+Enter")
    (call,) = caller.waits_for_calls(electors[PRIYA], 1)
    assert call.outcome == "Do not call me"


def test_do_not_call_works_from_inside_the_note(caller: Caller, electors: dict[str, int]) -> None:
    caller.press("2", "/")
    caller.press("x", "Alt+0", "Ctrl+Enter")
    (call,) = caller.waits_for_calls(electors[PRIYA], 1)
    assert (call.outcome, call.note.casefold()) == ("No answer", "x")
    assert caller.make.card(electors[PRIYA]).suppressed == "do-not-call"


def test_letters_digits_copy_and_undo_belong_to_the_note(caller: Caller) -> None:
    caller.press("1", "/")
    note = caller.views.questions.note
    assert note.hasFocus()
    QTest.keyClicks(note, "said 2 was busy, S not C, / and 0")
    assert note.text() == "said 2 was busy, S not C, / and 0"
    assert caller.views.first_answer() == "yes"
    note.selectAll()
    caller.press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == "said 2 was busy, S not C, / and 0"
    note.deselect()
    caller.press("Ctrl+Z")
    assert note.text() == ""
    assert caller.views.elector.name.text() == "Priya ANAND"


def test_enter_and_escape_leave_the_note(caller: Caller) -> None:
    note = caller.views.questions.note
    for key in ("Enter", "Esc"):
        caller.press("2", "/")
        assert note.hasFocus()
        caller.press(key)
        assert not note.hasFocus()
    assert caller.views.elector.name.text() == "Priya ANAND"


def test_enter_presses_what_the_ring_is_on(caller: Caller, electors: dict[str, int]) -> None:
    caller.press("1", "S", "Enter", "Ctrl+Enter")
    (call,) = caller.waits_for_calls(electors[PRIYA], 1)
    assert (call.intention, call.strength) == ("Smith", "firm")


def test_a_note_can_be_typed_before_anything_is_answered(
    caller: Caller, electors: dict[str, int]
) -> None:
    caller.press("/")
    assert caller.views.questions.note.hasFocus()
    QTest.keyClicks(caller.views.questions.note, "kids at home")
    caller.press("Esc", "2", "Ctrl+Enter")
    (call,) = caller.waits_for_calls(electors[PRIYA], 1)
    assert (call.outcome, call.note) == ("No answer", "kids at home")


def test_backspace_asks_the_first_question_again(caller: Caller) -> None:
    caller.press("1", "S", "Back")
    assert not caller.views.questions.rows[Question.VOTE].isVisible()
    caller.press("1")
    assert caller.views.questions.rows[Question.VOTE].answers.buttons["Smith"].isChecked()


def test_what_is_missing_is_said_in_place(caller: Caller) -> None:
    caller.press("Ctrl+Enter")
    assert caller.notice() == "Say first whether they answered."
    caller.press("1")
    assert not caller.views.questions.notice.isVisible()


def test_the_other_number_may_be_rung(caller: Caller, electors: dict[str, int]) -> None:
    assert caller.views.elector.phone.text() == "07700 900142"
    caller.press("Alt+N")
    assert caller.views.elector.phone.text() == "020 7946 0018"
    caller.press("6", "Enter")
    caller.waits_for_calls(electors[PRIYA], 1)
    statuses = [number.status for number in caller.make.card(electors[PRIYA]).numbers]
    assert statuses == ["", "wrong"]


def test_the_number_leaves_the_clipboard_with_the_elector(caller: Caller) -> None:
    caller.press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == "07700 900142"
    caller.press("2", "Enter")
    caller.sees("Ravi ANAND")
    assert QGuiApplication.clipboard().text() == ""
