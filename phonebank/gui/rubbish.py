"""Has Python look for cycles of what nobody needs any more on the GUI thread alone."""

import gc

from PySide6.QtCore import QObject, QTimer

from phonebank.gui.opening import is_all_imported

EVERY = 1000  # ms


class Rubbish(QObject):
    """Python looks on whatever thread happens to be at work, and what it throws away may be a
    widget or a timer: Qt crashes when another thread than its own takes one down.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def stop(self) -> None:
        """Once no other thread is at work."""
        self._timer.stop()
        gc.collect()
        gc.enable()

    def _look(self) -> None:
        """As far as Python itself would look by now; not before all is imported, which stays."""
        if not is_all_imported():
            return
        due = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if due[0]:
            gc.collect(max(generation for generation, is_due in enumerate(due) if is_due))
