"""Takes the rows of a roll in: who each row is, what it changes, and what becomes of it."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from phonebank.domain.files import KnownLines
from phonebank.domain.intake import Fate, RowRejected
from phonebank.services.fitting import fitted, in_one_piece
from phonebank.services.leaving_cycles import cycles_left_alone
from phonebank.services.roll_changes import RollDifference
from phonebank.services.roll_identity import Identities
from phonebank.services.roll_left_out import TWICE, LeftOut
from phonebank.services.roll_looks import empty_places, placed, sample_of
from phonebank.services.roll_reading import Noted, RollReader
from phonebank.services.roll_rows import Asked, Written, hashed, rows_of, told_again
from phonebank.services.roll_same import ENOUGH, SameRows
from phonebank.spreadsheets.reading import TextFile
from phonebank.store import contest, kept, postcodes, roll, roll_known, roll_writing, search

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from phonebank.domain.files import Rows
    from phonebank.domain.roll import NewElectors
    from phonebank.services.fitting import WholeRows
    from phonebank.services.roll_words import RollWords
    from phonebank.services.taking import Taking
    from phonebank.store.roll import StoredElector

NAMES = frozenset({"first_name", "last_name", "full_name"})
NOBODY = "the row names nobody"
NO_PLACE = "the constituency is not known"
BY_POSTCODE = "The constituency was found from the postcode."
READING = 0.6
"""The share of the time that reading takes where indexes are made afterwards."""


def take_in(session: Session, taking: Taking, words: RollWords) -> None:
    """Add new electors and change known ones; accounts, and what is undone with them, are kept."""
    intake = RollIntake(session, taking, words)
    with cycles_left_alone():
        if intake.is_first and not taking.is_dry:
            with roll_writing.indexes_made_after(session, intake.tell_indexing):
                intake.take_all()
        else:
            intake.take_all()
        intake.finish()


class RollIntake:
    """One file of a roll on its way in.

    `_seen` has a byte for each elector who was known before; `_shower` reads rows that are shown,
    so that nothing is noted of them twice.
    """

    def __init__(self, session: Session, taking: Taking, words: RollWords) -> None:
        self.session, self.taking, self.accounts = session, taking, taking.accounts
        self.is_first = roll.is_empty(session)
        self._words, columns = words, taking.table.columns
        self._reader = RollReader(words, columns)
        self._shower = RollReader(words, columns)
        self._difference = RollDifference(columns, self.accounts)
        self._has_postcodes = postcodes.is_loaded(session)
        self._writer = roll_writing.BulkWriter(session, taking.origin)
        self._identities = Identities(session, below=self._writer.first_id)
        self._seen = bytearray(self._writer.first_id)
        self._taken: set[str | RowRejected] = set()
        self._touched: list[int] = []
        self._moved: dict[int, tuple[int | None, int | None]] = {}
        self._noted = Noted()
        self._left_out = LeftOut(taking, self._shower)
        self._same = SameRows(session, taking, self._seen, self._left_out, self._shower)
        self._waiting: list[tuple[list[str], str, int]] = []
        self._done = 0

    def take_all(self) -> None:
        """Rows are read unless they may be known: then each is told by its hash first."""
        if roll_known.has_known_rows(self.session):
            self._same.learn()
            self._tell_apart()
        else:
            self._read_all()

    def _read_all(self) -> None:
        table = self.taking.table
        asked = Asked(self._words, table.columns, table.width, self.taking.fingerprint)
        with rows_of(table.file, table.path, table.look, asked, self._report) as read:
            for rows in read:
                self._account_for(rows.whole)
                self._noted.add(rows.noted)
                if rows.clean:
                    written = Written(rows.whole.texts, rows.whole.lines)
                    self._take(rows.clean, written, rows.hashes)
                self._tell(rows.done)

    def _tell_apart(self) -> None:
        """Rows that say what they said the last time are not read, nor even taken out of a text."""
        file, width = self.taking.table.file, self.taking.table.width
        read: Iterator[Rows | KnownLines] = file.batches()
        if isinstance(file, TextFile):
            read = file.batches_beside(self._same.known)
        for rows in read:
            if isinstance(rows, KnownLines):
                self._same.take_lines(rows)
            else:
                self._take_unread(fitted(rows, width))
            if len(self._waiting) >= ENOUGH or not self._waiting or self._same.holds_many:
                self._read_waiting()
            self._tell(rows.done)
        self._read_waiting()
        self._same.note_barred()
        self._left_out.tell()

    def _take_unread(self, whole: WholeRows) -> None:
        """Rows of which there may be more to tell than that they are as they were."""
        self._account_for(whole)
        if not whole.cells:
            return
        self._reader.note_open(whole.cells)
        self._noted.add(self._reader.noted())
        fresh = self._same.take(Written(list(map(in_one_piece, whole.cells)), whole.lines))
        self._waiting += [(whole.cells[at], whole.texts[at], whole.lines[at]) for at in fresh]

    def _account_for(self, whole: WholeRows) -> None:
        self.taking.account_for(whole)
        self._left_out.add_unfit(whole)

    def _tell(self, done: int) -> None:
        self._left_out.tell()
        self._done = done
        self._report()

    def _report(self) -> None:
        share = READING if self.is_first else 1.0
        self.taking.report(int(self._done * share), self.taking.table.file.total)

    def tell_indexing(self, done: int, count: int) -> None:
        total = self.taking.table.file.total
        self.taking.report(int(total * (READING + (1 - READING) * done / (count + 1))), total)

    def finish(self) -> None:
        """What can be said only at the end: who is missing, what would be emptied, kept states."""
        self._difference.count_unchanged(self.session, self._same.unchanged)
        self.accounts.notices += self._noted.notices
        for column, values in self._noted.open.items():
            for value, rows in values.items():
                self.accounts.undecided(column, value, rows)
        if not (self.taking.may_blank or self.taking.is_dry):
            self._difference.check_emptied()
        missing = self._missing()
        if self.taking.is_dry:
            return
        if self.taking.takes_missing_off:
            self._touched += roll_writing.take_off(self.session, missing, self.taking.origin)
        if self._writer.next_id > self._writer.first_id:
            search.fill_new(self.session, self._writer.first_id - 1)
        kept.refold(self.session, sorted(self._touched), contest.outcomes(self.session))

    def _missing(self) -> list[int]:
        """Electors of an earlier file of this layout, in places of this file, who are not in it."""
        source = self.taking.origin.source_id
        if source is None or self.is_first or self._seen.count(1) == len(self._seen) - 1:
            return []
        left_out = roll_known.ids_of(self.session, self._left_out.names)
        missing = roll_known.missing(self.session, source, self._seen, self._moved)
        missing = [elector for elector in missing if elector not in left_out]
        self.accounts.missing = len(missing)
        self.accounts.missing_samples = roll_known.samples(self.session, missing[:100])
        return missing

    def _read_waiting(self) -> None:
        """Read rows that were put by until there are enough to ask the database about at once."""
        if self._waiting:
            cells, texts, lines = zip(*self._waiting, strict=True)
            self._waiting.clear()
            clean = self._reader.read(cells)
            self._noted.notices += self._reader.noted().notices  # what is open was noted before
            hashes = hashed(told_again(clean, cells, texts), self.taking.fingerprint)
            self._take(clean, Written(texts, lines), hashes)
        self._same.stand()

    def _take(self, clean: NewElectors, rows: Written, hashes: Sequence[int]) -> None:
        """Take in rows that were read: add or change an elector, or leave the row out."""
        if self._has_postcodes and (found := placed(self.session, clean)):
            self.accounts.notices[BY_POSTCODE] += found
        numbers = self._identities.numbers(clean)
        stored = {}
        if not self.is_first:
            asked = [number for number in numbers if isinstance(number, str)]
            stored = roll_known.stored(self.session, asked, self._writer.first_id)
        rejected = self._faults(clean, numbers, stored, rows.lines)
        self._left_out.names |= {str(numbers[at]) for at in rejected}
        for at, why in rejected.items():
            self._left_out.add(rows.lines[at], rows.texts[at], why, clean.one(at))
        known = (
            {at: stored[one] for at, one in enumerate(numbers) if one in stored} if stored else {}
        )
        for at in known.keys() & rejected.keys():
            del known[at]
        if len(known) + len(rejected) < len(numbers):
            self._add(clean, numbers, rows, hashes, {*rejected, *known})
        if known:
            self._change(known, clean, rows, hashes)

    def _faults(
        self,
        clean: NewElectors,
        numbers: Sequence[str | RowRejected],
        stored: Mapping[str, StoredElector],
        lines: Sequence[int],
    ) -> dict[int, RowRejected]:
        """Why rows are rejected, by their places; most have no fault and are looked at together."""
        found = dict[int, RowRejected]()
        if RowRejected in set(map(type, numbers)):
            found = {at: one for at, one in enumerate(numbers) if isinstance(one, RowRejected)}
        has_names = not NAMES.isdisjoint(self.taking.table.columns)
        nameless, placeless = empty_places(clean.name_key), empty_places(clean.constituency_id)
        for at in nameless:
            if numbers[at] not in stored or has_names:
                found.setdefault(at, RowRejected(NOBODY, "last_name"))
        for at in placeless:
            if numbers[at] not in stored or clean.place[at]:
                found.setdefault(at, RowRejected(NO_PLACE, "constituency"))
                self._note_place(clean.place[at])
        scant = {*nameless, *placeless, *found}
        self._taken |= self._same.had_before(numbers, stored, lines, scant)
        return found | self._repeated(numbers, found)

    def _note_place(self, place: str) -> None:
        """A place that nobody knows, for somebody to decide on."""
        if place:
            self._noted.open.setdefault("constituency", Counter())[place] += 1

    def _repeated(
        self, numbers: Sequence[str | RowRejected], found: Mapping[int, RowRejected]
    ) -> dict[int, RowRejected]:
        """Those whom the file has had already; rows with a fault do not count."""
        told = [(at, number) for at, number in enumerate(numbers) if at not in found]
        fresh, repeated = {number for _, number in told}, dict[int, RowRejected]()
        if len(fresh) < len(told) or not self._taken.isdisjoint(fresh):
            for at, number in told:
                if number in self._taken:
                    repeated[at] = RowRejected(TWICE, "membership_number")
                self._taken.add(number)
        self._taken |= fresh
        return repeated

    def _add(
        self,
        clean: NewElectors,
        numbers: Sequence[str | RowRejected],
        rows: Written,
        hashes: Sequence[int],
        others: Collection[int],
    ) -> None:
        """Add all but those at the places of the others."""
        new = (at for at in range(len(numbers)) if at not in others)
        wanted = self.accounts.count(Fate.ADDED, len(numbers) - len(others))
        for at in islice(new, wanted):
            self.accounts.samples[Fate.ADDED].append(sample_of(rows.lines[at], clean.one(at)))
        if not self.taking.is_dry:
            numbered = clean._replace(membership_number=list(map(str, numbers)))
            self._writer.add(numbered, hashes, others)

    def _change(
        self,
        known: Mapping[int, StoredElector],
        clean: NewElectors,
        rows: Written,
        hashes: Sequence[int],
    ) -> None:
        changes = []
        for at, elector in known.items():
            self._seen[elector.id] = 1
            one = clean.one(at)
            change = self._difference.between(elector, one, hashes[at])
            fate = Fate.CHANGED if change else Fate.UNCHANGED
            fate = Fate.SUPPRESSED if elector.suppressed else fate
            if self.accounts.count(fate, 1):
                told = self._difference.in_words(change)
                self.accounts.samples[fate].append(sample_of(rows.lines[at], one, *told))
            if change.place is not None:
                self._moved[elector.id] = change.place
            changes.append(change)
        if not self.taking.is_dry:
            self._touched += [one.elector.id for one in changes if one.is_folded_from]
            roll_writing.change(self.session, changes, self.taking.origin)
