"""When two electors may be one person: names that are near, and what speaks against it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

Alike = Callable[[str, str], float]
"""How alike two words are, from 0 to 1, as Jaro and Winkler count it."""

SPELLED_NEAR = 0.89
SURNAME_NEAR = 0.94
SHORTEST_NEAR = 3
SHORTEST_SURNAME = 5
_MEN = frozenset({"mr", "sir", "lord", "master"})
_WOMEN = frozenset({"mrs", "ms", "miss", "lady", "dame", "madam"})
SAME = 95
# Endings that make another person's name of a name: Paul and Paula, Daniel and Danielle.
_ENDINGS = frozenset(
    {"a", "e", "ie", "le", "lle", "y", "ette", "etta", "ine", "ina", "elle", "ene"}
)
_HOUSE = re.compile(r"\s*(?:flat|apartment|apt|unit|no)?\.?\s*(\d+[a-z]?)\b", re.IGNORECASE)


class Group(NamedTuple):
    """Electors with one postcode, or with one e-mail address."""

    ids: Sequence[int]
    has_one_email: bool


class Named(NamedTuple):
    """What of an elector is compared; title and names are of domain/electors.name_key."""

    id: int
    title: str
    first: str
    last: str
    address: str


class Likeness(NamedTuple):
    """How near two electors are, up to 100, and the words that say why."""

    score: int
    why: str


@dataclass(frozen=True, slots=True)
class DuplicateElector:
    """One of the two, as a list shows them."""

    id: int
    membership_number: str
    name: str
    postcode: str
    constituency: str


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two electors who may be one person; the one with the lower id first."""

    electors: tuple[DuplicateElector, DuplicateElector]
    why: str
    score: int

    @property
    def ids(self) -> tuple[int, int]:
        one, other = self.electors
        return one.id, other.id


@dataclass(frozen=True, slots=True)
class Duplicates:
    """The pairs to decide, likeliest first, and how many were decided."""

    pairs: Sequence[DuplicatePair]
    merged: int
    kept_apart: int


def pairs_to_compare(electors: Sequence[Named], most: int) -> Iterator[tuple[Named, Named]]:
    """The pairs of a group whose names are not altogether other, some of them several times.

    They share a surname, a first name, or both the other way round. Where more than `most` share
    one, as at an office's postcode, those are not compared.
    """
    shared: dict[tuple[str, ...], list[Named]] = {}
    for elector in electors:
        shared.setdefault(("first", elector.first), []).append(elector)
        shared.setdefault(("last", elector.last), []).append(elector)
        if elector.first > elector.last:
            shared.setdefault(("both", elector.last, elector.first), []).append(elector)
        else:
            shared.setdefault(("both", elector.first, elector.last), []).append(elector)
    for alike in shared.values():
        if 1 < len(alike) <= most:
            yield from combinations(alike, 2)


def at_one_postcode(one: Named, other: Named, alike: Alike) -> Likeness | None:
    """Whether two electors of the same postcode may be one person.

    Members of a family have one surname and different first names: these must be the same, or one
    the initials of the other, or the same but for its spelling. Neighbours are told apart by the
    number of the house unless their names are the same. Nothing is made of a shared telephone.
    """
    found = _by_names(one, other, alike)
    if found is None:
        return None
    if _differ(_house(one), _house(other)):
        same = found.score >= SAME
        return Likeness(found.score - 15, f"{found.why}, at another house") if same else None
    return found


def with_one_email(one: Named, other: Named, alike: Alike) -> Likeness | None:
    """Whether two electors with the same e-mail address may be one person.

    Families share addresses, so the names must be near here too; but a surname may have changed.
    """
    found = _by_names(one, other, alike)
    if found is not None:
        return Likeness(min(100, found.score + 3), f"{found.why}, same e-mail address")
    if one.first and one.first == other.first and len(one.first) > 1:
        return Likeness(80, "same first name and e-mail address, another surname")
    return None


def _by_names(one: Named, other: Named, alike: Alike) -> Likeness | None:
    if not (one.last and other.last and one.first and other.first):
        return None
    if one.last == other.last:
        return _by_first_names(one, other, alike)
    if (one.first, one.last) == (other.last, other.first):
        return Likeness(SAME, "first name and surname are swapped")
    if one.first == other.first and len(one.first) > 1:
        return _by_surnames(one.last, other.last, alike)
    return None


def _by_surnames(one: str, other: str, alike: Alike) -> Likeness | None:
    """Two surnames of people with one first name."""
    if _is_part(one, other):
        return Likeness(88, "same first name, one surname is part of the other")
    near = alike(one, other) if min(len(one), len(other)) >= SHORTEST_SURNAME else 0.0
    if near < SURNAME_NEAR:
        return None
    return Likeness(round(100 * near) - 8, "same first name, surname spelled otherwise")


def _by_first_names(one: Named, other: Named, alike: Alike) -> Likeness | None:
    if one.first == other.first:
        return Likeness(100, "same name")
    ones, others = one.first.split(), other.first.split()
    if _are_apart(one.title, other.title) or _are_other_people(ones[1:], others[1:]):
        return None
    if ones[0] == others[0]:
        return Likeness(SAME, "same name, one with further first names")
    if 1 in {len(ones[0]), len(others[0])}:
        is_initial = ones[0][0] == others[0][0]
        return Likeness(85, "same surname, an initial that fits") if is_initial else None
    short, long = sorted((ones[0], others[0]), key=lambda name: (len(name), name))
    return _by_spelling(short, long, alike)


def _by_spelling(short: str, long: str, alike: Alike) -> Likeness | None:
    """Two different first names of one surname, of which one may be meant for the other."""
    if len(short) < SHORTEST_NEAR:
        return None
    if long.startswith(short):
        if (short, long) not in _ONE_NAME and long[len(short) :] in _ENDINGS:
            return None
        if len(long) > len(short) + 1:
            return Likeness(78, "same surname, a short first name that fits")
    elif len(short) == len(long) and short[:-2] == long[:-2] and (short, long) not in _ONE_NAME:
        return None  # Christine and Christina, Francis and Frances, Mary and Mark
    near = alike(short, long)
    if near < SPELLED_NEAR or len(long) > len(short) + 1:
        return None
    return Likeness(round(100 * near) - 8, "same surname, first name spelled otherwise")


_ONE_NAME = frozenset(
    {("ann", "anne"), ("carol", "carole"), ("clar", "clare"), ("jo", "joe")}
    | {("jonathan", "jonathon"), ("lyndsay", "lyndsey"), ("lindsay", "lindsey")}
)


def _are_other_people(ones: Sequence[str], others: Sequence[str]) -> bool:
    """Whether further first names say so: John A and John B, but not John and John A."""
    return any(not (a.startswith(b) or b.startswith(a)) for a, b in zip(ones, others, strict=False))


def _are_apart(title: str, other: str) -> bool:
    return (title in _MEN and other in _WOMEN) or (title in _WOMEN and other in _MEN)


def _is_part(one: str, other: str) -> bool:
    """Smith and Smith Jones."""
    ones, others = set(one.split()), set(other.split())
    return ones < others or others < ones


def _house(elector: Named) -> str:
    found = _HOUSE.match(elector.address)
    return found[1].lower() if found else ""


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)
