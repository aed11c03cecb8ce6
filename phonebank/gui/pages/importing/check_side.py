"""The side of the check: reasons and notices with their counts, and what would mend rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout

from phonebank.domain.figures import count
from phonebank.domain.intake import Fate
from phonebank.gui.pages.importing import words
from phonebank.gui.pages.importing.decisions import DECIDABLE, PLACES
from phonebank.gui.pages.importing.facts import Listed
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton
from phonebank.gui.widgets.cards import Divider
from phonebank.gui.widgets.counted_list import CountedList
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.spaced_text import SpacedText

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from phonebank.domain.intake import Accounts
    from phonebank.gui.pages.importing.split_card import SplitCard

ALL = "All reasons"


class CheckSide(QObject):
    """What stands in the side of the card; `reason_chosen` is empty for all of them."""

    reason_chosen = Signal(str)
    decisions_wanted = Signal(object)  # the fields to decide on

    def __init__(self, card: SplitCard) -> None:
        super().__init__(card)
        self.heading = ElidedLabel(role=fonts.question)
        self.reasons = CountedList("Reasons")
        self.notices_heading = ElidedLabel("Notices", role=fonts.strong)
        self.notices = Listed()
        self.line = Divider()
        self.told = SpacedText(tone="text2")
        self.alias = ActionButton("Add alias…", height=32)
        self.decide = ActionButton("Decide…", height=32)
        self._names: dict[str, str] = {}
        self._fields: Sequence[str] = ()
        self._is_compact = self._has_open = False
        self._lay_out(card)
        self.reasons.chosen.connect(lambda name: self.reason_chosen.emit(self._names.get(name, "")))
        self.alias.clicked.connect(lambda: self.decisions_wanted.emit([PLACES]))
        self.decide.clicked.connect(lambda: self.decisions_wanted.emit(self._fields))

    def _lay_out(self, card: SplitCard) -> None:
        for part in (self.heading, self.reasons, self.notices_heading, self.notices):
            card.side.addWidget(part)
        card.foot.addWidget(self.line)
        card.foot.addWidget(self.told)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.alias, self.decide):
            buttons.addWidget(button)
        buttons.addStretch(1)
        card.foot.addLayout(buttons)

    def show_fate(self, accounts: Accounts, fate: Fate) -> None:
        """The reasons of the rejected rows, or the notices about all the others."""
        number, word = accounts.fates[fate], words.FATES[fate][0]
        is_rejected = fate is Fate.REJECTED and number > 0
        by_reason = ", by reason" if is_rejected else ""
        self.heading.setText(f"{count(number)} {word}{by_reason}")
        self.reasons.setVisible(is_rejected)
        if is_rejected:
            self._show_reasons(accounts)
        notices = [] if is_rejected else words.noticed(accounts, DECIDABLE)
        self.notices_heading.setVisible(bool(notices))
        self.notices.show_lines(notices)

    def show_undecided(self, accounts: Accounts) -> None:
        """What an alias or a decision would mend."""
        open_values = accounts.undecided_values
        undecided = {name: open_values[name] for name in DECIDABLE if open_values.get(name)}
        places: Mapping[str, int] = undecided.get(PLACES, {})
        self._fields = [field for field in undecided if field != PLACES]
        others = sum(len(undecided[field]) for field in self._fields)
        self.alias.setVisible(bool(places))
        self.decide.setVisible(bool(others))
        self.decide.setText(f"Decide {_values(others)}…")
        self.told.setText(_told(sum(places.values()), self._fields))
        for button in (self.alias, self.decide):
            button.set_hint(self.told.text())
        self._has_open = bool(undecided)
        self.line.setVisible(self._has_open)
        self.told.setVisible(self._has_open and not self._is_compact)

    def set_compact(self, is_compact: bool) -> None:
        """In a small window the reasons have the room; the buttons say the rest."""
        self._is_compact = is_compact
        self.told.setVisible(self._has_open and not is_compact)

    def _show_reasons(self, accounts: Accounts) -> None:
        reasons = accounts.reasons.most_common()
        self._names = {words.sentence_case(reason): reason for reason, _ in reasons}
        shown = [(words.sentence_case(reason), number) for reason, number in reasons]
        self.reasons.show_items([(ALL, accounts.fates[Fate.REJECTED]), *shown])


def _values(number: int) -> str:
    return "1 value" if number == 1 else f"{count(number)} values"


def _told(in_rows: int, fields: Sequence[str]) -> str:
    """Why there is something to decide, in a sentence."""
    parts = []
    if in_rows == 1:
        parts.append("A place is only misspelt? Give it an alias once and its row comes in.")
    elif in_rows:
        parts.append(
            "A place is only misspelt? Give it an alias once and its "
            f"{count(in_rows)} rows come in, now and next time."
        )
    if fields:
        named = ", ".join(words.field_words(field) for field in fields)
        parts.append(f"Words that are not known here: {named}. Say once what each means.")
    return " ".join(parts)
