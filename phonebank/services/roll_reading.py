"""Cleans the rows of a roll, a column at a time: what a cell means is worked out once per text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import compress
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from phonebank.domain.electors import name_key
from phonebank.domain.names import placed_title
from phonebank.domain.phones import parse_numbers, plain_numbers
from phonebank.domain.postcodes import spelt_postcodes
from phonebank.domain.roll import NewElectors, Numbers
from phonebank.services.roll_words import Meaning, Remembered, clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from phonebank.domain.roll import NewElector, Told
    from phonebank.services.roll_words import RollWords

T = TypeVar("T")
DECIDED = ("section", "affiliate", "joined_on", "previous_vote", "eligible", "do_not_call")
SAID_IN_ANY = frozenset({"do_not_call"})
"""Fields of which each of several columns counts by itself."""
NUMBER_FIELDS = ("mobile", "landline", "phone")


@dataclass(slots=True)
class Noted:
    """What is to be told of the rows read: open values by field, notices by sentence."""

    open: dict[str, Counter[str]] = field(default_factory=dict)
    notices: Counter[str] = field(default_factory=Counter)

    def add(self, more: Noted) -> None:
        self.notices += more.notices
        for name, values in more.open.items():
            self.open.setdefault(name, Counter()).update(values)


class Cells:
    """Rows of cells, at least one, by the columns of their fields and without spaces around."""

    def __init__(self, rows: Sequence[list[str]], columns: Mapping[str, Sequence[int]]) -> None:
        self._written = list(zip(*rows, strict=True))
        self._columns, self.count = columns, len(rows)

    def each(self, name: str) -> Iterator[list[str]]:
        """The texts of each column of the field."""
        return (list(map(str.strip, self._written[at])) for at in self._columns.get(name, ()))

    def texts(self, name: str, between: str = " ") -> list[str]:
        """The texts of the field, joined if several columns have it; empty where none has."""
        columns = list(self.each(name))
        if len(columns) == 1:
            return columns[0]
        if not columns:
            return [""] * self.count
        return [between.join(filter(None, parts)) for parts in zip(*columns, strict=True)]


class RollReader:
    """Reads rows by the columns of their fields; several columns of one field are joined."""

    def __init__(self, words: RollWords, columns: Mapping[str, Sequence[int]]) -> None:
        self._columns, self._meanings = columns, words.remembered()
        self._key = Remembered[str](lambda text: Meaning(name_key(text))).__getitem__
        self._is_rank = Remembered[bool](
            lambda text: Meaning(placed_title("", text) != ("", text))
        ).__getitem__
        self._numbering = Remembered[str](clean)
        self._noted = Noted()

    def noted(self) -> Noted:
        """What is to be told of the rows read since this was asked last."""
        noted, self._noted = self._noted, Noted()
        return noted

    def note_open(self, rows: Sequence[list[str]]) -> None:
        """Count what somebody has to decide on in rows that are not read."""
        for name in DECIDED:
            held, means = self._columns.get(name, ()), self._meanings[name]
            if len(held) == 1:
                # Nearly always each of the few texts is known, and nobody has to decide.
                written = set(map(str.strip, set(map(itemgetter(*held), rows))))
                means.learn(written)
                if means.open.isdisjoint(written):
                    continue
            if held:
                self._note_all(name, Cells(rows, self._columns))

    def _note_all(self, name: str, cells: Cells) -> None:
        for texts in self._decided_by(name, cells):
            self._told(name, texts)
            self._note_open(name, texts)

    def _note_open(self, name: str, texts: Sequence[str]) -> None:
        unknown = self._meanings[name].open
        if unknown and not unknown.isdisjoint(texts):
            counted = self._noted.open.setdefault(name, Counter())
            counted.update(text for text in texts if text in unknown)

    def read(self, rows: Sequence[list[str]]) -> NewElectors:
        """The rows, each as wide as the headers, in the same order, a list for each column."""
        cells = Cells(rows, self._columns)
        titles, firsts, lasts = self._names(cells)
        keys = zip(map(self._key, lasts), map(self._key, firsts), strict=True)
        places = cells.texts("constituency")
        tags = self._tags(cells)
        return NewElectors(
            membership_number=self._membership_numbers(cells),
            title=titles,
            first_name=firsts,
            last_name=lasts,
            name_key=[f"{last} {first}".strip() for last, first in keys],
            email=cells.texts("email"),
            address=cells.texts("address", ", "),
            postcode=spelt_postcodes(cells.texts("postcode")),
            constituency_id=self._told("constituency", places),
            section_id=self._decided("section", cells),
            affiliate_id=self._decided("affiliate", cells),
            joined_on=self._decided("joined_on", cells),
            recruited_by=cells.texts("recruited_by"),
            eligible=self._decided("eligible", cells),
            roll_previous_vote=self._decided("previous_vote", cells),
            place=places,
            numbers=self._numbers(cells),
            barred=self._barred_in_any(cells),
            tags={at: told for at, told in enumerate(tags) if told},
            open=self._open_in(cells),
        )

    def _tags(self, cells: Cells) -> list[tuple[str, ...]]:
        """Those of the file, and one for whoever is young."""
        told = self._told("tags", cells.texts("tags", ";"))
        if "born_on" not in self._columns:
            return told
        young = self._told("born_on", cells.texts("born_on"))
        return [(*tags, tag) if tag else tags for tags, tag in zip(told, young, strict=True)]

    def _open_in(self, cells: Cells) -> dict[int, frozenset[str]]:
        """The fields of each row in which somebody has to decide what the word means."""
        found: dict[int, frozenset[str]] = {}
        for name in DECIDED:
            unknown = self._meanings[name].open
            if unknown and name in self._columns:
                for texts in self._decided_by(name, cells):
                    for at in (at for at, text in enumerate(texts) if text in unknown):
                        found[at] = found.get(at, frozenset()) | {name}
        return found

    def _decided_by(self, name: str, cells: Cells) -> Iterable[list[str]]:
        """The texts of a field that are decided on: of several columns together or of each."""
        return cells.each(name) if name in SAID_IN_ANY else [cells.texts(name)]

    def ones(self, rows: Sequence[list[str]]) -> list[NewElector]:
        """The rows one by one."""
        clean = self.read(rows) if rows else None
        return [clean.one(at) for at in range(len(rows))] if clean else []

    def _membership_numbers(self, cells: Cells) -> list[str]:
        """Without invisible signs, which would make another elector of the same one."""
        texts = cells.texts("membership_number")
        if all(map(str.isascii, texts)):
            return texts
        return [text.strip() for text in self._meant(self._numbering, texts)]

    def _decided(self, name: str, cells: Cells) -> list[Any]:
        """What the texts of a field mean of which somebody may have to decide on some."""
        if name not in self._columns:
            return [self._meanings[name][""]] * cells.count
        texts = cells.texts(name)
        values = self._told(name, texts)
        self._note_open(name, texts)
        return values

    def _told(self, name: str, texts: Sequence[str]) -> list[Any]:
        return self._meant(self._meanings[name], texts)

    def _meant(self, means: Remembered[T], texts: Sequence[str]) -> list[T]:
        values = list(map(means.__getitem__, texts))
        if means.notices and not means.notices.keys().isdisjoint(texts):
            self._noted.notices.update(means.notices[it] for it in texts if it in means.notices)
        return values

    def _names(self, cells: Cells) -> tuple[list[str], list[str], list[str]]:
        titles, firsts, lasts = (
            self._told(name, cells.texts(name)) for name in ("title", "first_name", "last_name")
        )
        for at in compress(range(cells.count), map(self._is_rank, firsts)):
            titles[at], firsts[at] = placed_title(titles[at], firsts[at])
        if "full_name" not in self._columns:
            return titles, firsts, lasts
        split = self._told("full_name", cells.texts("full_name"))
        for row, (title, first, last) in enumerate(split):
            if not (firsts[row] or lasts[row]):
                titles[row] = titles[row] or title
                firsts[row], lasts[row] = first, last
        return titles, firsts, lasts

    def _barred_in_any(self, cells: Cells) -> set[int]:
        """The places of those whom any of several columns says not to call."""
        barred: set[int] = set()
        for texts in cells.each("do_not_call"):
            barred.update(compress(range(cells.count), self._told("do_not_call", texts)))
            self._note_open("do_not_call", texts)
        return barred

    def _numbers(self, cells: Cells) -> Numbers:
        """Mobiles first, none twice; an unusable one is kept as written and costs only itself."""
        found: list[Told] = []
        for name in NUMBER_FIELDS:
            for texts in cells.each(name):
                written = {at: text for at, text in enumerate(texts) if text}
                more = self._numbers_in(written)
                known = {(at, e164 or text) for at, text, e164, *_ in found if at in written}
                found += [it for it in more if (it[0], it[2] or it[1]) not in known]
        return Numbers.of(found)

    def _numbers_in(self, texts: Mapping[int, str]) -> list[Told]:
        """The numbers of the cells by their places: the plain ones together, others with care."""
        found: list[Told] = []
        plain = plain_numbers(texts.values())
        for (at, text), number in zip(texts.items(), plain, strict=True):
            if number:
                found.append((at, text, *number, ""))
            else:
                found += self._with_care(at, text)
        return found

    def _with_care(self, at: int, text: str) -> list[Told]:
        parsed = parse_numbers(text)
        self._noted.notices.update(number.notice for number in parsed if number.notice)
        return [(at, text, n.e164 or "", n.kind, n.extension) for n in parsed]
