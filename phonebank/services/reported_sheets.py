"""What others say as finished tables, each line as it was printed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from phonebank.domain.fields import Fields
from phonebank.domain.permits import Actor, Right, require
from phonebank.domain.reports import (
    DeclaredLine,
    EndorsementLine,
    KnownMp,
    PollLine,
    PrintedCanvass,
    figure_of,
    remark_on,
    share_printed,
)
from phonebank.domain.sheet import Kind, Mark, Sheet
from phonebank.store import contest, reported

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from sqlalchemy.orm import Session

    from phonebank.domain.canvass import ReportedFigure
    from phonebank.store.database import Database

T = TypeVar("T")
COUNTRY, EVERYBODY = "Whole country", "everybody"
AS_PRINTED = (
    "Figures are kept as printed and are never made to sum to 100. An empty cell was not given.",
    "No base was printed, so the verdict goes by the lead alone, or keeps the words used.",
)
MPS = "Whose seat a place is, as far as we know; it stands beside the place in the canvass."


def reported_sheet(db: Database, actor: Actor) -> Sheet:
    """Every reported canvass, its figures as printed: places in order, then the country."""
    return _read(db, actor, canvasses)


def polls_sheet(db: Database, actor: Actor) -> Sheet:
    """Outside polls, a row for each section that was given."""
    return _read(db, actor, polls)


def endorsements_sheet(db: Database, actor: Actor) -> Sheet:
    """Who came out for whom, how it was decided, and the turnout where it can be computed."""
    return _read(db, actor, endorsements)


def declared_sheet(db: Database, actor: Actor) -> Sheet:
    """The declared result by section: only for asking, it is in no workbook."""
    return _read(db, actor, declared)


Listed = tuple[Sheet, list[int]]
"""A sheet, and the id of the entry that each of its rows was made of."""


def _read(db: Database, actor: Actor, listed: Callable[[Session], Listed]) -> Sheet:
    require(actor, Right.SEE_FIGURES)
    with db.read() as session:
        sheet, _ = listed(session)
    return sheet


class _Told(NamedTuple):
    """A canvass as printed, and what is read from it."""

    printed: PrintedCanvass
    figure: ReportedFigure


def _sheet(title: str, base: str, it: Fields[T], lines: Sequence[T]) -> Sheet:
    return Sheet(title, base, it.columns, it.rows(lines, Mark.REPORTED))


def _candidates(session: Session) -> dict[str, str]:
    """By short name, which is in titles too."""
    return {short: short for short in contest.contest(session).shorts}


def canvasses(session: Session) -> Listed:
    the_contest, told = contest.contest(session), reported.canvasses(session)
    ours, thresholds = the_contest.ours, the_contest.thresholds
    lines = [_Told(one, figure_of(one, ours, thresholds)) for one in told]
    lines.sort(key=lambda it: (not it.printed.places, it.printed.places, it.printed.reported_on))
    base = "Canvasses that others told of, with their figures as printed; not our own calls."
    sheet = _sheet("Reported", base, _canvass_fields(_candidates(session)), lines)
    return replace(sheet, notes=AS_PRINTED), [line.printed.id for line in lines]


def _canvass_fields(candidates: Mapping[str, str]) -> Fields[_Told]:
    printed, it = Kind.PRINTED, Fields[_Told]()
    it.add("places", "Place", Kind.TEXT, lambda row: "; ".join(row.figure.places) or COUNTRY)
    it.add("printed_places", "As printed", Kind.TEXT, lambda row: row.printed.printed_places)
    it.add("canvasser", "Who says so", Kind.TEXT, lambda row: row.figure.canvasser)
    it.add("told_by", "Told by", Kind.TEXT, lambda row: row.figure.told_by)
    it.add("reported_on", "Date", Kind.DATE, lambda row: row.figure.reported_on)
    it.add_each("shares.{}", "{}", printed, candidates, lambda row, it: row.figure.shares.get(it))
    it.add("undecided", "Undecided", printed, lambda row: row.figure.undecided)
    it.add("refused", "Refused", printed, lambda row: row.figure.refused)
    it.add("coverage", "Coverage", printed, lambda row: row.figure.coverage)
    it.add("sum", "Sum", printed, lambda row: row.figure.sum)
    it.add("lead", "Lead", Kind.POINTS, lambda row: row.figure.lead)
    it.add("verdict", "Verdict", Kind.TEXT, lambda row: row.figure.verdict)
    it.add("words", "Words used", Kind.TEXT, lambda row: row.figure.words)
    it.add("remark", "Remark", Kind.TEXT, lambda row: row.figure.remark())
    it.add("source", "Source", Kind.TEXT, lambda row: row.figure.source)
    return it


def polls(session: Session) -> Listed:
    candidates, lines, it = _candidates(session), reported.polls(session), Fields[PollLine]()
    printed = Kind.PRINTED
    it.add("pollster", "Pollster", Kind.TEXT, lambda row: row.pollster)
    it.add("client", "Client", Kind.TEXT, lambda row: row.client)
    it.add("from", "Asked from", Kind.DATE, lambda row: row.fieldwork_from)
    it.add("to", "Asked until", Kind.DATE, lambda row: row.fieldwork_to)
    it.add("published", "Published", Kind.DATE, lambda row: row.published)
    it.add("section", "Section", Kind.TEXT, lambda row: row.section or EVERYBODY)
    it.add("stated", "Stated", Kind.COUNT, lambda row: row.stated)
    it.add_each("shares.{}", "{}", printed, candidates, _printed)
    it.add("undecided", "Undecided", printed, lambda row: share_printed(row.undecided))
    it.add("remark", "Remark", Kind.TEXT, lambda row: remark_on(row.figures, row.undecided))
    it.add("source", "Source", Kind.TEXT, lambda row: row.source)
    base = "Polls by others, with their figures as printed; the base is the pollster’s."
    return _sheet("Outside polls", base, it, lines), [line.id for line in lines]


def _printed(line: PollLine, short: str) -> Fraction | None:
    return share_printed(line.figures.get(short, ""))


def endorsements(session: Session) -> Listed:
    lines, it = reported.endorsements(session), Fields[EndorsementLine]()
    it.add("body", "Body", Kind.TEXT, lambda row: row.body)
    it.add("kind", "Kind", Kind.TEXT, lambda row: row.kind)
    it.add("candidate", "Candidate", Kind.TEXT, lambda row: row.candidate)
    it.add("method", "How decided", Kind.TEXT, lambda row: row.method)
    it.add("votes_for", "Votes for", Kind.COUNT, lambda row: row.votes_for)
    it.add("votes_against", "Votes against", Kind.COUNT, lambda row: row.votes_against)
    it.add("electorate", "Electorate", Kind.COUNT, lambda row: row.electorate)
    it.add("turnout", "Turnout", Kind.SHARE, _turnout)
    it.add("decided_on", "Decided on", Kind.DATE, lambda row: row.decided_on)
    it.add("source", "Source", Kind.TEXT, lambda row: row.source)
    base = "Bodies that came out for a candidate; turnout is all votes over the electorate."
    return _sheet("Endorsements", base, it, lines), [line.id for line in lines]


def _turnout(line: EndorsementLine) -> Fraction | None:
    """All votes over the electorate; None unless all three are known."""
    if line.votes_for is None or line.votes_against is None or not line.electorate:
        return None
    return Fraction(line.votes_for + line.votes_against, line.electorate)


def declared(session: Session) -> Listed:
    candidates, lines = _candidates(session), reported.declared(session)
    it = Fields[DeclaredLine]()
    it.add("section", "Section", Kind.TEXT, lambda row: row.section or EVERYBODY)
    it.add_each("votes.{}", "{}, votes", Kind.COUNT, candidates, lambda row, it: row.votes.get(it))
    it.add_each("shares.{}", "{}", Kind.SHARE, candidates, partial(_share, candidates))
    it.add("spoilt", "Spoilt", Kind.COUNT, lambda row: row.spoilt)
    it.add("electorate", "Electorate", Kind.COUNT, lambda row: row.electorate)
    it.add("declared_on", "Declared on", Kind.DATE, lambda row: row.declared_on)
    it.add("source", "Source", Kind.TEXT, lambda row: row.source)
    base = "Valid votes as declared; shares of the valid votes."
    return _sheet("Declared result", base, it, lines), [line.id for line in lines]


def _share(candidates: Collection[str], line: DeclaredLine, short: str) -> Fraction | None:
    """Of the valid votes; None where somebody's are not known."""
    valid = sum(line.votes.values())
    is_whole = all(it in line.votes for it in candidates)
    return Fraction(line.votes[short], valid) if valid and is_whole else None


def mps(session: Session) -> Listed:
    lines, it = reported.known_mps(session), Fields[KnownMp]()
    it.add("place", "Place", Kind.TEXT, lambda row: row.constituency)
    it.add("mp", "MP", Kind.TEXT, lambda row: row.mp)
    return _sheet("MPs’ names", MPS, it, lines), [line.id for line in lines]
