"""What may bend the canvass: who was hard to reach, and who asked."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from phonebank.domain import figures
from phonebank.domain.insight import Attempts, CallerEffects
from phonebank.estimation import caller_effects, late_responders
from phonebank.services.insight_warnings import of_attempts, of_callers, of_coverage
from phonebank.store import insight_names
from phonebank.store.insight_counts import Stratum

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from phonebank.domain.insight import Warned
    from phonebank.services.insight_asking import Asked

LAST = 4
"""The attempt that stands for all later ones too."""


def attempts(asked: Asked) -> Attempts:
    """Answers by the attempt of first contact, tested among electors of one section and period."""
    strata = asked.once(_strata)
    missing = _unreached(asked)
    groups = late_responders.by_attempt(strata, asked.who)
    test = late_responders.trend_test(strata, asked.contest.ours)
    stated = sum(group.stated for group in groups)
    base = (
        f"{figures.count(stated)} stated, by the attempt at which each was first reached; "
        f"{figures.count(sum(missing.values()))} on the roll were never reached."
    )
    caveat = (
        "Whiskers: 95%. The trend is tested among electors of one section and time of joining, so "
        "that it is not that of the lists."
    )
    warned = of_attempts(groups, test, asked.contest.ours)
    return Attempts(
        **asked.facts(base, caveat),
        groups=groups,
        test=test,
        unreached=sum(missing.values()),
        unreached_shares=late_responders.unreached_shares(strata, missing, asked.who),
        warnings=[*warned, *of_coverage(asked, stated)],
    )


def warned_of_attempts(asked: Asked) -> Sequence[Warned]:
    """Only whether those who are hard to reach answer otherwise."""
    strata = asked.once(_strata)
    groups = late_responders.by_attempt(strata, asked.who)
    test = late_responders.trend_test(strata, asked.contest.ours)
    return of_attempts(groups, test, asked.contest.ours)


def _strata(asked: Asked) -> dict[Hashable, dict[int, Counter[str]]]:
    """Answers by attempt of first contact, of electors alike in section and time of joining."""
    who, people = asked.who, Counter[tuple[Stratum, int, str]]()
    for section, period, attempt, intention, n in asked.by_attempt:
        people[Stratum(section, period), min(attempt, LAST), intention] += n
    strata: dict[Hashable, dict[int, Counter[str]]] = {}
    for (stratum, at, intention), n in people.items():
        if intention in who:
            strata.setdefault(stratum, {}).setdefault(at, Counter())[intention] += n
    return strata


def _unreached(asked: Asked) -> dict[Hashable, int]:
    """Electors nobody spoke to."""
    people: Counter[Hashable] = Counter()
    for section, period, n in asked.unreached:
        people[Stratum(section, period)] += n
    return people


def callers(asked: Asked) -> CallerEffects:
    """Every caller beside what others heard on the same list, in the same place and section."""
    lists: dict[Hashable, dict[int, list[int]]] = {}
    ours, who = asked.contest.ours, asked.who
    told = asked.answers.by("list", "section", "period", "place", "caller", "intention")
    for *stratum, caller, intention, n in told:
        if intention in who:
            counted = lists.setdefault(tuple(stratum), {}).setdefault(caller, [0, 0])
            counted[0] += n if intention == ours else 0
            counted[1] += n
    names = insight_names.Names(asked.session).callers
    compared = caller_effects.compared(
        {
            alike: {names[caller]: caller_effects.Heard(*n) for caller, n in by_caller.items()}
            for alike, by_caller in lists.items()
        }
    )
    stated = sum(effect.stated for effect in compared.callers)
    base = (
        f"{figures.count(stated)} stated, by who obtained the latest answer; share that said "
        f"{ours}, and what others heard on the same list in the same place, of the same "
        "section and time of joining."
    )
    caveat = "A caller who differs may have rung other hours or other people: listen in, then ask."
    found = CallerEffects(
        **asked.facts(base, caveat),
        callers=compared.callers,
        chi_squared=compared.chi_squared,
        degrees=compared.degrees,
        p=compared.p,
    )
    return replace(found, warnings=of_callers(found))
