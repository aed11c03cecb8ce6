"""A program of its own: a caller enters a call in the window and never comes to save it.

Its words are the campaign, the settings and the caller's name; it says when the draft is kept.
"""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from phonebank.app import Window
from phonebank.gui.pages.call.page import CallPage
from phonebank.gui.settings import Settings
from phonebank.gui.widgets.palette import Dress

KEYS = "1", "U", "Y", "I"


def once(is_so: Callable[[], bool], then: Callable[[], None]) -> None:
    """Look every few milliseconds."""
    if is_so():
        then()
    else:
        QTimer.singleShot(20, lambda: once(is_so, then))


def enter_a_call(window: Window) -> None:
    assert window.view is not None
    page = window.view.pages["Call"]
    assert isinstance(page, CallPage)
    page.course.keeper.kept.connect(say_kept)
    once(lambda: page.in_hand.draft is not None, lambda: type_it(page))


def say_kept(_: datetime) -> None:
    sys.stdout.write("kept\n")
    sys.stdout.flush()


def type_it(page: CallPage) -> None:
    for key in KEYS:
        QTest.keyClick(page, Qt.Key(ord(key)))
    page.views.go_to_note()
    QTest.keyClicks(page.views.questions.note, "asks what a united party does")


def main(campaign: Path, settings: Path, name: str) -> None:
    app = QApplication([])
    window = Window(Settings(settings), Dress(app))
    window.show()
    window.open(campaign)
    once(lambda: window.db is not None, lambda: window.names.name_given.emit(name))
    once(lambda: window.view is not None, lambda: enter_a_call(window))
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
