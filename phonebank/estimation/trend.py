"""How the answers moved: day by day, and over the seven days that end with each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from phonebank.domain.insight import TrendDay
from phonebank.estimation.intervals import half_width, margin_squared_of, wilson

WEEK = 7


def trend(
    answers: Mapping[date, Mapping[str, int]],
    candidates: Sequence[str],
    who: Sequence[str],
    roll: int | None = None,
) -> Sequence[TrendDay]:
    """Every day from the first answer to the last, each with the seven days that end with it.

    `answers` is people per day and answer, each person once on a day; `candidates` has ours first
    and `who` is all that counts as stated. Shares are exact fractions of one, None-free but empty
    where nobody answered. Intervals are Wilson's (see `intervals.wilson`) of the week's people; a
    moving window over unequal days is a ratio of sums (Cleveland, Visualizing Data, 1993, ch. 3,
    for why neighbouring windows move together). An unknown roll is taken as infinite.
    """
    if not answers:
        return ()
    first, last = min(answers), max(answers)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    week: Counter[str] = Counter()
    found = []
    for day in days:
        week.update(_stated(answers.get(day), who))
        week.subtract(_stated(answers.get(day - timedelta(days=WEEK)), who))
        found.append(_day(day, _stated(answers.get(day), who), week, candidates, roll))
    return tuple(found)


def _stated(answers: Mapping[str, int] | None, who: Sequence[str]) -> dict[str, int]:
    return {answer: (answers or {}).get(answer, 0) for answer in who}


def _day(
    day: date,
    today: Mapping[str, int],
    week: Mapping[str, int],
    candidates: Sequence[str],
    roll: int | None,
) -> TrendDay:
    stated, of_week = sum(today.values()), sum(week.values())
    ours, rival = week[candidates[0]], max((week[it] for it in candidates[1:]), default=0)
    return TrendDay(
        day=day,
        stated=stated,
        shares=_shares(today, stated),
        week_stated=of_week,
        week_shares=_shares(week, of_week),
        week_intervals={who: wilson(n, of_week, roll) for who, n in week.items() if of_week},
        week_lead=Fraction(ours - rival, of_week) if of_week else None,
        week_margin=_margin(ours, rival, of_week, roll),
    )


def _shares(people: Mapping[str, int], stated: int) -> dict[str, Fraction]:
    return {who: Fraction(n, stated) for who, n in people.items()} if stated else {}


def _margin(ours: int, rival: int, stated: int, roll: int | None) -> float | None:
    if not stated:
        return None
    lead, named = Fraction(ours - rival, stated), Fraction(ours + rival, stated)
    return half_width(margin_squared_of(lead, named, stated, roll))
