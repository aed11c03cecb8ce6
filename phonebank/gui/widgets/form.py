"""What every form does by keys and by words: Ctrl+Enter keeps it, Escape leaves it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from phonebank.gui.widgets.spaced_text import SpacedText

ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Form(QWidget):
    """`keep` is the button that keeps what was filled in; `fault` says why it was not kept."""

    keep: QAbstractButton
    fault: SpacedText

    cancelled = Signal()

    def tell(self, sentence: str) -> None:
        """Say what is wrong with it; nothing where all is well."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in ENTER and is_control:
            self.keep.click()
        else:
            super().keyPressEvent(event)
