"""What the canvass is narrowed to: region, section, affiliate, a saved segment."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from phonebank.domain.canvass import CanvassTable
from phonebank.domain.contest import Contest
from phonebank.gui.widgets.picks import Pick

ALL = "All"
FIELDS = {"region": "Region", "section": "Section", "affiliate": "Affiliate", "segment": "Segment"}
Where = Mapping[str, Sequence[str]]


class Filters(QWidget):
    """Picks, that of segments where there are any; `changed` when another narrowing is chosen."""

    changed = Signal()

    def __init__(self, contest: Contest, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picks = {field: Pick(caption) for field, caption in FIELDS.items()}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for pick in self.picks.values():
            pick.addItem(ALL)
            row.addWidget(pick)
            pick.currentTextChanged.connect(self._tell_changed)
        with QSignalBlocker(self):
            self.picks["section"].addItems([section.name for section in contest.sections])
            self.picks["affiliate"].addItems([affiliate.name for affiliate in contest.affiliates])
        self.picks["segment"].hide()

    def where(self) -> Where:
        """The narrowing in the fields of the canvass; empty for everybody."""
        return {
            field: [pick.currentText()]
            for field, pick in self.picks.items()
            if pick.currentText() != ALL
        }

    def offer_regions(self, table: CanvassTable) -> None:
        """Offer the regions of a table that is not narrowed to one; the choice stays."""
        if "region" in table.where:
            return
        pick, known = self.picks["region"], {row.region for row in table.rows if row.region}
        offered = [pick.itemText(place) for place in range(1, pick.count())]
        if not known <= set(offered):
            with QSignalBlocker(pick):
                pick.clear()
                pick.addItems([ALL, *sorted(known | set(offered))])

    def offer_segments(self, names: Sequence[str]) -> None:
        """Offer the saved segments; one that is chosen and gone gives way to everybody."""
        pick = self.picks["segment"]
        chosen = pick.currentText()
        if [pick.itemText(place) for place in range(1, pick.count())] != list(names):
            with QSignalBlocker(pick):
                pick.clear()
                pick.addItems([ALL, *names])
                pick.setCurrentText(chosen)
        pick.setVisible(bool(names))
        if pick.currentText() != chosen:
            self.changed.emit()

    def choose(self, field: str, value: str) -> None:
        """Choose a value, as from the list; what is not on it changes nothing."""
        self.picks[field].setCurrentText(value)

    def _tell_changed(self) -> None:
        self.changed.emit()
