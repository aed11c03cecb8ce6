"""Whether those who are hard to reach answer otherwise, and what the unreached would say."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import sqrt
from typing import Any

from phonebank.domain.insight import AttemptGroup, Estimate, TrendTest
from phonebank.estimation.distributions import two_sided
from phonebank.estimation.intervals import score_interval, wilson

# People by stratum (section and joining period, say: any key), attempt of first contact, answer.
Strata = Mapping[Any, Mapping[int, Mapping[str, int]]]

LATEST = 4
UNREACHED = LATEST + 1


def by_attempt(strata: Strata, who: Sequence[str]) -> Sequence[AttemptGroup]:
    """Shares among electors first reached at attempt 1, 2, 3 and 4 or later, over all strata.

    Exact fractions of one with Wilson's intervals (`intervals.wilson`); empty for an attempt at
    which nobody was first reached.
    """
    return tuple(_group(strata, attempt, who) for attempt in range(1, LATEST + 1))


def _group(strata: Strata, attempt: int, who: Sequence[str]) -> AttemptGroup:
    counts = {
        it: sum(
            people.get(it, 0)
            for attempts in strata.values()
            for at, people in attempts.items()
            if min(at, LATEST) == attempt
        )
        for it in who
    }
    stated = sum(counts.values())
    return AttemptGroup(
        attempt=attempt,
        stated=stated,
        counts=counts,
        shares={it: Fraction(n, stated) for it, n in counts.items() if stated},
        intervals={it: wilson(n, stated, None) for it, n in counts.items() if stated},
    )


def trend_test(strata: Strata, answer: str) -> TrendTest | None:
    """Whether the share of one answer among all answers rises or falls with the attempt.

    Cochran-Armitage (Cochran 1954, Biometrics 10:417; Armitage 1955, Biometrics 11:375) within
    strata, summed as Mantel's extension (Mantel 1963, JASA 58:690), with scores 1, 2, 3 and 4 (or
    later) and the hypergeometric variance. `strata` counts are restricted to the stated answers;
    strata where all answer alike or all were reached at the same attempt say nothing and are not
    counted. None where no stratum says anything.
    """
    parts = [_mantel(attempts, answer) for attempts in strata.values()]
    telling = [(gap, chance) for gap, chance in parts if chance > 0]
    if not telling:
        return None
    z = sum(gap for gap, _ in telling) / sqrt(sum(chance for _, chance in telling))
    return TrendTest(z=z, p=two_sided(z), strata=len(telling))


def _mantel(attempts: Mapping[int, Mapping[str, int]], answer: str) -> tuple[float, float]:
    """Sum of scores of who gave the answer, less its expectation; and its variance."""
    rows = _rows(attempts)
    stated, gave = sum(n for _, n, _ in rows), sum(it.get(answer, 0) for _, _, it in rows)
    if stated < 2:
        return 0.0, 0.0
    scores = sum(at * n for at, n, _ in rows)
    squares = sum(at * at * n for at, n, _ in rows)
    gap = sum(at * it.get(answer, 0) for at, _, it in rows) - gave * scores / stated
    spread = squares - scores * scores / stated
    return gap, gave * (stated - gave) * spread / (stated * (stated - 1))


def _rows(attempts: Mapping[int, Mapping[str, int]]) -> list[tuple[int, int, Mapping[str, int]]]:
    """Score, answers in all, and answers by kind; for each attempt that has any."""
    return [
        (min(at, LATEST), stated, people)
        for at, people in attempts.items()
        if (stated := sum(people.values()))
    ]


def unreached_shares(
    strata: Strata, unreached: Mapping[Any, int], who: Sequence[str]
) -> Mapping[str, Estimate] | None:
    """What those whom we rang and never reached would say, if the trend over attempts went on.

    The continuum of resistance (Filion 1976, POQ 39:482; Lin and Schaeffer 1995, POQ 59:236): a
    straight line through the shares by attempt, the same slope in all strata and a level for each,
    by least squares, read one attempt beyond the last group. Each stratum counts by its people
    among `unreached`; one without answers is taken to be as all others together. Fractions of one;
    the interval is Wilson's with the variance of the reading (heteroscedastic, White 1980,
    Econometrica 48:817) and of that many people's answers. None without an answer at two attempts.
    """
    line = _Line(strata, unreached)
    if not line.spread or not line.people:
        return None
    return {it: line.estimate(it) for it in who}


class _Line:
    """The reading one attempt beyond as a weighted sum of answers, the same weights for each."""

    def __init__(self, strata: Strata, unreached: Mapping[Any, int]) -> None:
        told = {key: _rows(attempts) for key, attempts in strata.items()}
        self._strata = {key: rows for key, rows in told.items() if rows}
        self.people = sum(unreached.values())
        self._stated = {k: sum(n for _, n, _ in rows) for k, rows in self._strata.items()}
        self._means = {
            key: sum(at * n for at, n, _ in rows) / self._stated[key]
            for key, rows in self._strata.items()
        }
        self.spread = sum(
            n * (at - self._means[key]) ** 2
            for key, rows in self._strata.items()
            for at, n, _ in rows
        )
        self._shares = self._weights(unreached)

    def _weights(self, unreached: Mapping[Any, int]) -> dict[Any, float]:
        """Of the unreached, the part for whom each stratum with answers speaks."""
        silent = sum(n for key, n in unreached.items() if key not in self._strata)
        everybody = sum(self._stated.values())
        return {
            key: (unreached.get(key, 0) + silent * n / everybody) / (self.people or 1)
            for key, n in self._stated.items()
        }

    def estimate(self, answer: str) -> Estimate:
        ahead = sum(w * (UNREACHED - self._means[key]) for key, w in self._shares.items())
        share = chance = 0.0
        for key, rows in self._strata.items():
            for at, n, people in rows:
                each = self._shares[key] / self._stated[key]
                each += ahead * (at - self._means[key]) / self.spread
                gave = people.get(answer, 0) / n
                share += n * each * gave
                chance += n * each**2 * self._spread_of(answer, key)
        share = min(1.0, max(0.0, share))
        chance += share * (1 - share) / self.people
        worth = share * (1 - share) / chance if chance and 0 < share < 1 else self.people
        return Estimate(share=share, interval=score_interval(share, worth))

    def _spread_of(self, answer: str, key: Any) -> float:
        """Variance of one answer in the stratum, half a person added to yes and to no."""
        n = self._stated[key] + 1
        gave = sum(people.get(answer, 0) for _, _, people in self._strata[key]) + 0.5
        return gave * (n - gave) / n**2
