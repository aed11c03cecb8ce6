"""Where values stand on an axis, which of them are ticks, and how labels keep out of each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor

from PySide6.QtCore import QRectF

_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5)
_MOST_TICKS = 5
_NEAR = 1e-9


@dataclass(frozen=True)
class Scale:
    """Values from `low` to `high` at places from `start` to `end` (px, either way round)."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The place of a value; what lies outside stands at the edge."""
        part = (value - self.low) / ((self.high - self.low) or 1.0)
        return self.start + min(1.0, max(0.0, part)) * (self.end - self.start)

    def ticks(self, most: int = _MOST_TICKS) -> list[float]:
        """Round values within the axis, at most `most` steps of them."""
        return ticks_between(self.low, self.high, most)


def ticks_between(low: float, high: float, most: int = _MOST_TICKS) -> list[float]:
    """Multiples of a round step from `low` to `high`, no more than `most` steps."""
    step = _step(low, high, most)
    first, last = ceil(low / step - _NEAR), floor(high / step + _NEAR)
    return [round(n * step, 6) for n in range(first, last + 1)]


def shares_up_to(values: Iterable[float], start: float, end: float) -> Scale:
    """An axis of shares from nought to a round value that takes all of `values` in."""
    most = min(1.0, max([*values, 0.1]))
    step = _step(0.0, most)
    return Scale(0.0, min(1.0, ceil(most / step - _NEAR) * step), start, end)


def around(values: Iterable[float], start: float, end: float, least: float = 0.1) -> Scale:
    """An axis between round values that takes all of `values` in, at least `least` long."""
    known = list(values) or [0.0]
    low, high = min(known), max(known)
    spare = max(0.0, least - (high - low)) / 2
    step = _step(low - spare, high + spare)
    low, high = (floor((low - spare) / step + _NEAR), ceil((high + spare) / step - _NEAR))
    return Scale(low * step, max(low + 1, high) * step, start, end)


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places as near to `wanted` as can be, in their order, no two nearer than `gap`.

    Labels that would meet share out the way they give (least squares, by pooling neighbours);
    all of them stay between `low` and `high` where there is room.
    """
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    pools: list[list[float]] = []  # of wanted places, each less what stands before it
    for place, n in enumerate(order):
        pools.append([wanted[n] - place * gap])
        while len(pools) > 1 and _mean(pools[-2]) > _mean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    room = max(low, high - gap * (len(wanted) - 1))
    level = [min(room, max(low, _mean(pool))) for pool in pools for _ in pool]
    answer = [0.0] * len(wanted)
    for place, n in enumerate(order):
        answer[n] = level[place] + place * gap
    return answer


def first_free(places: Sequence[QRectF], taken: Sequence[QRectF], within: QRectF) -> QRectF | None:
    """The first of `places` that meets none of `taken` and stays `within`; None where all do."""
    for place in places:
        if within.contains(place) and not any(place.intersects(other) for other in taken):
            return place
    return None


def _step(low: float, high: float, most: int = _MOST_TICKS) -> float:
    for step in _STEPS:
        if (high - low) / step <= most + _NEAR:
            return step
    return _STEPS[-1] * max(1, ceil((high - low) / _STEPS[-1] / most))


def _mean(pool: Sequence[float]) -> float:
    return sum(pool) / len(pool)
