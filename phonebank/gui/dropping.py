"""A file dropped anywhere on the window: one local file is taken, with a word over the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from phonebank.gui.widgets.drop_overlay import DropOverlay

HEEDED = {
    QEvent.Type.DragEnter,
    QEvent.Type.DragMove,
    QEvent.Type.DragLeave,
    QEvent.Type.Drop,
}


class DropTarget(QObject):
    """Watches a window and its text fields, which would take a file for words."""

    dropped = Signal(object)  # the Path of the file

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.overlay = DropOverlay(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        self.watch(window)

    def watch(self, part: QWidget) -> None:
        """Watch the text fields of this part of the window, made after it."""
        for kind in (QLineEdit, QPlainTextEdit):
            for field in part.findChildren(kind):
                field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in HEEDED:
            return False
        if kind == QEvent.Type.DragLeave:
            self.overlay.hide()
        if not isinstance(event, QDropEvent):
            return False
        paths = _files(event)
        if not paths:
            return False
        if isinstance(event, QDragEnterEvent):
            self._show(paths)
        event.acceptProposedAction()  # of several too: whoever ignores one is not told of its end
        if kind == QEvent.Type.Drop:
            self.overlay.hide()
            if len(paths) == 1:
                self.dropped.emit(paths[0])
        return True

    def _show(self, paths: list[Path]) -> None:
        if len(paths) == 1:
            self.overlay.say("Drop to import", paths[0].name)
        else:
            self.overlay.say("One file at a time", f"You hold {len(paths)}")
        self.overlay.resize(self._window.size())
        self.overlay.raise_()
        self.overlay.show()


def _files(event: QDropEvent) -> list[Path]:
    """What is held, as far as it lies on this computer."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
