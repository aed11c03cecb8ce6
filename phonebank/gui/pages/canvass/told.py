"""What others reported of a place, in full and as they said it."""

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from phonebank.domain.canvass import ReportedFigure
from phonebank.gui.pages.canvass.words import date_of, figures_told, remarks_on
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.spaced_text import SpacedText


class ToldList(QWidget):
    """A block for each reported figure: who and when, the figures, remarks, the source."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self._labels: list[QLabel] = []

    def show_figures(self, told: Sequence[ReportedFigure], elsewhere: str | None) -> None:
        """Show these; `elsewhere` is the place on which a figure for this one stands."""
        for label in self._labels:
            self._column.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels = [label for figure in told for label in _labels_of(figure)]
        if elsewhere:
            self._labels.append(SpacedText(f"Reported together with {elsewhere}: see there."))
        for label in self._labels:
            self._column.addWidget(label)

    def has_any(self) -> bool:
        return bool(self._labels)

    def words(self) -> str:
        """All that is said, a line for each part."""
        return "\n".join(label.text() for label in self._labels)


def _labels_of(figure: ReportedFigure) -> Iterator[QLabel]:
    yield ElidedLabel(f"Reported, {date_of(figure)}", fonts.strong)
    yield SpacedText(f"{figure.told}: {figures_told(figure)}")
    if remarks_on(figure):
        yield SpacedText(remarks_on(figure), tone="text2")
    yield SpacedText(figure.source, fonts.caption, "text3")
