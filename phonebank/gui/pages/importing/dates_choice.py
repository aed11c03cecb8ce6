"""The question that dates in text leave open, asked once for the whole file, with an example."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from phonebank.domain.dates import DateOrder, day_of
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.ticks import Option

if TYPE_CHECKING:
    from collections.abc import Sequence

WAYS = {DateOrder.DAY_FIRST: "day first", DateOrder.MONTH_FIRST: "month first"}


class DatesChoice(QWidget):
    """Two ways to read them, neither chosen before a person does."""

    chosen = Signal(object)  # the DateOrder

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = SpacedText(role=fonts.strong)
        self.options = {order: Option(words) for order, words in WAYS.items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(2)
        column.addWidget(ElidedLabel("Dates", role=fonts.question))
        column.addWidget(self.question)
        for order, option in self.options.items():
            option.clicked.connect(lambda _=False, way=order: self.chosen.emit(way))
            column.addWidget(option)

    def ask(self, headers: Sequence[str], example: str, order: DateOrder | None) -> None:
        """Ask about these columns; without any there is no question."""
        self.setVisible(bool(headers))
        self.question.setText(f"What is {example} in {' and '.join(headers)}?")
        for one, option in self.options.items():
            option.setText(_read(example, one))
            if one is order:
                option.setChecked(True)


def _read(example: str, order: DateOrder) -> str:
    """The example as it would be read: "3 Sep 2016 (day first)"."""
    day = day_of(example, order)
    return f"{day.day} {day:%b %Y} ({WAYS[order]})" if day else WAYS[order]
