"""The insight page: how far to believe the canvass, a chart for each question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from phonebank.domain.canvass import By
from phonebank.domain.changes import Topic
from phonebank.domain.hours import local
from phonebank.domain.insight import CallerEffects, Insight, Reach
from phonebank.domain.permits import Role
from phonebank.gui.charts.card import ChartCard, in_two
from phonebank.gui.pages.insight.filters import Filters
from phonebank.gui.pages.insight.grid import CardGrid
from phonebank.gui.pages.insight.head import Head
from phonebank.gui.pages.insight.loading import Loading
from phonebank.gui.pages.insight.planner import Planner
from phonebank.gui.pages.insight.sending import Sending
from phonebank.gui.widgets.scrolled import scrolled
from phonebank.services.tallying import WITHOUT, canvass_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from phonebank.domain.insight import Effort, Found
    from phonebank.domain.permits import Actor
    from phonebank.gui.desk import Desk
    from phonebank.store.database import Database

MARGIN = 16
ORDER = (
    Insight.TREND,
    Insight.SWITCHING,
    Insight.ATTEMPTS,
    Insight.PROJECTION,
    Insight.UNDECIDED,
    Insight.REASONS,
    Insight.SECTIONS,
    Insight.REACH,
    Insight.CALLERS,
)
OF_ALL = ("too-few", "coverage")
"""Warnings that every chart would repeat: they stand at the head of the page instead."""
WORST = (
    *OF_ALL,
    "sections-missing",
    "polls-disagree",
    "hard-to-reach",
    "callers-differ",
    "one-caller",
)


class InsightPage(QWidget):
    title = "Insight"
    icon_name = "insight"
    topics = Topic.ELECTORS | Topic.CALLS | Topic.CALLERS | Topic.REPORTED | Topic.CONTEST

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        cards: Mapping[Insight, ChartCard] | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.cards = cards or dict(_cards(desk))
        self.planner = Planner()
        self.cards[Insight.REACH].body.addWidget(self.planner)
        self.planner.hide()
        self.filters = Filters(desk.contest, lambda: local(desk.clock.now()).date())
        self.head = Head(self.filters)
        self.grid = CardGrid(list(self.cards.values()))
        self.scroller = scrolled(self.grid, "Charts")
        self._loading = Loading(desk, self)
        self._sending = Sending(desk, self)
        self._lay_out()
        self._connect()

    @classmethod
    def bit_by_bit(cls, desk: Desk) -> Iterator[InsightPage | None]:
        """The page, after a None for each of its cards that is made before it."""
        cards: dict[Insight, ChartCard] = {}
        for insight, card in _cards(desk):
            cards[insight] = card
            yield None
        yield cls(desk, cards=cards)

    def refresh(self) -> None:
        """Count everything again, narrowed as the filters say, a chart after another."""
        for card in self.cards.values():
            card.show_loading()
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(self.filters.offer_regions)
        job.read(region_names, self._desk.actor, self._desk.clock.now())
        self._ask()

    def export(self) -> None:
        """Write every chart that may be passed on to a PDF."""
        findings = self.passed_on()
        if findings and self.head.export.isEnabled():
            self._sending.save_all(findings)

    def passed_on(self) -> list[Found]:
        """What has figures, without those about the callers."""
        return [it for it in self._findings() if not isinstance(it, CallerEffects)]

    def minimumSizeHint(self) -> QSize:
        return QSize(640, 400)

    def _narrow(self) -> None:
        for card in self.cards.values():
            card.show_loading()
        self._ask()

    def _ask(self) -> None:
        where = self.filters.where()
        efforts = {Insight.REACH: self.planner.effort()}
        self._loading.ask_all(list(self.cards), where, efforts)

    def _plan(self, effort: Effort | None) -> None:
        self.cards[Insight.REACH].show_loading()
        self._loading.ask_first(Insight.REACH, effort)

    def _show(self, insight: Insight, found: Found) -> None:
        card = self.cards[insight]
        card.said_elsewhere = OF_ALL
        card.show_finding(found)
        if isinstance(found, Reach):
            self.planner.show_reach(found)
            self.planner.setVisible(bool(found.ladder.roll))
        self._show_head()

    def _show_failure(self, insight: Insight, sentence: str) -> None:
        self.cards[insight].show_failure(sentence)
        self._show_head()

    def _show_head(self) -> None:
        findings = self._findings()
        said = {it.code: it.sentence for found in findings for it in found.warnings}
        worst = next((code for code in WORST if code in said), "")
        self.head.pill.say(_short(worst, said[worst]) if worst else "", said.get(worst, ""))
        self.head.export.setEnabled(bool(findings))

    def _findings(self) -> list[Found]:
        return [card.found for card in self.cards.values() if card.found is not None]

    def _connect(self) -> None:
        self.filters.changed.connect(self._narrow)
        self.planner.planned.connect(self._plan)
        self._loading.found.connect(self._show)
        self._loading.failed.connect(self._show_failure)
        self._sending.written.connect(self.head.tell_written)
        self._sending.told.connect(self.head.tell)
        self.head.export.clicked.connect(self.export)
        QShortcut(QKeySequence("Ctrl+E"), self).activated.connect(self.export)
        for card in self.cards.values():
            self._connect_card(card)

    def _connect_card(self, card: ChartCard) -> None:
        def send(way: str) -> None:
            if card.found is not None:
                getattr(self._sending, way)(card.found)

        card.copy_wanted.connect(lambda: send("copy"))
        card.save_wanted.connect(lambda: send("save"))
        card.print_wanted.connect(lambda: send("print"))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 12, MARGIN - 8, 0)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(self.scroller, 1)
        self.grid.margin = MARGIN


def _short(code: str, sentence: str) -> str:
    """What the head has room for: of a warning that stands on its card as well, what is wrong."""
    return sentence if code in OF_ALL else in_two(sentence)[0].rstrip(":.")


def _cards(desk: Desk) -> Iterator[tuple[Insight, ChartCard]]:
    """Each card that whoever sits here may see, made when it comes to its turn."""
    is_organiser = desk.actor.role is Role.ORGANISER
    for insight in ORDER:
        if is_organiser or insight is not Insight.CALLERS:
            yield insight, ChartCard(insight, desk.contest)


def region_names(db: Database, actor: Actor, now: datetime) -> Sequence[str]:
    """The regions in which there are electors."""
    table = canvass_table(db, actor, now, By.REGION)
    unknown = {None, WITHOUT[By.REGION]}
    return sorted(row.place for row in table.rows if row.place and row.place not in unknown)
