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
from phonebank.domain.permits import Actor, Right, require
from phonebank.domain.reports import figure_of
from phonebank.domain.tallies import Tally, added
from phonebank.domain.verdicts import verdict_of_canvass
from phonebank.estimation.intervals import half_width, margin_squared, wilson
from phonebank.services.insight_asking import Asked
from phonebank.services.insight_rows import change, week_ago, with_pooled
from phonebank.services.narrowing import chosen_by_answers, filter_of
from phonebank.store import answer_counts, callers, contest, counts, places, reported

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.contest import Contest
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
    return canvass_tables(db, actor, now, [by], where, is_pooled=is_pooled)[0]


def canvass_tables(
    db: Database,
    actor: Actor,
    now: datetime,
    bys: Sequence[By],
    where: Mapping[str, Sequence[str]] | None = None,
    *,
    is_pooled: bool = True,
) -> list[CanvassTable]:
    """The same electors by several groupings, what these share being counted once."""
    require(actor, Right.SEE_FIGURES)
    where = where or {}
    with db.read() as session:
        asked = Asked(
            session=session,
            contest=contest.contest(session),
            chosen=filter_of(session, where, now),
            where=where,
            now=now,
        )
        told = told_figures(session, asked.contest)
        labelled = counts.Labelled(
            session, asked.contest.shorts, asked.chosen, has_recruiters=By.RECRUITER in bys
        )
        base = BASE + narrowed_words(where)
        if chosen_by_answers(session, where):
            base += CHOSEN_BY_ANSWERS
        tables = [_table(asked, by, base, told, labelled) for by in bys]
        moved = week_ago(session, asked.chosen, where, now, bys)
    tables = [_with_changes(it, moved.get(it.by), asked.contest) for it in tables]
    return [with_pooled(it) if is_pooled and it.by is By.CONSTITUENCY else it for it in tables]


def _table(
    asked: Asked,
    by: By,
    base: str,
    told: Sequence[ReportedFigure],
    labelled: counts.Labelled,
) -> CanvassTable:
    session, contest = asked.session, asked.contest
    rows, tally = _rows_and_total(asked, by, told, labelled)
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
    asked: Asked, by: By, told: Sequence[ReportedFigure], labelled: counts.Labelled
) -> tuple[list[CanvassRow], Tally]:
    session, contest, chosen = asked.session, asked.contest, asked.chosen
    shorts = contest.shorts
    if by is By.CONSTITUENCY:
        tallies = counts.tallies_by_constituency(session, shorts, chosen)
        rows = _constituency_rows(session, contest, tallies, chosen, told)
        return rows, added(tallies.values(), shorts)
    if by.has_roll:
        tallied = labelled.tallies(by.value)
        named = {label or WITHOUT[by]: tally for label, tally in tallied.items()}
        rows = [_row(label, named[label], contest) for label in sorted(named)]
        return rows, added(named.values(), shorts)
    rows = [_row(label, tally, contest) for label, tally in _answered(session, by, shorts, chosen)]
    return rows, answer_counts.tally_of_all(session, shorts, chosen)


def _answered(
    session: Session, by: By, shorts: Sequence[str], chosen: Filter
) -> list[tuple[str, Tally]]:
    if by is By.DAY:
        days = answer_counts.tallies_by_day(session, shorts, chosen)
        return [(day.isoformat(), tally) for day, tally in days.items()]
    names = {caller.id: caller.name for caller in callers.all_callers(session)}
    tallies = answer_counts.tallies_by_caller(session, shorts, chosen)
    return sorted((names[caller], tally) for caller, tally in tallies.items())


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
