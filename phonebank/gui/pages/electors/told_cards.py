"""What was said and done: calls, newest first; changes by hand; the file an elector came from."""

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QWidget

from phonebank.domain.electors import AuditRow, ElectorCard, PastCall
from phonebank.gui.pages.electors.words import (
    audit_heading,
    audit_lines,
    call_heading,
    call_line,
    joined,
    origin_line,
)
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.titled_card import TitledCard


class CallsCard(TitledCard):
    """Every call with its note."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Calls, newest first", parent=parent)

    def show_card(self, card: ElectorCard) -> None:
        """Show the calls to this elector."""
        self.show_parts(call_parts(card.history))


class ChangesCard(TitledCard):
    """Every change by hand with before and after, and where the elector came from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Changes by hand", parent=parent)

    def show_changes(self, card: ElectorCard, audit: Sequence[AuditRow]) -> None:
        """Show these, newest first."""
        self.show_parts(_change_parts(card, audit))


def call_parts(history: Sequence[PastCall]) -> list[QWidget]:
    """Heading, outcome and note of each call."""
    parts = [part for call in history for part in _call_parts(call)]
    return parts or [SpacedText("Never rung.", tone="text3")]


def _call_parts(call: PastCall) -> Iterator[QWidget]:
    yield SpacedText(call_heading(call), fonts.caption, "text3")
    yield SpacedText(call_line(call), tone="text3" if call.superseded else "text")
    if call.note:
        yield SpacedText(f"“{call.note}”", tone="text2")


def _change_parts(card: ElectorCard, audit: Sequence[AuditRow]) -> list[QWidget]:
    parts: list[QWidget] = []
    for row in audit:
        parts.append(SpacedText(audit_heading(row), fonts.caption, "text3"))
        parts += [SpacedText(line) for line in audit_lines(row)]
    if not audit:
        parts.append(SpacedText("None.", tone="text3"))
    if card.merged:
        merged = f"Merged from {joined(*card.merged)}."
        parts.append(SpacedText(merged, fonts.caption, "text3"))
    if card.origin is not None:
        parts.append(SpacedText(origin_line(card.origin), fonts.caption, "text3"))
    return parts
