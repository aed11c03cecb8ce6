"""What callers heard on the lists they shared, and how much of it is chance."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

FEWEST = 20  # answers of a caller, to be judged alone


class Heard(NamedTuple):
    """Stated answers that one caller obtained on one list, and how many were for ours."""

    ours: int
    stated: int


# By list (or any stratum within which electors are served at random: any key) and caller.
Lists = Mapping[Any, Mapping[str, Heard]]


def shared(lists: Lists) -> Lists:
    """Lists with answers by two callers or more, without callers who have none there."""
    told = {
        key: {name: heard for name, heard in callers.items() if heard.stated}
        for key, callers in lists.items()
    }
    return {key: callers for key, callers in told.items() if len(callers) > 1}


def together(heard: Iterable[Heard]) -> Heard:
    ours, stated = zip(*heard, strict=True)
    return Heard(sum(ours), sum(stated))


def chance_of_one(whole: Heard) -> float:
    """Variance of one answer drawn from a list without putting it back, p (1 - p) n/(n - 1).

    Cochran, Sampling Techniques, 1977, ch. 3.
    """
    ours, n = whole
    return ours * (n - ours) / (n * (n - 1)) if n > 1 else 0.0
