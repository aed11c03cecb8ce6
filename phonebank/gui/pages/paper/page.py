"""The Paper page: number, caller and time once a sheet, then three keys a row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from phonebank.domain.changes import Topic
from phonebank.domain.paper import evening_of
from phonebank.gui.pages.call import choices
from phonebank.gui.pages.call.call_in_hand import BY_KEY
from phonebank.gui.pages.call.choices import OTHER_TIME, Question
from phonebank.gui.pages.call.key_tree import KeyTree
from phonebank.gui.pages.call.keyboard import listen
from phonebank.gui.pages.call.questions import QuestionsCard
from phonebank.gui.pages.paper import words
from phonebank.gui.pages.paper.in_hand import SheetInHand
from phonebank.gui.pages.paper.printing import SheetPrinting
from phonebank.gui.pages.paper.view import PaperView
from phonebank.services.serving import list_names
from phonebank.services.signing_in import caller_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from phonebank.gui.desk import Desk
    from phonebank.gui.pages.call.key_tree import Said
    from phonebank.gui.printing.sheets import Printed
    from phonebank.services.signing_in import CallerRow

NOT_SAVED = "This row is not saved."


class PaperPage(QWidget):
    """`left` leads back to the lists."""

    left = Signal()

    title = "Paper"
    icon_name = "print"
    topics = Topic.CALLS | Topic.LISTS | Topic.CALLERS

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, card: QuestionsCard | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.in_hand = SheetInHand(desk, self)
        self.printing = SheetPrinting(desk, self)
        self.view = PaperView(card or QuestionsCard(KeyTree(desk.contest)))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.view)
        self._connect()
        self._connect_keys()
        self.view.show_sheet(self.in_hand)

    @classmethod
    def bit_by_bit(cls, desk: Desk) -> Iterator[PaperPage | None]:
        """The page, after a None while its questions are made."""
        card = QuestionsCard(KeyTree(desk.contest))
        yield None
        yield cls(desk, card=card)

    def refresh(self) -> None:
        """Read lists and callers, and what is entered of the sheet by now."""
        if self.in_hand.sheet is None:
            self._ask_for_sheet()
        jobs = self._desk.jobs
        names, callers = jobs.new(), jobs.new()
        names.succeeded.connect(self.view.head.show_lists)
        names.read(list_names)
        callers.succeeded.connect(self._show_callers)
        callers.read(caller_rows)
        self.in_hand.refresh()

    def choose_list(self, name: str) -> None:
        """The list to print from."""
        self.view.head.show_lists([name])

    def _show_callers(self, rows: Sequence[CallerRow]) -> None:
        self.view.head.show_callers([row.name for row in rows])

    def _ask_for_sheet(self) -> None:
        self.view.head.number.setFocus(BY_KEY)
        self.view.head.number.selectAll()

    def _open_sheet(self) -> None:
        number = self.view.head.sheet_number()
        if number:
            self.in_hand.open(number)
        else:
            self.view.tell(words.NOT_A_NUMBER)

    def _show_opened(self) -> None:
        sheet, head = self.in_hand.sheet, self.view.head
        assert sheet is not None
        self.view.tell("" if sheet.left else words.DESTROY)
        self.view.show_sheet(self.in_hand)
        now = self._desk.clock.now()
        head.caller.setText(sheet.caller)
        head.when.show_moment(sheet.called_at or evening_of(sheet.printed_at, now))
        self.view.show_row(self.in_hand)
        if sheet.caller:
            self._put_focus()
        else:
            head.caller.setFocus(BY_KEY)

    def _show_changed(self) -> None:
        self.view.tell("")
        self.view.show_sheet(self.in_hand)
        self.view.show_row(self.in_hand)
        self._put_focus()

    def _show_counted(self) -> None:
        """Something was saved: the rows say so, and the last one asks for the next sheet."""
        self.view.show_sheet(self.in_hand)
        sheet = self.in_hand.sheet
        if sheet is not None and not sheet.left and self.in_hand.placed is None:
            self.view.tell(words.DESTROY)
            self._ask_for_sheet()

    def _put_focus(self) -> None:
        """The keyboard to what is asked of the row; without a row to the next sheet."""
        in_hand, card = self.in_hand, self.view.card
        if in_hand.placed is None:
            self._ask_for_sheet()
        elif in_hand.said.to(Question.CALLBACK) == OTHER_TIME and in_hand.said.has_callback:
            card.moment.show_moment(in_hand.said.other_time or self._called_at())
            card.focus_on(Question.CALLBACK_FOR, BY_KEY)  # so that the field beside it is seen
            card.moment.setFocus(BY_KEY)
        else:
            card.focus_on(in_hand.tree.asked(in_hand.said), BY_KEY)

    def _called_at(self) -> datetime:
        return self.view.head.when.moment()

    def _press(self, key: str) -> None:
        self._say(self.in_hand.tree.press(self.in_hand.said, key))

    def _say(self, said: Said) -> None:
        self.in_hand.say(said, self._called_at())

    def _enter(self) -> None:
        """Enter goes from field to field, and in a row saves it."""
        head, ringed = self.view.head, self.focusWidget()
        if head.number.hasFocus():
            self._open_sheet()
        elif head.caller.hasFocus():
            head.when.setFocus(BY_KEY)
        elif head.when.hasFocus():
            self._put_focus()
        elif isinstance(ringed, QAbstractButton) and self.view.head.isAncestorOf(ringed):
            ringed.click()
        else:
            self._save()

    def _save(self) -> None:
        head = self.view.head
        caller = head.caller_name()
        if self.in_hand.placed is None:
            return
        if not caller:
            self.view.tell(words.WHO_RANG)
            head.caller.setFocus(BY_KEY)
            return
        if self._called_at() > self._desk.clock.now():
            self.view.tell(words.IN_THE_FUTURE)
            head.when.setFocus(BY_KEY)
            return
        wanted = self.in_hand.save(caller, self._called_at())
        if wanted:
            self.view.tell(wanted)

    def _step_out(self) -> None:
        """Escape: out of a field, out of what is half entered, out of the sheet, to the lists."""
        card, in_hand = self.view.card, self.in_hand
        if card.note.hasFocus() or card.moment.hasFocus():
            card.focus_on(in_hand.tree.asked(in_hand.said), BY_KEY)
        elif in_hand.clear_row():
            return
        elif in_hand.sheet is not None and not in_hand.on_their_way:
            self._put_away()
        else:
            self.left.emit()

    def _put_away(self) -> None:
        if self.in_hand.is_half_entered:
            self.view.tell("A row of this sheet is half entered.", "Enter it first, or clear it.")
            return
        self.in_hand.put_away()
        self.view.tell("")
        self.view.head.caller.clear()
        self.view.show_sheet(self.in_hand)
        self._ask_for_sheet()

    def _print(self) -> None:
        head = self.view.head
        if head.lists.currentText():
            self.printing.print_list(head.lists.currentText(), head.electors.value())

    def _show_printed(self, printed: Printed) -> None:
        laid = printed.laid
        first, last = laid.pages[0].number, laid.pages[-1].number
        sheets = f"Sheet {first}" if first == last else f"Sheets {first} to {last}"
        self.view.tell(f"{sheets} of {laid.list_name} are ready to print.", str(printed.path))

    def _connect(self) -> None:
        in_hand, card, head = self.in_hand, self.view.card, self.view.head
        in_hand.opened.connect(self._show_opened)
        in_hand.changed.connect(self._show_changed)
        in_hand.counted.connect(self._show_counted)
        in_hand.refused.connect(self.view.tell)
        in_hand.not_saved.connect(lambda sentence: self.view.tell(NOT_SAVED, sentence))
        card.chosen.connect(self._choose)
        card.key_pressed.connect(self._press)
        card.first_changed.connect(self._change_first)
        card.note_typed.connect(lambda note: in_hand.write(replace(in_hand.said, note=note)))
        card.time_picked.connect(lambda when: in_hand.write(replace(in_hand.said, other_time=when)))
        card.footer.save_wanted.connect(self._save)
        self.view.table.chosen.connect(lambda: in_hand.go_to(self.view.table.current_row() + 1))
        head.print.clicked.connect(self._print)
        head.back.clicked.connect(self.left)
        self.printing.printed.connect(self._show_printed)
        self.printing.refused.connect(self.view.tell)

    def _choose(self, question: Question, slug: str) -> None:
        self._say(self.in_hand.tree.choose(self.in_hand.said, question, slug))

    def _change_first(self) -> None:
        self._say(self.in_hand.tree.change_first(self.in_hand.said))

    def _connect_keys(self) -> None:
        commands = {
            "Return": self._enter,
            "Enter": self._enter,
            "Ctrl+Return": self._save,
            "Ctrl+Enter": self._save,
            "Escape": self._step_out,
            "Backspace": self._change_first,
            "PgUp": lambda: self.in_hand.step(-1),
            "PgDown": lambda: self.in_hand.step(1),
            "Alt+0": lambda: self._press(choices.DO_NOT_CALL),
            "/": self.view.card.open_note,
            "Ctrl+P": self._print,
        }
        listen(self, self._press, commands)
