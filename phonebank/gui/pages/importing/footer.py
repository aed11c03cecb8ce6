"""The foot of every step: back and cancel at the left, and at the right the one way on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from phonebank.gui.widgets.buttons import KeyButton, PrimaryButton, QuietKeyButton
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.shapes import RIGHT

TALL, LOW = 40, 36


class Footer(QWidget):
    """Empty words hide the button that they would stand on."""

    back_wanted = Signal()
    cancel_wanted = Signal()
    on_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = KeyButton("Back", "Alt+Left", is_checkable=False)
        self.cancel = QuietKeyButton("Cancel", "Esc")
        self.words = ElidedLabel(tone="text2", align=RIGHT)
        self.on = PrimaryButton("Continue", "Ctrl+Enter")
        self.back.clicked.connect(self.back_wanted)
        self.cancel.clicked.connect(self.cancel_wanted)
        self.on.clicked.connect(self.on_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.cancel)
        row.addWidget(self.words, 1)
        row.addSpacing(8)
        row.addWidget(self.on)

    def show_ways(self, back: str, cancel: str, words: str, on: str) -> None:
        """The words of each; the middle is a sentence."""
        for button, said in ((self.back, back), (self.cancel, cancel), (self.on, on)):
            button.setText(said)
            button.setVisible(bool(said))
        self.words.setText(words)

    def allow(self, *, on: bool, why_not: str = "") -> None:
        """Whether one may go on, and what the tooltip says if not."""
        self.on.setEnabled(on)
        self.on.set_hint("" if on else why_not)

    def set_compact(self, is_compact: bool) -> None:
        for button in (self.back, self.cancel, self.on):
            button.set_height(LOW if is_compact else TALL)
