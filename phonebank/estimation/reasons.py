"""Which reasons people gave for an answer, how early they named them, and which go together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from phonebank.domain.insight import ReasonCount
from phonebank.estimation.intervals import wilson


def ranked(given: Mapping[tuple[str, ...], int]) -> Sequence[ReasonCount]:
    """Every reason with how many people gave it, and gave it first; the commonest first.

    `given` goes from the reasons that a person gave, in their order, to how many people gave just
    these. Shares are of people who gave any, so they may sum to more than one (multiple responses,
    Jann 2005, Stata Journal 5:92); Wilson's interval (`intervals.wilson`). Who gave none is not
    counted. Equals are in the order of first mentions, then of names.
    """
    gave = sum(n for reasons, n in given.items() if reasons)
    people: Counter[str] = Counter()
    first: Counter[str] = Counter()
    for reasons, n in given.items():
        people.update(dict.fromkeys(reasons, n))
        first.update(dict.fromkeys(reasons[:1], n))
    order = sorted(people, key=lambda it: (-people[it], -first[it], it))
    return tuple(
        ReasonCount(
            reason=it,
            people=people[it],
            first=first[it],
            share=Fraction(people[it], gave) if gave else None,
            interval=wilson(people[it], gave, None),
        )
        for it in order
    )


def together(given: Mapping[tuple[str, ...], int]) -> dict[tuple[str, str], int]:
    """How many people gave both of each two reasons; keys in the order of names, none of nobody."""
    both: Counter[tuple[str, str]] = Counter()
    for reasons, n in given.items():
        for one, other in combinations(sorted(set(reasons)), 2):
            both[one, other] += n
    return {pair: n for pair, n in sorted(both.items()) if n}
