"""On which days and by whom an elector was rung, a word for each call: kept, and counted from."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from phonebank.domain.calls import CallRecord
from phonebank.domain.hours import local

BETWEEN = ";"


class First(StrEnum):
    """What a call to an elector was the first of; the large letters are of calls reaching them.

    So figures of electors are counts of calls: whoever was rung on a day is counted by their first
    call of that day, whoever a caller reached by the first that did.
    """

    EVER = "e"
    ON_DAY = "d"
    BY_CALLER = "c"
    REACHED_EVER = "E"
    REACHED_ON_DAY = "D"
    REACHED_BY_CALLER = "C"


ALSO_REACHED = "r"
"""Marks a call that reached them, and is the first of nothing that did."""


class CallWord(NamedTuple):
    """A call on a local day, with letters for what it was the first of."""

    day: date
    caller_id: int
    letters: str

    @property
    def reached(self) -> bool:
        return not set("EDCr").isdisjoint(self.letters)

    def __str__(self) -> str:
        return f"{self.day.toordinal()}.{self.caller_id}{self.letters}"

    @classmethod
    def read(cls, word: str) -> "CallWord":
        """The call in "736207.12edc"."""
        day, _, rest = word.partition(".")
        caller = rest.rstrip("edcEDCr")
        return cls(date.fromordinal(int(day)), int(caller), rest[len(caller) :])


def rung(calls: Sequence[CallRecord]) -> str:
    """The calls to one elector that count, in their order, as they are kept."""
    told = (
        (local(it.called_at).date(), it.caller_id, it.outcome is not None and it.outcome.reached)
        for it in calls
    )
    return BETWEEN.join(map(str, lettered(told)))


def lettered(calls: Iterable[tuple[date, int, bool | None]]) -> Iterator[CallWord]:
    """Day, caller and whether they were reached, of some calls to one elector in their order."""
    seen: set[tuple[First, date | int]] = set()
    for day, caller, reached in calls:
        of: list[tuple[First, date | int]]
        of = [(First.EVER, 0), (First.ON_DAY, day), (First.BY_CALLER, caller)]
        if reached:
            of += [(First.REACHED_EVER, 0), (First.REACHED_ON_DAY, day)]
            of += [(First.REACHED_BY_CALLER, caller)]
        firsts = [first for first in of if first not in seen]
        seen.update(firsts)
        word = CallWord(day, caller, "".join(letter for letter, _ in firsts))
        also = ALSO_REACHED if reached and not word.reached else ""
        yield word._replace(letters=word.letters + also) if also else word
