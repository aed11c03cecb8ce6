"""Help for the page one came from, how the window looks, and whose facts these are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from phonebank import __version__
from phonebank.gui.help_words import ABOUT, ATTRIBUTION, HELP
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import PrimaryButton
from phonebank.gui.widgets.cards import Card
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.palette import Appearance
from phonebank.gui.widgets.segmented import Segmented
from phonebank.gui.widgets.spaced_text import SpacedText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.gui.desk import Desk
    from phonebank.gui.settings import Settings

WIDEST = 720


class HelpPage(QScrollArea):
    """Plain words in cards; Escape or F1 goes back."""

    left = Signal()
    appearance_chosen = Signal(object)

    def __init__(self, desk: Desk, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.about_page = ""
        self._settings = settings
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setAccessibleName("Help")
        self._title = ElidedLabel(role=fonts.title)
        self._words = QVBoxLayout()
        self._words.setSpacing(12)
        self.back = PrimaryButton("Back to the page", "Esc")
        self.back.clicked.connect(self.left)
        escape = QShortcut(QKeySequence("Escape"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)
        self.appearance = self._appearance_choice()
        self._lay_out()

    def show_for(self, title: str) -> None:
        """Help for the page with this title."""
        self.about_page = title
        self._title.setText(f"Help: {title}")
        while (item := self._words.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for words in HELP[title]:
            self._words.addWidget(SpacedText(words))
        self.back.setFocus()

    def _appearance_choice(self) -> Segmented:
        ways = [(one.value, one.value.capitalize(), "") for one in Appearance]
        choice = Segmented(ways, "Appearance of the window")
        choice.choose(self._settings.appearance().value)
        choice.chosen.connect(self._choose_appearance)
        return choice

    def _choose_appearance(self, name: str) -> None:
        appearance = Appearance(name)
        self._settings.choose_appearance(appearance)
        self.appearance_chosen.emit(appearance)

    def _lay_out(self) -> None:
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(_card(None, self._words))
        column.addWidget(_card("How it looks", _column([self.appearance])))
        version = f"phonebank {__version__}. {ABOUT}"
        about = [SpacedText(version), *(SpacedText(line, tone="text2") for line in ATTRIBUTION)]
        column.addWidget(_card("About", _column(about)))
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        ground.setMaximumWidth(WIDEST)
        self.setWidget(ground)


def _column(widgets: Sequence[QWidget]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    for widget in widgets:
        align = Qt.AlignmentFlag.AlignLeft if isinstance(widget, Segmented) else Qt.AlignmentFlag(0)
        column.addWidget(widget, 0, align)
    return column


def _card(title: str | None, inside: QVBoxLayout) -> Card:
    card = Card()
    column = QVBoxLayout(card)
    column.setContentsMargins(20, 16, 20, 16)
    column.setSpacing(12)
    if title:
        column.addWidget(ElidedLabel(title, role=fonts.question))
    column.addLayout(inside)
    return card
