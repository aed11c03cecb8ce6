"""One field of an import: its name, the columns that hold it, and what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.gui.pages.importing.words import samples_of
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.chips import Chip, ChipKind
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.picks import Pick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QStringListModel

    from phonebank.domain.files import FileLook
    from phonebank.services.importing import FieldWord

NAME, PICK = 176, 224
NO_COLUMN = "—"


class ColumnRow(QWidget):
    """Tells `chosen` with the field's name and the headers that hold it."""

    chosen = Signal(str, object)

    def __init__(self, field: FieldWord, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.picks: list[Pick] = []
        self._headers: Sequence[str] = ()
        self.samples = ElidedLabel(tone="text2")
        self.needed = Chip("needed", ChipKind.WARNING)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self._lay_out()
        self._have_picks(1)

    def show_columns(
        self, look: FileLook, choices: QStringListModel, held_by: Sequence[str]
    ) -> None:
        """Show which headers hold the field; where several may, there is room for one more."""
        self._headers = look.headers
        wanted = [*held_by, NO_COLUMN] if self.field.takes_several or not held_by else [*held_by]
        self._have_picks(len(wanted))
        for pick, header in zip(self.picks, wanted, strict=True):
            if pick.model() is not choices:
                pick.setModel(choices)
            pick.setCurrentIndex(look.headers.index(header) + 1 if header in look.headers else 0)
        cells = [_cells(look, header) for header in held_by]
        texts = [" ".join(filter(None, parts)) for parts in zip(*cells, strict=False)]
        self.samples.setText(samples_of(texts))
        self.needed.setVisible(self.field.is_needed and not held_by)

    def held_by(self) -> list[str]:
        """The headers that are chosen, each once."""
        places = [pick.currentIndex() for pick in self.picks]
        return list(dict.fromkeys(self._headers[at - 1] for at in places if at > 0))

    def _have_picks(self, number: int) -> None:
        while len(self.picks) > number:
            last = self.picks.pop()
            self._column.removeWidget(last)
            last.hide()
            last.deleteLater()
        while len(self.picks) < number:
            pick = Pick("", parent=self)
            pick.setFixedWidth(PICK)
            nth = f", column {len(self.picks) + 1}" if self.picks else ""
            pick.setAccessibleName(f"Column that holds {self.field.label}{nth}")
            pick.activated.connect(self._tell)
            self.picks.append(pick)
            self._column.addWidget(pick)

    def _tell(self) -> None:
        self.chosen.emit(self.field.name, self.held_by())

    def _name_place(self) -> QWidget:
        """The field's name at its fixed width, so that all picks stand under each other."""
        names = QHBoxLayout()
        names.setContentsMargins(0, 6, 0, 0)
        names.setSpacing(8)
        role = fonts.strong if self.field.is_needed else fonts.body
        names.addWidget(ElidedLabel(self.field.label, role=role))
        names.addWidget(self.needed)
        names.addStretch(1)
        place = QWidget()
        place.setLayout(names)
        place.setFixedWidth(NAME)
        return place

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(12)
        row.addWidget(self._name_place(), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._column)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 6, 0, 0)
        beside.addWidget(self.samples)
        beside.addStretch(1)
        row.addLayout(beside, 1)
        self.samples.setMinimumWidth(40)


def _cells(look: FileLook, header: str) -> list[str]:
    at = look.headers.index(header) if header in look.headers else -1
    return [cells[at] if 0 <= at < len(cells) else "" for cells in look.samples]
