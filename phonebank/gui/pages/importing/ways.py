"""What the foot of the page offers on each step."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.figures import count
from phonebank.gui.pages.importing import words

if TYPE_CHECKING:
    from phonebank.gui.pages.importing.draft import Draft

NAMES = ("File", "Columns", "Check", "Import", "Summary")
NOT_YET = "Nothing is written yet."
CAN_UNDO = "Nothing is written yet. A whole import can be undone."


class Step(IntEnum):
    """In order; `START` is before there is a file."""

    START = -1
    FILE = 0
    COLUMNS = 1
    CHECK = 2
    IMPORT = 3
    SUMMARY = 4


class Ways(NamedTuple):
    """Words of the three buttons, empty where there is none, and the sentence between."""

    back: str
    cancel: str
    told: str
    on: str


WAYS = {
    Step.START: Ways("", "", "", ""),
    Step.FILE: Ways("Another file", "Cancel", NOT_YET, "Continue to columns"),
    Step.COLUMNS: Ways("Back to the file", "Cancel", NOT_YET, "Check every row"),
    Step.CHECK: Ways("Back to columns", "Cancel", CAN_UNDO, "Import"),
    Step.IMPORT: Ways("", "", "", ""),
    Step.SUMMARY: Ways("Another file", "", "", "Go to electors"),
}


def ways(step: Step, draft: Draft | None, *, is_waiting: bool, is_stale: bool) -> Ways:
    """What is offered; while a job runs, the card that shows it has the one button."""
    if is_waiting:
        return WAYS[Step.IMPORT]
    offered = WAYS[step]
    if step is Step.CHECK and draft is not None and draft.accounts is not None:
        if is_stale:
            told = "You decided something: check again to see what comes in."
            return offered._replace(told=told, on="Check again")
        return offered._replace(on=f"Import {words.rows(words.to_write(draft.accounts))}")
    return offered


def why_not(step: Step, draft: Draft | None, *, has_open_dates: bool, is_asked: bool) -> str:
    """Why one may not go on, empty if one may."""
    if draft is None or draft.look is None:
        return ""
    if step is Step.FILE and is_asked:
        return "Say first in which encoding the names are right"
    if step is Step.COLUMNS and draft.missing:
        return f"Choose first which column holds {' and '.join(draft.missing)}"
    if step is Step.COLUMNS and has_open_dates:
        return "Say first how the dates are to be read"
    if step is Step.CHECK and draft.accounts is not None:
        return _why_not_written(draft)
    return ""


def _why_not_written(draft: Draft) -> str:
    accounts = draft.accounts
    assert accounts is not None
    if accounts.emptied and not draft.may_blank:
        return "Say first that so much may be emptied"
    if not accounts.read:
        return "There is no row to import"
    return ""


def emptied_sentence(draft: Draft) -> str:
    """ "mobile of 312 of 862 electors"; empty if there is nothing to warn of."""
    if draft.accounts is None or draft.may_blank:
        return ""
    told = [
        f"{words.field_words(name)} of {count(number)} of {count(known)} electors"
        for name, (number, known) in draft.accounts.emptied.items()
    ]
    return ", ".join(told)
