"""What this computer remembers between starts: recent campaigns, the window, its appearance."""

from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_config_path
from PySide6.QtCore import QByteArray, QSettings

from phonebank.gui.widgets.palette import Appearance

MOST_RECENT = 8


class Settings:
    """A small file of our own; names and numbers of electors never come here."""

    def __init__(self, path: Path | None = None) -> None:
        path = path or user_config_path("phonebank", appauthor=False) / "phonebank.ini"
        self._stored = QSettings(str(path), QSettings.Format.IniFormat)

    def recent(self) -> Sequence[Path]:
        """Campaigns opened lately, the last first, without those that are gone."""
        paths = [Path(text) for text in self._texts("recent")]
        return [path for path in paths if path.is_file()]

    def opened(self, path: Path) -> None:
        opened = str(path.resolve())
        others = [text for text in self._texts("recent") if text != opened]
        self._stored.setValue("recent", [opened, *others][:MOST_RECENT])

    def appearance(self) -> Appearance:
        texts = self._texts("appearance")
        known = {one.value: one for one in Appearance}
        return known.get(texts[0], Appearance.SYSTEM) if texts else Appearance.SYSTEM

    def choose_appearance(self, appearance: Appearance) -> None:
        self._stored.setValue("appearance", appearance.value)

    def geometry(self) -> QByteArray:
        found = self._stored.value("geometry")
        return found if isinstance(found, QByteArray) else QByteArray()

    def keep_geometry(self, geometry: QByteArray) -> None:
        self._stored.setValue("geometry", geometry)

    def _texts(self, key: str) -> list[str]:
        found = self._stored.value(key)
        if isinstance(found, list):
            return [str(text) for text in found]
        return [str(found)] if found else []
