"""The sentences of the canvass page, from the figures of one row."""

from phonebank.domain import figures
from phonebank.domain.canvass import CanvassRow, CanvassTable, ReportedFigure
from phonebank.domain.sheet import Kind, cell_text
from phonebank.gui.pages.canvass.subjects import Subject
from phonebank.gui.widgets.spaced_text import Part


def stated_of_roll(row: CanvassRow) -> str:
    """ "336 of 480 on the roll stated, 70%"."""
    tally = row.tally
    if not tally.roll:
        return "No elector of the roll is here."
    counted = f"{figures.count(tally.stated)} of {figures.count(tally.roll)} on the roll stated"
    return f"{counted}, {figures.percent(tally.coverage)}"


def change_words(subject: Subject) -> str:
    """ "+4 on the week", "no change on the week"; empty where there was no figure a week ago."""
    change = subject.row.change
    if subject.is_reported or change is None:
        return ""
    points = figures.points(change)
    return f"{'no change' if points == '0' else points} on the week"


def left_out(row: CanvassRow) -> str:
    """Who is left out of the base, and the last call."""
    tally = row.tally
    counts = (
        f"{figures.count(tally.wont_say)} won’t say, {figures.count(tally.wont_vote)} won’t vote"
    )
    if tally.last_call is None:
        return f"{counts}. No call yet."
    return f"{counts}. Last call {cell_text(Kind.TIME, tally.last_call)}."


def what_would_tie(row: CanvassRow, ours: str) -> list[Part]:
    """What would have to be true for the other side to win here, the figures SemiBold."""
    tally = row.tally
    rival = tally.rival(ours)
    if rival is None or not tally.roll:
        return []
    if row.break_even is None:
        return [("Nobody is left: every elector is counted for a candidate.", False)]
    if row.break_even == 0:
        return [(f"{ours} and {rival} are level among those counted.", False)]
    ahead = tally.counts[ours] > tally.counts[rival]
    trailing, leading = (rival, ours) if ahead else (ours, rival)
    left = figures.count(tally.not_counted())
    whom = _counted_for(row)
    if row.break_even > 1:
        return [
            (f"{trailing} cannot tie here: all the ", False),
            (left, True),
            (f" electors not counted for {whom} would not be enough.", False),
        ]
    over = f" over {leading}" if len(tally.counts) > 2 else ""
    return [
        (f"For {trailing} to tie here, the ", False),
        (left, True),
        (f" electors not counted for {whom} would have to favour {trailing}{over} by ", False),
        (_points(row), True),
        (".", False),
    ]


def _counted_for(row: CanvassRow) -> str:
    return "either" if len(row.tally.counts) == 2 else "any candidate"


def _points(row: CanvassRow) -> str:
    needed = figures.rounded((row.break_even or 0) * 100)
    if needed < 1:
        return "less than 1 point"
    return f"{needed} point{'' if needed == 1 else 's'}"


def figures_told(told: ReportedFigure) -> str:
    """The figures as they were told: "Smith 46, Corbyn 34, undecided 18"."""
    if not told.shares:
        return f"“{told.words}”, in words only"
    given = [f"{short} {_plain(share)}" for short, share in told.shares.items()]
    given.append(f"undecided {_plain(told.undecided)}" if told.undecided is not None else "")
    given.append(f"refused {_plain(told.refused)}" if told.refused is not None else "")
    return ", ".join(part for part in given if part)


def remarks_on(told: ReportedFigure) -> str:
    """What must be known before comparing: coverage, sum, what is missing."""
    remarks = [remark for remark in [told.remark()] if remark and told.shares]
    if told.shares and told.sum == 1:
        remarks.append("sums to 100")
    if told.coverage is not None:
        remarks.append(f"took in {_plain(told.coverage)}% of them{_left_open(told)}")
    elif told.shares:
        remarks.append("no coverage given")
    said = ", ".join(remarks)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _left_open(told: ReportedFigure) -> str:
    """ ", which leaves Smith 41–82% and Corbyn 18–59% of all": whatever the others think."""
    spans = [(short, bounds) for short in told.shares if (bounds := told.bounds(short))]
    said = [
        f"{short} {figures.rounded(low * 100)}{figures.EN_DASH}{figures.percent(high)}"
        for short, (low, high) in spans
    ]
    return f", which leaves {' and '.join(said)} of all" if said else ""


def date_of(told: ReportedFigure) -> str:
    """The day of the report: "19 Aug 2016"."""
    return cell_text(Kind.DATE, told.reported_on)


def nobody_matches(table: CanvassTable) -> str:
    """What to say where the filters leave nobody."""
    chosen = [f"{field} {' or '.join(values)}" for field, values in table.where.items()]
    return f"Nobody on the roll is in {' and '.join(chosen)}. Choose All in a filter above."


def _plain(share: object) -> str:
    return f"{float(share) * 100:g}"  # type: ignore[arg-type]
