"""The rows of a roll that say what they said the last time, told by their hashes and not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.intake import Fate, RowRejected
from phonebank.services.roll_left_out import TWICE
from phonebank.services.roll_looks import sample_of
from phonebank.services.roll_rows import Written, hashed
from phonebank.store import roll_known, roll_writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from phonebank.domain.files import KnownLines
    from phonebank.services.roll_left_out import LeftOut
    from phonebank.services.roll_reading import RollReader
    from phonebank.services.taking import Taking

ENOUGH = 500


class SameRows:
    """Accounts for rows that are as they were.

    They are taken at once, the others some hundreds together. So where a file has somebody twice
    in different words, the row that is as it was may count though it is the second; the other is
    left out for it, and told.

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
        self.unchanged: list[int] = []

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
        self.unchanged += known.values()
        suppressed = []
        if not self._suppressed.isdisjoint(known.values()):
            suppressed = [at for at, elector in known.items() if elector in self._suppressed]
        for at in suppressed:
            self._texts_of_suppressed[known.pop(at)] = rows.texts[at]
        if len(self._texts_of_suppressed) >= ENOUGH:
            self.note_barred()
        self._count(Fate.UNCHANGED, list(known), rows)
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
