"""Entering by hand what others say: the kinds of entries, their fields, and what is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from phonebank.domain.electors import AuditRow
from phonebank.domain.errors import InputRefused
from phonebank.domain.sheet import Sheet


class Report(StrEnum):
    """What is entered; the values are the kinds of the files of the same, where there is one."""

    CANVASS = "reported"
    POLL = "polls"
    ENDORSEMENT = "endorsements"
    RESULT = "result"
    MP = "mps"

    @property
    def noun(self) -> str:
        """One of them, in words."""
        return NOUNS[self]


NOUNS: Mapping[Report, str] = {
    Report.CANVASS: "reported canvass",
    Report.POLL: "outside poll",
    Report.ENDORSEMENT: "endorsement",
    Report.RESULT: "declared result",
    Report.MP: "MP’s name",
}


class ReportField(NamedTuple):
    """One field of the form; with choices only those are values, unless it takes several.

    A field with choices that may be empty has "" as the first. `example` is how it is written, or
    of few choices what the empty one is called. A short one holds a figure or a day.
    """

    name: str
    label: str
    choices: tuple[str, ...] = ()
    example: str = ""
    is_short: bool = False
    takes_several: bool = False


class Entry(NamedTuple):
    """What was entered, as texts by field, and what was done to it by hand, newest first."""

    id: int
    cells: Mapping[str, str]
    trail: Sequence[AuditRow] = ()


@dataclass(frozen=True, slots=True)
class ReportList:
    """A sheet, the entries that its rows were made of in the same order, and the form's fields."""

    report: Report
    sheet: Sheet
    entries: Sequence[Entry]
    fields: Sequence[ReportField]


class FieldRefused(InputRefused):
    """What was typed into one field cannot be so; `field` is its name."""

    def __init__(self, field: str, message: str, next_step: str = "") -> None:
        super().__init__(message, next_step=next_step)
        self.field = field


class ChangedMeanwhile(InputRefused):
    """Somebody else changed the entry since it was read; `cells` are what it is now."""

    def __init__(self, cells: Mapping[str, str], different: Mapping[str, str]) -> None:
        told = ", ".join(f"{label} is “{text}”" for label, text in different.items())
        super().__init__(
            f"Somebody else changed this entry meanwhile: {told}.",
            next_step="Look at it as it is now, and save again what is still right.",
        )
        self.cells = cells


class GoneMeanwhile(InputRefused):
    """Somebody else removed the entry since it was read."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else removed this entry meanwhile.",
            next_step="If it is right all the same, enter it anew.",
        )
