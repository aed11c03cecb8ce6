"""What this computer remembers between starts: recent campaigns, the window, its appearance."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from platformdirs import user_config_path
from PySide6.QtCore import QByteArray, QSettings

from phonebank.domain.addresses import CampaignAddress, address_of
from phonebank.gui.widgets.palette import Appearance

MOST_RECENT = 8


class Settings:
    """A small file of our own; names and numbers of electors never come here."""

    def __init__(self, path: Path | None = None) -> None:
        path = path or user_config_path("phonebank", appauthor=False) / "phonebank.ini"
        self._stored = QSettings(str(path), QSettings.Format.IniFormat)

    def recent(self) -> Sequence[CampaignAddress]:
        """Campaigns opened lately, the last first, without files that are gone."""
        known = [address_of(text) for text in self._texts("recent")]
        return [one for one in known if not isinstance(one, Path) or one.is_file()]

    def opened(self, address: CampaignAddress) -> None:
        """Remember a campaign; an address with a password in it is not written down."""
        if not isinstance(address, Path) and address.has_password:
            return
        opened = str(address.resolve()) if isinstance(address, Path) else address.url
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

    def list_of(self, whose: str) -> str:
        """The call list that a caller of a campaign worked last, empty for any."""
        return next(iter(self._texts(f"lists/{whose}")), "")

    def keep_list(self, whose: str, name: str) -> None:
        self._stored.setValue(f"lists/{whose}", name)

    def columns_of(self, table: str) -> list[str]:
        """Keys of the columns that were chosen for a table; none if nobody chose."""
        return self._texts(f"tables/{table}/columns")

    def keep_columns(self, table: str, keys: Sequence[str]) -> None:
        self._stored.setValue(f"tables/{table}/columns", list(keys))

    def widths_of(self, table: str) -> dict[str, int]:
        """Widths in px by column, of those that were dragged."""
        pairs = (text.rpartition("=") for text in self._texts(f"tables/{table}/widths"))
        return {key: int(width) for key, _, width in pairs if key and width.isdecimal()}

    def keep_widths(self, table: str, widths: Mapping[str, int]) -> None:
        texts = [f"{key}={width}" for key, width in widths.items()]
        self._stored.setValue(f"tables/{table}/widths", texts)

    def _texts(self, key: str) -> list[str]:
        found = self._stored.value(key)
        if isinstance(found, list):
            return [str(text) for text in found]
        return [str(found)] if found else []
