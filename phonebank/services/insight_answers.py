"""How the answers move: day by day, from last time's vote, within the week, and why."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from phonebank.domain import figures
from phonebank.domain.calls import PREVIOUS_NOT_NAMED
from phonebank.domain.hours import local
from phonebank.domain.insight import Reasons, Switching, Trend, Undecided
from phonebank.domain.outcomes import UNDECIDED, WONT_VOTE
from phonebank.estimation.panel import panel_changes
from phonebank.estimation.reasons import ranked, together
from phonebank.estimation.switching import net_gains
from phonebank.estimation.trend import trend as moved
from phonebank.services.insight_warnings import of_coverage
from phonebank.store import insight_said, insight_times

if TYPE_CHECKING:
    from phonebank.services.insight_asking import Asked

WEEK = timedelta(days=7)
NOT_ASKED = "not-asked"


def trend(asked: Asked) -> Trend:
    """Every answer on the day it was given, those that were replaced later included."""
    days = {day: Counter(said) for day, said in asked.latest_by_day.items()}
    for day, answer, n in insight_times.replaced(asked.session, asked.chosen):
        days.setdefault(day, Counter())[answer] += n
    told = {day: of_day for day, of_day in days.items() if any(of_day[it] for it in asked.who)}
    stated = sum(of_day[it] for of_day in told.values() for it in asked.who)
    base = (
        f"{figures.count(stated)} answers stated, each on the day it was given; 7-day share with "
        "95% interval, dots are single days."
    )
    caveat = "Day-to-day change includes whom we rang, not only changed minds."
    return Trend(
        **asked.facts(base, caveat),
        days=moved(told, asked.contest.shorts, asked.who),
        warnings=of_coverage(asked, asked.stated),
    )


def switching(asked: Asked) -> Switching:
    people: Counter[tuple[str, str]] = Counter()
    for before, now, n in asked.said("previous_vote", "intention"):
        if now in asked.who:
            people[before or NOT_ASKED, now] += n
    voted = [choice.short for choice in asked.contest.previous]
    others = [it for it in PREVIOUS_NOT_NAMED if any(before == it for before, _ in people)]
    base = (
        f"{figures.count(people.total())} stated; whom they voted for last time is as remembered "
        "on the call, or as the roll has it."
    )
    caveat = "Remembered votes drift towards the winner: read it as direction, not size."
    return Switching(
        **asked.facts(base, caveat),
        before=[*voted, *others],
        now=asked.who,
        people=dict(people),
        net=net_gains(people, voted, asked.contest.shorts),
        warnings=of_coverage(asked, people.total()),
    )


def undecided(asked: Asked) -> Undecided:
    since = asked.now - WEEK
    rows = asked.moved(since, {}).by()
    now = (*asked.who, WONT_VOTE)
    people: Counter[tuple[str, str]] = Counter()
    since_then: Counter[str] = Counter()
    for then, latest, n in rows:
        since_then[latest] += n
        if then in asked.who and latest in now:
            people[then, latest] += n
    still = {who: n - since_then[who] for who, n in asked.intentions.items() if who in asked.who}
    asked_of_undecided = sum(n for (then, _), n in people.items() if then == UNDECIDED)
    base = (
        f"{figures.count(asked_of_undecided)} electors who said undecided before {_day(asked)} and "
        f"answered again since; {figures.count(still.get(UNDECIDED, 0))} more were not asked again."
    )
    caveat = "Who was asked again was not drawn by lot: read it as direction, not size."
    return Undecided(
        **asked.facts(base, caveat),
        since=since,
        now=now,
        people=dict(people),
        asked_again=people.total(),
        not_asked_again=sum(still.values()),
        undecided_not_asked=still.get(UNDECIDED, 0),
        changes=panel_changes(people, asked.who),
    )


def _day(asked: Asked) -> str:
    since = local(asked.now - WEEK)
    return f"{since.day} {since:%b}"


def reasons(asked: Asked) -> Reasons:
    """The reasons given with the latest answer."""
    given: dict[str, Counter[tuple[str, ...]]] = {it: Counter() for it in asked.who}
    stated, told = 0, asked.said("intention", "reasons")
    for intention, named, n in insight_said.reasons(asked.session, told):
        if intention in given:
            stated += n
            if named:
                given[intention][named] += n
    gave = {who: counts.total() for who, counts in given.items()}
    everybody: Counter[tuple[str, ...]] = sum(given.values(), Counter())
    base = (
        f"{figures.count(sum(gave.values()))} of {figures.count(stated)} stated gave a reason with "
        "their latest answer; shares of those who gave any, who may have given several."
    )
    caveat = "Callers choose what they note: compare the order of reasons, not their size."
    return Reasons(
        **asked.facts(base, caveat),
        by_candidate={who: ranked(counts) for who, counts in given.items()},
        gave=gave,
        together=together(everybody),
    )
