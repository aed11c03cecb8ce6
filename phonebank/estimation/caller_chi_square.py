"""Whether callers differ over all of them: one test within the lists they share."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from operator import mul

from phonebank.estimation.caller_counts import (
    FEWEST,
    Heard,
    Lists,
    chance_of_one,
    shared,
    together,
)
from phonebank.estimation.linear import solved

_THE_FEW = ""  # a name that no caller has


def over_all(lists: Lists) -> tuple[float, int]:
    """Chi-squared over all callers within lists, and its degrees of freedom (nought: no test).

    The generalised Mantel-Haenszel statistic of general association (Landis, Heyman and Koch 1978,
    International Statistical Review 46:237): for one list Pearson's chi-square times (n - 1)/n.
    Callers with fewer than 20 answers count as one.
    """
    strata = list(_few_together(shared(lists)).values())
    at = {name: row for row, name in enumerate({name: 0 for it in strata for name in it})}
    table = _Covariances(len(at))
    gaps = [0.0] * len(at)
    for callers in strata:
        whole = together(callers.values())
        table.add([at[name] for name in callers], [it.stated for it in callers.values()], whole)
        for name, own in callers.items():
            gaps[at[name]] += own.ours - own.stated * whole.ours / whole.stated
    solution = solved(table.times, table.variances, gaps)
    return sum(map(mul, gaps, solution)), table.rank


class _Covariances:
    """Of the answers for ours of all callers, kept list by list: most callers ring few lists."""

    def __init__(self, callers: int) -> None:
        self._lists: list[tuple[list[int], list[int], float]] = []
        self._linked = list(range(callers))
        self._own = [0.0] * callers
        self.variances = [0.0] * callers

    def add(self, callers: list[int], stated: list[int], whole: Heard) -> None:
        each = chance_of_one(whole)
        if not each:
            return
        self._lists.append((callers, stated, each / whole.stated))
        for at, n in zip(callers, stated, strict=True):
            self._own[at] += each * n
            self.variances[at] += each * n * (whole.stated - n) / whole.stated
            self._linked[self._first(at)] = self._first(callers[0])

    def _first(self, at: int) -> int:
        while self._linked[at] != at:
            self._linked[at] = self._linked[self._linked[at]]
            at = self._linked[at]
        return at

    @property
    def rank(self) -> int:
        """Callers less one for each set that lists link (Searle, Linear Models, 1971, 7.4)."""
        return sum(self._first(at) != at for at in range(len(self._linked)))

    def times(self, values: Sequence[float]) -> list[float]:
        """The product with a vector."""
        product = list(map(mul, self._own, values))
        for callers, stated, each in self._lists:
            whole = each * sum(map(mul, stated, [values[at] for at in callers]))
            for at, n in zip(callers, stated, strict=True):
                product[at] -= whole * n
        return product


def _few_together(lists: Lists) -> Lists:
    stated: Counter[str] = Counter()
    for callers in lists.values():
        stated.update({name: heard.stated for name, heard in callers.items()})
    few = {name for name, n in stated.items() if n < FEWEST}
    return {key: _merged(callers, few) for key, callers in lists.items()} if few else lists


def _merged(callers: Mapping[str, Heard], few: Container[str]) -> Mapping[str, Heard]:
    kept = {name: heard for name, heard in callers.items() if name not in few}
    rest = [heard for name, heard in callers.items() if name in few]
    return {**kept, _THE_FEW: together(rest)} if rest else kept
