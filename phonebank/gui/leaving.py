"""Before a page or the window is left: what is not saved, and what is only half done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from phonebank.gui.jobs import Job
from phonebank.gui.pages.call.page import CallPage
from phonebank.gui.pages.importing.page import ImportPage
from phonebank.gui.pages.lists.page import ListsPage
from phonebank.gui.pages.reported.page import ReportedPage
from phonebank.gui.pages.shifts.page import ShiftsPage
from phonebank.gui.widgets.form import Form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QWidget

    from phonebank.gui.jobs import Jobs
    from phonebank.gui.pages.kinds import AnyPage
    from phonebank.gui.pages.made import Pages
    from phonebank.gui.turning import Turning

HALF_ENTERED = "A call is half entered on the Call page: save or skip it first."
IMPORTING = "A file is half way in on the Import page: finish or cancel it first."
REPORTING = "Something on the Reported page is half entered: save or cancel it first."
PLANNING = "A shift is half planned on the Shifts page: save or cancel it first."
WRITING = "Something on the Lists page is not saved: save or drop it first."


@runtime_checkable
class Leavable(Protocol):
    """A page that asks before it is left."""

    @property
    def has_unsaved(self) -> bool: ...

    def leave(self, then: Callable[[], object]) -> None: ...


def leave(page: object, then: Callable[[], object]) -> None:
    """Go on with `then` once this page was asked; it may stay."""
    if isinstance(page, Leavable):
        page.leave(then)
    else:
        then()


def half_done(pages: Iterable[object]) -> str:
    """What would be lost on these pages if the window were made anew, in a sentence or none."""
    return next(filter(None, map(_half_done_on, pages)), "")


class Rest:
    """Whether the window may be made anew, as far as its pages and its work go."""

    def __init__(self, pages: Pages[AnyPage], turning: Turning, jobs: Jobs) -> None:
        self._pages, self._turning, self._jobs = pages, turning, jobs

    def why_not(self) -> str:
        """What would be lost, in a sentence or none."""
        return half_done(page for _, page in self._pages.there())

    def is_free(self) -> bool:
        """Whether nobody is on the line, no form is open, and no work is shown under way."""
        if self._turning.has_unsaved or self.why_not():
            return False
        if any(job.title for job in self._jobs.findChildren(Job)):
            return False
        return all(_is_at_rest(page) for _, page in self._pages.there())


def _is_at_rest(page: QWidget) -> bool:
    if isinstance(page, CallPage) and not page.is_between_calls:
        return False
    forms = page.findChildren(Form)
    return not any(form.is_in_use for form in forms if form.isVisibleTo(page))


def _half_done_on(page: object) -> str:
    match page:
        case CallPage() if page.in_hand.is_half_entered:
            return HALF_ENTERED
        case ImportPage() if page.draft is not None:
            return IMPORTING
        case ReportedPage() if page.is_form_open and page.form.has_unsaved:
            return REPORTING
        case ShiftsPage() if page.view.is_form_open:
            return PLANNING
        case ListsPage() if page.view.is_form_open or _is_written_on(page):
            return WRITING
    return ""


def _is_written_on(page: ListsPage) -> bool:
    """Whether a script is; its editor is made when it is first turned to."""
    return "editor" in vars(page) and page.editor.has_unsaved
