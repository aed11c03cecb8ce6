"""The page of what was given out as it is laid out: the list of copies, or one of them opened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from phonebank.domain.frozen import COLUMNS, sheet_of_copies
from phonebank.gui.models.sheet_model import SheetModel
from phonebank.gui.pages.given_out import words
from phonebank.gui.pages.given_out.copy_view import CopyView
from phonebank.gui.pages.given_out.widths import fit_to_words
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import BackButton, PrimaryButton
from phonebank.gui.widgets.empty_state import EmptyState
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.notices import Notice, NoticeKind
from phonebank.gui.widgets.row_table import MARGIN, RowDelegate, RowTable
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.table_edge import Framed
from phonebank.gui.widgets.table_header import TableHeader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.domain.frozen import FrozenLine

_PREFIX = 8  # letters of a fingerprint that are shown, as on a file
_SEARCH = 260
_TITLE = next(place for place, column in enumerate(COLUMNS) if column.key == "title")


class GivenOutView(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit()
        self.found = ElidedLabel(role=fonts.caption, tone="text2")
        self.open_it = PrimaryButton("Open", "Enter", height=32)
        self.back = BackButton("Back to what was reported")
        self.notice = Notice(kind=NoticeKind.ERROR, action="Close")
        self.base = SpacedText(words.BASE, fonts.caption, "text2")
        self.model = SheetModel(sheet_of_copies([]), self)
        self.table = RowTable("What was given out")
        self.empty = EmptyState()
        self.opened = CopyView()
        self._dress()
        self._lay_out()

    @property
    def is_open(self) -> bool:
        """Whether a copy is looked at, not their list."""
        return self._whole.currentWidget() is self.opened

    def show_lines(self, lines: Sequence[FrozenLine], wanted: int | None) -> None:
        """These copies, the `wanted` number chosen where it is among them.

        All are of this campaign, so that its name would only hide what each of them is.
        """
        brief = [replace(it, content_hash=it.content_hash[:_PREFIX], title=it.what) for it in lines]
        with QSignalBlocker(self.table):
            self.model.show(sheet_of_copies(brief))
        fit_to_words(self.table, self.model.sheet)
        numbers = [line.number for line in lines]
        self.table.choose_row(numbers.index(wanted) if wanted in numbers else 0)
        self._stack.setCurrentIndex(0)
        self.open_it.show()

    def show_instead(self, heading: str, sentence: str) -> None:
        """What is the matter, in place of the list."""
        self.empty.say(heading, sentence)
        self._stack.setCurrentWidget(self.empty)
        self.open_it.hide()

    def show_list(self) -> None:
        self._whole.setCurrentIndex(0)
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_opened(self) -> None:
        self._whole.setCurrentWidget(self.opened)

    def tell(self, sentence: str) -> None:
        """Say what could not be done, or nothing."""
        self.notice.say(sentence, action="Close")
        self.notice.setVisible(bool(sentence))

    def _dress(self) -> None:
        self.search.setPlaceholderText(words.ADVICE)
        self.search.setAccessibleName(words.ADVICE_WHOLE)
        self.search.setToolTip(words.ADVICE_WHOLE)
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(_SEARCH)
        self.open_it.set_hint("The tables of the chosen copy, as they were given out")
        self.table.setModel(self.model)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setItemDelegate(RowDelegate(self.table))
        header = TableHeader("Columns of what was given out")
        self.table.setHorizontalHeader(header)
        header.setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
        self.notice.hide()

    def _lay_out(self) -> None:
        self._stack, self._whole = QStackedWidget(), QStackedWidget()
        self._stack.addWidget(Framed(self.table))
        self._stack.addWidget(self.empty)
        listed = QWidget()
        inside = QVBoxLayout(listed)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(MARGIN)
        inside.addLayout(self._head())
        inside.addWidget(self.base)
        inside.addWidget(self._stack, 1)
        self._whole.addWidget(listed)
        self._whole.addWidget(self.opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(self.notice)
        column.addWidget(self._whole, 1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(MARGIN)
        for part in (self.back, ElidedLabel("Given out", fonts.title), self.search, self.found):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.open_it)
        return head
