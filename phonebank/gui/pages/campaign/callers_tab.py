"""The tab of callers: everybody who rang or may ring, and a line that adds somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from phonebank.domain.figures import count
from phonebank.gui.breath import after_a_breath
from phonebank.gui.pages.campaign.caller_row import COLUMNS, ROLES, CallerRow, role_pick
from phonebank.gui.pages.campaign.lines import TextLine, titles
from phonebank.gui.pages.campaign.tab import Tab
from phonebank.gui.pages.campaign.values import refused
from phonebank.gui.pages.campaign.writing import changing
from phonebank.gui.widgets.buttons import ActionButton
from phonebank.gui.widgets.ticks import Tick
from phonebank.gui.widgets.titled_card import TitledCard, in_a_row

if TYPE_CHECKING:
    from phonebank.gui.pages.campaign.tab import CampaignNow, Change
    from phonebank.services.callers import CallerFacts

AT_ONCE = 6  # rows made in a turn: a campaign has hundreds of callers


class CallersTab(Tab):
    """`add_wanted` carries name, role and whether an MP: somebody new is added at once."""

    add_wanted = Signal(str, object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[CallerRow] = []
        self._shown: tuple[list[int], tuple[str, ...]] = [], ()  # the callers by id, the lists
        self._to_make: list[CallerFacts] = []
        self.new_name = TextLine("Name of a new caller", hint="Add a caller by name")
        self.new_role, self.new_mp = role_pick(), Tick("MP")
        self.new_mp.setAccessibleName("The new caller is an MP")
        self.add_caller = ActionButton("Add", icon="plus", height=32)
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self.card = TitledCard("Callers")
        self._connect()
        self._lay_out()

    @property
    def has_unsaved(self) -> bool:
        return any(row.has_unsaved for row in self.rows)

    def fill(self, now: CampaignNow) -> None:
        callers, lists = list(now.callers), tuple(now.lists)
        if self._shown != ([caller.id for caller in callers], lists):
            self._forget_rows()
            self._shown = [caller.id for caller in callers], lists
        for row, caller in zip(self.rows, callers, strict=False):
            row.show_caller(caller)
        self._to_make = callers[len(self.rows) :]
        self._make_some()
        here = sum(not caller.has_left for caller in callers)
        left = len(callers) - here
        self.card.title.setText(f"{count(here)} callers" + (f", {left} left" if left else ""))

    def know(self, now: CampaignNow) -> None:
        """Take what is stored now; rows in which something is typed keep it."""
        typed = {row.caller.id: row for row in self.rows if row.has_unsaved}
        if {caller.id for caller in now.callers} == set(self._shown[0]):
            of_id = {caller.id: caller for caller in now.callers}
            for row in self.rows:
                row.know(of_id[row.caller.id])
        elif not typed:
            self.fill(now)
        self.changed.emit()

    def keep(self, typed: object) -> None:
        for row in self.rows:
            row.caller = row.wanted()

    def typed(self) -> object:
        return tuple(row.wanted() for row in self.rows)

    def wanted(self, now: CampaignNow) -> Change:
        for row in self.rows:
            if not row.name.text().strip():
                raise refused(f"{row.caller.name} needs a name.")
        return changing([row.wanted() for row in self.rows if row.has_unsaved])

    def clear_new(self) -> None:
        """The new caller is there: room for another."""
        self.new_name.clear()
        self.new_mp.setChecked(False)
        self.new_name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_some(self) -> None:
        for caller in self._to_make[:AT_ONCE]:
            row = CallerRow(caller, self._shown[1])
            row.changed.connect(self.changed)
            self.rows.append(row)
            self._column.addWidget(row)
        del self._to_make[:AT_ONCE]
        if self._to_make:
            after_a_breath(self, self._make_some)

    def _forget_rows(self) -> None:
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []

    def _want_new(self) -> None:
        if self.new_name.text().strip():
            role = ROLES[self.new_role.currentIndex()]
            self.add_wanted.emit(self.new_name.text(), role, self.new_mp.isChecked())
        else:
            self.new_name.setFocus(Qt.FocusReason.TabFocusReason)

    def _connect(self) -> None:
        self.add_caller.clicked.connect(self._want_new)
        self.new_name.returnPressed.connect(self._want_new)

    def _lay_out(self) -> None:
        new = in_a_row(self.new_name, self.new_role, self.new_mp, self.add_caller)
        self.card.body.addWidget(new)
        self.card.body.addSpacing(8)
        self.card.body.addWidget(titles(COLUMNS))
        self.card.body.addLayout(self._column)
        self.add(self.card)
