"""The keys of the page: letters and digits go to the questions unless a text field wants them."""

from __future__ import annotations

from functools import partial
from string import ascii_uppercase, digits
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget


def listen(
    page: QWidget, press: Callable[[str], object], commands: Mapping[str, Callable[[], object]]
) -> None:
    """Call `press` with every letter and digit, and a command by its sequence ("Ctrl+D").

    A text field with the focus keeps what it can use: Qt offers it each key before a shortcut.
    """
    for key in ascii_uppercase + digits:
        _shortcut(page, key, partial(press, key))
    for sequence, command in commands.items():
        _shortcut(page, sequence, command)


def _shortcut(page: QWidget, sequence: str, act: Callable[[], object]) -> None:
    shortcut = QShortcut(QKeySequence(sequence), page)
    shortcut.setAutoRepeat(False)
    shortcut.activated.connect(act)
