"""The lists beside the chosen one, and in its place the form of one that is made or changed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from phonebank.gui.ask import Unsaved
from phonebank.gui.pages.lists.form import Choices, ListForm
from phonebank.gui.pages.lists.overview import ListsCard
from phonebank.gui.pages.lists.segment_view import SegmentView
from phonebank.gui.pages.made import make_one
from phonebank.gui.widgets.cards import Card
from phonebank.gui.widgets.palette import wear

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from phonebank.domain.segments import Tree
    from phonebank.gui.desk import Desk
    from phonebank.gui.pages.lists.board import ListBoard

_LIST, _LIST_SMALL = 288, 248
_SMALL_UNDER = 1000
_INSET = 16
UNSAVED = "There are changes to this list that are not saved."


class ListsView(QWidget):
    """Left the lists, right the board, the form, or the conditions of its segment."""

    form_toggled = Signal()
    save_wanted = Signal(object, object)  # as the form's

    def __init__(self, desk: Desk, board: ListBoard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.list, self.board = ListsCard(), board
        self._choices: Choices | None = None
        self._right = QStackedWidget()
        self._right.addWidget(self.board)
        self._right.currentChanged.connect(self._dress_right)
        self.list.opened.connect(self.board.focus_tabs)
        self.board.left.connect(self.list.focus_list)
        self._lay_out()

    @cached_property
    def form(self) -> ListForm:
        """Made when it is first wanted, or ahead of that."""
        made = ListForm(self._desk.contest, self._desk.facts.outcomes)
        made.cancelled.connect(self._leave_form)
        made.segment_wanted.connect(self._show_segment)
        made.save_wanted.connect(self.save_wanted)
        if self._choices is not None:
            made.offer(self._choices)
        self._right.addWidget(made)
        return made

    @cached_property
    def segment(self) -> SegmentView:
        """As the form."""
        made = SegmentView(self._desk)
        made.used.connect(self._use)
        made.cancelled.connect(self._back_to_form)
        self._right.addWidget(made)
        return made

    def pieces(self) -> Sequence[QWidget]:
        """What wears a sheet and is shown."""
        return [self.list, self._part]

    @property
    def _part(self) -> QWidget:
        """What is shown beside the lists."""
        part = self._right.currentWidget()
        assert part is not None
        return part

    def make_more(self) -> bool:
        """Make what is not seen at first ahead of its time; whether there was anything."""
        return make_one(self, "form", "segment")

    def offer(self, choices: Choices) -> None:
        """What the form lets choose from, and the callers of the board."""
        self._choices = choices
        self.board.offer(choices.callers)
        if "form" in vars(self):
            self.form.offer(choices)

    @property
    def is_form_open(self) -> bool:
        return self._right.currentWidget() is not self.board

    def open_new(self, now: datetime) -> None:
        """The form of a new list; one that is being filled in stays."""
        if not self.is_form_open:
            self.form.show_new(now)
            self._show_form()

    def open_new_of(self, place: str, whom: Tree, now: datetime) -> None:
        """The form of a new list named after a place; what was begun is asked about first."""
        if self.is_form_open:
            self._leave_form()
        if not self.is_form_open:
            self.form.show_new(now, place, whom)
            self._show_form()

    def open_edit(self, now: datetime) -> None:
        """The form with what was decided of the chosen list."""
        floor = self.board.floor
        if floor is not None and not self.is_form_open:
            self.form.show_facts(floor.told.facts, now)
            self._show_form()

    def close_form(self) -> None:
        """Back to the chosen list."""
        self.list.show()
        self._right.setCurrentWidget(self.board)
        self.board.head.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form_toggled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.setFixedWidth(_LIST_SMALL if self.width() < _SMALL_UNDER else _LIST)

    def _dress_right(self) -> None:
        wear(self._part)

    def _leave_form(self) -> None:
        """Close the form, once what was changed in it is saved or dropped."""
        answer: Unsaved | None = Unsaved.DISCARD
        if self.form.has_unsaved:
            answer = self._desk.ask.about_changes("List", UNSAVED)
        if answer is Unsaved.SAVE:
            self.form.save.click()
        elif answer is Unsaved.DISCARD:
            self.close_form()

    def _show_form(self) -> None:
        self.list.hide()  # the form wants the whole width, and is of one list alone
        self._right.setCurrentWidget(self.form)
        first = self.form.name if self.form.name.isEnabled() else self.form.script
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.form_toggled.emit()

    def _show_segment(self, tree: Tree | None) -> None:
        self._right.setCurrentWidget(self.segment)
        self.segment.open(tree)

    def _use(self, tree: Tree | None) -> None:
        self.form.use_conditions(tree)
        self._back_to_form()

    def _back_to_form(self) -> None:
        self._right.setCurrentWidget(self.form)
        self.form.conditions.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        card = Card()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(_INSET, _INSET - 4, _INSET, _INSET - 4)
        inside.addWidget(self._right)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.list)
        row.addWidget(card, 1)
