"""Which columns of the sheet the page shows, over what, and how wide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from phonebank.domain.outcomes import UNDECIDED
from phonebank.domain.sheet import Kind, Sheet
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.row_table import MARGIN

GAP = 8  # px between a column of figures and the next
LAST_CALL = "last_call"
PLACE, LEAD, VERDICT, COVERAGE, STATED = "place", "lead", "verdict", "coverage", "stated"
CALLS = "calls"
ELECTORS = ("roll", "attempted", "contacted", STATED, COVERAGE)
ATTEMPTS = ("roll", CALLS, "contacted", STATED, COVERAGE)
GROUPS = {"electors": "Electors", "shares": "Share of stated"}
UNDER = ("told", "remark", "margin")  # said in the second line of another column
LEAST_PLACE = 176  # px of a place's name before a column gives way
NUMBER = 36  # px of the lead's figure
MARKS = 60  # px of its dot and whisker
# The first to go where the table is too narrow; what decides belief stays.
GIVE_WAY = (LAST_CALL, "attempted", CALLS, "roll", "contacted")
_FLOORS = {PLACE: 150, LEAD: NUMBER + GAP + 36, VERDICT: 100}
_WEIGHTS = {PLACE: 3.0, LEAD: 2.0, VERDICT: 2.0}
_ROOM_FIRST = 40  # px that the names of places get before anything else is widened


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column of the page: its key in the sheet, its words, its kind and the group it is in."""

    key: str
    title: str
    kind: Kind
    group: str = ""

    @property
    def is_share(self) -> bool:
        return self.group == "shares"


def shown_columns(
    sheet: Sheet, *, with_all: bool = False, of_attempts: bool = False
) -> list[ShownColumn]:
    """The columns of the page in their order, whichever of them there is room for.

    Attempts are shown in place of the electors who were rung; `with_all` adds every other column.
    """
    shares = [column.key for column in sheet.columns if column.key.startswith("shares.")]
    counted = ATTEMPTS if of_attempts else ELECTORS
    wanted = [PLACE, *counted, *shares, LEAD, VERDICT]
    if with_all:
        others = (column.key for column in sheet.columns if column.key not in {*UNDER, LAST_CALL})
        wanted += [key for key in others if key not in wanted]
    return [_shown(sheet, key, counted) for key in [*wanted, LAST_CALL]]


def _shown(sheet: Sheet, key: str, counted: Sequence[str]) -> ShownColumn:
    column = sheet.columns[sheet.position(key)]
    short = {LEAD: "Lead, margin", f"shares.{UNDECIDED}": "Und."}
    group = "electors" if key in counted else "shares" if key.startswith("shares.") else ""
    return ShownColumn(key, short.get(key, column.title), column.kind, group)


def widths_of_all(columns: Sequence[ShownColumn]) -> Mapping[str, int]:
    """Width in px by key where the table scrolls across: each as wide as it likes to be."""
    least = _least(columns)
    least[PLACE] += 2 * _ROOM_FIRST
    for column in columns:
        widest = "8\u2009888\u2009888" if column.kind.is_figure else "Yorkshire and The Humber"
        least.setdefault(column.key, _figure_width(column, widest) + GAP)
    return least


def widths(columns: Sequence[ShownColumn], room: int) -> Mapping[str, int]:
    """Width in px by key, together as wide as `room` where that can be; dropped ones are absent."""
    least = _least(columns)
    for key in GIVE_WAY:
        comfort = 2 * _ROOM_FIRST if key == LAST_CALL else 0  # names in full come before it
        if sum(least.values()) + comfort > room:
            least.pop(key, None)
    _squeeze(least, sum(least.values()) - room)
    spare = max(0, room - sum(least.values()))
    first = min(spare, _ROOM_FIRST)
    least[PLACE] += first
    return _spread(columns, least, spare - first)


def _squeeze(least: dict[str, int], missing: int) -> None:
    """Take what is missing from names first, then from whiskers, then from words."""
    for key, floor in _FLOORS.items():
        taken = max(0, min(missing, least[key] - floor))
        least[key] -= taken
        missing -= taken


def _spread(columns: Sequence[ShownColumn], least: dict[str, int], spare: int) -> Mapping[str, int]:
    weights = {c.key: _WEIGHTS.get(c.key, 0.5) for c in columns if c.key in least}
    whole = sum(weights.values())
    given = {key: least[key] + int(spare * weight / whole) for key, weight in weights.items()}
    given[VERDICT] += spare + sum(least.values()) - sum(given.values())
    return given


def _least(columns: Sequence[ShownColumn]) -> dict[str, int]:
    shares = [_figure_width(column, "88%") for column in columns if column.is_share]
    least = {PLACE: LEAST_PLACE}
    for column in columns:
        if column.is_share:
            least[column.key] = max(shares)
        elif column.group:
            least[column.key] = _figure_width(column, "8\u2009888")
    lead = ceil(fonts.text_width("Lead, margin", fonts.header())) + GAP + 20
    least[LEAD] = max(NUMBER + MARKS + GAP, lead)
    words = ceil(fonts.text_width("“Comfortably in front”", fonts.strong()))
    least[VERDICT] = words + GAP
    last = ceil(fonts.text_width("28 Sep 18:58", fonts.body()))
    least[LAST_CALL] = last + 2 * MARGIN
    return least


def _figure_width(column: ShownColumn, widest: str) -> int:
    title = fonts.text_width(column.title, fonts.header())
    return ceil(max(title, fonts.text_width(widest, fonts.strong()))) + GAP
