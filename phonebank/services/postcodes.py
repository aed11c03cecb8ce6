"""Loading a file of postcodes, so that electors without a constituency find theirs."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from phonebank.domain.changes import Done, Topic
from phonebank.domain.errors import InputRefused
from phonebank.domain.figures import count, percent
from phonebank.domain.permits import Actor, Right, require
from phonebank.domain.places import place_key
from phonebank.domain.postcodes import (
    INWARD,
    is_no_constituency,
    is_of_2024,
    key_of,
    outward_key,
    postcode_of,
)
from phonebank.spreadsheets.postcode_reading import postcode_rows
from phonebank.store import places, postcodes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from phonebank.store.database import Database

    Report = Callable[[int, int], None]

MOST_UNMATCHED = 0.05
STEPS, READ_BY = 1000, 700
BITS, PLACE = 16, 0xFFFF
SHIFTED = {inward: number << BITS for inward, number in INWARD.items()}
EDITIONS = "an edition of 2010 to 2023, such as the ONS Postcode Directory of February 2016"
NOWHERE, UNKNOWN, UNUSABLE = 0, -1, -2


@dataclass(frozen=True, slots=True, kw_only=True)
class PostcodesLoaded:
    """What was found in the postcode file that is loaded.

    read = matched + without_constituency + unmatched + unusable, in rows. `nations` counts the
    matched ones by nation, and `seats_without` the constituencies of a nation with no postcode.
    """

    name: str
    at: datetime
    read: int
    matched: int
    without_constituency: int
    unmatched: int
    unusable: int
    nations: Mapping[str, int]
    seats_without: Mapping[str, int]

    @property
    def share_unmatched(self) -> float:
        """Of the rows that name a constituency, those whose constituency is not known here."""
        named = self.matched + self.unmatched
        return self.unmatched / named if named else 0.0

    @property
    def sentences(self) -> Sequence[str]:
        """What a person is told of it, the figures first."""
        nations = ", ".join(f"{name} {count(n)}" for name, n in self.nations.items() if n)
        said = [f"{count(self.matched)} postcodes have their constituency: {nations}."]
        if self.unmatched:
            share = percent(self.share_unmatched, 1)
            said.append(f"{count(self.unmatched)} name a constituency unknown here ({share}).")
        if self.without_constituency:
            said.append(f"{count(self.without_constituency)} are in no constituency.")
        if self.unusable:
            said.append(f"{count(self.unusable)} rows could not be used.")
        for nation, seats in self.seats_without.items():
            none = f"no postcode for {count(seats)} constituencies of {nation}"
            said.append(f"The file has {none}: a roll has to name those itself.")
        return said


def load_postcodes(
    db: Database,
    actor: Actor,
    path: Path,
    now: datetime,
    report: Report = lambda done, total: None,
) -> Done[PostcodesLoaded]:
    """Put the postcodes of a file in the place of those loaded before, wholly or not at all.

    InputRefused for a file that is none of the known ones, or is of other constituencies than
    those of 2010 to 2024.
    """
    require(actor, Right.IMPORT)
    with db.read() as session:
        known = places.constituency_ids(session)
        nations = places.nations(session)
    gathered = _Gathered(known, path.name)
    for rows in postcode_rows(path):
        gathered.take(rows.pairs, rows.short)
        report(READ_BY * rows.done // max(1, rows.total), STEPS)
    most = gathered.checked()
    with db.write() as session:
        postcodes.clear(session)
        for done, part in gathered.parts():
            postcodes.add(session, part)
            report(READ_BY + (STEPS - READ_BY) * done // most, STEPS)
        stored = postcodes.LoadedFile(path.name, now, gathered.counts(nations.values()))
        postcodes.note_file(session, stored)
    return Done(_loaded(stored), Topic.CONTEST)


def postcodes_loaded(db: Database, actor: Actor) -> PostcodesLoaded | None:
    """What is loaded, if anything is."""
    require(actor, Right.IMPORT)
    with db.read() as session:
        stored = postcodes.loaded(session)
    return _loaded(stored) if stored else None


def _loaded(stored: postcodes.LoadedFile) -> PostcodesLoaded:
    return PostcodesLoaded(name=stored.name, at=stored.at, **stored.counts)


class _Gathered:
    """What was read so far: per first part of a postcode, the last parts and their places.

    A last part and a place are packed into four bytes, where a pair of them would take a hundred.
    `_buckets` finds the same by the spellings of a first part, which files space differently.
    """

    def __init__(self, known: Mapping[str, int], file_name: str) -> None:
        self._file_name, self._known = file_name, known
        self._places: dict[str, int] = {}
        self._buckets: dict[str, array[int]] = {}
        self._by_outward: dict[str, array[int]] = {}
        self._aside: Counter[int] = Counter()
        self._seats: Counter[int] = Counter()
        self.matched = 0

    def take(self, pairs: Sequence[tuple[str, str]], short: int) -> None:
        """Take rows in; millions pass here, so that a usual one costs two look-ups and no test."""
        places, buckets = self._places, self._buckets
        before = self._aside.total()
        for written, constituency in pairs:
            try:
                packed = SHIFTED[written[-3:]] | places[constituency]
                buckets[written[:-3]].append(packed)
            except KeyError:
                self._take_with_care(written, constituency)
        self.matched += len(pairs) - (self._aside.total() - before)
        self._aside[UNUSABLE] += short

    def _take_with_care(self, written: str, constituency: str) -> None:
        """One whose parts were not met yet, or are oddly written, or that has no constituency."""
        place = self._places.get(constituency) or self._place(constituency)
        postcode = postcode_of(written)
        if place <= NOWHERE or not postcode:
            self._aside[UNUSABLE if place > NOWHERE else place] += 1
            return
        bucket = self._by_outward.setdefault(postcode[:-4], array("I"))
        bucket.append(SHIFTED[postcode[-3:]] | place)
        self._places[constituency] = place
        if postcode == f"{written[:-3].rstrip()} {written[-3:]}":
            self._buckets[written[:-3]] = bucket

    def _place(self, written: str) -> int:
        """The id of a constituency by its code or name; NOWHERE, or UNKNOWN."""
        code = written.strip().upper()
        if is_of_2024(code):
            raise _of_2024(self._file_name)
        if is_no_constituency(code):
            return NOWHERE
        return self._known.get(code.lower()) or self._known.get(place_key(written), UNKNOWN)

    def checked(self) -> int:
        """How many rows are matched; a file of other constituencies is refused.

        It would put people into the wrong ones, for many names stayed when seats were redrawn.
        """
        unmatched = self._aside[UNKNOWN]
        if not self.matched or unmatched > MOST_UNMATCHED * (self.matched + unmatched):
            raise _of_others(self._file_name, unmatched, self.matched + unmatched)
        return self.matched

    def parts(self) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        """Keys with their constituencies in rising order, and how many rows are done with them."""
        done = 0
        for outward, bucket in sorted(self._by_outward.items()):
            first = key_of(outward_key(outward), 0)
            rows = [(first + (it >> BITS), it & PLACE) for it in sorted(bucket)]
            if len(dict(rows)) < len(rows):
                rows = self._agreed(rows)
            self._seats.update(place for _, place in rows)
            done += len(bucket)
            yield done, rows

    def _agreed(self, rows: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Each postcode once; one that is told of two constituencies is left out."""
        told: dict[int, set[int]] = {}
        for key, place in rows:
            told.setdefault(key, set()).add(place)
        disputed = sum(len(told[key]) > 1 for key, _ in rows)
        self.matched -= disputed
        self._aside[UNUSABLE] += disputed
        return [(key, min(places)) for key, places in told.items() if len(places) == 1]

    def counts(self, nations: Collection[tuple[str, frozenset[int]]]) -> dict[str, Any]:
        """The counts of PostcodesLoaded, once all parts are done."""
        found = {name: sum(self._seats[seat] for seat in seats) for name, seats in nations}
        without = {name: sum(seat not in self._seats for seat in seats) for name, seats in nations}
        return {
            "read": self.matched + self._aside.total(),
            "matched": self.matched,
            "without_constituency": self._aside[NOWHERE],
            "unmatched": self._aside[UNKNOWN],
            "unusable": self._aside[UNUSABLE],
            "nations": found,
            "seats_without": {name: seats for name, seats in without.items() if seats},
        }


def _of_2024(file_name: str) -> InputRefused:
    return InputRefused(
        f"{file_name} has the constituencies of 2024, which are other ones under similar names.",
        kept="No postcode was changed.",
        next_step=f"Load {EDITIONS}.",
    )


def _of_others(file_name: str, unmatched: int, named: int) -> InputRefused:
    return InputRefused(
        f"{count(unmatched)} of {count(named)} postcodes in {file_name} name constituencies "
        "that are not among the 650 of 2010.",
        kept="No postcode was changed.",
        next_step=f"Load {EDITIONS}.",
    )
