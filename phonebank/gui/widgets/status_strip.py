"""The strip under every page: what is saved, what is kept, and the job that is running."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.bars import CountBar
from phonebank.gui.widgets.buttons import IconButton
from phonebank.gui.widgets.cards import Bar
from phonebank.gui.widgets.icons import SMALL, paint_icon
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.theme import theme_now

HEIGHT = 28
_JOIN = "\u2002\u2009·\u2009\u2002"
_JOB_BAR = 120
RECONNECTING = "Reconnecting, your call is kept"


class SavedMark(QWidget):
    """The green tick in its circle beside what was saved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(SMALL, SMALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), QRectF(0, 0, SMALL, SMALL), "saved", theme_now().ok)


class StatusStrip(Bar):
    """28 px high: saved, notes; at the right the running job with its cancel, and more notes."""

    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Edge.TopEdge, parent)
        self.setFixedHeight(HEIGHT)
        self._mark = SavedMark()
        self.saved = ElidedLabel(role=fonts.caption_medium, tone="ok")
        self.notes = ElidedLabel(role=fonts.caption, tone="text3")
        self.job = ElidedLabel(role=fonts.caption, tone="text2")
        self._progress = CountBar(height=4)
        self._cancel = IconButton("close", "Cancel", size=22)
        self.ends = ElidedLabel(role=fonts.caption, tone="text3")
        self._progress.setFixedWidth(_JOB_BAR)
        self._cancel.clicked.connect(self.cancel_wanted)
        self._lay_out()
        self.show_saved("")
        self.hide_job()

    def show_saved(self, words: str) -> None:
        """What was last saved and when, as in "Last call saved 19:42:07"; empty hides the tick."""
        self.saved.setText(words)
        for widget in (self._mark, self.saved):
            widget.setVisible(bool(words))

    def show_notes(self, *notes: str) -> None:
        """Short sentences after what was saved, with points between them."""
        points = _JOIN.join(notes)
        self.notes.setText(f"·\u2009\u2002{points}" if points and self.saved.text() else points)

    def show_reconnecting(self, is_waiting: bool) -> None:
        """Whether the server went away and is being waited for."""
        self.show_notes(*([RECONNECTING] if is_waiting else []))

    def show_ends(self, *notes: str) -> None:
        """Short sentences at the right end, such as "Backup 19:30"."""
        self.ends.setText(_JOIN.join(notes))

    def show_job(self, words: str, done: int = 0, total: int = 0, may_cancel: bool = True) -> None:
        """The running job; `total` 0 while it is not known how much there is."""
        self.job.setText(words)
        self._progress.set_part(done / total if total else 0.0)
        self._cancel.set_hint(f"Cancel: {words}")
        for widget in (self.job, self._progress):
            widget.setVisible(True)
        self._cancel.setVisible(may_cancel)

    def hide_job(self) -> None:
        """No job is running."""
        for widget in (self.job, self._progress, self._cancel):
            widget.setVisible(False)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 1, 16, 0)
        row.setSpacing(8)
        left: tuple[QWidget, ...] = (self._mark, self.saved, self.notes)
        right: tuple[QWidget, ...] = (self.job, self._progress, self._cancel, self.ends)
        for widget in left:
            row.addWidget(widget)
        row.addStretch(1)
        for widget in right:
            row.addWidget(widget)
