"""Lays a canvass table out as a sheet: a row per place, reported figures unfolded beneath it."""

from collections.abc import Callable, Iterator
from operator import attrgetter

from phonebank.domain.canvass import By, CanvassRow, CanvassTable, Interval, ReportedFigure
from phonebank.domain.outcomes import UNDECIDED
from phonebank.domain.sheet import Cell, Column, Kind, Mark, Row, Sheet

FIRST_TITLE = {
    By.CONSTITUENCY: "Constituency",
    By.REGION: "Region",
    By.SECTION: "Section",
    By.AFFILIATE: "Affiliate",
    By.RECRUITER: "Recruited by",
    By.CALLER: "Caller",
    By.DAY: "Day",
}


def canvass_sheet(table: CanvassTable) -> Sheet:
    """The sheet that screen, workbook and terminal show; `key`s are paths in the table's JSON."""
    columns = list(_columns(table))
    readers = [_reader(column.key) for column in columns]
    rows = [row for place in table.rows for row in _rows_of(columns, readers, place)]
    total = Row(tuple(read(table.total) for read in readers), Mark.TOTAL)
    national = [_reported_row(columns, "Whole country", told) for told in table.total.reported]
    return Sheet("Canvass", table.base, columns, [*rows, *national], total)


def _columns(table: CanvassTable) -> Iterator[Column]:
    yield Column("place", FIRST_TITLE[table.by], Kind.TEXT)
    yield Column("told", "Who says so", Kind.TEXT)
    yield Column("region", "Region", Kind.TEXT, brief=False)
    yield Column("ons_code", "ONS code", Kind.TEXT, brief=False)
    for key in ("roll", "attempted", "contacted", "stated"):
        yield Column(key, key.capitalize(), Kind.COUNT)
    yield Column("coverage", "Coverage", Kind.SHARE)
    for short in table.candidates:
        yield Column(f"shares.{short}", short, Kind.SHARE)
    yield Column(f"shares.{UNDECIDED}", "Undecided", Kind.SHARE)
    yield Column("wont_say", "Won’t say", Kind.COUNT)
    yield Column("wont_vote", "Won’t vote", Kind.COUNT)
    yield Column("lead", "Lead", Kind.POINTS)
    yield Column("margin", "Margin", Kind.MARGIN)
    yield Column("verdict", "Verdict", Kind.TEXT)
    if table.by.has_roll:
        yield Column("change", "On the week", Kind.POINTS)
    yield Column("remark", "Remark", Kind.TEXT)
    yield from _detail_columns(table)


def _detail_columns(table: CanvassTable) -> Iterator[Column]:
    for short in table.candidates:
        yield Column(f"counts.{short}", f"{short}, electors", Kind.COUNT, brief=False)
    yield Column("undecided", "Undecided, electors", Kind.COUNT, brief=False)
    for short in table.candidates:
        yield Column(f"bounds.{short}.0", f"{short} at least", Kind.SHARE, brief=False)
        yield Column(f"bounds.{short}.1", f"{short} at most", Kind.SHARE, brief=False)
    yield Column("break_even", "Break-even", Kind.NEEDED, brief=False)
    yield from _estimate_columns(table)
    yield Column("calls", "Calls", Kind.COUNT, brief=False)
    if table.by.has_roll:
        yield Column("barred", "Barred", Kind.COUNT, brief=False)
    yield Column("last_call", "Last call", Kind.TIME)


def _estimate_columns(table: CanvassTable) -> Iterator[Column]:
    """Shares drawn towards region and country, where the rows have them."""
    if not any(row.pooled for row in table.rows):
        return
    for who, title in (*((it, it) for it in table.candidates), (UNDECIDED, "Undecided")):
        yield Column(f"pooled.{who}", f"{title}, pooled", Kind.SHARE, brief=False)
        yield Column(f"pooled_interval.{who}.0", f"{title}, from", Kind.SHARE, brief=False)
        yield Column(f"pooled_interval.{who}.1", f"{title}, to", Kind.SHARE, brief=False)


Reader = Callable[[CanvassRow], Cell]


def _rows_of(columns: list[Column], readers: list[Reader], place: CanvassRow) -> Iterator[Row]:
    yield Row(tuple(read(place) for read in readers))
    for told in place.reported:
        yield _reported_row(columns, place.place or "", told)


def _reported_row(columns: list[Column], place: str, told: ReportedFigure) -> Row:
    return Row(tuple(_reported_cell(column.key, place, told) for column in columns), Mark.REPORTED)


def _reader(key: str) -> Reader:
    """What a column shows of our own rows; there are hundreds, and each is read for each column."""
    head, *path = key.split(".")
    if path:
        return _reader_of_candidate(head, *path)
    if head == "told":
        return lambda row: row.mp
    if head == "remark":
        return lambda row: f"reported with {row.reported_with}" if row.reported_with else None
    if head == "verdict":
        return lambda row: str(row.verdict) if row.verdict else None
    return attrgetter(head if hasattr(CanvassRow, head) else f"tally.{head}")


def _reader_of_candidate(head: str, who: str, end: str = "0") -> Reader:
    at = int(end)
    if head == "shares":
        return lambda row: row.tally.share(who)
    if head == "counts":
        return lambda row: row.tally.counts[who]
    if head == "bounds":
        return lambda row: (row.tally.bounds(who) or _UNKNOWN)[at]
    if head == "pooled":
        return lambda row: row.pooled.get(who)
    return lambda row: _ends(row.pooled_interval.get(who))[at]


_UNKNOWN = (None, None)


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    return _UNKNOWN if interval is None else (interval.low, interval.high)


def _reported_cell(key: str, place: str, told: ReportedFigure) -> Cell:
    cells: dict[str, Cell] = {
        "place": place,
        "told": told.told,
        "coverage": told.coverage,
        f"shares.{UNDECIDED}": told.undecided,
        "lead": told.lead,
        "verdict": told.verdict or None,
        "remark": told.remark() or None,
        **{f"shares.{short}": share for short, share in told.shares.items()},
    }
    return cells.get(key)
