"""One caller, to be changed where they stand: name, role, MP, which lists, whether they left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.domain.figures import count
from phonebank.domain.permits import Role
from phonebank.gui.pages.call.flows import Flow
from phonebank.gui.pages.campaign.lines import GAP, Column, TextLine
from phonebank.gui.widgets.buttons import ActionButton
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.picks import Pick
from phonebank.gui.widgets.shapes import RIGHT
from phonebank.gui.widgets.ticks import Tick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.services.callers import CallerFacts

COLUMNS = (
    Column("Name"),
    Column("", 148),
    Column("", 60),
    Column("Lists", 148),
    Column("Calls", 60),
    Column("", 68),
)
ROLES = tuple(Role)
ALL_LISTS = "Every list"
MAY = "Ticked lists only; with none ticked, every list that is open to everybody."


def role_pick() -> Pick:
    """Volunteer or organiser."""
    pick = Pick("Role")
    for role in ROLES:
        pick.addItem(role.value)
    return pick


class CallerRow(QWidget):
    """`changed` when anything in it is typed or ticked."""

    changed = Signal()

    def __init__(
        self, caller: CallerFacts, lists: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.caller = caller
        self.name = TextLine("Name")
        self.role = role_pick()
        self.is_mp, self.has_left = Tick("MP"), Tick("Left")
        self.lists = ActionButton(ALL_LISTS, height=32)
        self.lists.setCheckable(True)
        self.calls = ElidedLabel(tone="text2", align=RIGHT)
        self.ticks: dict[str, Tick] = {}
        self._names, self._lists = lists, Flow(4)
        self._lists.hide()
        self._lay_out()
        self.show_caller(caller)
        self._connect()

    @property
    def has_unsaved(self) -> bool:
        return self.wanted() != self.caller

    def show_caller(self, caller: CallerFacts) -> None:
        """Show this caller as they are."""
        self.caller = caller
        self.name.setText(caller.name)
        self.role.setCurrentIndex(ROLES.index(caller.role))
        self.is_mp.setChecked(caller.is_mp)
        self.has_left.setChecked(caller.has_left)
        for name, tick in self.ticks.items():
            tick.setChecked(name in caller.lists)
        self.calls.setText(count(caller.calls) if caller.calls else "")
        self._name_it(caller.name)
        self._show_lists()

    def know(self, caller: CallerFacts) -> None:
        """Take this as what is stored; what was typed since stays."""
        if self.has_unsaved and self.wanted() != caller:
            self.caller = caller
        else:
            self.show_caller(caller)

    def wanted(self) -> CallerFacts:
        """The caller as typed."""
        ticked = self._ticked()
        is_same = ticked == set(self.caller.lists)
        return replace(
            self.caller,
            name=self.name.text().strip(),
            role=ROLES[self.role.currentIndex()],
            is_mp=self.is_mp.isChecked(),
            has_left=self.has_left.isChecked(),
            lists=self.caller.lists if is_same else tuple(sorted(ticked)),
        )

    def _ticked(self) -> set[str]:
        """The lists of the caller, those without a tick too."""
        unseen = set(self.caller.lists) - set(self.ticks)
        return {name for name, tick in self.ticks.items() if tick.isChecked()} | unseen

    def _open_lists(self, is_open: bool) -> None:
        """The ticks are made now: all lists beside all callers would hold the window up."""
        for name in self._names[len(self.ticks) :]:
            tick = self.ticks[name] = Tick(name)
            tick.setChecked(name in self.caller.lists)
            tick.toggled.connect(self.changed)
            tick.toggled.connect(self._show_lists)
            self._lists.add(tick)
        self._lists.setVisible(is_open)

    def _name_it(self, name: str) -> None:
        self.name.setAccessibleName(f"Name of {name}")
        self.role.setAccessibleName(f"Role of {name}")
        self.is_mp.setAccessibleName(f"{name} is an MP")
        self.is_mp.setToolTip(f"{name} is a Member of Parliament")
        self.has_left.setAccessibleName(f"{name} has left")
        self.has_left.setToolTip(f"{name} rings no more; the calls stay")

    def _show_lists(self) -> None:
        ticked = [name for name in self._names if name in self._ticked()]
        few = ticked[0] if len(ticked) == 1 else f"{len(ticked)} lists"
        self.lists.setText(few if ticked else ALL_LISTS)
        told = ", ".join(ticked) or ALL_LISTS
        self.lists.set_hint(f"Lists of {self.caller.name}: {told}. {MAY}")
        self.lists.setAccessibleName(f"Lists of {self.caller.name}: {told}")

    def _connect(self) -> None:
        self.name.textChanged.connect(self.changed)
        self.role.currentIndexChanged.connect(self.changed)
        self.lists.toggled.connect(self._open_lists)
        for tick in (self.is_mp, self.has_left):
            tick.toggled.connect(self.changed)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        fields = self.name, self.role, self.is_mp, self.lists, self.calls, self.has_left
        for column, field in zip(COLUMNS, fields, strict=True):
            if column.width:
                field.setFixedWidth(column.width)
            row.addWidget(field, 0 if column.width else 1, Qt.AlignmentFlag.AlignVCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addLayout(row)
        whole.addWidget(self._lists)
