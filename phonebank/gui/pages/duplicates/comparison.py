"""Two electors side by side: what is known of each, and where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from phonebank.gui.pages.duplicates.words import Compared, compared
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.cards import Card, Divider
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.spaced_text import SpacedText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from phonebank.domain.electors import ElectorCard

INSET = 16
_CAPTION, _LEFT, _MARK, _RIGHT = range(4)
_CAPTION_WIDTH = 112
_WIDEST = 960  # px, so that the two stay side by side for the eye
_OTHER = "≠"


class Comparison(Card):
    """Facts in rows; what differs is SemiBold, with a sign between. Escape tells `left`."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Compared] = ()
        self.why = ElidedLabel(role=fonts.question)
        self.scroller = QScrollArea()
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setWidgetResizable(True)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.scroller.setAccessibleName("The two electors side by side")
        self.scroller.setToolTip("Arrows scroll, Escape goes back to the list")
        self.scroller.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET, INSET, 4, 4)
        column.setSpacing(12)
        column.addWidget(self.why)
        column.addWidget(Divider())
        column.addWidget(self.scroller, 1)

    def show_cards(self, why: str, one: ElectorCard, other: ElectorCard) -> None:
        """Compare these two; `why` says how they were found."""
        self.why.setText(why[:1].upper() + why[1:])
        self.rows = compared(one, other)
        inside = QWidget()
        inside.setMaximumWidth(_WIDEST)
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, INSET, INSET)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(_CAPTION, _CAPTION_WIDTH)
        for column in (_LEFT, _RIGHT):
            grid.setColumnStretch(column, 1)
        for place, row in enumerate(self.rows):
            self._add_row(grid, place, row)
        grid.setRowStretch(len(self.rows), 1)
        self._show_inside(inside)

    def clear(self) -> None:
        """Show nobody, while the next pair is read."""
        self.rows = ()
        self.why.setText("")
        self._show_inside(QWidget())

    def words(self) -> str:
        """All that is shown, a line for each fact; a sign stands before what differs."""
        return "\n".join(
            f"{f'{_OTHER} ' if row.is_other else ''}{row.caption}: {row.left} | {row.right}"
            for row in self.rows
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show_inside(self, inside: QWidget) -> None:
        self.scroller.setWidget(inside)
        inside.setAutoFillBackground(False)  # the card is the ground, whatever a scroll area says

    def _add_row(self, grid: QGridLayout, place: int, row: Compared) -> None:
        role = fonts.strong if row.is_other else fonts.body
        tone = "text" if row.is_other or not place else "text2"
        if not place:
            role = fonts.question
        caption = ElidedLabel(row.caption, tone="text3")
        mark = ElidedLabel(_OTHER if row.is_other else "", fonts.strong, "text")
        if row.is_other:
            caption.setAccessibleName(f"{row.caption}, differs")
        mark.setFixedWidth(16)
        parts: Sequence[tuple[int, QLabel]] = (
            (_CAPTION, caption),
            (_LEFT, SpacedText(row.left, role, tone)),
            (_MARK, mark),
            (_RIGHT, SpacedText(row.right, role, tone)),
        )
        for column, part in parts:
            grid.addWidget(part, place, column, Qt.AlignmentFlag.AlignTop)
