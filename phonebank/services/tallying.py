"""The canvass table: our own answers by place, with how far to believe them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from phonebank.domain.canvass import (
    By,
    CanvassRow,
    CanvassTable,
    ReportedFigure,
    narrowed_words,
)
from phonebank.domain.outcomes import UNDECIDED
from phonebank.domain.reports import figure_of
from phonebank.domain.tallies import Tally, added
from phonebank.domain.verdicts import verdict_of_canvass
from phonebank.estimation.intervals import half_width, margin_squared, wilson
from phonebank.services.insight_asking import asking
from phonebank.services.insight_rows import change, week_ago, with_pooled
from phonebank.services.narrowing import chosen_by_answers
from phonebank.store import callers, counts, places, reported
from phonebank.store.answer_counts import AnswerCounts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.contest import Contest
    from phonebank.domain.permits import Actor
    from phonebank.services.insight_asking import Asked
    from phonebank.services.insight_rows import Moved
    from phonebank.store.counts import Filter
    from phonebank.store.database import Database

BASE = (
    "Electors on the roll, each once, by their latest answer. "
    "Shares of those who named a candidate or said undecided."
)
CHOSEN_BY_ANSWERS = " They were chosen by what our calls found, so they do not stand for others."
WITHOUT = {
    By.SECTION: "No section",
    By.AFFILIATE: "No affiliate",
    By.REGION: "No region",
    By.RECRUITER: "No recruiter",
}


def canvass_table(
    db: Database,
    actor: Actor,
    now: datetime,
    by: By = By.CONSTITUENCY,
    where: Mapping[str, Sequence[str]] | None = None,
    *,
    is_pooled: bool = True,
) -> CanvassTable:
    """The canvass as it stands, by `by`, narrowed to `where` (see narrowing.FIELDS).

    Pooled estimates of all places together cost as much as the rest: without `is_pooled` they are
    left to `with_pooled`.
    """
    with asking(db, actor, now, where) as asked:
        return tables_of(asked, [by], is_pooled=is_pooled)[0]


def tables_of(asked: Asked, bys: Sequence[By], *, is_pooled: bool = True) -> list[CanvassTable]:
    """The same electors by several groupings, what these share being counted once."""
    missing = [by for by in dict.fromkeys(bys) if by not in asked.told]
    if missing:
        asked.told.update(_tables(asked, missing))
    tables = [asked.told[by] for by in bys]
    return [with_pooled(it) if is_pooled and it.by is By.CONSTITUENCY else it for it in tables]


def _tables(asked: Asked, bys: Sequence[By]) -> Mapping[By, CanvassTable]:
    session, contest = asked.session, asked.contest
    told, tallies = told_figures(session, contest), _tallies(asked, bys)
    base = BASE + narrowed_words(asked.where)
    if chosen_by_answers(session, asked.where):
        base += CHOSEN_BY_ANSWERS
    moved = week_ago(session, asked.chosen, asked.where, asked.now, bys)
    tables = {by: _table(asked, by, base, told, tallies) for by in bys}
    return {by: _with_changes(it, moved.get(by), contest) for by, it in tables.items()}


def _tallies(asked: Asked, bys: Sequence[By]) -> counts.Labelled:
    """Places alone are quicker counted by place."""
    is_by_place = set(bys) <= {By.CONSTITUENCY, By.DAY, By.CALLER}
    counted = counts.ByPlace if is_by_place else counts.Labelled
    return counted(asked.session, asked.contest.shorts, asked.chosen)


def _table(
    asked: Asked,
    by: By,
    base: str,
    told: Sequence[ReportedFigure],
    tallies: counts.Labelled,
) -> CanvassTable:
    session, contest = asked.session, asked.contest
    rows, tally = _rows_and_total(asked, by, told, tallies)
    total = replace(
        _row(None, tally, contest),
        barred=counts.barred(session, asked.chosen) if by.has_roll else None,
        reported=[figure for figure in told if not figure.places],
    )
    return CanvassTable(
        as_of=asked.now,
        by=by,
        where=asked.where,
        base=base,
        ours=contest.ours,
        candidates=contest.shorts,
        rows=rows,
        total=total,
    )


def _with_changes(table: CanvassTable, moved: Moved | None, contest: Contest) -> CanvassTable:
    """Each row and the total with its change on the week, as far as that can be said."""
    if moved is None:
        return table
    named = {label or WITHOUT.get(table.by): more for label, more in moved.items()}
    rows = [replace(r, change=change(r.tally, named.get(r.place, {}), contest)) for r in table.rows]
    whole = change(table.total.tally, _sum(moved), contest)
    return replace(table, rows=rows, total=replace(table.total, change=whole))


def _sum(moved: Mapping[str | None, Counter[str]]) -> Mapping[str, int]:
    whole: Counter[str] = Counter()
    for more in moved.values():
        whole.update(more)
    return whole


def told_figures(session: Session, contest: Contest) -> list[ReportedFigure]:
    """Every reported canvass, with its lead and verdict."""
    return [
        figure_of(told, contest.ours, contest.thresholds) for told in reported.canvasses(session)
    ]


def _rows_and_total(
    asked: Asked, by: By, told: Sequence[ReportedFigure], counted: counts.Labelled
) -> tuple[list[CanvassRow], Tally]:
    session, contest, chosen = asked.session, asked.contest, asked.chosen
    shorts = contest.shorts
    if by is By.CONSTITUENCY:
        tallies = counted.by_constituency()
        rows = _constituency_rows(session, contest, tallies, chosen, told)
        return rows, added(tallies.values(), shorts)
    if by.has_roll:
        tallied = counted.tallies(by.value)
        named = {label or WITHOUT[by]: tally for label, tally in tallied.items()}
        rows = [_row(label, named[label], contest) for label in sorted(named)]
        return rows, added(named.values(), shorts)
    answers = AnswerCounts(session, shorts, chosen)
    answered = _answered(session, by, answers)
    rows = [_row(label, tally, contest) for label, tally in answered]
    return rows, answers.in_all([tally for _, tally in answered])


def _answered(session: Session, by: By, counted: AnswerCounts) -> list[tuple[str, Tally]]:
    if by is By.DAY:
        return [(day.isoformat(), tally) for day, tally in counted.by_day().items()]
    names = {caller.id: caller.name for caller in callers.all_callers(session)}
    named = ((names[caller], tally) for caller, tally in counted.by_caller().items())
    return sorted(named, key=lambda pair: pair[0])


def _constituency_rows(
    session: Session,
    contest: Contest,
    tallies: Mapping[int, Tally],
    chosen: Filter,
    told: Sequence[ReportedFigure],
) -> list[CanvassRow]:
    """A row for every place with electors or a reported canvass, within what is chosen."""
    ids = places.ids_by_name(session, {place for figure in told for place in figure.places})
    wanted = set(tallies) | set(ids.values())
    if chosen.constituency_ids is not None:
        wanted &= chosen.constituency_ids
    nobody = Tally(counts=dict.fromkeys(contest.shorts, 0), roll=0)
    rows = []
    for place_id, place in counts.places(session, wanted).items():
        row = _row(place.label, tallies.get(place_id, nobody), contest)
        row = replace(row, ons_code=place.ons_code, region=place.region, mp=place.mp)
        rows.append(_with_told(row, told))
    return rows


def _with_told(row: CanvassRow, told: Sequence[ReportedFigure]) -> CanvassRow:
    """Hang reported figures on their place; one for several places stands on the first."""
    here = [figure for figure in told if row.place in figure.places]
    own = [figure for figure in here if figure.places[0] == row.place]
    elsewhere = [figure.places[0] for figure in here if figure not in own]
    return replace(
        row,
        reported=own,
        reported_with=elsewhere[0] if elsewhere else None,
    )


def _row(place: str | None, tally: Tally, contest: Contest) -> CanvassRow:
    """The figures of one tally: lead, margin, verdict, bounds, intervals, break-even."""
    ours, lead = contest.ours, tally.lead(contest.ours)
    squared = margin_squared(tally.counts[ours], tally.rival_count(ours), tally.stated, tally.roll)
    people = {**tally.counts, UNDECIDED: tally.undecided}
    known = tally.roll is not None
    return CanvassRow(
        place=place,
        tally=tally,
        lead=lead,
        margin=half_width(squared),
        verdict=(
            verdict_of_canvass(lead, squared, tally.stated, tally.roll, contest.thresholds)
            if tally.roll is not None
            else None
        ),
        break_even=tally.break_even(ours),
        bounds={short: tally.bounds(short) for short in tally.counts} if known else {},
        intervals={who: wilson(k, tally.stated, tally.roll) for who, k in people.items()},
    )
