"""What the import page is made of: title and steps, notices, the step that is shown, its foot."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from phonebank.gui.pages.importing import words
from phonebank.gui.pages.importing.check_step import CheckStep
from phonebank.gui.pages.importing.columns_step import ColumnsStep
from phonebank.gui.pages.importing.file_step import FileStep
from phonebank.gui.pages.importing.footer import Footer
from phonebank.gui.pages.importing.run_step import RunStep
from phonebank.gui.pages.importing.start_step import StartStep
from phonebank.gui.pages.importing.summary_step import SummaryStep
from phonebank.gui.pages.importing.ways import NAMES, Step
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import BackButton
from phonebank.gui.widgets.icon_label import IconLabel
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.notices import Notice, NoticeKind
from phonebank.gui.widgets.steps import Steps

if TYPE_CHECKING:
    from phonebank.gui.desk import Desk
    from phonebank.gui.pages.importing.draft import Draft
    from phonebank.gui.pages.importing.earlier import EarlierImports

MARGIN, COMPACT = 24, 12
EMPTY_THEM = "Empty them"
PARTS = ("start", "file", "columns", "check", "run", "summary", "footer")


class ImportFrame(QWidget):
    """Knows how steps look, nothing of what comes next; each is made when it is first asked for."""

    emptying_allowed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.back, self.steps = BackButton("Back"), Steps(NAMES)
        self.name, self.told = ElidedLabel(role=fonts.strong), ElidedLabel(tone="text2")
        self.notice = Notice(kind=NoticeKind.ERROR)
        self.warning = Notice(action=EMPTY_THEM)
        self.warning.acted.connect(self.emptying_allowed)

    @cached_property
    def start(self) -> StartStep:
        return StartStep(self._desk)

    @cached_property
    def file(self) -> FileStep:
        return FileStep()

    @cached_property
    def columns(self) -> ColumnsStep:
        return ColumnsStep()

    @cached_property
    def check(self) -> CheckStep:
        return CheckStep(self._desk)

    @cached_property
    def run(self) -> RunStep:
        return RunStep()

    @cached_property
    def summary(self) -> SummaryStep:
        return SummaryStep(self._desk)

    @cached_property
    def footer(self) -> Footer:
        return Footer()

    def lay_out_on(self, page: QWidget) -> None:
        """Put every part in its place, and fill the page."""
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self)
        self._places = {
            Step.START: self.start,
            Step.FILE: self.file,
            Step.COLUMNS: self.columns,
            Step.CHECK: self.check,
            Step.IMPORT: self.run,
            Step.SUMMARY: self.summary,
        }
        self._column = QVBoxLayout(self)
        self._line = IconLabel("file", self.name, self.told)
        self._stack = QStackedWidget()
        for place in self._places.values():
            self._stack.addWidget(place)
        self._column.addLayout(self._top())
        for part in (self.notice, self.warning):
            self._column.addWidget(part)
        self._column.addWidget(self._stack, 1)
        self._column.addWidget(self.footer)
        self.tell("")
        self.warn("", "")

    def earlier(self, step: Step) -> EarlierImports:
        """What was imported before, as it stands on this step."""
        return self.summary.earlier if step is Step.SUMMARY else self.start.earlier

    def show_step(self, step: Step, draft: Draft | None) -> None:
        """Show a step, filled with the draft as far as that has come."""
        self.run.end()
        self.back.setVisible(step is Step.START)
        self.steps.setVisible(step is not Step.START)
        self.steps.show_step(max(step, 0))
        self._show_line(step, draft)
        if draft is not None:
            self._fill(step, draft)
        self._stack.setCurrentWidget(self._places[step])

    def show_wait(self, heading: str, told: str, rows: int) -> None:
        """Show the job that is running in place of the step."""
        self.run.begin(heading, told, rows)
        self._stack.setCurrentWidget(self.run)
        self.run.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_waiting(self) -> bool:
        return self._stack.currentWidget() is self.run

    def focus_step(self, step: Step) -> None:
        """Put the keys where the step begins."""
        first = {
            Step.START: self.start.choose,
            Step.FILE: self.file.kind,
            Step.COLUMNS: self.footer.on,
            Step.CHECK: self.check,
            Step.IMPORT: self.run.cancel,
            Step.SUMMARY: self.footer.on,
        }[step]
        if step is Step.CHECK:
            self.check.focus_first()
        else:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_what_is_open(self) -> bool:
        """Close a question or the decisions; False where nothing was open."""
        for earlier in (self.start.earlier, self.summary.earlier):
            if earlier.isVisible() and earlier.is_asking:
                earlier.stop_asking()
                return True
        return self.check.isVisible() and self.check.close_decisions()

    def tell(self, wrong: str, rest: str = "") -> None:
        """What could not be done, or was; empty takes it away."""
        self.notice.say(wrong, rest)
        self.notice.setVisible(bool(wrong))

    def warn(self, wrong: str, rest: str) -> None:
        """An amber sentence that must be agreed to; without a rest there is none."""
        self.warning.say(wrong, rest, EMPTY_THEM)
        self.warning.setVisible(bool(rest))

    def set_compact(self, is_compact: bool) -> None:
        margin = COMPACT if is_compact else MARGIN
        self._column.setContentsMargins(margin, 8 if is_compact else 12, margin, margin - 8)
        self._column.setSpacing(8 if is_compact else 12)
        for part in (self.file, self.columns, self.check, self.summary, self.footer):
            part.set_compact(is_compact)

    def _fill(self, step: Step, draft: Draft) -> None:
        if step is Step.FILE and draft.look is not None:
            self.file.show_draft(draft)
        elif step is Step.COLUMNS:
            self.columns.show_draft(draft)
        elif step is Step.CHECK and draft.accounts is not None:
            self.check.show_accounts(draft.accounts, take_missing_off=draft.take_missing_off)
        elif step is Step.SUMMARY and draft.accounts is not None:
            self.summary.show_accounts(draft.accounts)

    def _show_line(self, step: Step, draft: Draft | None) -> None:
        """The file, and what is known of it by now."""
        self._line.setVisible(draft is not None)
        if draft is None:
            return
        self.name.setText(words.visible(draft.path.name))
        if draft.look is None:
            self.told.setText("")
        elif draft.accounts is not None and step >= Step.CHECK:
            used = len(draft.used)
            self.told.setText(words.told_when_checked(draft.look, draft.accounts, used))
        else:
            self.told.setText(words.told_of(draft.look))

    def _top(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.back)
        head.addWidget(ElidedLabel("Import", role=fonts.title))
        head.addSpacing(12)
        head.addWidget(self.steps)
        head.addStretch(1)
        top = QVBoxLayout()
        top.setSpacing(6)
        top.addLayout(head)
        top.addWidget(self._line)
        return top
