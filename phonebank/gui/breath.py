"""Putting work off to a turn of its own, so that keys, clicks and paint come before it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_BREATH = 1  # ms; work put off by none Qt does in the same turn, behind what is waiting there


def after_a_breath(owner: QObject, do: Callable[[], object]) -> None:
    """Do this in a later turn of the event loop, unless `owner` is gone by then."""
    QTimer.singleShot(_BREATH, owner, do)
