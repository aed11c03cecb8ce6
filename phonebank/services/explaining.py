"""What the figures mean and where they come from, in a table of its own for every workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank import __version__
from phonebank.domain.figures import rounded
from phonebank.domain.hours import local
from phonebank.domain.permits import Actor, Right, require
from phonebank.domain.sheet import Column, Kind, Row, Sheet
from phonebank.domain.verdicts import Verdict
from phonebank.store import contest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from fractions import Fraction

    from phonebank.domain.canvass import CanvassTable
    from phonebank.domain.verdicts import Thresholds
    from phonebank.store.database import Database

PROGRAM = f"phonebank {__version__}"
DEMONSTRATION = "Demonstration: electors, callers and calls are invented"
IS_DEMONSTRATION = (
    "Yes. Electors, callers and calls are invented, and no telephone number is anybody’s. What "
    "others reported is as it was printed at the time."
)
MEANINGS = (
    (
        "Rows in italics",
        "Reported: figures that somebody told us, as told. They are never mixed with our calls and "
        "are in no total. The column Figures says which rows they are.",
    ),
    ("Roll", "Electors entitled to vote there, as far as we know."),
    ("Attempted", "Electors rung at least once."),
    ("Contacted", "Electors who came to the telephone themselves."),
    (
        "Stated",
        "Electors whose latest answer names a candidate or is undecided: the base of every share.",
    ),
    ("Coverage", "Stated divided by roll."),
    (
        "Share (a candidate’s name, Undecided)",
        "Electors with that answer divided by stated. Cells hold the exact figure, shown in whole "
        "percent; shares are never made to sum to 100.",
    ),
    ("Won’t say, won’t vote", "Electors, counted beside the base and never in it."),
    (
        "Margin",
        "Half the width of the 95% interval of the lead, in points; nought if all stated, and no "
        "figure where all answers are alike, since they do not tell it.",
    ),
    (
        "At least, at most",
        "Bounds: the lowest and the highest share among the whole roll, whatever those who have "
        "not stated may think.",
    ),
    (
        "Break-even",
        "The lead, in points, that whoever is behind needs among everybody not counted for a "
        "candidate, to tie; above 100 it cannot be tied.",
    ),
    ("Last call", "The latest call of any outcome, in UK local time."),
    (
        "Sum",
        "What the figures of a reported canvass add up to as printed; some do not make 100.",
    ),
    ("Empty cell", "There is no figure. It does not mean nought."),
    (
        "Official size",
        "How many electors a section has according to the source beside it; not our roll.",
    ),
    (
        "On the week",
        "The lead now minus the lead that stood seven days before, in points, of all who had "
        "stated at the time.",
    ),
    ("Calls", "Calls made there that count, to one elector as often as they were rung."),
    ("Barred", "Electors who may not vote: counted apart, and in no roll."),
    (
        "Pooled, with from and to",
        "An estimate for a place with few answers, drawn towards its region and the country the "
        "more the fewer they are, and its 95% interval. It is not what the place itself said.",
    ),
    (
        "Unweighted, weighted",
        "Weighted shares count each answer by how many electors of the selectorate it stands for, "
        "by the official sizes. They mend who was reached, not what those we did not reach think.",
    ),
    (
        "Effective",
        "How many answers of a plain random sample the weighted ones are worth.",
    ),
    (
        "First reached",
        "The attempt at which an elector first came to the telephone. Where later ones answer "
        "otherwise, those never reached may too.",
    ),
    (
        "Copy",
        "The number under which the campaign keeps these very tables, and the beginning of their "
        "fingerprint: whoever quotes a figure should quote the copy.",
    ),
    (
        "What a canvass cannot say",
        "It speaks for those who answered. Electors who are hard to reach, or who would not say, "
        "may think otherwise: read a share with its coverage and its bounds.",
    ),
)
ATTRIBUTIONS = (
    ("Constituencies", "Contains OS data © Crown copyright and database right 2022"),
    (
        "",
        "Source: Office for National Statistics licensed under the Open Government Licence v3.0",
    ),
    (
        "",
        "Contains Parliamentary information licensed under the Open Parliament Licence v3.0",
    ),
)


def about_sheet(db: Database, actor: Actor, now: datetime, table: CanvassTable) -> Sheet:
    """The campaign, the time, the base, every word in a column title, and whose data it is."""
    require(actor, Right.SEE_FIGURES)
    with db.read() as session:
        the_contest = contest.contest(session)
        is_demo, _ = contest.campaign_state(session)
    rows = [
        ("Campaign", the_contest.title),
        ("As of", time_text(now)),
        ("Base", table.base),
        ("Demonstration", IS_DEMONSTRATION if is_demo else "No."),
        *MEANINGS[:8],
        ("Lead", f"{table.ours}’s share minus the strongest rival’s, in points: +3% is 3 points."),
        *MEANINGS[8:11],
        *_verdicts(the_contest.thresholds),
        *MEANINGS[11:],
        *ATTRIBUTIONS,
        ("Program", PROGRAM),
    ]
    columns = [Column("term", "Term", Kind.TEXT), Column("meaning", "Meaning", Kind.TEXT)]
    about = "What the figures in this workbook mean, and where they come from."
    return Sheet("About", about, columns, [Row(row) for row in rows])


def time_text(when: datetime) -> str:
    """Monday 19 September 2016, 18:30 UK time."""
    here = local(when)
    return f"{here:%A} {here.day} {here:%B %Y}, {here:%H:%M} UK time"


def _verdicts(thresholds: Thresholds) -> Iterator[tuple[str, str]]:
    few = f"Fewer than {thresholds.too_few_stated} stated, or coverage under "
    neck, narrowly = _percent(thresholds.neck_and_neck), _percent(thresholds.narrowly)
    comfortably = _percent(thresholds.comfortably)
    yield _verdict(Verdict.TOO_FEW), f"{few}{_percent(thresholds.too_little_coverage)}%."
    yield (
        _verdict(Verdict.NECK_AND_NECK),
        f"A lead within the margin, or of {neck} points or less, either way.",
    )
    yield (
        "Verdict: narrowly in front, narrowly behind",
        f"A lead of more than {neck} and less than {narrowly} points.",
    )
    yield (
        "Verdict: in front, behind",
        f"A lead of {narrowly} points or more and less than {comfortably}.",
    )
    yield (
        "Verdict: comfortably in front, comfortably behind",
        f"A lead of {comfortably} points or more.",
    )


def _verdict(verdict: Verdict) -> str:
    return f"Verdict: {verdict}"


def _percent(share: Fraction) -> str:
    """A threshold in percent, with the decimals it was set with."""
    return f"{float(rounded(share * 100, 3)):g}"
