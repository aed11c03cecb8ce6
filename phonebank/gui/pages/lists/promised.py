"""Callbacks of today on a list: for when, to whom and by whom they were promised; moving them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from phonebank.domain.hours import tomorrow
from phonebank.gui.pages.call.callback_fields import MomentField
from phonebank.gui.pages.lists.caller_pick import CallerPick
from phonebank.gui.pages.lists.lines import Line, LinesView, Told
from phonebank.gui.pages.lists.words import ANYBODY, clock, several
from phonebank.gui.widgets.buttons import ActionButton
from phonebank.services.lists import EVERYBODY

if TYPE_CHECKING:
    from datetime import datetime

    from phonebank.domain.floor_lines import CallbackLine
    from phonebank.gui.pages.lists.live import Floor

TITLES = ("Elector", "Due", "For", "Promised by", "Note")
TOLD = Told(
    "Callbacks of today",
    TITLES,
    "No callbacks today",
    "When a caller promises to ring somebody back today, it stands here for whom and when, and can "
    "be moved to another time or caller.",
    "callback",
)
HEIGHT = 32


class PromisedView(LinesView):
    """`moved` carries an elector's id, the moment and a name, None for anybody.

    `all_given` carries from whom, and to whom.
    """

    moved = Signal(int, object, object)
    all_given = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(TOLD, parent)
        self._by_elector: dict[int, CallbackLine] = {}
        self.at, self.to = MomentField("When to ring back", HEIGHT), CallerPick("For")
        self.at.setToolTip("When to ring back; arrow keys change it")
        self.move_it = ActionButton("Move", height=HEIGHT)
        self.give = ActionButton("Give all", height=HEIGHT)
        for part in (self.at, self.to, self.move_it):
            self.bar.addWidget(part)
        self.bar.addStretch(1)
        self.bar.addWidget(self.give)
        self.chosen.connect(self._show_chosen)
        self.move_it.clicked.connect(self._move)
        self.give.clicked.connect(self._give)
        self._show_chosen()

    def show_floor(self, floor: Floor) -> None:
        """Those of this list that are due before tomorrow, the earliest first."""
        name, end = floor.told.facts.name, tomorrow(floor.now)
        lines = [it for it in floor.callbacks if it.due_at < end]
        mine = lines if name == EVERYBODY else [it for it in lines if it.list_name == name]
        self._by_elector = {one.elector_id: one for one in mine}
        due = sum(one.due for one in floor.told.callbacks_today)
        more = several(due - len(mine), "more was", "more were") if due > len(mine) else ""
        told = f"{more} promised to its electors on other lists." if more else ""
        self.show_lines(mine, lambda it: Line(it.elector_id, _cells(it, floor.now)), told)
        self._show_giver()

    def focus_bar(self) -> None:
        self.at.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _line(self) -> CallbackLine | None:
        key = self.key()
        return self._by_elector.get(key) if isinstance(key, int) else None

    def _show_chosen(self) -> None:
        """What stands in the fields follows the chosen line, and is not touched after."""
        line = self._line()
        for part in (self.at, self.to, self.move_it):
            part.setEnabled(line is not None)
        if line is not None:
            self.at.show_moment(line.due_at)
            self.to.show_caller(line.for_caller)
        self.move_it.set_hint("Promise it for this time, to this caller" if line else "Choose one")
        self._show_giver()

    def _show_giver(self) -> None:
        line = self._line()
        giver = line.for_caller if line else None
        self.give.setVisible(bool(giver))
        self.give.setText(f"Give away all for {giver}" if giver else "Give all")
        self.give.set_hint(
            f"Everything promised by this list to be kept by {giver}, and whom they hold, goes to "
            "the caller chosen at the left"
        )

    def _move(self) -> None:
        line = self._line()
        if line is not None:
            self.moved.emit(line.elector_id, self._moment(line), self.to.caller())

    def _moment(self, line: CallbackLine) -> datetime:
        """What was not touched stays as it was, to the second."""
        shown = self.at.moment()
        is_same = shown == line.due_at.replace(second=0, microsecond=0)
        return line.due_at if is_same else shown

    def _give(self) -> None:
        line = self._line()
        if line is not None and line.for_caller:
            self.all_given.emit(line.for_caller, self.to.caller())


def _cells(line: CallbackLine, now: datetime) -> tuple[str, ...]:
    due = clock(line.due_at, now) + (", overdue" if line.overdue else "")
    return line.elector, due, line.for_caller or ANYBODY, line.caller, line.note
