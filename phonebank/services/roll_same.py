"""The rows of a roll that say what they said the last time, told by their hashes and not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.intake import Fate, RowRejected
from phonebank.services.roll_left_out import TWICE
from phonebank.services.roll_looks import sample_of
from phonebank.services.roll_rows import Written, hashed
from phonebank.store import roll_known, roll_writing

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from sqlalchemy.orm import Session

    from phonebank.domain.files import KnownLines
    from phonebank.services.roll_left_out import LeftOut
    from phonebank.services.roll_reading import RollReader
    from phonebank.services.taking import Taking
    from phonebank.store.roll import StoredElector

ENOUGH = 500
MANY = 50_000


class SameRows:
    """Accounts for rows that are as they were.

    They are taken at once, the others some hundreds together. So one of these may turn out later
    to stand behind another row of the same elector, which counts: those taken since the last of
    the others were read are kept, and give way then.

    `seen` has a byte for each elector who was known before, 1 once the file had them; `unchanged`
    are those who were told from a hash. `shower` reads rows that are shown.
    """

    def __init__(
        self,
        session: Session,
        taking: Taking,
        seen: bytearray,
        left_out: LeftOut,
        shower: RollReader,
    ) -> None:
        self._session, self._taking, self._accounts = session, taking, taking.accounts
        self._seen, self._left_out, self._shower = seen, left_out, shower
        self._known = dict[int, int]()
        self._suppressed = roll_known.suppressed_ids(session)
        self._texts_of_suppressed: dict[int, str] = {}
        self._cells_of = taking.table.cells_of
        self._recent: list[tuple[Written, Mapping[int, int]]] = []
        self._held = 0
        self._unchanged: list[int] = []
        self._gave_way: set[int] = set()

    @property
    def unchanged(self) -> Sequence[int]:
        if not self._gave_way:
            return self._unchanged
        return [elector for elector in self._unchanged if elector not in self._gave_way]

    @property
    def holds_many(self) -> bool:
        """Whether so many rows are kept that the others should be read."""
        return self._held >= MANY

    def learn(self) -> None:
        """Fetch what files said of everybody last."""
        self._known = roll_known.known_rows(self._session)

    def known(self, texts: Sequence[str]) -> list[int | None]:
        """Which elector's row each of these was the last time, if it was anybody's."""
        return list(map(self._known.get, hashed(texts, self._taking.fingerprint)))

    def take(self, rows: Written) -> list[int]:
        """Account for rows that say what they said the last time; give the places of the others."""
        known = self.known(rows.texts)
        told = {at: elector for at, elector in enumerate(known) if elector is not None}
        if told:
            self._account_for(rows, told)
        return [at for at, elector in enumerate(known) if elector is None]

    def take_lines(self, lines: KnownLines) -> None:
        """Account for lines that are rows as they were."""
        numbers = range(lines.begun, lines.begun + len(lines.texts))
        self._account_for(Written(lines.texts, numbers), dict(enumerate(lines.known)))

    def _account_for(self, rows: Written, known: dict[int, int]) -> None:
        """Rows by their places, and whose they are; whoever was seen before is in there twice."""
        electors = known.values()
        if len(set(electors)) < len(known) or any(map(self._seen.__getitem__, electors)):
            known = self._without_repeated(rows, known)
        for elector in known.values():
            self._seen[elector] = 1
        self._unchanged += known.values()
        self._recent.append((rows, known))
        self._held += len(known)
        rest, suppressed = dict(known), []
        if not self._suppressed.isdisjoint(known.values()):
            suppressed = [at for at, elector in known.items() if elector in self._suppressed]
        for at in suppressed:
            self._texts_of_suppressed[rest.pop(at)] = rows.texts[at]
        self._count(Fate.UNCHANGED, list(rest), rows)
        self._count(Fate.SUPPRESSED, suppressed, rows)

    def _without_repeated(self, rows: Written, known: dict[int, int]) -> dict[int, int]:
        """Leave out those whom the file has had already."""
        first, seen = dict[int, int](), set[int]()
        for at, elector in known.items():
            if self._seen[elector] or elector in seen:
                why = RowRejected(TWICE, "membership_number")
                self._left_out.add(rows.lines[at], rows.texts[at], why)
            else:
                seen.add(elector)
                first[at] = elector
        return first

    def had_before(
        self,
        numbers: Sequence[str | RowRejected],
        stored: Mapping[str, StoredElector],
        lines: Sequence[int],
        scant: Container[int],
    ) -> set[str]:
        """The numbers of those whom the file has had on an earlier line than these other rows.

        Those at the `scant` places could bring nobody new: when the elector was not known yet they
        did not count, and so they do not now, else the same file would change something.
        """
        seen = {number: one.id for number, one in stored.items() if self._seen[one.id]}
        first = dict[int, int]()
        for at, number in enumerate(numbers) if seen else ():
            if number in seen and at not in scant:
                first.setdefault(seen[str(number)], lines[at])
        behind = self._gave_way_to(first)
        return {number for number, elector in seen.items() if elector not in behind}

    def _gave_way_to(self, lines: Mapping[int, int]) -> set[int]:
        """Leave out the rows that stand behind another one of their elector; whose they are.

        `lines` has the line on which that other one began, by elector.
        """
        late = set[int]()
        whose = lines.keys()
        met = [taken for taken in self._recent if not whose.isdisjoint(taken[1].values())]
        for rows, known in met:
            for at, elector in known.items():
                if rows.lines[at] > lines.get(elector, rows.lines[at]):
                    late.add(elector)
                    self._take_back(elector, rows.lines[at], rows.texts[at])
        self._gave_way |= late
        return late

    def _take_back(self, elector: int, line: int, text: str) -> None:
        fate = Fate.SUPPRESSED if elector in self._suppressed else Fate.UNCHANGED
        self._accounts.fates[fate] -= 1
        shown = self._accounts.samples[fate]
        self._accounts.samples[fate] = [sample for sample in shown if sample.line != line]
        self._texts_of_suppressed.pop(elector, None)
        self._left_out.add(line, text, RowRejected(TWICE, "membership_number"))

    def stand(self) -> None:
        """The rows taken so far stand, since no other row waits to be read."""
        self._recent.clear()
        self._held = 0
        if len(self._texts_of_suppressed) >= ENOUGH:
            self.note_barred()

    def note_barred(self) -> None:
        """Of electors who are not to be called: whose row says so, as the last time."""
        if self._texts_of_suppressed and not self._taking.is_dry:
            ones = self._shower.ones(list(map(self._cells_of, self._texts_of_suppressed.values())))
            told = zip(self._texts_of_suppressed, ones, strict=True)
            barred = [elector for elector, one in told if one.barred]
            roll_writing.note_barred_again(self._session, barred, self._taking.origin)
        self._texts_of_suppressed.clear()

    def _count(self, fate: Fate, places: Sequence[int], rows: Written) -> None:
        """Rows that are not read, but for the first of them, which are shown."""
        shown = places[: self._accounts.count(fate, len(places))]
        ones = self._shower.ones([self._cells_of(rows.texts[at]) for at in shown])
        for at, one in zip(shown, ones, strict=True):
            self._accounts.samples[fate].append(sample_of(rows.lines[at], one))
