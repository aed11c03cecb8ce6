"""Finished tables beside the canvass itself: what others say, the sections, the days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from phonebank.domain.canvass import By
from phonebank.domain.canvass_sheet import canvass_sheet
from phonebank.domain.permits import Actor, Right, require
from phonebank.domain.reports import figure_of, share_printed
from phonebank.domain.sheet import Cell, Column, Kind, Mark, Row, Sheet
from phonebank.services.tallying import canvass_table
from phonebank.store import contest, reported

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from phonebank.domain.canvass import ReportedFigure
    from phonebank.domain.contest import Contest, SectionSize
    from phonebank.domain.reports import DeclaredLine, EndorsementLine, PollLine, PrintedCanvass
    from phonebank.store.database import Database

OFFICIAL = (
    Column("official_size", "Official size", Kind.COUNT),
    Column("official_source", "Source of size", Kind.TEXT),
    Column("official_as_of", "Size as of", Kind.DATE),
)
NOTES_ON_SECTIONS = (
    "The roll is of the electors in this campaign; the official size is of the whole section, and "
    "the figures are not weighted to it.",
)
COUNTRY, EVERYBODY = "Whole country", "everybody"
NOT_OF_A_SECTION = frozenset({"told", "region", "ons_code", "remark"})
NOT_OF_A_DAY = NOT_OF_A_SECTION | {"roll", "coverage", "margin", "verdict", "break_even", "bounds"}


def reported_sheet(db: Database, actor: Actor) -> Sheet:
    """Every reported canvass, its figures as printed: places in order, then the country."""
    require(actor, Right.SEE_FIGURES)
    with db.read() as session:
        the_contest = contest.contest(session)
        told = reported.canvasses(session)
    read = [(one, figure_of(one, the_contest.ours, the_contest.thresholds)) for one in told]
    read.sort(key=lambda pair: (not pair[0].places, pair[0].places, pair[0].reported_on))
    return Sheet(
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


def polls_sheet(db: Database, actor: Actor) -> Sheet:
    """Outside polls, a row for each section that was given."""
    require(actor, Right.SEE_FIGURES)
    with db.read() as session:
        shorts = contest.contest(session).shorts
        lines = reported.polls(session)
    columns = [
        Column("pollster", "Pollster", Kind.TEXT),
        Column("client", "Client", Kind.TEXT),
        Column("published", "Published", Kind.DATE),
        Column("section", "Section", Kind.TEXT),
        Column("stated", "Stated", Kind.COUNT),
        *(Column(f"shares.{short}", short, Kind.PRINTED) for short in shorts),
        Column("undecided", "Undecided", Kind.PRINTED),
        Column("source", "Source", Kind.TEXT),
    ]
    base = "Polls by others, with their figures as printed; the base is the pollster’s."
    return Sheet("Outside polls", base, columns, [_poll_row(shorts, line) for line in lines])


def _poll_row(shorts: Sequence[str], line: PollLine) -> Row:
    cells: tuple[Cell, ...] = (
        line.pollster,
        line.client or None,
        line.published,
        line.section or EVERYBODY,
        line.stated,
        *(share_printed(line.figures.get(short, "")) for short in shorts),
        share_printed(line.undecided),
        line.source or None,
    )
    return Row(cells, Mark.REPORTED)


def endorsements_sheet(db: Database, actor: Actor) -> Sheet:
    """Who came out for whom, how it was decided, and the turnout where it can be computed."""
    require(actor, Right.SEE_FIGURES)
    with db.read() as session:
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
    return Sheet("Endorsements", base, columns, [_endorsement_row(line) for line in lines])


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


def declared_sheet(db: Database, actor: Actor) -> Sheet:
    """The declared result by section: only for asking, it is in no workbook."""
    require(actor, Right.SEE_FIGURES)
    with db.read() as session:
        shorts = contest.contest(session).shorts
        lines = reported.declared(session)
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
    return Sheet("Declared result", base, columns, [_declared_row(shorts, line) for line in lines])


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


def sections_sheet(
    db: Database, actor: Actor, now: datetime, where: Mapping[str, Sequence[str]] | None = None
) -> Sheet:
    """The canvass by section, beside each the official size that is used, and who says so."""
    sheet = _without(
        canvass_sheet(canvass_table(db, actor, now, By.SECTION, where)), NOT_OF_A_SECTION
    )
    with db.read() as session:
        sizes = _used_sizes(contest.contest(session))
    rows = [_sized(row, sizes.get(str(row.cells[0]))) for row in sheet.rows]
    known = [size.value for size in sizes.values()]
    total = sheet.total and Row((*sheet.total.cells, sum(known) or None, None, None), Mark.TOTAL)
    return brief_first(
        replace(
            sheet,
            title="Sections",
            columns=[*sheet.columns, *OFFICIAL],
            rows=rows,
            total=total,
            notes=NOTES_ON_SECTIONS,
        )
    )


def _used_sizes(the_contest: Contest) -> dict[str, SectionSize]:
    """By section, the one size that the campaign weighs by."""
    return {
        section.name: size
        for section in the_contest.sections
        for size in section.sizes
        if size.used
    }


def _sized(row: Row, size: SectionSize | None) -> Row:
    official = (size.value, size.source, size.as_of) if size else (None, None, None)
    return row._replace(cells=(*row.cells, *official))


def days_sheet(
    db: Database, actor: Actor, now: datetime, where: Mapping[str, Sequence[str]] | None = None
) -> Sheet:
    """Electors rung, reached and heard on each day, by the electors' local date."""
    table = canvass_table(db, actor, now, By.DAY, where)
    sheet = _without(canvass_sheet(table), NOT_OF_A_DAY)
    first, *others = sheet.columns
    dated = [
        row._replace(cells=(date.fromisoformat(str(row.cells[0])), *row.cells[1:]))
        for row in sheet.rows
    ]
    return replace(
        sheet,
        title="Calls by day",
        columns=[first._replace(kind=Kind.DATE), *(c._replace(brief=True) for c in others)],
        rows=dated,
        notes=(
            "An answer counts on the day it was given, and only while it is the elector’s latest; "
            "an elector rung on two days is in both.",
        ),
    )


def _without(sheet: Sheet, keys: frozenset[str]) -> Sheet:
    """Our own rows without the columns that say nothing of them."""
    kept = [i for i, c in enumerate(sheet.columns) if c.key.split(".")[0] not in keys]
    own = [row for row in sheet.rows if row.mark is Mark.OWN]
    return _with_columns(replace(sheet, rows=own), kept)


def brief_first(sheet: Sheet) -> Sheet:
    """The sheet with its details last, where a file keeps them."""
    order = sorted(range(len(sheet.columns)), key=lambda i: not sheet.columns[i].brief)
    return _with_columns(sheet, order)


def _with_columns(sheet: Sheet, kept: Sequence[int]) -> Sheet:
    """The sheet with the columns at these places, in this order."""

    def taken(row: Row) -> Row:
        return row._replace(cells=tuple(row.cells[i] for i in kept))

    return replace(
        sheet,
        columns=[sheet.columns[i] for i in kept],
        rows=[taken(row) for row in sheet.rows],
        total=taken(sheet.total) if sheet.total else None,
    )
