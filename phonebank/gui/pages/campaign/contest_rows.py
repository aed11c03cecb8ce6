"""The lines of the Contest and Reasons tabs: candidates, earlier choices, reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.contest import Candidate, PreviousChoice, Reason
from phonebank.gui.pages.campaign.lines import Column, LineRow, TextLine
from phonebank.gui.pages.campaign.swatch import WIDTH, Swatch
from phonebank.gui.pages.campaign.values import colour_typed
from phonebank.gui.widgets.ticks import Option

if TYPE_CHECKING:
    from PySide6.QtWidgets import QButtonGroup

SHORT = 116
KEY = 44
CANDIDATES = (
    Column("", 72),
    Column("Short name", SHORT),
    Column("Full name"),
    Column("Key", KEY),
    Column("Colour", 96),
    Column("Light and dark", WIDTH),
)
PREVIOUS = (Column("Short name", SHORT), Column("Full name"))
REASONS = (Column("Reason"), Column("Key", KEY))
STAYS = "The short name stands in calls and stays; the full name can change"


def key_line(words: str, key: str) -> TextLine:
    """A field for the one letter that callers press."""
    line = TextLine(words, key, longest=1)
    line.textEdited.connect(lambda typed: line.setText(typed.upper()))
    return line


class CandidateRow(LineRow):
    """One candidate: whether ours, names, key, colour and how that looks."""

    def __init__(self, line: Candidate, was: str | None, used: int, ours: QButtonGroup) -> None:
        super().__init__(was, used)
        self.ours = Option("Ours")
        self.short = TextLine("Short name", line.short, "Smith", longest=40)
        self.name = TextLine("Full name", line.name, "Owen Smith")
        self.key = key_line("Key on the Call page", line.key)
        self.colour = TextLine("Colour", line.colour, "#0B6E6E", longest=7)
        self.swatch = Swatch(line.colour)
        ours.addButton(self.ours)
        self.ours.setChecked(line.is_ours)
        self.ours.setToolTip("The candidate whom this campaign is for")
        self.colour.textChanged.connect(self.swatch.show_colour)
        fields = (self.ours, self.short, self.name, self.key, self.colour, self.swatch)
        self.lay_out(CANDIDATES, *fields)
        self.name_it(line.name)
        _fix(self.short, was)

    def line(self) -> Candidate:
        """As it is typed; InputRefused where the colour is none."""
        short = self.was or self.short.text().strip()
        return Candidate(
            short=short,
            name=self.name.text().strip() or short,
            key=self.key.text().strip(),
            colour=colour_typed(self.colour.text(), f"“{short}”"),
            is_ours=self.ours.isChecked(),
        )


class PreviousRow(LineRow):
    """Somebody they may have voted for last time."""

    def __init__(self, line: PreviousChoice, was: str | None, used: int) -> None:
        super().__init__(was, used)
        self.short = TextLine("Short name", line.short, "Burnham", longest=40)
        self.name = TextLine("Full name", line.name, "Andy Burnham")
        self.lay_out(PREVIOUS, self.short, self.name)
        self.name_it(line.name)
        _fix(self.short, was)

    def line(self) -> PreviousChoice:
        """As it is typed."""
        short = self.was or self.short.text().strip()
        return PreviousChoice(short, self.name.text().strip() or short)


class ReasonRow(LineRow):
    """One reason and its key, if it has one."""

    def __init__(self, line: Reason, was: str | None, used: int) -> None:
        super().__init__(was, used)
        self.name = TextLine("Reason", line.name, "electability")
        self.key = key_line("Key on the Call page", line.key)
        self.lay_out(REASONS, self.name, self.key)
        self.name_it(line.name)

    def line(self) -> Reason:
        """As it is typed."""
        return Reason(self.name.text().strip(), self.key.text().strip())


def _fix(short: TextLine, was: str | None) -> None:
    short.setEnabled(was is None)
    if was is not None:
        short.setToolTip(STAYS)
