"""The second step: what each column holds, with some of what stands in it beside."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.domain.dates import is_ambiguous
from phonebank.domain.figures import count
from phonebank.gui.breath import after_a_breath
from phonebank.gui.pages.call.scrolling import Scrolling
from phonebank.gui.pages.importing.column_row import NAME, NO_COLUMN, PICK, ColumnRow
from phonebank.gui.pages.importing.dates_choice import DatesChoice
from phonebank.gui.pages.importing.facts import Listed, Sentences
from phonebank.gui.pages.importing.split_card import SplitCard
from phonebank.gui.pages.importing.words import samples_of, visible
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.cards import Divider
from phonebank.gui.widgets.chips import Chip, ChipKind
from phonebank.gui.widgets.labels import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.domain.files import FileLook
    from phonebank.gui.pages.importing.draft import Draft
    from phonebank.services.importing import FieldWord

AT_ONCE = 4  # rows made in a turn
MOST = 60  # columns that are not used, by name
REMEMBERED = "remembered from last time"


class ColumnsStep(SplitCard):
    """Tells `chosen` with a field and its headers, and `dates_chosen` with a DateOrder."""

    chosen = Signal(str, object)
    dates_chosen = Signal(object)
    ready = Signal()  # there is a row for each field

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = ElidedLabel(role=fonts.question)
        self.remembered = Chip(REMEMBERED, ChipKind.FILLED, "check")
        self.needed = Sentences()
        self.dates = DatesChoice()
        self.unused_heading = ElidedLabel("Not used", role=fonts.strong)
        self.unused = Listed()
        self.rows: dict[str, ColumnRow] = {}
        self._to_make: list[FieldWord] = []
        self._rows_column = QVBoxLayout()
        self._rows_column.setSpacing(0)
        self._shown: FileLook | None = None
        self._headers = QStringListModel(self)
        self.dates.chosen.connect(self.dates_chosen)
        self._lay_out()

    def make_ready(self, fields: Sequence[FieldWord]) -> None:
        """Have a row for each field, some in a turn: all at once would hold the window up."""
        if list(self.rows) != [field.name for field in fields]:
            self._forget_rows()
            self._to_make = list(fields)
        self._make_some()

    def show_draft(self, draft: Draft) -> None:
        """Show what the columns of the draft hold; rows that stay keep the keyboard."""
        assert draft.proposal is not None
        assert draft.look is not None
        if self._shown is not draft.look:
            self._shown = draft.look
            choices = [NO_COLUMN, *(visible(header) for header in draft.look.headers)]
            self._headers = QStringListModel(choices, self)  # one list for all the picks
        for name, row in self.rows.items():
            row.show_columns(draft.look, self._headers, draft.columns.get(name, ()))
        self._show_side(draft)

    def open_dates(self, draft: Draft) -> Sequence[str]:
        """The headers whose dates may be read in two ways, and nobody has said which."""
        if draft.proposal is None or draft.date_order is not None:
            return ()
        return list(chain(*draft.open_dates.values()))

    def _make_some(self) -> None:
        for field in self._to_make[:AT_ONCE]:
            row = self.rows[field.name] = ColumnRow(field)
            row.chosen.connect(self.chosen)
            self._rows_column.addWidget(row)
            self._rows_column.addWidget(Divider())
        del self._to_make[:AT_ONCE]
        if self._to_make:
            after_a_breath(self, self._make_some)
        else:
            self.ready.emit()

    def _forget_rows(self) -> None:
        while (item := self._rows_column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.rows = {}

    def _show_side(self, draft: Draft) -> None:
        assert draft.look is not None
        assert draft.proposal is not None
        headers, used = draft.look.headers, draft.used
        self.heading.setText(f"{len(used)} of {len(headers)} columns used")
        self.remembered.setVisible(draft.proposal.is_remembered)
        missing = draft.missing
        self.needed.show_sentences([_needed_sentence(missing)] if missing else [], [])
        self._ask_dates(draft)
        unused = [header for header in headers if header not in used]
        self.unused_heading.setVisible(bool(unused))
        lines = [(visible(one), _samples(draft, one) or "empty") for one in unused[:MOST]]
        more = len(unused) - MOST
        self.unused.show_lines([*lines, (f"and {count(more)} more", "")] if more > 0 else lines)

    def _ask_dates(self, draft: Draft) -> None:
        headers = list(chain(*draft.open_dates.values()))
        found = chain(*(_dates(draft, one) for one in headers), *draft.dates_found.values())
        example = next(found, "03/09/2016")
        self.dates.ask([visible(one) for one in headers], visible(example), draft.date_order)

    def _lay_out(self) -> None:
        for part in (self.heading, self.remembered, self.needed, self.dates):
            self.side.addWidget(part)
        self.side.addWidget(self.unused_heading)
        self.side.addWidget(self.unused)
        self.main.addLayout(_titles())
        self.main.setSpacing(0)
        self.main.addWidget(Divider())
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._rows_column)
        column.addStretch(1)
        self.rows_scroller = Scrolling(inside)
        self.main.addWidget(self.rows_scroller, 1)


def _titles() -> QHBoxLayout:
    """What stands over the rows, at their widths."""
    head = QHBoxLayout()
    head.setContentsMargins(12, 4, 8, 4)
    head.setSpacing(12)
    for words, width in (("What is wanted", NAME), ("Column of the file", PICK)):
        label = ElidedLabel(words, role=fonts.header)
        label.setFixedWidth(width)
        head.addWidget(label)
    head.addWidget(ElidedLabel("What stands in it", role=fonts.header), 1)
    return head


def _needed_sentence(missing: Sequence[str]) -> str:
    listed = " and ".join(label.lower() for label in missing)
    return f"No column is chosen for {listed}. Choose which column holds it."


def _samples(draft: Draft, header: str) -> str:
    assert draft.look is not None
    at = draft.look.headers.index(header)
    return samples_of([cells[at] for cells in draft.look.samples if at < len(cells)])


def _dates(draft: Draft, header: str) -> Sequence[str]:
    """The dates among the samples that may be read in two ways."""
    assert draft.look is not None
    at = draft.look.headers.index(header)
    texts = [cells[at] for cells in draft.look.samples if at < len(cells)]
    return [text for text in texts if is_ambiguous(text)]
