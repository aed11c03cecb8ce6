"""What may bend the canvass: who was hard to reach, and who asked."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from phonebank.domain import figures
from phonebank.domain.insight import Attempts, CallerEffects
from phonebank.estimation import caller_effects, late_responders
from phonebank.services.insight_warnings import of_attempts, of_callers, of_coverage
from phonebank.store.insight_counts import Stratum

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

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
    """Every caller beside what others heard on the same list, in the same place and section.

    Narrowed to some callers, these are shown, still beside all the others.
    """
    heard = _heard(asked.without("caller"))
    compared, stated = caller_effects.compared(heard), _stated_by_caller(heard)
    shown = _shown(asked, stated)
    told = [effect for effect in compared.callers if effect.caller in shown]
    base = (
        f"{figures.count(sum(effect.stated for effect in told))} of "
        f"{figures.count(sum(shown.values()))} stated can be compared, by who obtained the latest "
        f"answer: share that said {asked.contest.ours}, and what others heard on the same list in "
        "the same place, of the same section and time of joining."
    )
    caveat = "A caller who differs may have rung other hours or other people: listen in, then ask."
    found = CallerEffects(
        **asked.facts(base, caveat),
        callers=compared.callers,
        chi_squared=compared.chi_squared,
        degrees=compared.degrees,
        p=compared.p,
    )
    return replace(found, callers=told, warnings=of_callers(found, stated))


def _heard(asked: Asked) -> caller_effects.Lists:
    """What each caller heard, by what makes electors alike."""
    names = asked.names.callers
    lists: dict[Hashable, dict[str, caller_effects.Heard]] = {}
    told = asked.answers.by("list", "section", "period", "place", "caller", "intention")
    for *stratum, caller, intention, n in told:
        if intention in asked.who:
            alike, name = lists.setdefault(tuple(stratum), {}), names[caller]
            ours, stated = alike.get(name, (0, 0))
            ours += n if intention == asked.contest.ours else 0
            alike[name] = caller_effects.Heard(ours, stated + n)
    return lists


def _stated_by_caller(lists: caller_effects.Lists) -> Counter[str]:
    """How many answers each obtained, those on lists that nobody shares too."""
    stated = Counter[str]()
    for by_caller in lists.values():
        stated.update({name: heard.stated for name, heard in by_caller.items()})
    return stated


def _shown(asked: Asked, stated: Mapping[str, int]) -> Mapping[str, int]:
    """The answers of the callers that are asked for, or of all."""
    ids, names = asked.chosen.caller_ids, asked.names.callers
    if ids is None:
        return stated
    return {name: stated[name] for name in (names[it] for it in ids) if name in stated}
