"""The one delegate of the canvass table and its totals: from the model's cells to painted ones."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QToolTip

from phonebank.domain import figures
from phonebank.domain.sheet import Mark, Sheet
from phonebank.gui.models.sheet_model import Index, SheetModel
from phonebank.gui.pages.canvass.cells import Cell, Look, paint_cell, paint_shares
from phonebank.gui.pages.canvass.columns import GAP, LEAD, PLACE, VERDICT
from phonebank.gui.pages.canvass.subjects import Subject
from phonebank.gui.pages.canvass.words import change_words
from phonebank.gui.widgets.row_table import RowDelegate, RowTable
from phonebank.gui.widgets.theme import theme_now

_BAR_INSET = 8


class CanvassDelegate(RowDelegate):
    """Paints all cells by column, with the figures of the sheet and the marks of its subjects."""

    def __init__(self, view: RowTable, model: SheetModel) -> None:
        super().__init__(view)
        self._model = model
        self._subjects: Sequence[Subject] = ()
        self._look = Look("", {})
        self._total_words = ("", "")
        self._shares = (0, 0)

    def show(self, sheet: Sheet, subjects: Sequence[Subject], look: Look) -> None:
        """Paint these, one for each row of the sheet, which the model shows too."""
        self._subjects, self._look = subjects, look
        shares = [at for at, it in enumerate(sheet.columns) if it.key.startswith("shares.")]
        self._shares = shares[0], shares[-1]
        self._model.show(sheet)

    def show_total(self, sheet: Sheet, total: Subject, look: Look, words: tuple[str, str]) -> None:
        """Paint the total of our calls, under these two lines of words."""
        self.show(sheet, [total], look)
        self._total_words = words

    def subject_at(self, position: int) -> Subject | None:
        """What the row shown at `position` is about."""
        if not 0 <= position < len(self._subjects):
            return None
        return self._subjects[self._model.sheet_row(position)]

    def paint_ground(self, painter: QPainter, box: QRect, index: Index, is_chosen: bool) -> None:
        if self._model.mark(index.row()) is not Mark.TOTAL:
            super().paint_ground(painter, box, index, is_chosen)

    def paint_cell(self, painter: QPainter, box: QRectF, index: Index) -> None:
        subject = self.subject_at(index.row())
        if subject is None:
            return
        theme, key = theme_now(), self._model.sheet.columns[index.column()].key
        is_total = self._model.mark(index.row()) is Mark.TOTAL
        room = box if is_total else box.adjusted(0, 0, 0, -1)
        words = self._model.text(index.row(), index.column())
        if is_total and key == PLACE:
            words = self._total_words[0]
        cell = Cell(room, key, words, self._under(key, index, is_total), subject, is_total)
        paint_cell(painter, cell, self._look, theme)
        if key.startswith("shares."):
            paint_shares(painter, self._whole_of_shares(room), subject, self._look, theme)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | Index,
    ) -> bool:
        """Both lines of a cell of words in full."""
        key = self._model.sheet.columns[index.column()].key
        if event.type() != QEvent.Type.ToolTip or key not in {PLACE, VERDICT}:
            return super().helpEvent(event, view, option, index)
        is_total = self._model.mark(index.row()) is Mark.TOTAL
        lines = [self._model.data(index), self._under(key, index, is_total)]
        QToolTip.showText(event.globalPos(), "\n".join(filter(None, lines)), view)
        return True

    def _under(self, key: str, index: Index, is_total: bool) -> str:
        """The second line of a cell."""
        if key == PLACE:
            return self._total_words[1] if is_total else self._who_says(index)
        if key == LEAD:
            margin = self._model.said(index.row(), "margin")
            return "" if margin == figures.EM_DASH else margin
        if key != VERDICT:
            return ""
        if is_total:
            return f"base: {self._model.said(index.row(), 'stated')} stated"
        return self._model.said(index.row(), "remark") or self._moved(index)

    def _who_says(self, index: Index) -> str:
        told = self._model.said(index.row(), "told")
        if told and self._model.mark(index.row()) is Mark.REPORTED:
            return f"Reported by {told}"
        return told

    def _moved(self, index: Index) -> str:
        """How our own lead has changed on the week."""
        subject = self.subject_at(index.row())
        return change_words(subject) if subject else ""

    def _whole_of_shares(self, room: QRectF) -> QRectF:
        """From the first share's column to the last, at the height of this row."""
        header = self.view.horizontalHeader()
        first, last = self._shares
        left = header.sectionViewportPosition(first) + _BAR_INSET
        end = header.sectionViewportPosition(last) + header.sectionSize(last)
        return QRectF(left, room.top(), end - GAP - left, room.height())


def index_of(model: SheetModel, subjects: Sequence[Subject], wanted: Subject) -> QModelIndex:
    """Where a subject like `wanted` is shown: the same place, told by the same or our own."""
    name = (wanted.place, wanted.told.told if wanted.told else None)
    for row, subject in enumerate(subjects):
        if (subject.place, subject.told.told if subject.told else None) == name:
            return model.index(model.position_of(row), 0)
    return QModelIndex()
