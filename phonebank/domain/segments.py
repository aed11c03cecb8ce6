"""Segments of the roll: which electors are meant, as a tree of conditions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import TypeAlias

from phonebank.domain.errors import WrongUse

MOST_CONDITIONS = 200
DEEPEST = 20
FIRST_YEAR, LAST_YEAR = 1900, 2100
MOST = 100_000
NONE, ANY = "none", "any"
YES, NO = "yes", "no"

Value: TypeAlias = str | int | date


class Field(StrEnum):
    """What a condition is about, in the words of the text form."""

    SECTION = "section"
    AFFILIATE = "affiliate"
    CONSTITUENCY = "constituency"
    REGION = "region"
    NATION = "nation"
    INTENTION = "intention"
    STRENGTH = "strength"
    PREVIOUS = "previous vote"
    BALLOT = "ballot"
    ATTEMPTS = "attempts"
    CONTACTED = "contacted"
    LAST_CALLED = "last called"
    JOINED = "joined"
    RECRUITED_BY = "recruited by"
    TAG = "tag"
    FOLLOW_UP = "follow-up"
    FINISHED_FOLLOW_UP = "finished follow-up"
    SUPPRESSED = "suppressed"
    HAS_NUMBER = "has number"
    ON_ROLL = "on roll"


class Comparison(StrEnum):
    IS = "="
    UNDER = "<"
    AT_MOST = "<="
    OVER = ">"
    AT_LEAST = ">="
    BETWEEN = ".."
    BEFORE = "before"
    AFTER = "after"
    WITHIN = "within"
    NEVER = "never"


class Kind(Enum):
    """What the values of a field are."""

    NAMES = "names"
    TRUTH = "yes or no"
    NUMBER = "a whole number"
    DAY = "a day"
    CALL = "a day or never"


_TRUTHS = {Field.CONTACTED, Field.SUPPRESSED, Field.HAS_NUMBER, Field.ON_ROLL}
_OTHERS = {
    Field.ATTEMPTS: Kind.NUMBER,
    Field.JOINED: Kind.DAY,
    Field.LAST_CALLED: Kind.CALL,
}
_NUMBERS = (Comparison.UNDER, Comparison.AT_MOST, Comparison.OVER, Comparison.AT_LEAST)
_DAYS = (Comparison.BEFORE, Comparison.AFTER, Comparison.BETWEEN)
COMPARISONS: Mapping[Kind, tuple[Comparison, ...]] = {
    Kind.NAMES: (Comparison.IS,),
    Kind.TRUTH: (Comparison.IS,),
    Kind.NUMBER: (Comparison.IS, *_NUMBERS, Comparison.BETWEEN),
    Kind.DAY: (Comparison.IS, *_DAYS),
    Kind.CALL: (Comparison.WITHIN, *_DAYS, Comparison.NEVER),
}
OF_THE_ROLL = frozenset(
    {
        Field.SECTION,
        Field.AFFILIATE,
        Field.CONSTITUENCY,
        Field.REGION,
        Field.NATION,
        Field.JOINED,
        Field.RECRUITED_BY,
        Field.TAG,
        Field.ON_ROLL,
    }
)
"""Fields that no call of ours can change."""


def stand_ins(field: Field) -> tuple[str, ...]:
    """Names that mean nothing known, or anything, where the field can be unknown."""
    if kind_of(field) is not Kind.NAMES or field in _ALWAYS_KNOWN:
        return ()
    return (ANY, NONE) if field in _SEVERAL else (NONE,)


_ALWAYS_KNOWN = {Field.CONSTITUENCY, Field.REGION, Field.NATION}
_SEVERAL = {Field.TAG, Field.FOLLOW_UP, Field.FINISHED_FOLLOW_UP}


def kind_of(field: Field) -> Kind:
    return Kind.TRUTH if field in _TRUTHS else _OTHERS.get(field, Kind.NAMES)


@dataclass(frozen=True, slots=True)
class Condition:
    """One fact of an elector: names are joined by or, a span includes both its ends.

    Nothing known fulfils no condition, save the name "none". WrongUse where it makes no sense.
    """

    field: Field
    comparison: Comparison
    values: tuple[Value, ...] = ()

    def __post_init__(self) -> None:
        kind = kind_of(self.field)
        if self.comparison not in COMPARISONS[kind]:
            raise WrongUse(
                f"“{self.field.value}” cannot be compared by “{self.comparison.value}”.",
                next_step=f"Known: {', '.join(COMPARISONS[kind])}.",
            )
        if not _has_as_many_as_needed(kind, self.comparison, len(self.values)):
            raise WrongUse(f"“{self.field.value}” has too many values or too few.")
        for value in self.values:
            _check(self.field, wanted_type(kind, self.comparison), value)
        if _is_backwards(self.values):
            raise WrongUse(f"The span of “{self.field.value}” ends before it begins.")


@dataclass(frozen=True, slots=True)
class All:
    """Two parts or more, all of which hold."""

    parts: tuple["Tree", ...]

    def __post_init__(self) -> None:
        _check_parts(self.parts)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Two parts or more, one of which holds at least."""

    parts: tuple["Tree", ...]

    def __post_init__(self) -> None:
        _check_parts(self.parts)


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold, be it that nothing is known."""

    part: "Tree"


Tree: TypeAlias = Condition | All | AnyOf | Not


def all_of(parts: Sequence[Tree]) -> Tree:
    """All of one part or more."""
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def any_of(parts: Sequence[Tree]) -> Tree:
    """At least one of one part or more."""
    return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))


def conditions(tree: Tree) -> Iterator[Condition]:
    """Every condition in it, in the order of writing."""
    match tree:
        case Condition():
            yield tree
        case Not(part):
            yield from conditions(part)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from conditions(part)


def depth(tree: Tree) -> int:
    """How many brackets stand within each other, a lone condition being one."""
    match tree:
        case Condition():
            return 1
        case Not(part):
            return 1 + depth(part)
        case All(parts) | AnyOf(parts):
            return 1 + max(depth(part) for part in parts)


def check_size(tree: Tree) -> None:
    """WrongUse for more than anybody writes, which would choke the database."""
    if depth(tree) > DEEPEST or sum(1 for _ in conditions(tree)) > MOST_CONDITIONS:
        raise WrongUse(
            f"A segment has at most {MOST_CONDITIONS} conditions, {DEEPEST} deep.",
            next_step="Save parts of it as segments of their own.",
        )


def is_of_the_roll(tree: Tree) -> bool:
    """Whether it asks for facts of the roll alone, which no answer changes."""
    return all(condition.field in OF_THE_ROLL for condition in conditions(tree))


def _has_as_many_as_needed(kind: Kind, comparison: Comparison, count: int) -> bool:
    if comparison is Comparison.NEVER:
        return count == 0
    if comparison is Comparison.BETWEEN:
        return count == 2
    return count == 1 or (count > 1 and kind is Kind.NAMES)


def _is_backwards(values: tuple[Value, ...]) -> bool:
    match values:
        case (int() as low, int() as high):
            return low > high
        case (date() as first, date() as last):
            return first > last
    return False


def wanted_type(kind: Kind, comparison: Comparison) -> type:
    """The type of the values that a field of this kind is compared with so."""
    if comparison is Comparison.WITHIN or kind is Kind.NUMBER:
        return int
    return date if kind in {Kind.DAY, Kind.CALL} else str


def _check(field: Field, wanted: type, value: Value) -> None:
    if type(value) is not wanted:
        raise WrongUse(f"“{value}” is no value of “{field.value}”.")
    if isinstance(value, int) and not 0 <= value <= MOST:
        raise WrongUse(f"{value} is not a number from 0 to {MOST}.")
    if isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise WrongUse(f"{value.isoformat()} is not a day within {FIRST_YEAR} to {LAST_YEAR}.")
    if isinstance(value, str):
        _check_name(field, value)


def _check_name(field: Field, name: str) -> None:
    if not name.strip():
        raise WrongUse(f"A name of “{field.value}” is empty.")
    if kind_of(field) is Kind.TRUTH and name not in {YES, NO}:
        raise WrongUse(f"“{field.value}” is yes or no, not “{name}”.")


def _check_parts(parts: tuple[Tree, ...]) -> None:
    if len(parts) < 2:
        raise ValueError("a group has two parts at least")
