"""How long the call in hand has lasted, small, a second at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from phonebank.gui.widgets.labels import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

EVERY_SECOND = 1000


class Elapsed(ElidedLabel):
    """Minutes and seconds, as in 2:07; empty while there is no call. `ticked` each second."""

    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tone="text2", parent=parent)
        self._seconds: Callable[[], int] | None = None
        self._timer = QTimer(self, interval=EVERY_SECOND)
        self._timer.timeout.connect(self._tick)
        self._timer.timeout.connect(self.ticked)

    def follow(self, seconds: Callable[[], int] | None) -> None:
        """Show what this gives, every second; None for no call."""
        self._seconds = seconds
        if seconds is None:
            self._timer.stop()
        else:
            self._timer.start()
        self._tick()

    def _tick(self) -> None:
        if self._seconds is None:
            self.setText("")
            return
        minutes, seconds = divmod(self._seconds(), 60)
        self.setText(f"{minutes}:{seconds:02}")
        self.setToolTip("How long this call has lasted")
