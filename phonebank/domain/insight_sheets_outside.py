"""Lays out as sheets what looks beyond the answers: projection, callers, reach."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from phonebank.domain import figures
from phonebank.domain.canvass import Interval
from phonebank.domain.fields import Fields
from phonebank.domain.hours import local
from phonebank.domain.insight import (
    AttemptRate,
    CallerEffect,
    CallerEffects,
    PollGap,
    Projected,
    Projection,
    Reach,
)
from phonebank.domain.insight_rows import Laid, p_words, words
from phonebank.domain.sheet import Cell, Column, Kind, Mark, Row

EVERYBODY = "everybody"
LADDER = ("On the roll", "Rung", "Spoken to", "Stated")
COVERAGE_THEN = "Coverage then"
DIFFERS = "differs more than chance"


class _Says(NamedTuple):
    """What we say of everybody or of a section, or what a poll says of them."""

    of: str
    told: str | None
    ours: Projected | None
    poll: PollGap | None = None

    def raw(self, who: str) -> Fraction | None:
        return self.ours.raw.get(who) if self.ours else None

    def weighted(self, who: str) -> float | None:
        return self.ours.weighted.get(who) if self.ours else None

    def interval(self, who: str) -> Interval | None:
        return self.ours.interval.get(who) if self.ours else None

    def raw_named(self, who: str) -> Fraction | None:
        return self.ours.raw_named.get(who) if self.ours else None

    def weighted_named(self, who: str) -> Fraction | float | None:
        """A poll is weighted too."""
        if self.poll is not None:
            return self.poll.figures.get(who)
        return self.ours.weighted_named.get(who) if self.ours else None

    def interval_named(self, who: str) -> Interval | None:
        return self.ours.interval_named.get(who) if self.ours else None

    def declared(self, who: str) -> Fraction | None:
        return self.ours.declared.get(who) if self.ours and self.ours.declared else None

    def gap(self) -> float | None:
        if self.poll is not None:
            return self.poll.gap
        return self.ours.error if self.ours and self.ours.declared else None

    def effective_n(self) -> int | None:
        known = self.ours.effective_n if self.ours else None
        return None if known is None else round(known)

    def design_effect(self) -> str | None:
        known = self.ours.design_effect if self.ours else None
        return None if known is None else f"{known:.2f}"


def lay_projection(found: Projection) -> Laid:
    """A row for everybody and for each section, and each outside poll beneath what it is of."""
    fields, rows = _projection_fields(found), list[Row]()
    for one in (found.whole, *found.sections):
        of = one.section or EVERYBODY
        rows.append(fields.row(_Says(of, None, one)))
        polls = (_Says(of, poll_words(poll), None, poll) for poll in one.polls)
        rows.extend(fields.rows(polls, Mark.REPORTED))
    return Laid(fields.columns, rows, notes=found.whole.merged)


def _projection_fields(found: Projection) -> Fields[_Says]:
    who, named, share = words(found.who), words(found.candidates), Kind.SHARE
    it = Fields[_Says]()
    it.add("of", "Of", Kind.TEXT, lambda row: row.of)
    it.add("told", "Who says so", Kind.TEXT, lambda row: row.told)
    it.add("stated", "Stated", Kind.COUNT, lambda row: row.ours.stated if row.ours else None)
    it.add("effective_n", "Effective", Kind.COUNT, _Says.effective_n)
    it.add("design_effect", "Design effect", Kind.TEXT, _Says.design_effect, brief=False)
    it.add_each("raw.{}", "{} of stated, unweighted", share, who, _Says.raw, brief=False)
    it.add_each("weighted.{}", "{} of stated, weighted", share, who, _Says.weighted, brief=False)
    it.add_ends_of_each("interval.{}", "{} of stated {}", who, _Says.interval)
    it.add_each("raw_named.{}", "{}, unweighted", share, named, _Says.raw_named)
    it.add_each("weighted_named.{}", "{}, weighted", share, named, _Says.weighted_named)
    it.add_ends_of_each("interval_named.{}", "{} {}", named, _Says.interval_named)
    it.add_each("declared.{}", "{}, declared", share, named, _Says.declared)
    it.add("gap", "Gap", Kind.POINTS, _Says.gap)
    it.add("refusal", "Remark", Kind.TEXT, lambda row: row.ours.refusal if row.ours else None)
    return it


def poll_words(poll: PollGap) -> str:
    """Whose poll it is, and of when."""
    return f"{poll.pollster}, {poll.published.day} {poll.published:%b %Y}"


def lay_callers(found: CallerEffects) -> Laid:
    it = Fields[CallerEffect]()
    it.add("caller", "Caller", Kind.TEXT, lambda row: row.caller)
    it.add("stated", "Stated", Kind.COUNT, lambda row: row.stated)
    it.add("share", f"{found.ours}, heard", Kind.SHARE, lambda row: row.share)
    it.add("expected", "Expected", Kind.SHARE, lambda row: row.expected)
    it.add("difference", "Difference", Kind.POINTS, lambda row: row.difference)
    it.add_ends("interval", "Difference {}", lambda row: row.interval, Kind.POINTS)
    it.add("remark", "Remark", Kind.TEXT, lambda row: DIFFERS if row.is_flagged else None)
    notes = []
    if found.chi_squared is not None:
        of = f"chi-square {found.chi_squared:.1f}, {found.degrees} degrees of freedom"
        notes.append(f"All callers together: {of}, {p_words(found.p)}.")
    return Laid(it.columns, it.rows(found.callers), notes=notes)


def lay_reach(found: Reach) -> Laid:
    columns = [
        Column("what", "What", Kind.TEXT),
        Column("people", "Electors", Kind.COUNT),
        Column("of", "Of", Kind.COUNT),
        Column("rate", "Rate", Kind.SHARE),
    ]
    rows = [Row(cells) for cells in (*_ladder(found), *_rates(found), *_forecast(found))]
    return Laid(columns, rows, notes=_planned(found))


def _ladder(found: Reach) -> Iterator[tuple[Cell, ...]]:
    ladder = found.ladder
    steps = (ladder.roll, ladder.attempted, ladder.contacted, ladder.stated)
    yield LADDER[0], ladder.roll, None, None
    for what, people, of in zip(LADDER[1:], steps[1:], steps, strict=False):
        yield what, people, of, Fraction(people, of) if of else None
    for it in found.attempts:
        yield reached_at(it), it.reached, it.rung, it.rate


def reached_at(it: AttemptRate) -> str:
    """The row of an attempt."""
    return f"Reached at attempt {it.attempt}"


def _rates(found: Reach) -> Iterator[tuple[Cell, ...]]:
    told = {
        "Response rate RR1": found.rates.response,
        "Response rate RR2": found.rates.response_with_partial,
        "Cooperation COOP1": found.rates.cooperation,
        "Refusal REF1": found.rates.refusal,
        "Contact CON1": found.rates.contact,
    }
    yield from ((what, None, None, rate) for what, rate in told.items())


def _forecast(found: Reach) -> Iterator[tuple[Cell, ...]]:
    forecast = found.forecast
    yield "May be rung, not reached", found.to_ring, None, None
    yield "Expected to be reached", round(forecast.reached), None, None
    yield "Expected to state", round(forecast.stated), None, None
    yield COVERAGE_THEN, None, None, forecast.coverage


def _planned(found: Reach) -> Sequence[str]:
    if over := over_words(found):
        return [over]
    effort, forecast = found.effort, found.forecast
    end = forecast.finished_on
    done = (
        f"all are reached, or rung as often as allowed, by {end.day} {end:%b}"
        if end
        else "not all are reached or rung as often as allowed by then"
    )
    return [
        f"{callers_words(effort.callers)}, {effort.hours_a_day:g} hours a day, "
        f"{effort.calls_an_hour:g} calls an hour until {effort.close.day} {effort.close:%b}: "
        f"{figures.count(forecast.calls)} calls in {forecast.days} days for "
        f"£{forecast.cost:,.0f}; {done}.",
        enough_callers(found),
    ]


def enough_callers(found: Reach) -> str:
    """How many callers it takes, with the effort's hours and pace, to be done when ballots close.

    Nobody is rung twice a day, so with many still to be rung often no number is enough.
    """
    if not found.to_ring:
        return "Nobody is left to ring."
    needed, close = found.forecast.callers_needed, found.effort.close
    by = f"by {close.day} {close:%b}"
    if not found.effort.hours_a_day * found.effort.calls_an_hour:
        return "At no calls a day, no number of callers would be done."
    if needed is None:
        return f"No number of callers would be done {by}: everybody is rung once a day at most."
    return f"{callers_words(needed)} would be done {by}."


def over_words(found: Reach) -> str:
    """That no day is left to ring on; empty while there is one."""
    close = found.effort.close
    is_over = close < local(found.as_of).date()
    return f"The last day to ring, {close.day} {close:%b %Y}, is over." if is_over else ""


def callers_words(callers: int) -> str:
    return "1 caller" if callers == 1 else f"{figures.count(callers)} callers"
