"""The parts of the form of a list: a moment or none, hours of a day, waits, ticks for callers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from phonebank.domain.hours import ELECTORS_ZONE, Hours, local
from phonebank.gui.pages.lists.words import wait_in_words, wait_of
from phonebank.gui.widgets.fields import DateField, TimeField
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.scrolled import scrolled
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.ticks import Tick

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from phonebank.domain.outcomes import Outcome, Outcomes

CAPTION, LINE = 132, 32
WAIT_WIDTH = 72
CALLERS_HEIGHT = 140


class FormRow(QWidget):
    """A caption, its fields, and under them what is wrong with them."""

    def __init__(
        self,
        caption: str,
        *fields: QWidget,
        beneath: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        words = ElidedLabel(caption, tone="text2")
        words.setFixedSize(CAPTION, LINE)
        words.setBuddy(fields[0])
        self.fields = fields
        self.fault = SpacedText(tone="warn_text")
        self.fault.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(words, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(self._across(), 0, 1)
        grid.addWidget(self.fault, 1, 1)
        if beneath is not None:
            grid.addWidget(beneath, 2, 1)
        grid.setColumnStretch(1, 1)

    def _across(self) -> QHBoxLayout:
        """The fields beside each other; lines of text and ticks take the room there is."""
        across = QHBoxLayout()
        across.setSpacing(8)
        takers = [isinstance(field, QLineEdit | CallerTicks) for field in self.fields]
        for field, takes_room in zip(self.fields, takers, strict=True):
            across.addWidget(field, int(takes_room))
        if not any(takers):
            across.addStretch(1)
        return across

    def tell(self, sentence: str) -> None:
        """Say what is wrong here; nothing where all is well."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))


class MomentChoice(QWidget):
    """A tick, and while it is ticked a day and a time of the electors’ clock."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tick = Tick("")
        self.tick.setAccessibleName(words)
        self.tick.setToolTip(words)
        self.day, self.time = DateField(f"{words}: day"), TimeField(f"{words}: time")
        self._kept: datetime | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.tick, self.day, self.time):
            row.addWidget(part)
        self.tick.toggled.connect(self._show_state)
        self._show_state()

    def show_moment(self, when: datetime | None, otherwise: datetime) -> None:
        """Show this moment; unticked, the other one is what would be begun from."""
        self._kept = when
        self.tick.setChecked(when is not None)
        here = local(when or otherwise)
        self.day.show_day(here.date())
        self.time.show_time(here.time())

    def moment(self) -> datetime | None:
        """What is chosen, UTC; one that was not touched stays to the second."""
        if not self.tick.isChecked():
            return None
        here = datetime.combine(self.day.day(), self.time.at(), ELECTORS_ZONE).astimezone(UTC)
        is_same = self._kept is not None and self._kept.replace(second=0, microsecond=0) == here
        return self._kept if is_same else here

    def _show_state(self) -> None:
        for part in (self.day, self.time):
            part.setEnabled(self.tick.isChecked())


class HoursFields(QWidget):
    """From, to."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.starts, self.ends = TimeField(f"{words}, from"), TimeField(f"{words}, to")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.starts)
        row.addWidget(ElidedLabel("to", tone="text2"))
        row.addWidget(self.ends)

    def show_hours(self, hours: Hours) -> None:
        self.starts.show_time(hours.start)
        self.ends.show_time(hours.end)

    def hours(self) -> Hours:
        """What is shown; WrongUse where it ends before it begins."""
        return Hours.parse(f"{self.starts.at():%H:%M}-{self.ends.at():%H:%M}")


class CallerTicks(QWidget):
    """A tick for every caller; none ticked lets everybody work the list. Scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ticks: dict[str, Tick] = {}
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 12, 0)
        self._grid.setVerticalSpacing(0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setColumnStretch(2, 1)
        self.area = scrolled(inside, "Callers who may work the list")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def offer(self, names: Iterable[str]) -> None:
        """Show a tick for each; those that are ticked stay."""
        wanted, before = list(names), self.names()
        if wanted == list(self.ticks):
            return
        for tick in self.ticks.values():
            self._grid.removeWidget(tick)
            tick.hide()
            tick.deleteLater()
        self.ticks = {name: Tick(name) for name in wanted}
        for place, tick in enumerate(self.ticks.values()):
            self._grid.addWidget(tick, place // 2, place % 2)
        rows = (len(wanted) + 1) // 2
        self.setFixedHeight(max(32, min(CALLERS_HEIGHT, rows * 32)))
        self.show_names(before)

    def show_names(self, names: Sequence[str]) -> None:
        for name, tick in self.ticks.items():
            tick.setChecked(name in names)

    def names(self) -> tuple[str, ...]:
        """Those ticked."""
        return tuple(name for name, tick in self.ticks.items() if tick.isChecked())


class WaitFields(QWidget):
    """A wait for every outcome after which somebody is rung again; an empty one is the usual."""

    typed = Signal()

    def __init__(self, outcomes: Outcomes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, QLineEdit] = {}
        self._others: dict[str, timedelta] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        again = [it for it in outcomes.values() if it.retry_after is not None]
        for place, outcome in enumerate(again):
            field = self.fields[outcome.slug] = _wait_field(outcome)
            row, column = divmod(place, 2)
            grid.addWidget(ElidedLabel(outcome.name), row, 2 * column)
            grid.addWidget(field, row, 2 * column + 1)
        grid.setColumnStretch(4, 1)

    def show_waits(self, waits: Mapping[str, timedelta]) -> None:
        """Show these; whatever has no field is kept as it is."""
        self._others = {slug: wait for slug, wait in waits.items() if slug not in self.fields}
        for slug, field in self.fields.items():
            field.setText(wait_in_words(waits[slug]) if slug in waits else "")

    def waits(self) -> Mapping[str, timedelta]:
        """What was typed; WrongUse names the outcome whose wait cannot be read."""
        typed = {slug: field.text() for slug, field in self.fields.items() if field.text().strip()}
        return {**self._others, **{slug: wait_of(text) for slug, text in typed.items()}}


def _wait_field(outcome: Outcome) -> QLineEdit:
    """Empty for the usual wait, which it shows then."""
    field = QLineEdit()
    field.setFixedWidth(WAIT_WIDTH)
    field.setPlaceholderText(wait_in_words(outcome.retry_after or timedelta()))
    field.setAccessibleName(f"Wait after: {outcome.name}")
    field.setToolTip(f"Wait after {outcome.name}: 45 min, 2 h, 3 days; empty for the usual")
    return field
