"""The calling rules of a list as fields: hours, attempts, cap, lease, waits, bank holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from phonebank.domain.contest_file import ATTEMPTS, CAPS, LEASES
from phonebank.domain.errors import PhonebankError
from phonebank.domain.hours import CallingHours
from phonebank.gui.pages.lists.form_parts import FormRow, HoursFields, WaitFields
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.fields import NumberField
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.ticks import Tick

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from phonebank.domain.outcomes import Outcomes
    from phonebank.domain.queueing import CallingRules

MINUTE = timedelta(minutes=1)
MOST_DAYS = 365
AGAIN = (
    "So many days after somebody answered on another list, this one rings them again; "
    "nobody who answered on this list"
)


class RulesFields(QWidget):
    """Every rule with what is wrong with it beside it."""

    def __init__(self, outcomes: Outcomes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules: CallingRules | None = None
        self.weekdays, self.weekends = HoursFields("On weekdays"), HoursFields("At weekends")
        self.attempts = NumberField("Attempts per elector", ATTEMPTS[0], ATTEMPTS[-1])
        self.cap = NumberField("Calls of one caller a day, 0 for no cap", 0, CAPS[-1])
        self.lease = NumberField("Minutes for which an elector is held", LEASES[0], LEASES[-1])
        self.again = NumberField("Days after which answers are asked for again", 0, MOST_DAYS)
        self.again.setSpecialValueText("never")
        self.again.setToolTip(AGAIN)
        self.waits = WaitFields(outcomes)
        self.holidays = Tick("Ring on bank holidays too")
        self.cap.setSpecialValueText("none")
        minutes = ElidedLabel("minutes", tone="text2")
        self._hours = FormRow("Weekdays", self.weekdays)
        self._weekend = FormRow("Weekends", self.weekends)
        self._wait = FormRow("Wait after", self.waits)
        self._rows = (
            self._hours,
            self._weekend,
            FormRow("Bank holidays", self.holidays),
            FormRow("Attempts", self.attempts),
            FormRow("Cap per caller", self.cap, ElidedLabel("calls a day", tone="text2")),
            FormRow("Lease", self.lease, minutes),
            FormRow("Second round", self.again, ElidedLabel("days after", tone="text2")),
            self._wait,
        )
        self._lay_out()

    def show_rules(self, rules: CallingRules) -> None:
        """Show these, with nothing wrong."""
        self._rules = rules
        self.weekdays.show_hours(rules.hours.weekdays)
        self.weekends.show_hours(rules.hours.weekends)
        self.attempts.setValue(rules.attempts)
        self.cap.setValue(rules.cap_per_caller or 0)
        self.lease.setValue(rules.lease // MINUTE)
        self.again.setValue(rules.again_after.days if rules.again_after else 0)
        self.waits.show_waits(rules.cooldowns)
        self.holidays.setChecked(rules.rings_on_bank_holidays)
        for row in self._rows:
            row.tell("")

    def rules(self) -> CallingRules | None:
        """What was filled in; None where something is wrong, which is then said beside it."""
        assert self._rules is not None, "rules are shown before they are asked for"
        for row in self._rows:
            row.tell("")
        hours, cooldowns = self._told_hours(), None
        try:
            cooldowns = self.waits.waits()
        except PhonebankError as error:
            self._wait.tell(f"{error.message} {error.next_step}".strip())
        if hours is None or cooldowns is None:
            return None
        return replace(
            self._rules,
            hours=hours,
            attempts=self.attempts.value(),
            cap_per_caller=self.cap.value() or None,
            lease=self._told_lease(self._rules.lease),
            cooldowns=cooldowns,
            rings_on_bank_holidays=self.holidays.isChecked(),
            again_after=self._told_again(self._rules.again_after),
        )

    def written(self) -> Sequence[object]:
        """What stands in the fields, whether or not it can be a rule."""
        hours = self.weekdays, self.weekends
        return (
            *((one.starts.at(), one.ends.at()) for one in hours),
            *(one.value() for one in (self.attempts, self.cap, self.lease, self.again)),
            self.holidays.isChecked(),
            *(one.text() for one in self.waits.fields.values()),
        )

    def faults(self) -> Iterable[FormRow]:
        """The rows in which something is wrong."""
        return [row for row in self._rows if row.fault.text()]

    def _told_lease(self, before: timedelta) -> timedelta:
        """A lease that was not touched stays to the second."""
        is_same = before // MINUTE == self.lease.value()
        return before if is_same else self.lease.value() * MINUTE

    def _told_again(self, before: timedelta | None) -> timedelta | None:
        """Days; a wait that was not touched stays to the second."""
        days = self.again.value()
        if before is not None and before.days == days:
            return before
        return timedelta(days=days) if days else None

    def _told_hours(self) -> CallingHours | None:
        """The hours, each pair said to be wrong by itself."""
        assert self._rules is not None
        usual, told = self._rules.hours, []
        for row, fields in ((self._hours, self.weekdays), (self._weekend, self.weekends)):
            try:
                told.append(replace(usual, weekdays=fields.hours(), weekends=fields.hours()))
            except PhonebankError as error:
                row.tell(f"{error.message} {error.next_step}".strip())
        if len(told) < 2:
            return None
        return replace(usual, weekdays=told[0].weekdays, weekends=told[1].weekends)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(ElidedLabel("Rules", role=fonts.question))
        for row in self._rows:
            column.addWidget(row)
