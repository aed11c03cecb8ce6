"""Lays a canvass table out as a sheet: a row per place, reported figures unfolded beneath it."""

from collections.abc import Iterator

from phonebank.domain.canvass import By, CanvassRow, CanvassTable, ReportedFigure
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
    rows = [row for place in table.rows for row in _rows_of(columns, place)]
    total = Row(tuple(_own_cell(c.key, table.total) for c in columns), Mark.TOTAL)
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


def _rows_of(columns: list[Column], place: CanvassRow) -> Iterator[Row]:
    yield Row(tuple(_own_cell(column.key, place) for column in columns))
    for told in place.reported:
        yield _reported_row(columns, place.place or "", told)


def _reported_row(columns: list[Column], place: str, told: ReportedFigure) -> Row:
    return Row(tuple(_reported_cell(column.key, place, told) for column in columns), Mark.REPORTED)


def _own_cell(key: str, row: CanvassRow) -> Cell:
    head, *path = key.split(".")
    if path:
        return _figure_of_candidate(head, path, row)
    cells: dict[str, Cell] = {
        "told": row.mp,
        "remark": f"reported with {row.reported_with}" if row.reported_with else None,
        "verdict": str(row.verdict) if row.verdict else None,
    }
    if head in cells:
        return cells[head]
    cell: Cell = getattr(row if hasattr(row, head) else row.tally, head)
    return cell


def _figure_of_candidate(head: str, path: list[str], row: CanvassRow) -> Cell:
    if head == "bounds":
        bounds = row.bounds.get(path[0])
        return bounds[int(path[1])] if bounds else None
    if head == "pooled_interval":
        interval = row.pooled_interval.get(path[0])
        return (interval.low, interval.high)[int(path[1])] if interval else None
    by_candidate: dict[str, Cell] = getattr(row if head == "pooled" else row.tally, head)
    return by_candidate.get(path[0])


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
