"""The Contest tab: names and dates, candidates, and whom they could vote for last time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QWidget

from phonebank.domain.contest import Candidate, PreviousChoice
from phonebank.domain.contest_edits import Edited
from phonebank.gui.pages.campaign.contest_rows import (
    CANDIDATES,
    PREVIOUS,
    CandidateRow,
    PreviousRow,
)
from phonebank.gui.pages.campaign.fields import MomentField, grid_of
from phonebank.gui.pages.campaign.lines import LineRows, TextLine, note
from phonebank.gui.pages.campaign.tab import Tab
from phonebank.gui.pages.campaign.values import day_typed, day_words, refused
from phonebank.gui.pages.campaign.writing import keeping
from phonebank.gui.widgets.answers import OKABE_ITO
from phonebank.gui.widgets.titled_card import TitledCard

if TYPE_CHECKING:
    from phonebank.domain.contest_edits import ContestEdit
    from phonebank.gui.pages.campaign.tab import CampaignNow, Change

ABOUT_COLOURS = "Each colour is darkened, in the dark theme lightened, until it can be read."
DAY_WIDTH = 132


class ContestTab(Tab):
    """Save keeps all three cards at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = TextLine("Short name of the contest", hint="Labour leadership 2016")
        self.title = TextLine("Title of the contest", longest=200)
        self.opens, self.closes = MomentField("Ballots open"), MomentField("Ballots close")
        self.result = TextLine("Result day", hint="not known", longest=40)
        self.result.setFixedWidth(DAY_WIDTH)
        self._ours = QButtonGroup(self)
        self.candidates = LineRows(CANDIDATES, "Add a candidate", self._new_candidate)
        self.previous = LineRows(PREVIOUS, "Add a choice", _new_previous)
        for line in (self.name, self.title, self.result):
            line.textChanged.connect(self.changed)
        for part in (self.opens, self.closes, self.candidates, self.previous):
            part.changed.connect(self.changed)
        self._lay_out()

    def fill(self, now: CampaignNow) -> None:
        edit, used = now.edit, now.used
        self.name.setText(edit.name)
        self.title.setText(edit.title)
        self.opens.show_moment(edit.ballots_open)
        self.closes.show_moment(edit.ballots_close)
        self.result.setText(day_words(edit.result_on))
        candidates = [
            CandidateRow(line, was, used.candidates.get(line.short, 0), self._ours)
            for was, line in edit.candidates
        ]
        self.candidates.show_rows(candidates)
        self.previous.show_rows(
            [PreviousRow(one, was, used.previous.get(one.short, 0)) for was, one in edit.previous]
        )

    def typed(self) -> object:
        lines = tuple(line.text() for line in (self.name, self.title, self.result))
        moments = self.opens.typed(), self.closes.typed()
        return lines, moments, self.candidates.typed(), self.previous.typed()

    def wanted(self, now: CampaignNow) -> Change:
        return keeping(self._taken(now.edit))

    def _taken(self, edit: ContestEdit) -> ContestEdit:
        name, title = self.name.text().strip(), self.title.text().strip()
        if not name or not title:
            raise refused("A contest has a short name and a title.")
        if not any(row.ours.isChecked() for row in self.candidates.rows):
            raise refused("No candidate is marked as ours.", "Mark the one you campaign for.")
        return replace(
            edit,
            name=name,
            title=title,
            ballots_open=self.opens.moment(),
            ballots_close=self.closes.moment(),
            result_on=day_typed(self.result.text(), "the result"),
            candidates=[Edited(row.was, row.line()) for row in self.candidates.rows],
            previous=[Edited(row.was, row.line()) for row in self.previous.rows],
        )

    def _new_candidate(self) -> CandidateRow:
        taken = {row.colour.text().upper() for row in self.candidates.rows}
        colour = next((one for one in OKABE_ITO if one not in taken), OKABE_ITO[0])
        return CandidateRow(Candidate("", "", "", colour, False), None, 0, self._ours)

    def _lay_out(self) -> None:
        facts, candidates, previous = (
            TitledCard("Names and dates"),
            TitledCard("Candidates"),
            TitledCard("Whom they could vote for last time"),
        )
        fields = (
            ("Short name", self.name),
            ("Title", self.title),
            ("Ballots open", self.opens),
            ("Ballots close", self.closes),
            ("Result day", self.result),
        )
        facts.body.addLayout(grid_of(fields))
        candidates.body.addWidget(self.candidates)
        candidates.foot.addWidget(note(ABOUT_COLOURS))
        previous.body.addWidget(self.previous)
        self.add(facts, candidates, previous)


def _new_previous() -> PreviousRow:
    return PreviousRow(PreviousChoice("", ""), None, 0)
