"""What the page shows when nobody may be rung: until when, why, and who comes due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from phonebank.domain.figures import count
from phonebank.domain.queueing import REASON_NAMES, Reason
from phonebank.gui.pages.call import telling
from phonebank.gui.pages.call.choices import capitalised
from phonebank.gui.pages.call.scrolling import SCROLL_BAR, Scrolling
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.bars import CountBar
from phonebank.gui.widgets.buttons import ActionButton
from phonebank.gui.widgets.cards import Card, Divider
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.notices import Notice, NoticeKind
from phonebank.gui.widgets.shapes import RIGHT
from phonebank.gui.widgets.spaced_text import SpacedText

if TYPE_CHECKING:
    from datetime import datetime

    from phonebank.services.serving import Dry

NAME_WIDTH, COUNT_WIDTH, BAR_WIDTH, BAR_COMPACT = 152, 52, 104, 64
SIDE_WIDTH, SIDE_COMPACT = 304, 264
ROW, ROW_COMPACT = 48, 32
RINGING_BACK = "Someone ringing back? Find them by their number among your calls of the last days."
LAST_CALL = "Was the last call not right? Take it back and log it again."
EACH_ONCE = "each counted once, by the first reason that applies"


class DryView(QWidget):
    """The reasons at the left, largest first; at the right what comes, and the way back."""

    undo_wanted = Signal()
    offer_wanted = Signal()
    ring_back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_compact = False
        self.heading = ElidedLabel(role=fonts.heading)
        self.sentence = SpacedText(tone="text2")
        self.base = ElidedLabel(role=fonts.question)
        self.notice = Notice(kind=NoticeKind.ERROR)
        self.notice.acted.connect(self.offer_wanted)
        self.ring_back = ActionButton("Someone rang back", "Ctrl+R", "call")
        self.ring_back.set_hint("Find them by their number among your calls of the last days")
        self.ring_back.clicked.connect(self.ring_back_wanted)
        self.undo = ActionButton("Undo last", "Ctrl+Z", "undo")
        self.undo.set_hint("Take the last call back")
        self.undo.clicked.connect(self.undo_wanted)
        self._each_once = ElidedLabel(EACH_ONCE, tone="text2")
        self._reasons, self._coming = QVBoxLayout(), QVBoxLayout()
        self._rows: list[QWidget] = []
        self._side: list[Card] = []
        self._lay_out()

    def show_dry(self, dry: Dry, now: datetime) -> None:
        """Everything about a list on which nobody is due."""
        self.heading.setText(telling.dry_heading(dry, now))
        self.sentence.setText(telling.dry_sentence(dry, now))
        whole = sum(dry.reasons.values())
        why = f"Why: the {telling.electors(whole)} {telling.on_which_list(dry)}"
        self.base.setText(why if whole else "")
        self._each_once.setText(EACH_ONCE if whole else "")
        self._show_reasons(dry, now)
        self._show_coming(dry, now)

    def tell(self, wrong: str, rest: str = "", action: str = "") -> None:
        self.notice.say(wrong, rest, action)
        self.notice.setVisible(bool(wrong))

    def set_compact(self, is_compact: bool) -> None:
        self._is_compact = is_compact
        for row in self._rows:
            row.setFixedHeight(ROW_COMPACT if is_compact else ROW)
            for bar in row.findChildren(CountBar):
                bar.setFixedWidth(BAR_COMPACT if is_compact else BAR_WIDTH)
        for card in self._side:
            card.setFixedWidth(SIDE_COMPACT if is_compact else SIDE_WIDTH)
        for words in (self._why_ring_back, self._why_undo, self._each_once):
            words.setVisible(not is_compact)
        side, top = (16, 10) if is_compact else (24, 16)
        self._card_column.setContentsMargins(side, top, side - SCROLL_BAR, top)

    def _show_reasons(self, dry: Dry, now: datetime) -> None:
        emptied(self._reasons)
        self._rows = []
        largest = max(dry.reasons.values(), default=0) or 1
        for reason, number in telling.in_order(dry) if any(dry.reasons.values()) else ():
            meaning = telling.meaning(reason, dry, now)
            row = reason_row(reason, number, number / largest, meaning)
            self._rows.append(row)
            self._reasons.addWidget(Divider())
            self._reasons.addWidget(row)
        self.set_compact(self._is_compact)

    def _show_coming(self, dry: Dry, now: datetime) -> None:
        emptied(self._coming)
        for when, reason, number in dry.coming:
            words = capitalised(telling.moment(when, now))
            if self._coming.count():
                self._coming.addWidget(Divider())
            self._coming.addWidget(coming_row(words, telling.COMING.get(reason, ""), number))
        if not dry.coming:
            self._coming.addWidget(SpacedText("Nobody.", tone="text2"))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._reasons_card(), 1)
        side = QVBoxLayout()
        side.setSpacing(12)
        waiting = QVBoxLayout()
        waiting.setSpacing(10)
        self._why_ring_back = SpacedText(RINGING_BACK, tone="text2")
        self._why_undo = SpacedText(LAST_CALL, tone="text2")
        for why, button in ((self._why_ring_back, self.ring_back), (self._why_undo, self.undo)):
            waiting.addWidget(why)
            waiting.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._side = [side_card("Coming due", self._coming), side_card("While you wait", waiting)]
        for card in self._side:
            side.addWidget(card)
        side.addStretch(1)
        row.addLayout(side)
        self.tell("")

    def _reasons_card(self) -> Card:
        card = Card()
        self._card_column = QVBoxLayout(card)
        self._card_column.setSpacing(4)
        for widget in (self.notice, self.heading, self.sentence):
            self._card_column.addWidget(widget)
        over = QHBoxLayout()
        over.setContentsMargins(0, 12, SCROLL_BAR, 4)
        over.addWidget(self.base)
        over.addStretch(1)
        over.addWidget(self._each_once)
        self._card_column.addLayout(over)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._reasons.setSpacing(0)
        column.addLayout(self._reasons)
        column.addStretch(1)
        self._card_column.addWidget(Scrolling(inner), 1)
        return card


def reason_row(reason: Reason, number: int, part: float, meaning: str) -> QWidget:
    """A reason, how many, its bar, what it means; nought is grey."""
    place = QWidget()
    row = QHBoxLayout(place)
    row.setContentsMargins(0, 0, 4, 0)
    row.setSpacing(0)
    strong, soft = ("text", "text2") if number else ("text3", "text3")
    name = ElidedLabel(REASON_NAMES[reason], role=fonts.button, tone=strong)
    figure = ElidedLabel(count(number), role=fonts.strong, tone=strong, align=RIGHT)
    bar = CountBar(part)
    name.setFixedWidth(NAME_WIDTH)
    figure.setFixedWidth(COUNT_WIDTH)
    to_do = ElidedLabel(telling.to_do(reason, number), tone=soft if number else "text3")
    for widget, gap in ((name, 0), (figure, 0), (bar, 12), (ElidedLabel(meaning, tone=soft), 16)):
        row.addSpacing(gap)
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    to_do.setMinimumWidth(to_do.sizeHint().width())
    row.setStretch(row.count() - 1, 1)
    row.addSpacing(12)
    row.addWidget(to_do)
    return place


def coming_row(when: str, what: str, number: int) -> QWidget:
    place = QWidget()
    place.setFixedHeight(32)
    row = QHBoxLayout(place)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(ElidedLabel(when, role=fonts.button))
    row.addWidget(ElidedLabel(what, role=fonts.caption, tone="text2"), 1)
    row.addWidget(ElidedLabel(count(number), role=fonts.strong))
    return place


def side_card(title: str, content: QVBoxLayout) -> Card:
    card = Card()
    column = QVBoxLayout(card)
    column.setContentsMargins(20, 14, 20, 16)
    column.setSpacing(6)
    column.addWidget(ElidedLabel(title, role=fonts.question))
    column.addLayout(content)
    return card


def emptied(layout: QBoxLayout) -> None:
    """Take every widget out of a layout."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
