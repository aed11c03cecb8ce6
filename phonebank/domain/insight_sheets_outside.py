"""Lays out as sheets what looks beyond the answers: projection, callers, reach."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from phonebank.domain import figures
from phonebank.domain.insight import CallerEffects, Projected, Projection, Reach
from phonebank.domain.insight_rows import ends, interval_columns, p_words, share_columns
from phonebank.domain.sheet import Cell, Column, Kind, Mark, Row, Sheet

EVERYBODY = "everybody"


def projection_sheet(found: Projection) -> Sheet:
    """A row for each section, the whole as total, and each outside poll beneath what it is of."""
    who, named = found.who, found.candidates
    columns = [
        Column("of", "Of", Kind.TEXT),
        Column("told", "Who says so", Kind.TEXT),
        Column("stated", "Stated", Kind.COUNT),
        Column("effective_n", "Effective", Kind.COUNT),
        Column("design_effect", "Design effect", Kind.TEXT, brief=False),
        *_aside(share_columns("raw", who, "{} of stated, unweighted")),
        *_aside(share_columns("weighted", who, "{} of stated, weighted")),
        *interval_columns("interval", who),
        *share_columns("raw_named", named, "{}, unweighted"),
        *share_columns("weighted_named", named, "{}, weighted"),
        *interval_columns("interval_named", named),
        *share_columns("declared", named, "{}, declared"),
        Column("gap", "Gap", Kind.POINTS),
        Column("refusal", "Remark", Kind.TEXT),
    ]
    rows = [*_projected(found, found.whole), *_of_sections(found)]
    return Sheet("Projection", found.base, columns, rows, notes=found.whole.merged)


def _aside(columns: Iterator[Column]) -> Iterator[Column]:
    yield from (column._replace(brief=False) for column in columns)


def _of_sections(found: Projection) -> Iterator[Row]:
    for section in found.sections:
        yield from _projected(found, section)


def _projected(found: Projection, one: Projected) -> Iterator[Row]:
    yield Row(tuple(_cells(found, one)))
    place = one.section or EVERYBODY
    for poll in one.polls:
        shares = [poll.figures.get(it) for it in found.candidates]
        empty: list[Cell] = [None] * len(found.candidates)
        told = f"{poll.pollster}, {poll.published.day} {poll.published:%b %Y}"
        start: list[Cell] = [place, told, *[None] * (3 + 4 * len(found.who))]
        yield Row((*start, *empty, *shares, *empty, *empty, *empty, poll.gap, None), Mark.REPORTED)


def _cells(found: Projection, one: Projected) -> Iterator[Cell]:
    declared: Mapping[str, Fraction] = one.declared or {}
    gaps = one.error if one.declared else None
    yield from (one.section or EVERYBODY, None, one.stated)
    yield None if one.effective_n is None else round(one.effective_n)
    yield None if one.design_effect is None else f"{one.design_effect:.2f}"
    yield from (one.raw.get(it) for it in found.who)
    yield from (one.weighted.get(it) for it in found.who)
    yield from ends(one.interval, found.who)
    yield from (one.raw_named.get(it) for it in found.candidates)
    yield from (one.weighted_named.get(it) for it in found.candidates)
    yield from ends(one.interval_named, found.candidates)
    yield from (declared.get(it) for it in found.candidates)
    yield from (gaps, one.refusal)


def callers_sheet(found: CallerEffects) -> Sheet:
    columns = [
        Column("caller", "Caller", Kind.TEXT),
        Column("stated", "Stated", Kind.COUNT),
        Column("share", f"{found.ours}, heard", Kind.SHARE),
        Column("expected", "Expected", Kind.SHARE),
        Column("difference", "Difference", Kind.POINTS),
        Column("interval.0", "At least", Kind.POINTS, brief=False),
        Column("interval.1", "At most", Kind.POINTS, brief=False),
        Column("remark", "Remark", Kind.TEXT),
    ]
    rows = [
        Row(
            (
                it.caller,
                it.stated,
                it.share,
                it.expected,
                it.difference,
                *((it.interval.low, it.interval.high) if it.interval else (None, None)),
                "differs more than chance" if it.is_flagged else None,
            )
        )
        for it in found.callers
    ]
    notes = []
    if found.chi_squared is not None:
        of = f"chi-square {found.chi_squared:.1f}, {found.degrees} degrees of freedom"
        notes.append(f"All callers together: {of}, {p_words(found.p)}.")
    return Sheet("Callers", found.base, columns, rows, notes=notes)


def reach_sheet(found: Reach) -> Sheet:
    columns = [
        Column("what", "What", Kind.TEXT),
        Column("people", "Electors", Kind.COUNT),
        Column("of", "Of", Kind.COUNT),
        Column("rate", "Rate", Kind.SHARE),
    ]
    rows = [Row(cells) for cells in (*_ladder(found), *_rates(found), *_forecast(found))]
    return Sheet("Reach", found.base, columns, rows, notes=_planned(found))


def _step(what: str, people: int, of: int) -> tuple[Cell, ...]:
    return what, people, of, Fraction(people, of) if of else None


def _ladder(found: Reach) -> Iterator[tuple[Cell, ...]]:
    ladder = found.ladder
    yield "On the roll", ladder.roll, None, None
    yield _step("Rung", ladder.attempted, ladder.roll)
    yield _step("Spoken to", ladder.contacted, ladder.attempted)
    yield _step("Stated", ladder.stated, ladder.contacted)
    for it in found.attempts:
        yield f"Reached at attempt {it.attempt}", it.reached, it.rung, it.rate


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
    yield "Coverage then", None, None, forecast.coverage


def _planned(found: Reach) -> Sequence[str]:
    effort, forecast = found.effort, found.forecast
    end = forecast.finished_on
    done = (
        f"all are reached, or rung as often as allowed, by {end.day} {end:%b}"
        if end
        else "not all are reached or rung as often as allowed by then"
    )
    return [
        f"{effort.callers} callers, {effort.hours_a_day:g} hours a day, {effort.calls_an_hour:g} "
        f"calls an hour until {effort.close.day} {effort.close:%b}: "
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
    if needed is None:
        return f"No number of callers would be done {by}: everybody is rung once a day at most."
    who = "1 caller" if needed == 1 else f"{figures.count(needed)} callers"
    return f"{who} would be done {by}."
