"""What a finished change tells the rest of the program."""

from dataclasses import dataclass
from enum import Flag, auto
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Topic(Flag):
    """What screens show; a page reloads when a topic it shows has been touched."""

    ELECTORS = auto()
    CALLS = auto()
    CALLERS = auto()
    LEASES = auto()
    REPORTED = auto()
    CONTEST = auto()
    LISTS = auto()
    SCRIPTS = auto()
    SHIFTS = auto()
    PACKS = auto()
    COPIES = auto()


@dataclass(frozen=True)
class Done(Generic[T_co]):
    """The value a change produced, and the topics whose screens are now out of date."""

    value: T_co
    touched: Topic
