"""What the Reported page says: its kinds, what to do where there is nothing, what was done."""

from collections.abc import Mapping, Sequence

from phonebank.domain.electors import AuditRow
from phonebank.domain.figures import EM_DASH
from phonebank.domain.report_entries import Entry, Report, ReportField
from phonebank.gui.words import moment
from phonebank.services.reported_edits import ACTIONS

SEGMENTS = [
    (Report.CANVASS.value, "Canvasses", ""),
    (Report.POLL.value, "Outside polls", ""),
    (Report.ENDORSEMENT.value, "Endorsements", ""),
    (Report.RESULT.value, "Declared result", ""),
    (Report.MP.value, "MPs", ""),
]
# What they are called where the page is narrow.
SHORT: Mapping[Report, str] = {Report.POLL: "Polls", Report.RESULT: "Result"}
HIDDEN = "The result is not shown", "It is kept apart until you ask for it."
NOTHING = "Nothing here yet"
TO_DO: Mapping[Report, str] = {
    Report.CANVASS: "Enter the figures that an MP or a newspaper gave, exactly as they were "
    "printed, or import a file of them. They stand beside our own calls in the canvass, never "
    "among them.",
    Report.POLL: "Enter what a pollster published, a line for each section, or import a file. The "
    "projection on the Insight page is held against it.",
    Report.ENDORSEMENT: "Enter who came out for whom, how it was decided and with how many votes, "
    "or import a file.",
    Report.RESULT: "When it is declared, enter the votes: all of them, and by section. The "
    "campaign’s own error is told beside them.",
    Report.MP: "Whose seat a place is comes from the MPs’ own canvasses, and can be entered here. "
    "It stands beside the place in the canvass.",
}
FOR_ORGANISERS = "An organiser can enter them."
NEW: Mapping[Report, str] = {
    Report.CANVASS: "A reported canvass",
    Report.POLL: "A line of an outside poll",
    Report.ENDORSEMENT: "An endorsement",
    Report.RESULT: "Declared votes",
    Report.MP: "Whose seat it is",
}
ENTER: Mapping[Report, str] = {
    Report.CANVASS: "Enter a canvass",
    Report.POLL: "Enter a poll",
    Report.ENDORSEMENT: "Enter an endorsement",
    Report.RESULT: "Enter votes",
    Report.MP: "Enter an MP",
}
UNSAVED = "Reported", "What you typed is not saved."
WHOLE = {"places": "the whole country", "section": "everybody"}
_NAMED_BY: Mapping[Report, tuple[str, ...]] = {
    Report.CANVASS: ("places", "canvasser"),
    Report.POLL: ("pollster", "section", "published"),
    Report.ENDORSEMENT: ("body", "candidate"),
    Report.RESULT: ("section",),
    Report.MP: ("place", "mp"),
}


def name_of(report: Report, entry: Entry) -> str:
    """An entry in a few words: "Exeter, Ben Bradshaw MP"."""
    words = (entry.cells[field] or WHOLE.get(field, "") for field in _NAMED_BY[report])
    return ", ".join(filter(None, words))


def removed(report: Report, entry: Entry) -> str:
    return f"Removed: {name_of(report, entry)}."


def done_by_hand(line: AuditRow, fields: Sequence[ReportField]) -> str:
    """ "Changed by Ruth, Sat 3 Sep, 18:20: Smith, % from 46 to 48"."""
    what = next(it for it in ACTIONS if line.action.endswith(it))
    told = f"{what.capitalize()} by {line.caller}, {moment(line.at)}"
    changes = [_change(line, field) for field in fields if field.name in line.before]
    return f"{told}: {'; '.join(changes)}" if changes else told


def _change(line: AuditRow, field: ReportField) -> str:
    before, after = (side.get(field.name) or EM_DASH for side in (line.before, line.after))
    return f"{field.label} from {before} to {after}"
