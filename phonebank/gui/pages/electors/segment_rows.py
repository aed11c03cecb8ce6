"""The rows of a segment: as many conditions as there are, joined by all of or any of."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from phonebank.domain.errors import WrongUse
from phonebank.domain.segment_words import parse
from phonebank.domain.segments import All, AnyOf, Tree
from phonebank.gui.pages.electors.segment_options import RowParts, joined, rows_of
from phonebank.gui.pages.electors.segment_row import HEIGHT, Known, SegmentRow
from phonebank.gui.widgets.buttons import QuietButton
from phonebank.gui.widgets.segmented import Segmented

ALL, ANY = "all", "any"
GAP = 8
AT_ONCE = 4  # rows in sight; more scroll


class SegmentRows(QScrollArea):
    """`changed` after every edit. `joining` and `add` are laid out by whoever shows the rows."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: Known = {}
        self._rows: list[SegmentRow] = []
        self._is_shown = True
        choices = [(ALL, "all of", ""), (ANY, "any of", "")]
        self.joining = Segmented(choices, "Whether all or any of the conditions are to hold")
        self.add = QuietButton("Condition", icon="plus", height=HEIGHT)
        self.add.set_hint("Add a condition")
        self._lay_out()
        self.joining.chosen.connect(self._tell_changed)
        self.add.clicked.connect(self._add_by_hand)
        self._fit()

    def is_shown(self) -> bool:
        """Whether the segment fits into rows."""
        return self._is_shown

    def tree(self) -> Tree | None:
        """What the rows say, without those still to be filled in; WrongUse for what is no value."""
        parts = [_condition(parts) for parts in self._parts() if not parts.is_empty]
        return joined(parts, is_any=self.joining.current() == ANY)

    def show_tree(self, tree: Tree | None) -> None:
        """Show a segment in rows, or no rows where it does not fit into them."""
        rows = rows_of(tree)
        self._is_shown = rows is not None
        wanted: Sequence[RowParts] = rows.rows if rows else ()
        for control in (self.joining, self.add):
            control.setEnabled(self._is_shown)
        if rows is not None and len(rows.rows) > 1:
            with QSignalBlocker(self.joining):
                self.joining.choose(ANY if rows.is_any else ALL)
        while len(self._rows) > len(wanted):
            self._drop(self._rows[-1])
        while len(self._rows) < len(wanted):
            self._append()
        for row, parts in zip(self._rows, wanted, strict=True):
            row.show_parts(parts)
        self._fit()

    def offer(self, known: Known) -> None:
        """What can be chosen in this campaign."""
        self._known = known
        for row in self._rows:
            row.offer(known)

    def known(self) -> Known:
        """What is offered."""
        return self._known

    def rows(self) -> Sequence[SegmentRow]:
        return self._rows

    def _parts(self) -> list[RowParts]:
        return [row.parts() for row in self._rows]

    def _add_by_hand(self) -> None:
        row = self._append()
        self._fit()
        row.field.setFocus(Qt.FocusReason.TabFocusReason)

    def _append(self) -> SegmentRow:
        row = SegmentRow(self._known)
        row.changed.connect(self._tell_changed)
        row.removed.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        return row

    def _remove(self, row: SegmentRow) -> None:
        self._drop(row)
        self._fit()
        self.changed.emit()

    def _drop(self, row: SegmentRow) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _fit(self) -> None:
        count = min(len(self._rows), AT_ONCE)
        self.setFixedHeight(count * (HEIGHT + GAP) - GAP if count else 0)
        self.setVisible(bool(count))

    def _tell_changed(self) -> None:
        self.changed.emit()

    def _lay_out(self) -> None:
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self._column.addStretch(1)
        self.setWidget(inner)
        for ground in (inner, self.viewport()):  # a card shows through
            ground.setAutoFillBackground(False)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Conditions of the segment")


def _condition(parts: RowParts) -> Tree:
    tree = parse(parts.written())
    if isinstance(tree, All | AnyOf):
        raise WrongUse(
            f"“{parts.values}” says more than one thing.",
            next_step="Add a condition for each; put names that hold and or or in quotes.",
        )
    return tree
