"""The rows of a roll that are left out: why, whom they name, and the first of them to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.intake import Reject, RowRejected
from phonebank.services.fitting import ERROR, WholeRows
from phonebank.services.roll_looks import sample_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.domain.roll import NewElector
    from phonebank.services.roll_reading import RollReader
    from phonebank.services.taking import Taking

TWICE = "the file has this elector twice"


class LeftOut:
    """Keeps the rows left out until they are accounted for, in the order of the file.

    `names` are the membership numbers of all of them: whoever they name is in the file all the
    same. `shower` reads rows that are shown.
    """

    def __init__(self, taking: Taking, shower: RollReader) -> None:
        self._taking, self._accounts, self._shower = taking, taking.accounts, shower
        self._columns = taking.table.columns.get("membership_number", ())
        self._rejects: list[Reject] = []
        self.names: set[str] = set()

    def add_unfit(self, whole: WholeRows) -> None:
        """Those that do not fit the headers or hold an error of the spreadsheet program."""
        self._rejects += whole.rejects
        for reject in whole.rejects:
            if reject.reason == ERROR:
                self._show(reject, reject.original)

    def add(self, line: int, text: str, why: RowRejected, one: NewElector | None = None) -> None:
        """A row that was begun on this line; `one` is what it tells, if it was read."""
        reason, column = (*map(str, why.args), "")[:2]
        cells = self._taking.table.cells_of(text)
        reject = Reject(line, column, reason, tuple(cells))
        self._rejects.append(reject)
        self._show(reject, cells, one)

    def _show(self, reject: Reject, cells: Sequence[str], one: NewElector | None = None) -> None:
        if self._accounts.wants_reject_sample(reject.reason):
            [one] = [one] if one else self._shower.ones([list(cells)])
            shown = sample_of(reject.line, one, reject.column, reject.reason)
            self._accounts.reject_samples[reject.reason].append(shown)

    def tell(self) -> None:
        """Account for them."""
        self.names |= {
            reject.original[at].strip()
            for reject in self._rejects
            for at in self._columns
            if at < len(reject.original)
        }
        self._taking.leave_out(self._rejects)
