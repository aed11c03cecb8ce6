"""Which electors the table is narrowed to: a saved segment, or conditions put together above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from phonebank.gui.pages.electors.segment_editor import SegmentEditor
from phonebank.gui.widgets.cards import Card
from phonebank.services.segmenting import SegmentLine, segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.domain.segments import Tree
    from phonebank.gui.desk import Desk
    from phonebank.gui.widgets.picks import Pick

EVERYBODY = "Everybody"
CONDITIONS = "Conditions"


class SegmentChoice(QObject):
    """Fills a pick with the saved segments; `chosen` carries a tree, or None, and its words."""

    chosen = Signal(object, str)

    def __init__(self, desk: Desk, pick: Pick, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._pick = desk, pick
        self._saved: dict[str, Tree] = {}
        self._conditions: Tree | None = None
        self._fill()
        pick.activated.connect(self._tell)

    def refresh(self) -> None:
        """Read the saved segments again; the choice stays."""
        job = self._desk.jobs.new()
        job.is_answered_here = True  # whoever may not see segments sees no electors either
        job.succeeded.connect(self._take)
        job.read(segments, self._desk.actor)

    def show_conditions(self, tree: Tree | None) -> None:
        """Conditions that were put together by hand, saved or not; None gives everybody back."""
        saved = next((name for name, one in self._saved.items() if one == tree), "")
        self._conditions = None if saved else tree
        self._fill(saved or (CONDITIONS if tree is not None else EVERYBODY))
        self._tell()

    def current(self) -> Tree | None:
        """The conditions that are chosen; None for everybody."""
        name = self._pick.currentText()
        return self._conditions if name == CONDITIONS else self._saved.get(name)

    def _take(self, lines: Sequence[SegmentLine]) -> None:
        before = self._pick.currentText()
        was = self.current()
        self._saved = {line.name: line.tree for line in lines}
        self._fill(before)
        if self.current() != was:  # it was changed, or is gone
            self._tell()

    def _fill(self, wanted: str = EVERYBODY) -> None:
        names = [EVERYBODY, *([CONDITIONS] if self._conditions is not None else []), *self._saved]
        self._pick.clear()
        self._pick.addItems(names)
        self._pick.setCurrentIndex(names.index(wanted) if wanted in names else 0)

    def _tell(self) -> None:
        name = self._pick.currentText()
        words = {EVERYBODY: "", CONDITIONS: "by these conditions"}.get(name, f"in “{name}”")
        self.chosen.emit(self.current(), words)


class FilterCard(Card):
    """The conditions over the table, made when they are first wanted."""

    changed = Signal(object)  # a Tree, or None for everybody

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.editor: SegmentEditor | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 12, 12, 12)
        self.hide()

    def open(self, tree: Tree | None) -> None:
        """Show these conditions to be changed."""
        if self.editor is None:
            self.editor = SegmentEditor(self._desk)
            self.editor.changed.connect(self.changed)
            self._column.addWidget(self.editor)
        self.editor.set_tree(tree)
        self.refresh()
        self.show()
        self.editor.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Read anew what can be chosen, if it is open."""
        if self.editor is not None:
            self.editor.refresh()
