"""A card with a chart: title, base, chart or its table, warnings, caveat, and ways out."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.domain.insight_sheets import sheet_of
from phonebank.domain.insight_titles import TITLES, chart_title
from phonebank.gui.charts.card_buttons import CardButtons
from phonebank.gui.charts.nothing import nothing_yet
from phonebank.gui.charts.table import ChartTable
from phonebank.gui.charts.view import ChartView
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.cards import Card
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.notices import Notice
from phonebank.gui.widgets.spaced_text import SpacedText

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from phonebank.domain.contest import Contest
    from phonebank.domain.insight import Found, Insight, Warned

_MARGIN, _INSET = 20, 4
LOADING = "Counting …"


class ChartCard(Card):
    """Shows one insight; the page asks for it and hands the finding over."""

    copy_wanted = Signal()
    save_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, insight: Insight, contest: Contest, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.insight = insight
        self.found: Found | None = None
        self.said_elsewhere: Collection[str] = ()  # codes of warnings that the page says
        name = TITLES[insight].chart
        self.title = ElidedLabel(name, fonts.question)
        self.base = SpacedText(role=fonts.caption, tone="text2")
        self.state = SpacedText(LOADING, tone="text2")
        self.view = ChartView(contest)
        self.notices = QVBoxLayout()
        self.notices.setSpacing(8)
        self._notices: list[Notice] = []
        self.caveat = SpacedText(role=fonts.caption, tone="text3")
        self.buttons = CardButtons(name)
        self.body = QVBoxLayout()
        self._connect()
        self._lay_out()
        self._show_parts()

    @cached_property
    def table(self) -> ChartTable:
        """Made when it is first looked at."""
        made = ChartTable(f"{TITLES[self.insight].chart}, table")
        self._column.insertWidget(self._column.indexOf(self.view) + 1, made)
        self.setTabOrder(self.view, made)
        if self.found is not None:
            made.show_sheet(sheet_of(self.found))
        made.hide()
        return made

    def show_loading(self) -> None:
        """Say that figures are on their way; those that are there stay, pale."""
        self.view.set_pale(True)
        if self.found is None:
            self.state.setText(LOADING)
            self._show_parts()

    def show_finding(self, found: Found) -> None:
        """Show these figures as chart and as table, and what must be said beside them."""
        self.found = found
        self.title.setText(chart_title(found))
        self.base.setText(found.base)
        self.caveat.setText(found.caveat)
        self.state.setText(nothing_yet(found))
        self.view.show_finding(found)
        if "table" in vars(self):
            self.table.show_sheet(sheet_of(found))
        self._show_warnings(found.warnings)
        self._show_parts()

    def show_failure(self, sentence: str) -> None:
        """Say in words why there are no figures."""
        self.found = None
        self.state.setText(sentence)
        self._show_warnings(())
        self._show_parts()

    def show_table(self, is_table: bool) -> None:
        """Show the table in place of the chart, or the chart again."""
        self.buttons.table.setChecked(is_table)
        self._show_parts()

    def warnings(self) -> str:
        """All that the card warns of."""
        return "\n".join(notice.words() for notice in self._notices)

    def _show_warnings(self, warnings: Sequence[Warned]) -> None:
        for before in self._notices:
            self.notices.removeWidget(before)
            before.hide()
            before.deleteLater()
        said = (it.sentence for it in warnings if it.code not in self.said_elsewhere)
        self._notices = [Notice(*in_two(sentence)) for sentence in said]
        for notice in self._notices:
            self.notices.addWidget(notice)

    def _show_parts(self) -> None:
        has_figures = self.found is not None and not nothing_yet(self.found)
        is_table = self.buttons.table.isChecked()
        self.state.setVisible(not has_figures)
        self.view.setVisible(has_figures and not is_table)
        if is_table or "table" in vars(self):
            self.table.setVisible(has_figures and is_table)
        for part in (self.base, self.caveat):
            part.setVisible(has_figures)
        self.buttons.setEnabled(has_figures)

    def _connect(self) -> None:
        self.buttons.table_toggled.connect(self.show_table)
        self.buttons.copy_wanted.connect(self.copy_wanted)
        self.view.copy_wanted.connect(self.copy_wanted)
        self.buttons.save_wanted.connect(self.save_wanted)
        self.buttons.print_wanted.connect(self.print_wanted)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(_INSET, 0, 0, 0)
        head.setSpacing(0)
        head.addWidget(self.title, 1)
        head.addWidget(self.buttons)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN - _INSET, 12, _MARGIN - 8, 14)
        column.setSpacing(4)
        column.addLayout(head)
        for part in (self._above(), self.view, self._below()):
            column.addWidget(part)
        self.setTabOrder(self.buttons.print, self.view)

    def _above(self) -> QWidget:
        whole, column = _words_column()
        column.addWidget(self.base)
        column.addWidget(self.state)
        return whole

    def _below(self) -> QWidget:
        whole, column = _words_column()
        column.addLayout(self.body)
        column.addLayout(self.notices)
        column.addWidget(self.caveat)
        return whole


def _words_column() -> tuple[QWidget, QVBoxLayout]:
    """Words stand in line with the chart, which keeps a little room for its ring."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(_INSET, 0, 8, 0)
    column.setSpacing(8)
    return whole, column


def in_two(sentence: str) -> tuple[str, str]:
    """What is wrong, and the figures that prove it, parted at the first colon or full stop."""
    for mark in (": ", ". "):
        wrong, found, rest = sentence.partition(mark)
        if found:
            return wrong + mark.strip(), rest
    return sentence, ""
