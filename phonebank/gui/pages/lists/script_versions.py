"""The versions of a script, newest first: which, when, by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker

from phonebank.domain.hours import local
from phonebank.gui.widgets.picks import Pick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.domain.scripts import ScriptVersion


class VersionPick(Pick):
    """Which version is shown; `activated` carries its place in the list."""

    def __init__(self) -> None:
        super().__init__("Version")

    def show_versions(self, versions: Sequence[ScriptVersion], shown: ScriptVersion) -> None:
        with QSignalBlocker(self):
            self.clear()
            self.addItems([_told(version) for version in versions])
            at = [version.number for version in versions].index(shown.number)
            self.setCurrentIndex(at)
        self.setToolTip(f"Version {self.currentText()}")
        self.setEnabled(len(versions) > 1)
        self.updateGeometry()
        self.update()


def _told(version: ScriptVersion) -> str:
    """ "3, 22 Sep 19:40, Dana Marsh"; the usual words have neither time nor author."""
    if version.at is None:
        return "of the program"
    when = local(version.at)
    return f"{version.number}, {when.day} {when:%b %H:%M}, {version.by}"
