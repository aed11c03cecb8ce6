"""How far we came, and what it would take to reach the rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from phonebank.domain import figures
from phonebank.domain.canvass import ANSWER_FIELDS, answers_words
from phonebank.domain.errors import WrongUse
from phonebank.domain.hours import local
from phonebank.domain.insight import Effort, Ladder, Reach
from phonebank.domain.outcomes import Disposition
from phonebank.domain.rates import rates
from phonebank.estimation import reach as reaching
from phonebank.services.insight_warnings import of_coverage
from phonebank.store import insight_counts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from phonebank.domain.contest import Contest
    from phonebank.domain.insight import AttemptRate, Forecast
    from phonebank.services.insight_asking import Asked

CALLERS, HOURS_A_DAY, CALLS_AN_HOUR, COST_A_CALL = 10, 2.5, 20.0, 0.1
"""What is taken where nobody says otherwise: an evening's phone bank, at ten pence a call."""


def usual_effort(contest: Contest) -> Effort:
    """Ten callers of an evening's shift a day until ballots close."""
    return Effort(
        callers=CALLERS,
        hours_a_day=HOURS_A_DAY,
        calls_an_hour=CALLS_AN_HOUR,
        cost_a_call=COST_A_CALL,
        close=local(contest.ballots_close).date(),
    )


def effort_of(
    usual: Effort,
    callers: int | None = None,
    hours_a_day: float | None = None,
    calls_an_hour: float | None = None,
    cost_a_call: float | None = None,
    close: date | None = None,
) -> Effort:
    """The usual effort with what is given in its place; WrongUse for what cannot be."""
    given = {
        "callers": callers,
        "hours_a_day": hours_a_day,
        "calls_an_hour": calls_an_hour,
        "cost_a_call": cost_a_call,
    }
    for name, value in given.items():
        if value is not None and not (0 <= value <= MOST[name]):
            raise WrongUse(
                f"{value:g} is no number of {name.replace('_', ' ')}.",
                next_step=f"Give one from 0 to {MOST[name]:g}.",
            )
    told: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    return replace(usual, **told, close=close or usual.close)


MOST = {"callers": 100_000, "hours_a_day": 24, "calls_an_hour": 1000, "cost_a_call": 1000}


def reach(asked: Asked, effort: Effort | None) -> Reach:
    """The ladder, and a forecast from the contact rate at each attempt.

    What chooses among answers narrows nothing: who stated another would seem not to have stated.
    """
    where, asked = asked.where, asked.without(*ANSWER_FIELDS)
    tried = [(attempts, first, n) for attempts, first, _, n in asked.tries]
    ladder = _ladder(asked, tried)
    by_attempt = reaching.contact_rates(_tries(tried))
    most = asked.contest.calling.attempts
    waiting = insight_counts.to_ring(asked.session, asked.chosen, most)
    effort = effort or usual_effort(asked.contest)
    people: Counter[Disposition] = Counter()
    for _, _, disposition, n in asked.tries:
        people.update({Disposition(disposition): n} if disposition else {})
    base = (
        f"{figures.count(ladder.attempted)} electors rung of {figures.count(ladder.roll)} on the "
        f"roll; {figures.count(sum(waiting.values()))} not reached yet may be rung. Rates are of "
        "those rung, by person."
    )
    caveat = (
        "The forecast takes later calls to be answered as those at the same attempt were so far; "
        "who is left is usually harder to reach."
    )
    return Reach(
        **{**asked.facts(base + _all_count(where), caveat), "where": where},
        ladder=ladder,
        rates=rates(people),
        attempts=by_attempt,
        to_ring=sum(waiting.values()),
        effort=effort,
        forecast=_forecast(asked, ladder, by_attempt, waiting, effort),
        warnings=of_coverage(asked, ladder.stated, ladder.roll),
    )


def _all_count(where: Mapping[str, Sequence[str]]) -> str:
    chosen = answers_words(where)
    return f" All answers count here, not only those {chosen}." if chosen else ""


def _forecast(
    asked: Asked,
    ladder: Ladder,
    rates: Sequence[AttemptRate],
    waiting: Mapping[int, int],
    effort: Effort,
) -> Forecast:
    today, most = local(asked.now).date(), asked.contest.calling.attempts
    forecast = reaching.forecast(
        waiting,
        rates,
        effort,
        today,
        stated_of_reached=float(Fraction(ladder.stated, ladder.contacted or 1)),
        stated_already=ladder.stated,
        roll=ladder.roll,
        most_attempts=most,
    )
    needed = reaching.callers_needed(waiting, rates, effort, today, most)
    return replace(forecast, callers_needed=needed)


def _ladder(asked: Asked, tried: list[tuple[int, int | None, int]]) -> Ladder:
    return Ladder(
        roll=sum(n for *_, n in tried),
        calls=sum(attempts * n for attempts, _, n in tried),
        attempted=sum(n for attempts, _, n in tried if attempts),
        contacted=sum(n for _, first, n in tried if first is not None),
        stated=asked.stated,
    )


def _tries(tried: list[tuple[int, int | None, int]]) -> Mapping[int, tuple[int, int]]:
    """By attempt: who was rung for that time without having been reached before, and was then."""
    most = max((attempts for attempts, _, _ in tried), default=0)
    tries = {
        attempt: (
            sum(n for a, first, n in tried if a >= attempt and (first or a) >= attempt),
            sum(n for _, first, n in tried if first == attempt),
        )
        for attempt in range(1, most + 1)
    }
    return {attempt: told for attempt, told in tries.items() if told[0]}
