"""What if: sliders for callers, hours, calls an hour, the cost of a call, and the last day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from phonebank.domain.figures import count
from phonebank.domain.hours import local
from phonebank.domain.insight import Effort
from phonebank.gui.pages.insight.sliders import Slider
from phonebank.gui.widgets.buttons import QuietButton

if TYPE_CHECKING:
    from phonebank.domain.insight import Reach

PATIENCE = 250  # ms after the last move until the service is asked
_HALVES, _PENCE = 2, 100
_LONGEST = 60  # days after today
_ACROSS = 3


class Planner(QWidget):
    """`planned` carries the Effort once the sliders rest, None for the usual one."""

    planned = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date(2000, 1, 1)
        self._effort: Effort | None = None
        self.callers = Slider("Callers", 1, 200, count)
        self.hours = Slider("Hours a day", 1, 24, lambda step: f"{step / _HALVES:g}")
        self.calls = Slider("Calls an hour", 1, 60, str)
        self.cost = Slider("A call costs", 0, 100, lambda step: f"£{step / _PENCE:.2f}")
        self.last_day = Slider("Until", 0, _LONGEST, self._day)
        self.again = QuietButton("As usual", height=28)
        self.again.set_hint("Take callers, hours and costs as they were supposed at first")
        self._rest = QTimer(self, singleShot=True, interval=PATIENCE)
        self._rest.timeout.connect(self._tell)
        self.again.clicked.connect(self._forget)
        self._lay_out()

    def effort(self) -> Effort | None:
        """What was chosen; None as long as nobody did."""
        return self._effort

    def show_reach(self, found: Reach) -> None:
        """Stand where the figures stand, unless somebody is moving a slider."""
        if self._rest.isActive():
            return
        effort, self._today = found.effort, local(found.as_of).date()
        self.last_day.stretch_to(0, max(_LONGEST, (effort.close - self._today).days))
        self.callers.stand_at(effort.callers)
        self.hours.stand_at(round(effort.hours_a_day * _HALVES))
        self.calls.stand_at(round(effort.calls_an_hour))
        self.cost.stand_at(round(effort.cost_a_call * _PENCE))
        self.last_day.stand_at((effort.close - self._today).days)

    def sliders(self) -> tuple[Slider, ...]:
        return self.callers, self.hours, self.calls, self.cost, self.last_day

    def _tell(self) -> None:
        self._effort = Effort(
            callers=self.callers.step(),
            hours_a_day=self.hours.step() / _HALVES,
            calls_an_hour=float(self.calls.step()),
            cost_a_call=self.cost.step() / _PENCE,
            close=self._today + timedelta(days=self.last_day.step()),
        )
        self.planned.emit(self._effort)

    def _forget(self) -> None:
        self._rest.stop()
        self._effort = None
        self.planned.emit(None)

    def _day(self, days: int) -> str:
        day = self._today + timedelta(days=days)
        return f"{day.day} {day:%b}"

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(4)
        for place, slider in enumerate(self.sliders()):
            slider.moved.connect(self._rest.start)
            grid.addWidget(slider, place // _ACROSS, place % _ACROSS)
        grid.addWidget(self.again, 1, _ACROSS - 1)
        for column in range(_ACROSS):
            grid.setColumnStretch(column, 1)
