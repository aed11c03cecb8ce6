"""The tab of the audit: who changed what when, looked for, read page by page, given out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal

from phonebank.domain.audit import Asked, AuditKind
from phonebank.domain.hours import local
from phonebank.gui.pages.campaign import audit_words as words
from phonebank.gui.pages.campaign.audit_view import AuditView
from phonebank.services.auditing import PAGE, AuditPage, audit_page, export_audit

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from phonebank.domain.audit import AuditEntry
    from phonebank.gui.desk import Desk
    from phonebank.gui.jobs import Job


class AuditTab(AuditView):
    """Read anew whenever it is turned to; `refused` carries why something could not be done."""

    refused = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page = AuditPage([], 0, 0, [])
        self._connect()

    @property
    def entry(self) -> AuditEntry | None:
        """The chosen line."""
        row, entries = self.table.current_row(), self._page.entries
        return entries[row] if 0 <= row < len(entries) else None

    def load(self, after: int = 0) -> None:
        """Read the lines that are asked for, from this place on."""
        job = self._new_job()
        asked = self._asked()
        job.succeeded.connect(lambda page: self._show(page, asked))
        job.read(audit_page, self._desk.actor, asked, after)

    def export(self) -> None:
        """Ask where to, then write all that is asked for."""
        day = local(self._desk.clock.now()).date().isoformat()
        suggested = self._desk.facts.folder / f"audit {day}.xlsx"
        path = self._desk.ask.where_to_save("Export the audit", suggested, words.KINDS)
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(".xlsx")
        job, reason = self._new_job(), self.reason.text().strip()
        job.succeeded.connect(lambda lines: self._show_written(path, lines))
        now = self._desk.clock.now()
        job.write(export_audit, self._desk.actor, path, self._asked(), reason, now)

    def _asked(self) -> Asked:
        kind = self.kind.currentData()
        return Asked(
            by=self.who.currentData(),
            kind=AuditKind(kind) if kind else None,
            elector=self.search.text().strip(),
        )

    def _show(self, page: AuditPage, asked: Asked) -> None:
        if asked != self._asked():
            return  # somebody asked for something else meanwhile
        before, self._page = self.entry, page
        with QSignalBlocker(self.who):
            self.show_people(page.people)
        self.show_place(page.after, len(page.entries), page.total)
        self.show_rows([words.row_of(entry) for entry in page.entries])
        ids = [entry.id for entry in page.entries]
        if ids:
            self.table.choose_row(ids.index(before.id) if before and before.id in ids else 0)
        self._show_entry()

    def _show_entry(self) -> None:
        entry = self.entry
        self.beside.setVisible(entry is not None)
        if entry is not None:
            self.panel.title.setText(entry.words)
            self.panel.show_parts(list(words.parts_of(entry)))

    def _show_written(self, path: Path, lines: int) -> None:
        self.reason.clear()
        self.told.setText(words.written(path, lines))
        self.load()

    def _ask_anew(self) -> None:
        self.told.setText("")
        self.load()

    def _new_job(self) -> Job:
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.failed.connect(self.refused)
        return job

    def _connect(self) -> None:
        for pick in (self.who, self.kind):
            pick.currentIndexChanged.connect(self._ask_anew)
        self.search.textChanged.connect(self._ask_anew)
        self.table.chosen.connect(self._show_entry)
        self.newer.clicked.connect(lambda: self.load(max(0, self._page.after - PAGE)))
        self.older.clicked.connect(lambda: self.load(self._page.after + PAGE))
        self.export_it.clicked.connect(self.export)
        self.reason.returnPressed.connect(self.export_it.click)
