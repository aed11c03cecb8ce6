"""Lays a finding out as a sheet, which screen, terminal, files and paper all show."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from phonebank.domain.canvass import By, CanvassTable
from phonebank.domain.canvass_sheet import canvass_sheet
from phonebank.domain.figures import count
from phonebank.domain.insight import (
    Attempts,
    CallerEffects,
    Found,
    Projection,
    Reach,
    Reasons,
    Sections,
    Switching,
    Trend,
    Undecided,
)
from phonebank.domain.insight_rows import (
    answer_word,
    ends,
    interval_columns,
    p_words,
    share_columns,
)
from phonebank.domain.insight_sheets_outside import callers_sheet, projection_sheet, reach_sheet
from phonebank.domain.sheet import Cell, Column, Kind, Mark, Row, Sheet


def sheet_of(found: Found) -> Sheet:
    """The table of a finding; a column's key is its path in a row of the JSON of the same."""
    sheet = LAYING[type(found)](found)
    warned = [warning.sentence for warning in found.warnings]
    return replace(sheet, notes=[*warned, *sheet.notes, found.caveat])


def _trend(found: Trend) -> Sheet:
    columns = [
        Column("day", "Day", Kind.DATE),
        Column("stated", "Stated", Kind.COUNT),
        *share_columns("shares", found.who),
        Column("week_stated", "Stated in 7 days", Kind.COUNT),
        *share_columns("week_shares", found.who, "{}, 7 days"),
        Column("week_lead", "Lead, 7 days", Kind.POINTS),
        Column("week_margin", "Margin", Kind.MARGIN),
        *interval_columns("week_intervals", found.who),
    ]
    rows = [
        Row(
            (
                day.day,
                day.stated,
                *(day.shares.get(it) for it in found.who),
                day.week_stated,
                *(day.week_shares.get(it) for it in found.who),
                day.week_lead,
                day.week_margin,
                *ends(day.week_intervals, found.who),
            )
        )
        for day in found.days
    ]
    return Sheet("Trend", found.base, columns, rows)


def _switching(found: Switching) -> Sheet:
    columns = [
        Column("before", "Voted last time", Kind.TEXT),
        Column("people", "Electors", Kind.COUNT),
        *(Column(f"counts.{it}", f"Now {answer_word(it)}", Kind.COUNT) for it in found.now),
        *share_columns("shares", found.now, "{} of row"),
        Column("net", "Net gain", Kind.COUNT),
    ]
    rows = [
        Row(
            (
                answer_word(before),
                found.row_total(before),
                *(found.people.get((before, now), 0) for now in found.now),
                *(found.row_share(before, now) for now in found.now),
                found.net.get(before),
            )
        )
        for before in found.before
    ]
    totals = [found.column_total(now) for now in found.now]
    total = Row((None, sum(totals), *totals, *[None] * (len(found.now) + 1)), Mark.TOTAL)
    return Sheet("Switching", found.base, columns, rows, total)


def _undecided(found: Undecided) -> Sheet:
    columns = [
        Column("before", "Said a week ago", Kind.TEXT),
        Column("asked_again", "Asked again", Kind.COUNT),
        *(Column(f"counts.{it}", f"Now {answer_word(it)}", Kind.COUNT) for it in found.now),
        Column("then", "Share then", Kind.SHARE),
        Column("now", "Share now", Kind.SHARE),
        Column("change", "Change", Kind.POINTS),
        Column("interval.0", "Change at least", Kind.POINTS, brief=False),
        Column("interval.1", "Change at most", Kind.POINTS, brief=False),
    ]
    rows = [Row((*_panel_row(found, before),)) for before in found.who]
    undecided, stated = count(found.undecided_not_asked), count(found.not_asked_again)
    not_again = f"{undecided} undecided of {stated} stated"
    note = f"Not asked again since: {not_again}. Shares are of those who stated both times."
    return Sheet("Undecided", found.base, columns, rows, notes=[note])


def _panel_row(found: Undecided, before: str) -> Iterator[Cell]:
    yield answer_word(before)
    yield found.of(before)
    yield from (found.people.get((before, now), 0) for now in found.now)
    change = found.changes.get(before)
    if change is None:
        yield from [None] * 5
        return
    yield from (change.then, change.now, change.change)
    yield from (change.interval.low, change.interval.high) if change.interval else (None, None)


def _reasons(found: Reasons) -> Sheet:
    named = sorted({reason for pair in found.together for reason in pair})
    columns = [
        Column("answer", "Now", Kind.TEXT),
        Column("reason", "Reason", Kind.TEXT),
        Column("people", "Electors", Kind.COUNT),
        Column("first", "First", Kind.COUNT),
        Column("share", "Share", Kind.SHARE),
        Column("interval.0", "At least", Kind.SHARE, brief=False),
        Column("interval.1", "At most", Kind.SHARE, brief=False),
        *(Column(f"together.{it}", f"With {it}", Kind.COUNT, brief=False) for it in named),
    ]
    rows = [
        Row((answer_word(who), it.reason, it.people, it.first, it.share, *_two(it.interval)))
        for who in found.who
        for it in found.by_candidate.get(who, ())
    ]
    padded = [row._replace(cells=(*row.cells, *[None] * len(named))) for row in rows]
    return Sheet("Reasons", found.base, columns, [*padded, *_all_reasons(found, named)])


def _two(interval: Any) -> tuple[Cell, Cell]:
    return (interval.low, interval.high) if interval else (None, None)


def _all_reasons(found: Reasons, named: Sequence[str]) -> Iterator[Row]:
    """Everybody's, with how many gave each other reason too."""
    given = list(chain.from_iterable(found.by_candidate.values()))
    for reason in dict.fromkeys(it.reason for it in given):
        of_it = [it for it in given if it.reason == reason]
        together = [found.together.get((min(reason, it), max(reason, it))) for it in named]
        people, first = sum(it.people for it in of_it), sum(it.first for it in of_it)
        yield Row(("Everybody", reason, people, first, None, None, None, *together))


def _attempts(found: Attempts) -> Sheet:
    columns = [
        Column("attempt", "First reached", Kind.TEXT),
        Column("stated", "Stated", Kind.COUNT),
        *share_columns("shares", found.who),
        *(
            Column(f"counts.{it}", f"{answer_word(it)}, electors", Kind.COUNT, brief=False)
            for it in found.who
        ),
        *interval_columns("intervals", found.who),
    ]
    rows = [
        Row(
            (
                f"{group.label} attempt",
                group.stated,
                *(group.shares.get(it) for it in found.who),
                *(group.counts.get(it, 0) for it in found.who),
                *ends(group.intervals, found.who),
            )
        )
        for group in found.groups
    ]
    return Sheet(
        "First contact", found.base, columns, [*rows, *_unreached(found)], notes=_test(found)
    )


def _unreached(found: Attempts) -> Iterator[Row]:
    told = found.unreached_shares
    if told:
        shares = [told[it].share if it in told else None for it in found.who]
        intervals = {who: estimate.interval for who, estimate in told.items()}
        empty: list[Cell] = [None] * len(found.who)
        cells = (None, *shares, *empty, *ends(intervals, found.who))
        yield Row(("never, if the trend went on", *cells))


def _test(found: Attempts) -> list[str]:
    if found.test is None:
        return ["There are too few answers to test for a trend."]
    return [f"{found.ours} over attempts: z {found.test.z:.2f}, {p_words(found.test.p)}."]


def _sections(found: Sections) -> Sheet:
    """The three tables beneath each other, the first column saying which."""
    tables = [found.sections, found.affiliates, found.recruiters]
    sheets = [canvass_sheet(table) for table in tables]
    kept = [i for i, c in enumerate(sheets[0].columns) if c.key.split(".")[0] not in LEFT_OUT]
    columns = [Column("by", "By", Kind.TEXT), *(sheets[0].columns[i] for i in kept)]
    columns[1] = columns[1]._replace(title="Who")
    rows = [
        Row((BY_WORDS[table.by], *(row.cells[i] for i in kept)))
        for table, sheet in zip(tables, sheets, strict=True)
        for row in sheet.rows
        if row.mark is Mark.OWN
    ]
    return Sheet("Sections and affiliates", found.base, columns, rows, _total(found.sections, kept))


def _total(table: CanvassTable, kept: Sequence[int]) -> Row | None:
    total = canvass_sheet(table).total
    return total and Row((None, *(total.cells[i] for i in kept)), Mark.TOTAL)


BY_WORDS = {By.SECTION: "section", By.AFFILIATE: "affiliate", By.RECRUITER: "recruited by"}
LEFT_OUT = frozenset({"told", "region", "ons_code", "remark", "pooled", "pooled_interval"})
LAYING: Mapping[type[Found], Callable[[Any], Sheet]] = {
    Trend: _trend,
    Switching: _switching,
    Undecided: _undecided,
    Reasons: _reasons,
    Attempts: _attempts,
    Sections: _sections,
    Projection: projection_sheet,
    CallerEffects: callers_sheet,
    Reach: reach_sheet,
}
