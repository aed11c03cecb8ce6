"""What is put off comes in a turn of its own."""

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from phonebank.gui.breath import after_a_breath


def test_what_waits_comes_before_what_was_put_off_twice(qtbot: QtBot) -> None:
    owner, told = QObject(), list[str]()

    def first() -> None:
        after_a_breath(owner, second)
        QTimer.singleShot(0, owner, lambda: told.append("a key"))

    def second() -> None:
        told.append("second")

    after_a_breath(owner, first)
    qtbot.waitUntil(lambda: "second" in told)
    assert told == ["a key", "second"]


def test_nothing_is_done_for_whoever_is_gone(qtbot: QtBot) -> None:
    owner, told = QObject(), list[str]()
    after_a_breath(owner, lambda: told.append("gone"))
    owner.deleteLater()
    last = QObject()
    after_a_breath(last, lambda: told.append("last"))
    qtbot.waitUntil(lambda: "last" in told)
    assert told == ["last"]
