"""How long a job still takes: estimated smoothly, and said no more exactly than it is known."""

from math import isnan
from time import monotonic

_WEIGHT = 0.2  # of the newest rate in the running one
_SETTLED = 1.5  # seconds before anything is said
_SILENT = 5.0  # seconds without a word, after which all that was done is what tells the pace
_STEP = 0.4  # seconds between two looks at the rate
_MINUTE = 60


class Pace:
    """Told of progress as it comes; `left` is in words, empty while nothing is known.

    The clock starts when something is done: getting ready says nothing of the pace.
    """

    def __init__(self) -> None:
        self._began = self._looked = float("nan")
        self._part = self._rate = 0.0
        self._said = float("inf")

    def tell(self, part: float, now: float | None = None) -> None:
        """`part` of the whole is done, 0 to 1."""
        now = monotonic() if now is None else now
        if not part:
            return
        if isnan(self._began):
            self._began, self._looked, self._part = now, now, part
        passed = now - self._looked
        if passed < _STEP or part <= self._part:
            return
        rate = (part - self._part) / passed
        self._rate = rate if not self._rate else self._rate * (1 - _WEIGHT) + rate * _WEIGHT
        self._looked, self._part = now, part

    def left(self, now: float | None = None) -> str:
        """ "about 40 seconds left"; it does not jump up for a small change."""
        now = monotonic() if now is None else now
        if not self._rate or now - self._began < _SETTLED:
            return ""
        silence = now - self._looked
        seconds = (1 - self._part) / self._rate - silence
        if silence > _SILENT:
            seconds = (1 - self._part) / self._part * (now - self._began)
        if self._said < seconds < self._said * 1.2:
            seconds = self._said
        self._said = seconds
        return _words(seconds)


def _words(seconds: float) -> str:
    if seconds < 5:
        return "a few seconds left"
    if seconds < _MINUTE:
        return f"about {max(5, round(seconds / 5) * 5)} seconds left"
    if seconds < 2 * _MINUTE:
        return f"about {round(seconds / 10) * 10} seconds left"
    return f"about {round(seconds / _MINUTE)} minutes left"
