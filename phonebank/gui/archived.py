"""The line above every page of an archived campaign: since when, and where it is taken up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.hours import local
from phonebank.gui.widgets.notices import Notice
from phonebank.services.contest_edits import archived_at

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from phonebank.gui.jobs import Jobs

ARCHIVED, READ_ONLY = "This campaign is archived.", "It is read-only: nothing can be changed."


class ArchivedNotice(Notice):
    """`acted` leads to the page that takes it up again."""

    def __init__(self, jobs: Jobs, action: str = "Campaign", parent: QWidget | None = None) -> None:
        super().__init__(ARCHIVED, READ_ONLY, action, parent=parent)
        self._way_out = action
        job = jobs.new()
        job.succeeded.connect(self._show_day)
        job.read(archived_at)

    def _show_day(self, at: datetime | None) -> None:
        if at is not None:
            day = local(at)
            told = f"Archived on {day.day} {day:%b %Y}."
            self.say(told, READ_ONLY, self._way_out)
