"""What every form does by keys and by words: Ctrl+Enter keeps it, Escape leaves it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from phonebank.gui.widgets.spaced_text import SpacedText

ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Form(QWidget):
    """`keep` is the button that keeps what was filled in; `fault` says why it was not kept.

    A form of lines that are each one word is kept by Enter alone.
    """

    keep: QAbstractButton
    fault: SpacedText
    is_kept_by_enter = False

    cancelled = Signal()

    @property
    def is_in_use(self) -> bool:
        """Whether something would be lost were it closed now; of an open form that is believed."""
        return True

    def tell(self, sentence: str) -> None:
        """Say what is wrong with it; nothing where all is well."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in ENTER and (is_control or self.is_kept_by_enter):
            self.keep.click()
        else:
            super().keyPressEvent(event)
