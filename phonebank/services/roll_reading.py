"""Cleans the rows of a roll, a column at a time: what a cell means is worked out once per text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import compress
from operator import itemgetter, or_
from typing import TYPE_CHECKING, Any, TypeVar

from phonebank.domain.electors import name_key
from phonebank.domain.names import placed_title
from phonebank.domain.phones import parse_numbers, plain_numbers
from phonebank.domain.postcodes import postcode_of
from phonebank.services.roll_words import Meaning, Remembered, clean
from phonebank.store.roll import NewElector, NewElectors, StoredNumber

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from phonebank.services.roll_words import RollWords

T = TypeVar("T")
DECIDED = ("section", "affiliate", "joined_on", "previous_vote", "eligible", "do_not_call")
NOTHING_OPEN: frozenset[str] = frozenset()
NUMBER_FIELDS = ("mobile", "landline", "phone")


@dataclass(slots=True)
class Noted:
    """What is to be told of the rows read: open values by field, notices by sentence."""

    open: dict[str, Counter[str]] = field(default_factory=dict)
    notices: Counter[str] = field(default_factory=Counter)


class RollReader:
    """Reads rows by the columns of their fields; several columns of one field are joined."""

    def __init__(self, words: RollWords, columns: Mapping[str, Sequence[int]]) -> None:
        self._columns, self._meanings = columns, words.remembered()
        self._key = Remembered[str](lambda text: Meaning(name_key(text))).__getitem__
        self._is_rank = Remembered[bool](
            lambda text: Meaning(placed_title("", text) != ("", text))
        ).__getitem__
        self._numbering = Remembered[str](clean)
        self.noted = Noted()
        self.has_names = not {"first_name", "last_name", "full_name"}.isdisjoint(columns)

    def note_place(self, place: str) -> None:
        """A place that nobody knows, for somebody to decide on."""
        if place:
            self.noted.open.setdefault("constituency", Counter())[place] += 1

    def note_open(self, rows: Sequence[list[str]]) -> None:
        """Count what somebody has to decide on in rows that are not read, being as they were."""
        for name in DECIDED:
            means = self._meanings[name]
            for at in self._columns.get(name, ()):
                written = set(map(itemgetter(at), rows))
                means.learn(set(map(str.strip, written)))
                if means.open and not means.open.isdisjoint(map(str.strip, written)):
                    self._note_open(name, [row[at].strip() for row in rows])

    def _note_open(self, name: str, texts: Sequence[str]) -> None:
        unknown = self._meanings[name].open
        if not unknown.isdisjoint(texts):
            counted = self.noted.open.setdefault(name, Counter())
            counted.update(text for text in texts if text in unknown)

    def read(self, rows: Sequence[list[str]]) -> NewElectors:
        """The rows, each as wide as the headers, in the same order, a list for each column."""
        titles, firsts, lasts = self._names(rows)
        keys = zip(map(self._key, lasts), map(self._key, firsts), strict=True)
        places = self._texts("constituency", rows)
        return NewElectors(
            membership_number=self._membership_numbers(rows),
            title=titles,
            first_name=firsts,
            last_name=lasts,
            name_key=[f"{last} {first}".strip() for last, first in keys],
            email=self._texts("email", rows),
            address=self._texts("address", rows, ", "),
            postcode=[postcode_of(text) or text for text in self._texts("postcode", rows)],
            constituency_id=self._told(self._meanings["constituency"], places),
            section_id=self._meant("section", rows),
            affiliate_id=self._meant("affiliate", rows),
            joined_on=self._meant("joined_on", rows),
            recruited_by=self._texts("recruited_by", rows),
            eligible=self._meant("eligible", rows),
            roll_previous_vote=self._meant("previous_vote", rows),
            numbers=self._numbers(rows),
            barred=self._barred_in_any(rows),
            tags=self._told(self._meanings["tags"], self._texts("tags", rows, ";")),
            place=places,
            open=self._open_in(rows),
        )

    def _open_in(self, rows: Sequence[list[str]]) -> list[frozenset[str]]:
        """The fields of each row in which somebody has to decide what the word means."""
        found = [NOTHING_OPEN] * len(rows)
        for name in DECIDED:
            unknown = self._meanings[name].open
            if unknown and name in self._columns:
                texts = enumerate(self._texts(name, rows))
                for at in (at for at, text in texts if text in unknown):
                    found[at] |= {name}
        return found

    def ones(self, rows: Sequence[list[str]]) -> list[NewElector]:
        """The rows one by one."""
        clean = self.read(rows) if rows else None
        return [clean.one(at) for at in range(len(rows))] if clean else []

    def _membership_numbers(self, rows: Sequence[list[str]]) -> list[str]:
        """Without invisible signs, which would make another elector of the same one."""
        texts = self._texts("membership_number", rows)
        if all(map(str.isascii, texts)):
            return texts
        return [text.strip() for text in self._told(self._numbering, texts)]

    def _texts(self, name: str, rows: Sequence[list[str]], between: str = " ") -> list[str]:
        """The cells of a field, without spaces around them; empty where the file has no column."""
        at = self._columns.get(name, ())
        if len(at) == 1:
            [only] = at
            return [row[only].strip() for row in rows]
        return [between.join(filter(None, (row[one].strip() for one in at))) for row in rows]

    def _meant(self, name: str, rows: Sequence[list[str]]) -> list[Any]:
        if name not in self._columns:
            return [self._meanings[name][""]] * len(rows)
        texts = self._texts(name, rows)
        values = self._told(self._meanings[name], texts)
        if name in DECIDED:
            self._note_open(name, texts)
        return values

    def _told(self, means: Remembered[T], texts: Sequence[str]) -> list[T]:
        values = list(map(means.__getitem__, texts))
        if means.notices and not means.notices.keys().isdisjoint(texts):
            self.noted.notices.update(means.notices[it] for it in texts if it in means.notices)
        return values

    def _names(self, rows: Sequence[list[str]]) -> tuple[list[str], list[str], list[str]]:
        titles, firsts, lasts = (
            self._meant(name, rows) for name in ("title", "first_name", "last_name")
        )
        for at in compress(range(len(rows)), map(self._is_rank, firsts)):
            titles[at], firsts[at] = placed_title(titles[at], firsts[at])
        if "full_name" not in self._columns:
            return titles, firsts, lasts
        split = self._told(self._meanings["full_name"], self._texts("full_name", rows))
        for row, (title, first, last) in enumerate(split):
            if not (firsts[row] or lasts[row]):
                titles[row] = titles[row] or title
                firsts[row], lasts[row] = first, last
        return titles, firsts, lasts

    def _barred_in_any(self, rows: Sequence[list[str]]) -> list[bool]:
        """Barred where any of several columns says so."""
        barred = [False] * len(rows)
        for at in self._columns.get("do_not_call", ()):
            texts = [row[at].strip() for row in rows]
            told = self._told(self._meanings["do_not_call"], texts)
            self._note_open("do_not_call", texts)
            barred = list(map(or_, barred, told))
        return barred

    def _numbers(self, rows: Sequence[list[str]]) -> list[tuple[StoredNumber, ...]]:
        """Mobiles first, none twice; an unusable one is kept as written and costs only itself."""
        found: list[tuple[StoredNumber, ...]] = [()] * len(rows)
        for name in NUMBER_FIELDS:
            for at in self._columns.get(name, ()):
                cells = self._numbers_in([row[at].strip() for row in rows])
                found = [
                    _without_twice(first, more) if first and more else first or more
                    for first, more in zip(found, cells, strict=True)
                ]
        return found

    def _numbers_in(self, texts: Sequence[str]) -> list[tuple[StoredNumber, ...]]:
        """The numbers of each cell: the plain ones together, the others with care."""
        stored = StoredNumber
        return [
            (stored(text, *plain),) if plain else self._with_care(text) if text else ()
            for text, plain in zip(texts, plain_numbers(texts), strict=True)
        ]

    def _with_care(self, text: str) -> tuple[StoredNumber, ...]:
        parsed = parse_numbers(text)
        self.noted.notices.update(number.notice for number in parsed if number.notice)
        return tuple(StoredNumber(text, n.e164, n.kind, n.extension) for n in parsed)


def _without_twice(
    first: tuple[StoredNumber, ...], more: tuple[StoredNumber, ...]
) -> tuple[StoredNumber, ...]:
    known = {number.e164 or number.written for number in first}
    return (*first, *(number for number in more if (number.e164 or number.written) not in known))
