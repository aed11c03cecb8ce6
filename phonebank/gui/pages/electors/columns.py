"""The columns of the electors' table: what each says, how wide, and which are shown at first."""

from collections.abc import Callable, Mapping, Sequence
from math import ceil

from phonebank.domain.electors import ElectorColumn, ElectorLine
from phonebank.domain.figures import EM_DASH
from phonebank.domain.sheet import Kind, cell_text
from phonebank.gui.models.query_model import TextColumn
from phonebank.gui.pages.electors.words import said
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.row_table import MARGIN

Words = Callable[[ElectorLine], str]

NAME, PLACE = ElectorColumn.NAME, ElectorColumn.CONSTITUENCY
LEAST_PLACE = 150
CHEVRON_ROOM = 12
FIRST = (
    NAME,
    ElectorColumn.MEMBERSHIP_NUMBER,
    PLACE,
    ElectorColumn.SECTION,
    ElectorColumn.INTENTION,
    ElectorColumn.ATTEMPTS,
    ElectorColumn.LAST_CALL,
    ElectorColumn.SUPPRESSED,
)
# Columns that hide, in this order, where the table is narrow and nobody has chosen columns.
GIVE_WAY = (
    ElectorColumn.LAST_CALL,
    ElectorColumn.ATTEMPTS,
    ElectorColumn.SECTION,
    ElectorColumn.MEMBERSHIP_NUMBER,
)
_SAMPLES: Mapping[ElectorColumn, str] = {
    NAME: "Christopher Featherby",
    ElectorColumn.MEMBERSHIP_NUMBER: "L0000000",
    PLACE: "Bermondsey and Old Southwark",
    ElectorColumn.SECTION: "registered supporter",
    ElectorColumn.AFFILIATE: "Socialist Health",
    ElectorColumn.INTENTION: "undecided",
    ElectorColumn.STRENGTH: "leaning",
    ElectorColumn.PREVIOUS_VOTE: "not a member then",
    ElectorColumn.BALLOT: "not received",
    ElectorColumn.LAST_CALL: "28 Sep 18:58",
    ElectorColumn.JOINED: "28 Sep 2016",
    ElectorColumn.POSTCODE: "SW1A 1AA",
    ElectorColumn.RECRUITED_BY: "Christopher Feather",
    ElectorColumn.SUPPRESSED: "do not call",
}


def _told(key: ElectorColumn) -> Words:
    """What the column says of an elector: a count, a time, a day, a word of ours, or the roll's."""
    field = key.value
    if key in {ElectorColumn.ATTEMPTS, ElectorColumn.NUMBERS}:
        return lambda line: str(getattr(line, field))
    if key is ElectorColumn.LAST_CALL:
        return lambda line: cell_text(Kind.TIME, line.last_call_at)
    if key is ElectorColumn.JOINED:
        return lambda line: cell_text(Kind.DATE, line.joined_on)
    if key in {ElectorColumn.INTENTION, ElectorColumn.PREVIOUS_VOTE, ElectorColumn.BALLOT}:
        return lambda line: said(getattr(line, field)) or EM_DASH
    if key is ElectorColumn.SUPPRESSED:
        return lambda line: line.suppressed.replace("-", " ") or EM_DASH
    return lambda line: getattr(line, field) or EM_DASH


COLUMNS: Mapping[ElectorColumn, TextColumn[ElectorLine]] = {
    key: TextColumn(key.label, _told(key), key in {ElectorColumn.ATTEMPTS, ElectorColumn.NUMBERS})
    for key in ElectorColumn
}


def given_widths(
    chosen: Sequence[ElectorColumn], dragged: Mapping[str, int], room: int
) -> Mapping[ElectorColumn, int]:
    """Width in px of each column that is shown in `room` px.

    A dragged column keeps its width. Places take the room that is left; where there is too little
    and nobody chose columns, some hide.
    """
    given = {key: _width(key, dragged) for key in chosen or FIRST}
    for key in () if chosen else GIVE_WAY:
        if sum(given.values()) > room:
            given.pop(key)
    spare = room - sum(given.values())
    if PLACE in given and PLACE not in dragged:
        given[PLACE] += max(0, spare)
    elif spare > 0:
        last = list(given)[-1]
        given[last] += spare
    return given


def _width(key: ElectorColumn, dragged: Mapping[str, int]) -> int:
    if key in dragged:
        return dragged[key]
    if key is PLACE:
        return LEAST_PLACE
    title = fonts.text_width(key.label, fonts.header()) + CHEVRON_ROOM
    widest = max(title, fonts.text_width(_SAMPLES.get(key, ""), fonts.strong()))
    return ceil(widest) + MARGIN + MARGIN // 2 + 2
