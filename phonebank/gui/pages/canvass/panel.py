"""The place that is chosen in the canvass: what its row says at once, and more when it is read."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from phonebank.domain import figures
from phonebank.gui.pages.canvass.bars import PlaceBars
from phonebank.gui.pages.canvass.cells import Look, verdict_words
from phonebank.gui.pages.canvass.panel_more import MoreOfPlace
from phonebank.gui.pages.canvass.place_details import PlaceDetails
from phonebank.gui.pages.canvass.subjects import Subject
from phonebank.gui.pages.canvass.told import ToldList
from phonebank.gui.pages.canvass.words import left_out, stated_of_roll, what_would_tie
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton, IconButton
from phonebank.gui.widgets.cards import Divider
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.side_panel import INSET, SidePanel
from phonebank.gui.widgets.spaced_text import SpacedText

WIDTH = 280
_Way = QBoxLayout.Direction


class PlacePanel(SidePanel):
    """Verdict, bars, what would tie, the place in parts, its trend, and what was reported of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Details of the chosen place", WIDTH, parent)
        self.place = SpacedText(role=fonts.title)
        self.export = IconButton("download", "Export this place")
        self.export.set_hint("Write all of this place to a workbook, a report on paper, or a page")
        self.ring = ActionButton("Make a call list", "Ctrl+N", "lists", height=32)
        self.ring.set_hint("Ring whoever has not said yet in this place (Ctrl+N)")
        self.who = ElidedLabel(tone="text2")
        self.verdict = ElidedLabel(role=fonts.fact)
        self.lead = ElidedLabel(role=fonts.fact)
        self.stated = ElidedLabel(tone="text2")
        self.bars = PlaceBars()
        self.beside = SpacedText(role=fonts.caption, tone="text3")
        self.tie_title = ElidedLabel("What would have to be true", fonts.strong)
        self.tie = SpacedText()
        self.told = ToldList()
        self.more = MoreOfPlace()
        self._head = QBoxLayout(_Way.LeftToRight)
        self._lines = [Divider(), Divider()]
        self._lay_out()

    def show_subject(self, subject: Subject | None, look: Look) -> None:
        """Show what this row is about; None for no row."""
        self.scroller.setVisible(subject is not None)
        if subject is None:
            return
        row = subject.row
        is_ours = bool(row.place and row.tally.roll)
        self.export.setVisible(bool(row.place))
        self.ring.setVisible(is_ours)
        self.more.expect(subject.place if is_ours and row.tally.stated else "")
        self.place.setText(subject.place)
        self.who.setText(" · ".join(filter(None, [row.mp, row.region])) or _who_says(subject))
        self._show_verdict(Subject(row) if is_ours else subject, look)
        self.stated.setText(stated_of_roll(row) if row.place else "Not counted with our calls.")
        self._show_ours(row.tally.stated > 0 and is_ours, subject, look)
        self.told.show_figures(row.reported, row.reported_with)
        self._lines[1].setVisible(self.told.has_any())
        self.scroller.verticalScrollBar().setValue(0)

    @property
    def wanted(self) -> str:
        """The place of which more is to be counted, empty for none."""
        return self.more.place

    def show_more(self, details: PlaceDetails, look: Look) -> None:
        """Show what was counted of the place, if it is still the chosen one."""
        self.more.show_details(details, look)

    def _show_verdict(self, subject: Subject, look: Look) -> None:
        self.verdict.setText(verdict_words(subject))
        leader = subject.leader(look.ours) or (look.first_rival if subject.is_one_sided else None)
        self.verdict.set_answer(look.colour(leader) if leader else "")
        self.verdict.set_tone("text3" if subject.is_faint else "text")
        lead = figures.points(subject.lead, 1)
        margin = "" if subject.margin is None else f" {figures.plus_minus(subject.margin, 1)}"
        self.lead.setText(f"{lead}{margin}")
        wanted = self.verdict.sizeHint().width() + self.lead.sizeHint().width() + 8
        fits = wanted <= WIDTH - 2 * INSET
        self._head.setDirection(_Way.LeftToRight if fits else _Way.TopToBottom)

    def _show_ours(self, has_figures: bool, subject: Subject, look: Look) -> None:
        parts = what_would_tie(subject.row, look.ours) if has_figures else []
        if has_figures:
            self.bars.show_row(subject.row, look)
            self.beside.setText(left_out(subject.row))
            self.tie.set_parts(parts)
        for part in (self.bars, self.beside):
            part.setVisible(has_figures)
        for line in (self._lines[0], self.tie_title, self.tie):
            line.setVisible(bool(parts))

    def _lay_out(self) -> None:
        column = self.column
        self._head.setSpacing(4)
        self._head.addWidget(self.verdict, 1)
        self._head.addWidget(self.lead)
        column.addLayout(self._title())
        column.addWidget(self.who)
        column.addSpacing(8)
        column.addLayout(self._head)
        column.addWidget(self.stated)
        column.addSpacing(8)
        column.addWidget(self.ring, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(10)
        for part in (self.bars, self.beside):
            column.addWidget(part)
        self.add_block(self._lines[0], self.tie_title, self.tie)
        column.addWidget(self.more)
        self.add_block(self._lines[1], self.told)
        column.addStretch(1)

    def _title(self) -> QBoxLayout:
        title = QBoxLayout(_Way.LeftToRight)
        title.addWidget(self.place, 1)
        title.addWidget(self.export, 0, Qt.AlignmentFlag.AlignTop)
        return title


def _who_says(subject: Subject) -> str:
    return f"Reported by {subject.told.told}" if subject.told else ""
