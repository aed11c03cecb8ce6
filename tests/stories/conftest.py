"""What stories stand on: the window on a copy of the demonstration, and a person at it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from phonebank.app import Window
from phonebank.gui.ask import Ask
from phonebank.gui.main_window import CampaignView
from phonebank.gui.settings import Settings
from phonebank.gui.widgets.palette import Dress

PATIENCE = 15_000


class Chooses(Ask):
    """Answers every question about a file with the one in `path`, and keeps what was told."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.passphrases: list[str] = []
        self.told: list[str] = []

    def where_to_save(self, title: str, suggested: Path, kinds: str) -> Path | None:
        return self.path

    def which_file(self, title: str, folder: Path, kinds: str) -> Path | None:
        return self.path

    def passphrase(self, title: str, sentence: str) -> str | None:
        return self.passphrases.pop(0) if self.passphrases else None

    def tell(self, title: str, sentence: str) -> None:
        self.told.append(sentence)


class WindowsShown(QObject):
    """Keeps the kind of every widget that is shown as a window, which would steal the keyboard."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.names: list[str] = []

    def __enter__(self) -> "WindowsShown":
        _app().installEventFilter(self)
        return self

    def __exit__(self, *_: object) -> None:
        _app().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_shown = event.type() == QEvent.Type.Show and not isinstance(watched, Window)
        if is_shown and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(type(watched).__name__)
        return False


def _app() -> QCoreApplication:
    app = QApplication.instance()
    assert app is not None
    return app


class Person:
    """Somebody with a keyboard, who waits until the screen says what they wait for."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    @property
    def view(self) -> CampaignView:
        assert self.window.view is not None
        return self.window.view

    def presses(self, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
        where = QApplication.focusWidget() or self.window
        assert isinstance(where, QWidget)
        QTest.keyClick(where, key, held or Qt.KeyboardModifier.NoModifier)

    def types(self, words: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.window, words)

    def waits(self, until: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(until, timeout=PATIENCE)

    def sees(self, words: str) -> bool:
        """Whether some visible control says these words to eyes or to a screen reader."""
        return any(words in text for text in self.texts())

    def texts(self) -> Iterator[str]:
        for widget in self.window.findChildren(QWidget):
            if widget.isVisible():
                text = getattr(widget, "text", None)
                yield (text() if callable(text) else "") or widget.accessibleName()


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path, demo_file: Path) -> Iterator[Person]:
    """A person before the start page, a copy of the demonstration in their folder."""
    shutil.copyfile(demo_file, tmp_path / "demo.phonebank")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    chooses = Chooses(tmp_path / "canvass.xlsx")
    window = Window(Settings(tmp_path / "settings.ini"), Dress(app), chooses)
    window.show()
    qtbot.waitExposed(window)
    yield Person(window, qtbot)
    window.close()
    # Deleted here and now: Python might throw it away later, on a thread that may not touch it.
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
