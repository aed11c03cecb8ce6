"""A line for several values with commas between, which offers the known ones as they are typed."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

from phonebank.domain.segment_tokens import quoted
from phonebank.gui.widgets.completions import Completions


class OneOfSeveral(Completions):
    """Completes what stands after the last comma."""

    def offer(self, values: Sequence[str]) -> None:
        """Offer these from now on."""
        model = self.model()
        assert isinstance(model, QStringListModel)
        model.setStringList(list(values))

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(",")[2].strip().strip('"')]


class ValuesLine(QLineEdit):
    """Arrow down or a click shows what can be chosen."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(words)
        self.setToolTip(f"{words}: several with commas between; Down shows the known ones")
        self.completions = OneOfSeveral([], self)
        self.completions.activated.connect(self._take)
        self.completions.setWidget(self)
        self.textEdited.connect(self._offer_matching)
        self._has_offers = False

    def offer(self, values: Sequence[str]) -> None:
        """What to offer; nothing for values that are no names."""
        self.completions.offer(values)
        self._has_offers = bool(values)

    def offered(self) -> list[str]:
        """What is offered for what is typed last."""
        model = self.completions.completionModel()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def list_below(self) -> QAbstractItemView:
        """The list that offers them."""
        popup = self.completions.popup()
        assert popup is not None
        return popup

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self._has_offers:
            self._offer_matching()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if not self.text():
            self._offer_matching()

    def _offer_matching(self) -> None:
        if not self._has_offers:
            return
        self.completions.setCompletionPrefix(self.completions.splitPath(self.text())[0])
        self.completions.complete()

    def _take(self, value: str) -> None:
        before = self.text().rpartition(",")[0]
        self.setText(f"{before}, {quoted(value)}" if before else quoted(value))
        self.textEdited.emit(self.text())
