"""The tab of verdict thresholds, with the words that they make shown live beside them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from phonebank.domain.contest_file import MOST_ELECTORS
from phonebank.domain.errors import PhonebankError
from phonebank.domain.figures import plus_minus
from phonebank.domain.verdicts import Thresholds, Verdict
from phonebank.gui.pages.campaign.fields import beside, grid_of
from phonebank.gui.pages.campaign.lines import TextLine
from phonebank.gui.pages.campaign.tab import Tab
from phonebank.gui.pages.campaign.values import (
    percent_typed,
    percent_words,
    refused,
    whole_typed,
    whole_words,
)
from phonebank.gui.pages.campaign.writing import keeping
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import QuietButton
from phonebank.gui.widgets.fields import NumberField
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.titled_card import TitledCard
from phonebank.services.verdict_examples import verdict_example

if TYPE_CHECKING:
    from phonebank.gui.pages.campaign.tab import CampaignNow, Change

LEADS = ("neck_and_neck", "narrowly", "comfortably")
NAMED = {
    "too_little_coverage": "the coverage",
    "neck_and_neck": "neck and neck",
    "narrowly": "narrowly in front",
    "comfortably": "comfortably in front",
}
FIELD = 72
USUAL_EXAMPLE = 5, 100, 1_000
IN_ORDER = "Each lead is larger than the one before it."


class VerdictsTab(Tab):
    """What is typed is shares in percent; a share that nobody changed stays as exact as it was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._was = Thresholds()
        self.few = TextLine("Fewest who stated", longest=12)
        self.shares = {name: TextLine(words, longest=10) for name, words in NAMED.items()}
        self.words = {name: ElidedLabel() for name in ("few", *NAMED)}
        self.above = ElidedLabel()
        self.lead = NumberField("Lead in points", -100, 100)
        self.stated = NumberField("Stated", 1, MOST_ELECTORS)
        self.roll = NumberField("On the roll", 1, MOST_ELECTORS)
        self.verdict, self.why = ElidedLabel(role=fonts.title), SpacedText(tone="text2")
        self.usual = QuietButton("Reset to usual", icon="undo", height=28)
        self.usual.set_hint("Put the thresholds that a campaign begins with into the fields")
        self._connect()
        self._lay_out()

    def fill(self, now: CampaignNow) -> None:
        self._show(now.edit.thresholds)

    def typed(self) -> object:
        return self.few.text(), *(line.text() for line in self.shares.values())

    def wanted(self, now: CampaignNow) -> Change:
        return keeping(replace(now.edit, thresholds=self.thresholds()))

    def thresholds(self) -> Thresholds:
        """As they are typed; InputRefused for what is no figure, or out of order."""
        shares = {name: self._share(name) for name in NAMED}
        if not shares["neck_and_neck"] <= shares["narrowly"] <= shares["comfortably"]:
            raise refused("The leads are not in order.", IN_ORDER)
        return Thresholds(too_few_stated=whole_typed(self.few.text(), "those who stated"), **shares)

    def _share(self, name: str) -> Fraction:
        text, was = self.shares[name].text(), getattr(self._was, name)
        return was if text == percent_words(was) else percent_typed(text, NAMED[name])

    def _show(self, thresholds: Thresholds) -> None:
        self._was = thresholds
        self.few.setText(whole_words(thresholds.too_few_stated))
        for name, line in self.shares.items():
            line.setText(percent_words(getattr(thresholds, name)))

    def _show_words(self) -> None:
        """What the fields mean, as somebody types."""
        neck, narrowly, far = (self.shares[name].text() for name in LEADS)
        few, little = self.few.text(), self.shares["too_little_coverage"].text()
        told = {
            "few": f"fewer than {few} stated: {Verdict.TOO_FEW}",
            "too_little_coverage": f"under {little}% of the roll stated: {Verdict.TOO_FEW}",
            "neck_and_neck": f"up to {neck} points, or within its margin: {Verdict.NECK_AND_NECK}",
            "narrowly": f"over {neck} and under {narrowly}: narrowly in front, or behind",
            "comfortably": f"{narrowly} and more, under {far}: in front, or behind",
        }
        for name, words in told.items():
            self.words[name].setText(words)
        self.above.setText(f"{far} points and more: comfortably in front, or behind")
        self._show_example()

    def _show_example(self) -> None:
        self.stated.setMaximum(self.roll.value())
        lead, stated = Fraction(self.lead.value(), 100), self.stated.value()
        try:
            verdict, margin = verdict_example(lead, stated, self.roll.value(), self.thresholds())
        except PhonebankError as error:
            self.verdict.setText("—")
            self.why.setText(error.message)
            return
        self.verdict.setText(verdict.value.capitalize())
        if margin is None:
            self.why.setText("Answers that are all alike do not tell how far chance moves a lead.")
            return
        is_within = abs(lead) <= margin and verdict is not Verdict.TOO_FEW
        within = ", so the lead is within its margin" if is_within else ""
        half = plus_minus(margin, 1)
        self.why.setText(f"Chance alone moves such a lead by {half} points{within}.")

    def _connect(self) -> None:
        for line in (self.few, *self.shares.values()):
            line.setFixedWidth(FIELD)
            line.textChanged.connect(self.changed)
        for field, value in zip((self.lead, self.roll), USUAL_EXAMPLE[::2], strict=True):
            field.setValue(value)
        self.stated.setValue(USUAL_EXAMPLE[1])
        for field in (self.lead, self.stated, self.roll):
            field.setFixedWidth(FIELD + 16)
            field.valueChanged.connect(self._show_example)
        self.changed.connect(self._show_words)
        self.usual.clicked.connect(lambda: self._show(Thresholds()))

    def _lay_out(self) -> None:
        leads, example = TitledCard("Thresholds", self.usual), TitledCard("Try it")
        fields: list[tuple[str, QWidget]] = [("Fewest who stated", self.few)]
        captions = "Least coverage, %", "Neck and neck to", "Narrowly under", "In front under"
        for words, line in zip(captions, self.shares.values(), strict=True):
            fields.append((words, line))
        grid = grid_of(fields)
        grid.setColumnStretch(1, 0)
        grid.setColumnStretch(2, 1)
        for place, name in enumerate(self.words):
            grid.addWidget(self.words[name], place, 2)
        grid.addWidget(self.above, len(self.words), 2)
        leads.body.addLayout(grid)
        of, on = (ElidedLabel(words, tone="text2") for words in ("points,", "stated of"))
        a, roll = (ElidedLabel(words, tone="text2") for words in ("A lead of", "on the roll:"))
        sentence = beside(a, self.lead, of, self.stated, on, self.roll, roll, self.verdict)
        for part in (sentence, self.why):
            example.body.addWidget(part)
        self.add(leads, example)
