"""The canvass table: our own answers by place, with how far to believe them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from phonebank.domain.canvass import (
    By,
    CanvassRow,
    CanvassTable,
    ReportedFigure,
    WhenAsked,
)
from phonebank.domain.outcomes import UNDECIDED
from phonebank.domain.reports import figure_of
from phonebank.domain.tallies import Tally, added
from phonebank.domain.verdicts import Verdict, verdict_of_canvass
from phonebank.estimation.intervals import half_width, margin_squared, wilson
from phonebank.services.insight_asking import asking
from phonebank.services.insight_rows import change, race_then, week_ago, with_pooled
from phonebank.store import callers, counts, reported
from phonebank.store.answer_counts import AnswerCounts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.canvass import Interval
    from phonebank.domain.contest import Contest
    from phonebank.domain.permits import Actor
    from phonebank.domain.tallies import Race
    from phonebank.domain.verdicts import Thresholds
    from phonebank.services.insight_asking import Asked
    from phonebank.services.insight_rows import Moved
    from phonebank.store.database import Database
    from phonebank.store.insight_names import Place

BASE = (
    "Electors on the roll, each once, by their latest answer. "
    "Shares of those who named a candidate or said undecided."
)
_TWICE = " Electors rung {} are attempted and contacted in both rows, and once in the total."
BESIDE = {By.CALLER: _TWICE.format("by two callers"), By.DAY: _TWICE.format("on two days")}
WITHOUT = {
    By.SECTION: "No section",
    By.AFFILIATE: "No affiliate",
    By.REGION: "No region",
    By.RECRUITER: "No recruiter",
}
NO_FACTS: Mapping[str, Any] = {}


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
    session = asked.session
    told, tallies = told_figures(session, asked.contest), _tallies(asked, bys)
    moved = week_ago(asked, bys)
    return {
        by: _table(asked, tallies, _Rows.of(asked.contest, by, moved.get(by), told)) for by in bys
    }


def _tallies(asked: Asked, bys: Sequence[By]) -> counts.Counted:
    is_by_place = set(bys) <= {By.CONSTITUENCY, By.DAY, By.CALLER}
    shorts = asked.contest.shorts
    return counts.counted(asked.session, shorts, asked.chosen, is_by_place=is_by_place)


def _table(asked: Asked, counted: counts.Counted, made: _Rows) -> CanvassTable:
    rows, tally = _rows_and_total(asked, counted, made)
    total = made.total(tally)._replace(
        barred=counts.barred(asked.session, asked.chosen) if made.by.has_roll else None,
        reported=[figure for figure in made.told if not figure.places],
    )
    return CanvassTable(
        as_of=asked.now,
        by=made.by,
        where=asked.where,
        base=BASE + BESIDE.get(made.by, "") + asked.narrowed,
        ours=made.ours,
        candidates=asked.contest.shorts,
        rows=rows,
        total=total,
    )


def told_figures(session: Session, contest: Contest) -> list[ReportedFigure]:
    """Every reported canvass, with its lead and verdict."""
    return [
        figure_of(told, contest.ours, contest.thresholds) for told in reported.canvasses(session)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """Makes the rows of a table of tallies; what all of them need is asked once."""

    by: By
    ours: str
    who: Sequence[str]
    judged: Callable[[Race, Race | None, int | None], Judged]
    moved: Moved | None
    told: Sequence[ReportedFigure]
    told_of: Mapping[str | None, Sequence[ReportedFigure]]

    @classmethod
    def of(
        cls, contest: Contest, by: By, moved: Moved | None, told: Sequence[ReportedFigure]
    ) -> _Rows:
        told_of: dict[str | None, list[ReportedFigure]] = {}
        for figure in told:
            for place in dict.fromkeys(figure.places):
                told_of.setdefault(place, []).append(figure)
        named = moved and {label or WITHOUT.get(by): more for label, more in moved.items()}
        return cls(
            by=by,
            ours=contest.ours,
            who=(*contest.shorts, UNDECIDED),
            judged=judging(contest.thresholds),
            moved=named,
            told=told,
            told_of=told_of,
        )

    def row(self, place: str, tally: Tally) -> CanvassRow:
        return self._row(place, tally, self._more(place))

    def of_constituency(self, place: Place, tally: Tally) -> CanvassRow:
        """With the reported canvasses; one for several places stands on the first."""
        facts: dict[str, Any] = {
            "ons_code": place.ons_code,
            "region": place.region,
            "mp": place.mp,
        }
        if here := self.told_of.get(place.name):
            elsewhere = [figure.places[0] for figure in here if figure.places[0] != place.name]
            facts["reported"] = [figure for figure in here if figure.places[0] == place.name]
            facts["reported_with"] = elsewhere[0] if elsewhere else None
        return self._row(place.name, tally, self._more(place.name), facts)

    def total(self, tally: Tally) -> CanvassRow:
        moved = (self.moved or {}).values()
        whole = {who: sum(more.get(who, 0) for more in moved) for who in self.who}
        return self._row(None, tally, whole)

    def _more(self, place: str | None) -> Mapping[str, int]:
        return {} if self.moved is None else self.moved.get(place, {})

    def _row(
        self,
        place: str | None,
        tally: Tally,
        more: Mapping[str, int],
        facts: Mapping[str, Any] = NO_FACTS,
    ) -> CanvassRow:
        """The figures of one tally: lead, margin and verdict; intervals wait to be asked for."""
        ours, roll = self.ours, tally.roll
        race = tally.race(ours)
        then = None if self.moved is None else race_then(tally, more, ours)
        lead, margin, verdict, changed = self.judged(race, then, roll)
        return CanvassRow(
            place=place,
            tally=tally,
            ours=ours,
            lead=lead,
            margin=margin,
            verdict=verdict,
            intervals=WhenAsked(self.who, partial(_interval, tally)),
            change=changed,
            **facts,
        )


Judged = tuple[Fraction | None, float | None, Verdict | None, Fraction | None]
"""Lead, margin, verdict and change."""


@lru_cache(maxsize=8)
def judging(limits: Thresholds) -> Callable[[Race, Race | None, int | None], Judged]:
    """What a race comes to, with the one before it, among a roll.

    Each is worked out once: when a table is made again most places stand as they stood.
    """

    @lru_cache(maxsize=4096)
    def judged(race: Race, then: Race | None, roll: int | None) -> Judged:
        lead, squared = race.lead, margin_squared(*race, roll)
        verdict = (
            None if roll is None else verdict_of_canvass(lead, squared, race.stated, roll, limits)
        )
        changed = None if then is None else change(race, then, limits)
        return lead, half_width(squared), verdict, changed

    return judged


def _interval(tally: Tally, who: str) -> Interval | None:
    return wilson(tally.people(who), tally.stated, tally.roll)


def _rows_and_total(
    asked: Asked, counted: counts.Counted, made: _Rows
) -> tuple[list[CanvassRow], Tally]:
    session, chosen, by = asked.session, asked.chosen, made.by
    shorts = asked.contest.shorts
    if by is By.CONSTITUENCY:
        tallies = counted.by_constituency()
        rows = _constituency_rows(asked, tallies, made)
        return rows, added(tallies.values(), shorts)
    if by.has_roll:
        tallied = counted.tallies(by.value)
        named = {label or WITHOUT[by]: tally for label, tally in tallied.items()}
        rows = [made.row(label, named[label]) for label in sorted(named)]
        return rows, added(named.values(), shorts)
    answers = AnswerCounts(session, shorts, chosen)
    answered = _answered(session, by, answers)
    rows = [made.row(label, tally) for label, tally in answered]
    return rows, answers.in_all([tally for _, tally in answered])


def _answered(session: Session, by: By, counted: AnswerCounts) -> list[tuple[str, Tally]]:
    if by is By.DAY:
        return [(day.isoformat(), tally) for day, tally in counted.by_day().items()]
    names = {caller.id: caller.name for caller in callers.all_callers(session)}
    named = ((names[caller], tally) for caller, tally in counted.by_caller().items())
    return sorted(named, key=lambda pair: pair[0])


def _constituency_rows(asked: Asked, tallies: Mapping[int, Tally], made: _Rows) -> list[CanvassRow]:
    """A row for every place with electors or a reported canvass, within what is chosen."""
    chosen = asked.chosen.constituency_ids
    nobody = Tally(counts=dict.fromkeys(asked.contest.shorts, 0), roll=0)
    return [
        made.of_constituency(place, tallies.get(place_id, nobody))
        for place_id, place in asked.names.constituencies.items()
        if (place_id in tallies or place.name in made.told_of)
        and (chosen is None or place_id in chosen)
    ]
