"""Takes the rows of a roll in: who each row is, what it changes, and what becomes of it."""

from __future__ import annotations

from functools import partial
from hashlib import blake2b
from struct import unpack
from typing import TYPE_CHECKING

from phonebank.domain.intake import Fate, Reject, RowRejected
from phonebank.services.roll_changes import RollDifference
from phonebank.services.roll_identity import Identities
from phonebank.services.roll_looks import empty_places, placed, sample_of
from phonebank.services.roll_reading import RollReader
from phonebank.services.taking import ERROR, cycles_left_alone, with_error_cells
from phonebank.store import contest, kept, postcodes, roll, roll_known, roll_writing, search

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from phonebank.domain.files import Rows
    from phonebank.services.roll_words import RollWords
    from phonebank.services.taking import Taking
    from phonebank.store.roll import NewElector, NewElectors, StoredElector

TWICE = "the file has this elector twice"
NOBODY = "the row names nobody"
NO_PLACE = "the constituency is not known"
BY_POSTCODE = "The constituency was found from the postcode."
ENOUGH = 500
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
        columns = taking.table.columns
        self._reader = RollReader(words, columns)
        self._shower = RollReader(words, columns)
        self._difference = RollDifference(columns, self.accounts)
        self._has_postcodes = postcodes.is_loaded(session)
        self._known = {} if self.is_first else roll_known.known_rows(session)
        self._suppressed = roll_known.suppressed_ids(session)
        self._writer = roll_writing.BulkWriter(session, taking.origin)
        self._identities = Identities(session, below=self._writer.first_id)
        self._seen = bytearray(self._writer.first_id)
        self._taken: set[str | RowRejected] = set()
        self._touched: list[int] = []
        self._unchanged: list[int] = []
        self._left_out: set[str] = set()
        self._moved: dict[int, tuple[int | None, int | None]] = {}
        self._rejected: list[Reject] = []
        self._waiting: list[tuple[list[str], int, int]] = []
        self._hash = partial(blake2b, digest_size=8, person=taking.fingerprint)

    def take_all(self) -> None:
        table, share = self.taking.table, READING if self.is_first else 1.0
        for batch in table.file.batches():
            self._take(batch)
            self.taking.report(int(batch.done * share), table.file.total)
        self._read_waiting()
        self._tell_left_out()

    def tell_indexing(self, done: int, count: int) -> None:
        total = self.taking.table.file.total
        self.taking.report(int(total * (READING + (1 - READING) * done / (count + 1))), total)

    def finish(self) -> None:
        """What can be said only at the end: who is missing, what would be emptied, kept states."""
        self._difference.count_unchanged(self.session, self._unchanged)
        self.accounts.notices += self._reader.noted.notices
        for column, values in self._reader.noted.open.items():
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
        left_out = roll_known.ids_of(self.session, self._left_out)
        missing = roll_known.missing(self.session, source, self._seen, self._moved)
        missing = [elector for elector in missing if elector not in left_out]
        self.accounts.missing = len(missing)
        self.accounts.missing_samples = roll_known.samples(self.session, missing[:100])
        return missing

    def _take(self, batch: Rows) -> None:
        rows, lines, self._rejected = self.taking.whole_rows(batch)
        if rows:
            self._take_rows(rows, lines)
        self._tell_left_out()

    def _tell_left_out(self) -> None:
        """Account for the rejected rows; whoever they name is in the file all the same."""
        columns = self.taking.table.columns.get("membership_number", ())
        self._left_out |= {
            reject.original[at].strip()
            for reject in self._rejected
            for at in columns
            if at < len(reject.original)
        }
        self.taking.leave_out(self._rejected)

    def _take_rows(self, rows: list[list[str]], lines: list[int]) -> None:
        texts = list(map("\x1f".join, rows))
        suspects = [at for at, text in enumerate(texts) if "#" in text or "Err:" in text]
        if errors := set(with_error_cells(rows, suspects)):
            for at in sorted(errors):
                self._leave_out(lines[at], rows[at], RowRejected(ERROR))
            sound = [at for at in range(len(rows)) if at not in errors]
            rows, lines = [rows[at] for at in sound], [lines[at] for at in sound]
            texts = [texts[at] for at in sound]
        hashes = self._hashed(texts)
        if not self._known:
            self._read(rows, lines, hashes)
            return
        fresh = self._take_same(rows, lines, hashes)
        self._waiting += [(rows[at], lines[at], hashes[at]) for at in fresh]
        if len(self._waiting) >= ENOUGH:
            self._read_waiting()

    def _read_waiting(self) -> None:
        """Read rows that were put by until there are enough to ask the database about at once."""
        if self._waiting:
            rows, lines, hashes = map(list, zip(*self._waiting, strict=True))
            self._waiting.clear()
            self._read(rows, lines, hashes)

    def _hashed(self, texts: Sequence[str]) -> Sequence[int]:
        """A number of 64 bits for what each row says, the same in every run of the program."""
        begin = self._hash
        digests = [begin(text.encode("utf-8", "replace")).digest() for text in texts]
        return unpack(f"<{len(texts)}q", b"".join(digests))

    def _take_same(
        self, rows: Sequence[list[str]], lines: Sequence[int], hashes: Sequence[int]
    ) -> list[int]:
        """Account for rows that say what they said the last time; give the places of the others."""
        fresh, same = list[int](), list[int]()
        seen, electors = self._seen, list(map(self._known.get, hashes))
        for at, elector in enumerate(electors):
            if elector is None:
                fresh.append(at)
            elif seen[elector]:
                self._leave_out(lines[at], rows[at], RowRejected(TWICE, "membership_number"))
            else:
                seen[elector] = 1
                same.append(at)
        self._unchanged += [one for one in map(electors.__getitem__, same) if one]
        self._reader.note_open([rows[at] for at in same] if len(same) < len(rows) else rows)
        suppressed = {at for at in same if electors[at] in self._suppressed}
        unchanged = [at for at in same if at not in suppressed] if suppressed else same
        if suppressed and not self.taking.is_dry:
            self._note_barred({electors[at] or 0: rows[at] for at in suppressed})
        for fate, places in (Fate.UNCHANGED, unchanged), (Fate.SUPPRESSED, sorted(suppressed)):
            shown = places[: self.accounts.count(fate, len(places))]
            for at, one in zip(shown, self._shower.ones([rows[at] for at in shown]), strict=True):
                self.accounts.samples[fate].append(sample_of(lines[at], one))
        return fresh

    def _note_barred(self, rows: Mapping[int, list[str]]) -> None:
        """Of electors who are not to be called: whose row says so, as the last time."""
        told = zip(rows, self._shower.ones(list(rows.values())), strict=True)
        barred = [elector for elector, one in told if one.barred]
        roll_writing.note_barred_again(self.session, barred, self.taking.origin)

    def _read(self, rows: list[list[str]], lines: Sequence[int], hashes: Sequence[int]) -> None:
        clean = self._reader.read(rows)
        if self._has_postcodes and (found := placed(self.session, clean)):
            self.accounts.notices[BY_POSTCODE] += found
        numbers = self._identities.numbers(clean)
        stored = {}
        if not self.is_first:
            asked = [number for number in numbers if isinstance(number, str)]
            stored = roll_known.stored(self.session, asked, self._writer.first_id)
        rejected = self._faults(clean, numbers, stored)
        self._left_out |= {str(numbers[at]) for at in rejected}
        for at, why in rejected.items():
            self._leave_out(lines[at], rows[at], why, clean.one(at))
        accepted = [at for at in range(len(rows)) if at not in rejected]
        new = [at for at in accepted if numbers[at] not in stored]
        if new:
            self._add(clean, new, numbers, lines, hashes)
        if len(new) < len(accepted):
            known = [at for at in accepted if numbers[at] in stored]
            self._change(
                [(stored[str(numbers[at])], clean.one(at), lines[at], hashes[at]) for at in known]
            )

    def _faults(
        self,
        clean: NewElectors,
        numbers: Sequence[str | RowRejected],
        stored: Mapping[str, StoredElector],
    ) -> dict[int, RowRejected]:
        """Why rows are rejected, by their places; most have no fault and are looked at together."""
        found = {at: one for at, one in enumerate(numbers) if isinstance(one, RowRejected)}
        for at in empty_places(clean.name_key):
            if numbers[at] not in stored or self._reader.has_names:
                found.setdefault(at, RowRejected(NOBODY, "last_name"))
        for at in empty_places(clean.constituency_id):
            if numbers[at] not in stored or clean.place[at]:
                found.setdefault(at, RowRejected(NO_PLACE, "constituency"))
                self._reader.note_place(clean.place[at])
        self._taken |= {number for number, one in stored.items() if self._seen[one.id]}
        return found | self._repeated(numbers, found)

    def _repeated(
        self, numbers: Sequence[str | RowRejected], found: Mapping[int, RowRejected]
    ) -> dict[int, RowRejected]:
        """Those whom the file has had already; rows with a fault do not count."""
        repeated = {}
        for at, number in enumerate(numbers):
            if at not in found:
                if number in self._taken:
                    repeated[at] = RowRejected(TWICE, "membership_number")
                self._taken.add(number)
        return repeated

    def _leave_out(
        self, line: int, row: list[str], why: RowRejected, one: NewElector | None = None
    ) -> None:
        reason, column = (*map(str, why.args), "")[:2]
        self._rejected.append(Reject(line, column, reason, tuple(row)))
        if self.accounts.wants_reject_sample(reason):
            [one] = [one] if one else self._shower.ones([row])
            self.accounts.reject_samples[reason].append(sample_of(line, one, column, reason))

    def _add(
        self,
        clean: NewElectors,
        new: Sequence[int],
        numbers: Sequence[str | RowRejected],
        lines: Sequence[int],
        hashes: Sequence[int],
    ) -> None:
        for at in new[: self.accounts.count(Fate.ADDED, len(new))]:
            self.accounts.samples[Fate.ADDED].append(sample_of(lines[at], clean.one(at)))
        if not self.taking.is_dry:
            clean = clean._replace(membership_number=list(map(str, numbers)))
            if len(new) < len(numbers):
                clean, hashes = clean.some(new), [hashes[at] for at in new]
            self._writer.add(clean, hashes)

    def _change(self, known: Sequence[tuple[StoredElector, NewElector, int, int]]) -> None:
        changes = []
        for elector, one, line, row_hash in known:
            self._seen[elector.id] = 1
            change = self._difference.between(elector, one, row_hash)
            fate = Fate.CHANGED if change else Fate.UNCHANGED
            fate = Fate.SUPPRESSED if elector.suppressed else fate
            if self.accounts.count(fate, 1):
                told = self._difference.in_words(change)
                self.accounts.samples[fate].append(sample_of(line, one, *told))
            if change.place is not None:
                self._moved[elector.id] = change.place
            changes.append(change)
        if not self.taking.is_dry:
            self._touched += [one.elector.id for one in changes if one.is_folded_from]
            roll_writing.change(self.session, changes, self.taking.origin)
