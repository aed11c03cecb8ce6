"""The tab of calling rules: those of the list of everybody, which the others begin with."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from phonebank.domain.contest_file import ATTEMPTS, CAPS, KEPT_CALLBACKS, LEASES
from phonebank.gui.pages.campaign.fields import grid_of
from phonebank.gui.pages.campaign.lines import note
from phonebank.gui.pages.campaign.tab import Tab
from phonebank.gui.pages.campaign.writing import ruling
from phonebank.gui.pages.lists.form_parts import HoursFields, WaitFields
from phonebank.gui.widgets.fields import NumberField
from phonebank.gui.widgets.ticks import Tick
from phonebank.gui.widgets.titled_card import TitledCard

if TYPE_CHECKING:
    from phonebank.domain.outcomes import Outcomes
    from phonebank.gui.pages.campaign.tab import CampaignNow, Change

CAPTION = 176
FIELD = 84
NO_CAP = "none"
MINUTE = timedelta(minutes=1)
ABOUT = "They hold for the list “Everybody”; every other list has its own on the Lists page."
ABOUT_WAITS = "How long nobody rings after a call, like 45 min, 2 h or 3 days. Empty is the usual."


class RulesTab(Tab):
    """What of the rules is not shown here stays as it was."""

    def __init__(self, outcomes: Outcomes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.waits = WaitFields(outcomes)
        self.weekdays, self.weekends = HoursFields("On weekdays"), HoursFields("At weekends")
        self.holidays = Tick("Ring on bank holidays too")
        self.attempts = NumberField("Attempts for each elector", ATTEMPTS[0], ATTEMPTS[-1])
        self.kept = NumberField("Callbacks kept beyond them", KEPT_CALLBACKS[0], KEPT_CALLBACKS[-1])
        self.lease = NumberField("Minutes an elector is held", LEASES[0], LEASES[-1])
        self.cap = NumberField("Most calls of a caller a day", 0, CAPS[-1])
        self.cap.setSpecialValueText(NO_CAP)
        self._connect()
        self._lay_out()

    def fill(self, now: CampaignNow) -> None:
        rules = now.rules.rules
        self.weekdays.show_hours(rules.hours.weekdays)
        self.weekends.show_hours(rules.hours.weekends)
        self.holidays.setChecked(rules.rings_on_bank_holidays)
        self.attempts.setValue(rules.attempts)
        self.kept.setValue(rules.kept_callbacks)
        self.lease.setValue(rules.lease // MINUTE)
        self.cap.setValue(rules.cap_per_caller or 0)
        self.waits.show_waits(rules.cooldowns)

    def typed(self) -> object:
        numbers = [field.value() for field in (self.attempts, self.kept, self.lease, self.cap)]
        spans = [(span.starts.at(), span.ends.at()) for span in (self.weekdays, self.weekends)]
        waits = [field.text() for field in self.waits.fields.values()]
        return spans, numbers, waits, self.holidays.isChecked()

    def wanted(self, now: CampaignNow) -> Change:
        before = now.rules.rules
        hours = replace(
            before.hours, weekdays=self.weekdays.hours(), weekends=self.weekends.hours()
        )
        rules = replace(
            before,
            hours=hours,
            attempts=self.attempts.value(),
            kept_callbacks=self.kept.value(),
            lease=self._lease(before.lease),
            cap_per_caller=self.cap.value() or None,
            rings_on_bank_holidays=self.holidays.isChecked(),
            cooldowns=self.waits.waits(),
        )
        return ruling(replace(now.rules, rules=rules))

    def _lease(self, before: timedelta) -> timedelta:
        """A lease that was not touched stays to the second."""
        is_same = before // MINUTE == self.lease.value()
        return before if is_same else self.lease.value() * MINUTE

    def _connect(self) -> None:
        for hours in (self.weekdays, self.weekends):
            hours.starts.timeChanged.connect(self.changed)
            hours.ends.timeChanged.connect(self.changed)
        for field in self.waits.fields.values():
            field.textChanged.connect(self.changed)
        self.holidays.toggled.connect(self.changed)
        for number in (self.attempts, self.kept, self.lease, self.cap):
            number.setFixedWidth(FIELD)
            number.valueChanged.connect(self.changed)

    def _lay_out(self) -> None:
        hours, tries = TitledCard("Calling hours"), TitledCard("Attempts")
        waits = TitledCard("Waits after a call")
        waits.body.addWidget(self.waits)
        waits.foot.addWidget(note(ABOUT_WAITS))
        spans = [("Weekdays", self.weekdays), ("Weekends", self.weekends), ("", self.holidays)]
        hours.body.addLayout(grid_of(spans, caption=CAPTION))
        hours.foot.addWidget(note("In the elector’s own time, never before 8:00 or after 21:00."))
        numbers = (
            ("Attempts for each elector", self.attempts),
            ("Callbacks kept beyond them", self.kept),
            ("Minutes an elector is held", self.lease),
            ("Most calls of a caller a day", self.cap),
        )
        tries.body.addLayout(grid_of(numbers, caption=CAPTION))
        self.column.addWidget(note(ABOUT))
        self.add(hours, tries, waits)
