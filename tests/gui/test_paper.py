"""The Paper page: sheets are entered from the keyboard alone, and printed."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from phonebank.domain.changes import Topic
from phonebank.domain.clock import DEMO_EVENING
from phonebank.domain.paper import EnteredCall, Laid, SheetNow
from phonebank.gui.desk import Desk
from phonebank.gui.pages.call.choices import Question
from phonebank.gui.pages.call.key_tree import KeyTree
from phonebank.gui.pages.paper import words
from phonebank.gui.pages.paper.page import PaperPage
from phonebank.services import call_sheets, freeing
from phonebank.services.serving import EVERYBODY
from phonebank.store.database import Database
from tests.conftest import entry
from tests.gui.conftest import Answers, MakeDesk

Key = Qt.Key
JO = "Jo Winterbourne"


@pytest.fixture
def desk(sample_db: Database, desk_over: MakeDesk) -> Desk:
    return desk_over(sample_db)


@pytest.fixture
def laid(desk: Desk) -> Laid:
    """Five electors on two sheets."""
    made = call_sheets.lay_sheets(
        desk.jobs.db, desk.actor, EVERYBODY, DEMO_EVENING, electors=5, rows=4
    )
    return made.value


class Desktop:
    """The page with a person at its keyboard."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.page = PaperPage(desk)
        qtbot.addWidget(self.page)
        desk.jobs.changed.connect(self._follow)
        self.page.resize(952, 524)
        self.page.show()
        self.page.refresh()
        qtbot.waitExposed(self.page)
        qtbot.waitUntil(lambda: self.page.view.head.lists.count() > 0)

    def _follow(self, touched: Topic) -> None:
        if self.page.topics & touched:
            self.page.refresh()

    def presses(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.page, key)

    def types(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.page, text)

    def opens(self, number: int, caller: str = JO) -> None:
        self.types(f"{number:06}")
        self.presses(Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.sheet_number() == number)
        if caller:
            self.types(caller)
            self.presses(Key.Key_Return, Key.Key_Return)

    def enters(self, *keys: Qt.Key) -> None:
        """A row, waiting until it is kept."""
        left = self.stored().left
        self.presses(*keys, Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.stored().left == left - 1)
        self.qtbot.waitUntil(lambda: not self.page.in_hand.on_their_way)

    def sheet_number(self) -> int:
        sheet = self.page.in_hand.sheet
        return sheet.number if sheet else 0

    def stored(self) -> SheetNow:
        return call_sheets.sheet_rows(self.desk.jobs.db, self.desk.actor, self.sheet_number())

    def call(self, row: int) -> EnteredCall:
        call = self.stored().rows[row - 1].call
        assert call is not None
        return call

    def column(self) -> Sequence[str]:
        """What the table says was entered of each row."""
        return [cells[2] for cells in self.page.view.table.texts()]

    def said(self) -> str:
        notice = self.page.view.notice
        return notice.words() if notice.isVisible() else ""


@pytest.fixture
def at(qtbot: QtBot, desk: Desk, laid: Laid) -> Desktop:
    return Desktop(qtbot, desk)


def first(laid: Laid) -> int:
    return laid.pages[0].number


def test_three_keys_enter_a_row_and_lead_to_the_next(at: Desktop, laid: Laid) -> None:
    at.opens(first(laid))
    assert at.page.view.head.left.text().endswith("4 of 4 rows left")
    assert at.page.view.who.text().startswith("Row 1")
    at.enters(Key.Key_1, Key.Key_S)
    at.enters(Key.Key_2)
    assert (at.call(1).outcome, at.call(1).intention) == ("spoke", "Smith")
    assert (at.call(1).caller, at.call(1).called_at) == (JO, DEMO_EVENING)
    assert at.column() == ["Smith", "No answer", "", ""]
    assert at.page.in_hand.row == 3
    assert at.page.view.head.left.text().endswith("2 of 4 rows left")


def test_every_question_of_the_call_page_is_there(at: Desktop, laid: Laid) -> None:
    at.opens(first(laid))
    at.presses(Key.Key_1, Key.Key_C, Key.Key_L, Key.Key_Y, Key.Key_E, Key.Key_0, Key.Key_Slash)
    at.types("moved to 12 Elm Road, shares")
    at.enters()
    call = at.call(1)
    assert (call.intention, call.strength, call.ballot) == ("Corbyn", "leaning", "received")
    assert (call.do_not_call, call.note) == (True, "moved to 12 Elm Road, shares")
    assert list(call.reasons) == ["electability"]
    assert at.column()[0].startswith("Corbyn, leaning, ballot received, don’t call, moved")


def test_a_row_is_gone_back_to_and_corrected(at: Desktop, laid: Laid) -> None:
    at.opens(first(laid))
    at.enters(Key.Key_1, Key.Key_S, Key.Key_F)
    wrong = at.call(1).call_id
    at.presses(Key.Key_PageUp)
    assert at.page.in_hand.said.to(Question.VOTE) == "Smith"
    at.presses(Key.Key_Return)
    assert at.said() == words.NOTHING_CHANGED
    at.presses(Key.Key_C, Key.Key_Return)
    at.qtbot.waitUntil(lambda: at.call(1).call_id != wrong)
    assert (at.call(1).intention, at.call(1).strength) == ("Corbyn", "firm")
    assert at.call(1).called_at == DEMO_EVENING
    assert at.stored().left == 3


def test_a_row_that_is_skipped_stays_open_and_comes_again_at_the_end(
    at: Desktop, laid: Laid
) -> None:
    at.opens(first(laid))
    at.presses(Key.Key_PageDown)
    for _ in range(3):
        at.enters(Key.Key_2)
    assert at.page.in_hand.row == 1
    entered = ["", "No answer", "No answer", "No answer"]
    at.qtbot.waitUntil(lambda: at.column() == entered)
    at.enters(Key.Key_5)
    at.qtbot.waitUntil(lambda: at.said() == words.DESTROY)
    assert at.page.view.head.number.hasFocus()
    at.opens(laid.pages[1].number, caller="")
    assert len(at.column()) == 1


def test_what_is_missing_is_said_and_nothing_is_lost(at: Desktop, laid: Laid) -> None:
    at.types("99999")
    at.presses(Key.Key_Return)
    at.qtbot.waitUntil(lambda: "no call sheet 99999" in at.said())
    at.page.view.head.number.clear()
    at.presses(Key.Key_Return)
    assert at.said() == words.NOT_A_NUMBER
    at.opens(first(laid), caller="")
    at.presses(Key.Key_Return, Key.Key_Return, Key.Key_1, Key.Key_Return)
    assert at.said() == words.WHO_RANG
    at.types(JO.upper())
    at.presses(Key.Key_Return, Key.Key_Return, Key.Key_Return)
    assert at.said() == "Say what they answered, or that they can’t talk."
    at.enters(Key.Key_U)
    assert at.call(1).caller == JO


def test_a_row_that_cannot_be_kept_comes_back_whole(at: Desktop, laid: Laid) -> None:
    at.opens(first(laid))
    db, actor = at.desk.jobs.db, at.desk.actor
    elsewhere = entry(0, actor, "busy")
    call_sheets.enter_row(db, actor, first(laid), 1, JO, elsewhere, DEMO_EVENING)
    at.presses(Key.Key_1, Key.Key_S, Key.Key_Return)
    at.qtbot.waitUntil(lambda: "This row is not saved." in at.said())
    assert "entered already" in at.said()
    assert at.page.in_hand.row == 1
    assert at.page.in_hand.said.to(Question.VOTE) == "Smith"


def test_a_new_name_is_said_to_be_new_and_known_ones_complete_themselves(
    at: Desktop, laid: Laid
) -> None:
    at.opens(first(laid), caller="")
    at.qtbot.waitUntil(lambda: at.page.view.head.caller.completer() is not None)
    at.types("Jo W")
    assert at.page.view.head.caller.text() == JO
    assert not at.page.view.head.new.isVisible()
    at.page.view.head.caller.clear()
    at.types("Zebedee")
    assert at.page.view.head.new.isVisible()


def test_escape_clears_the_row_then_the_sheet_then_leaves(at: Desktop, laid: Laid) -> None:
    at.opens(first(laid))
    at.presses(Key.Key_1, Key.Key_Escape)
    assert at.page.in_hand.said.is_blank
    at.presses(Key.Key_Escape)
    assert at.page.in_hand.sheet is None
    with at.qtbot.waitSignal(at.page.left):
        at.presses(Key.Key_Escape)


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ([Key.Key_3, Key.Key_L], "Machine, message left"),
        ([Key.Key_4, Key.Key_D], "Deceased"),
        ([Key.Key_6], "Wrong number"),
        ([Key.Key_1, Key.Key_T, Key.Key_G], "Not a good time"),
        ([Key.Key_1, Key.Key_K, Key.Key_R], "Call back"),
        ([Key.Key_0], "Do not call"),
        ([Key.Key_1, Key.Key_W], "won’t say"),
    ],
)
def test_what_was_entered_comes_back_as_the_keys_had_it(
    at: Desktop, laid: Laid, keys: list[Qt.Key], told: str
) -> None:
    at.opens(first(laid))
    at.enters(*keys)
    assert told.casefold() in at.column()[0].casefold()
    call = at.call(1)
    tree = KeyTree(at.desk.contest)
    assert tree.outcome(words.said_of(call)) == call.outcome


def test_sheets_are_printed_where_the_person_says(at: Desktop, desk: Desk, tmp_path: Path) -> None:
    freeing.release(desk.jobs.db, desk.actor, None, DEMO_EVENING)
    answers = desk.ask
    assert isinstance(answers, Answers)
    answers.path = tmp_path / "my sheets"
    at.page.view.head.electors.setValue(13)
    at.page.view.head.print.click()
    at.qtbot.waitUntil(lambda: "are ready to print" in at.said())
    assert answers.suggested is not None
    assert answers.suggested.name.startswith("sheets Everybody 2016-09-")
    assert (tmp_path / "my sheets.pdf").read_bytes().startswith(b"%PDF-")
    assert "Sheets 3 to 4 of Everybody" in at.said()


def test_a_print_that_fails_says_so_and_holds_nobody(
    at: Desktop, desk: Desk, tmp_path: Path
) -> None:
    answers = desk.ask
    assert isinstance(answers, Answers)
    answers.path = tmp_path / "nowhere" / "sheets.pdf"
    at.page.view.head.print.click()
    at.qtbot.waitUntil(lambda: "Nobody is held for them" in at.said())
    answers.path = None
    at.page.view.head.print.click()
