"""What others say as finished tables, each line as it was printed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from phonebank.domain.permits import Actor, Right, require
from phonebank.domain.reports import figure_of, remark_on, share_printed
from phonebank.domain.sheet import Cell, Column, Kind, Mark, Row, Sheet
from phonebank.store import contest, reported

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.orm import Session

    from phonebank.domain.canvass import ReportedFigure
    from phonebank.domain.reports import DeclaredLine, EndorsementLine, PollLine, PrintedCanvass
    from phonebank.store.database import Database

COUNTRY, EVERYBODY = "Whole country", "everybody"
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


def canvasses(session: Session) -> Listed:
    the_contest, told = contest.contest(session), reported.canvasses(session)
    read = [(one, figure_of(one, the_contest.ours, the_contest.thresholds)) for one in told]
    read.sort(key=lambda pair: (not pair[0].places, pair[0].places, pair[0].reported_on))
    sheet = Sheet(
        "Reported",
        "Canvasses that others told of, with their figures as printed; not our own calls.",
        _reported_columns(the_contest.shorts),
        [_reported_row(the_contest.shorts, *pair) for pair in read],
        notes=(
            "Figures are kept as printed and are never made to sum to 100. An empty cell was not "
            "given.",
            "No base was printed, so the verdict goes by the lead alone, or keeps the words used.",
        ),
    )
    return sheet, [one.id for one, _ in read]


def _reported_columns(shorts: Sequence[str]) -> list[Column]:
    return [
        Column("places", "Place", Kind.TEXT),
        Column("printed_places", "As printed", Kind.TEXT),
        Column("canvasser", "Who says so", Kind.TEXT),
        Column("told_by", "Told by", Kind.TEXT),
        Column("reported_on", "Date", Kind.DATE),
        *(Column(f"shares.{short}", short, Kind.PRINTED) for short in shorts),
        Column("undecided", "Undecided", Kind.PRINTED),
        Column("refused", "Refused", Kind.PRINTED),
        Column("coverage", "Coverage", Kind.PRINTED),
        Column("sum", "Sum", Kind.PRINTED),
        Column("lead", "Lead", Kind.POINTS),
        Column("verdict", "Verdict", Kind.TEXT),
        Column("words", "Words used", Kind.TEXT),
        Column("remark", "Remark", Kind.TEXT),
        Column("source", "Source", Kind.TEXT),
    ]


def _reported_row(shorts: Sequence[str], printed: PrintedCanvass, told: ReportedFigure) -> Row:
    cells: tuple[Cell, ...] = (
        "; ".join(told.places) or COUNTRY,
        printed.printed_places or None,
        told.canvasser,
        told.told_by or None,
        told.reported_on,
        *(told.shares.get(short) for short in shorts),
        told.undecided,
        told.refused,
        told.coverage,
        told.sum,
        told.lead,
        told.verdict or None,
        told.words or None,
        told.remark() or None,
        told.source or None,
    )
    return Row(cells, Mark.REPORTED)


def polls(session: Session) -> Listed:
    shorts, lines = contest.contest(session).shorts, reported.polls(session)
    columns = [
        Column("pollster", "Pollster", Kind.TEXT),
        Column("client", "Client", Kind.TEXT),
        Column("from", "Asked from", Kind.DATE),
        Column("to", "Asked until", Kind.DATE),
        Column("published", "Published", Kind.DATE),
        Column("section", "Section", Kind.TEXT),
        Column("stated", "Stated", Kind.COUNT),
        *(Column(f"shares.{short}", short, Kind.PRINTED) for short in shorts),
        Column("undecided", "Undecided", Kind.PRINTED),
        Column("remark", "Remark", Kind.TEXT),
        Column("source", "Source", Kind.TEXT),
    ]
    base = "Polls by others, with their figures as printed; the base is the pollster’s."
    rows = [_poll_row(shorts, line) for line in lines]
    return Sheet("Outside polls", base, columns, rows), [line.id for line in lines]


def _poll_row(shorts: Sequence[str], line: PollLine) -> Row:
    cells: tuple[Cell, ...] = (
        line.pollster,
        line.client or None,
        line.fieldwork_from,
        line.fieldwork_to,
        line.published,
        line.section or EVERYBODY,
        line.stated,
        *(share_printed(line.figures.get(short, "")) for short in shorts),
        share_printed(line.undecided),
        remark_on(line.figures, line.undecided) or None,
        line.source or None,
    )
    return Row(cells, Mark.REPORTED)


def endorsements(session: Session) -> Listed:
    lines = reported.endorsements(session)
    columns = [
        Column("body", "Body", Kind.TEXT),
        Column("kind", "Kind", Kind.TEXT),
        Column("candidate", "Candidate", Kind.TEXT),
        Column("method", "How decided", Kind.TEXT),
        Column("votes_for", "Votes for", Kind.COUNT),
        Column("votes_against", "Votes against", Kind.COUNT),
        Column("electorate", "Electorate", Kind.COUNT),
        Column("turnout", "Turnout", Kind.SHARE),
        Column("decided_on", "Decided on", Kind.DATE),
        Column("source", "Source", Kind.TEXT),
    ]
    base = "Bodies that came out for a candidate; turnout is all votes over the electorate."
    rows = [_endorsement_row(line) for line in lines]
    return Sheet("Endorsements", base, columns, rows), [line.id for line in lines]


def _endorsement_row(line: EndorsementLine) -> Row:
    cells: tuple[Cell, ...] = (
        line.body,
        line.kind or None,
        line.candidate,
        line.method or None,
        line.votes_for,
        line.votes_against,
        line.electorate,
        _turnout(line),
        line.decided_on,
        line.source or None,
    )
    return Row(cells, Mark.REPORTED)


def _turnout(line: EndorsementLine) -> Fraction | None:
    """All votes over the electorate; None unless all three are known."""
    if line.votes_for is None or line.votes_against is None or not line.electorate:
        return None
    return Fraction(line.votes_for + line.votes_against, line.electorate)


def declared(session: Session) -> Listed:
    shorts, lines = contest.contest(session).shorts, reported.declared(session)
    columns = [
        Column("section", "Section", Kind.TEXT),
        *(Column(f"votes.{short}", f"{short}, votes", Kind.COUNT) for short in shorts),
        *(Column(f"shares.{short}", short, Kind.SHARE) for short in shorts),
        Column("spoilt", "Spoilt", Kind.COUNT),
        Column("electorate", "Electorate", Kind.COUNT),
        Column("declared_on", "Declared on", Kind.DATE),
        Column("source", "Source", Kind.TEXT),
    ]
    base = "Valid votes as declared; shares of the valid votes."
    rows = [_declared_row(shorts, line) for line in lines]
    return Sheet("Declared result", base, columns, rows), [line.id for line in lines]


def _declared_row(shorts: Sequence[str], line: DeclaredLine) -> Row:
    valid = sum(line.votes.values())
    cells: tuple[Cell, ...] = (
        line.section or EVERYBODY,
        *(line.votes.get(short) for short in shorts),
        *(Fraction(line.votes[s], valid) if valid and s in line.votes else None for s in shorts),
        line.spoilt,
        line.electorate,
        line.declared_on,
        line.source or None,
    )
    return Row(cells, Mark.REPORTED)


def mps(session: Session) -> Listed:
    lines = reported.known_mps(session)
    columns = [Column("place", "Place", Kind.TEXT), Column("mp", "MP", Kind.TEXT)]
    rows = [Row((line.constituency, line.mp), Mark.REPORTED) for line in lines]
    return Sheet("MPs’ names", MPS, columns, rows), [line.id for line in lines]
