"""What a row on the screen is about: a place of ours, or what somebody reported of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from phonebank.domain.canvass import CanvassRow, CanvassTable, ReportedFigure
from phonebank.domain.outcomes import UNDECIDED
from phonebank.domain.verdicts import Verdict


@dataclass(frozen=True)
class Subject:
    """The row of the canvass table, and the reported figure where it is a row of that."""

    row: CanvassRow
    told: ReportedFigure | None = None

    @property
    def place(self) -> str:
        """The name it goes by; what is told of no place is told of the country."""
        return self.row.place or "Whole country"

    @property
    def is_reported(self) -> bool:
        return self.told is not None

    @property
    def lead(self) -> Fraction | None:
        return self.told.lead if self.told else self.row.lead

    @property
    def margin(self) -> float | None:
        """Nobody told us the margin of a reported lead."""
        return None if self.told else self.row.margin

    @property
    def verdict(self) -> str:
        return self.told.verdict if self.told else str(self.row.verdict or "")

    @cached_property
    def shares(self) -> Mapping[str, Fraction | None]:
        """By candidate, and undecided; every cell of the row asks."""
        if self.told:
            return {**self.told.shares, UNDECIDED: self.told.undecided}
        return self.row.tally.shares

    @property
    def is_faint(self) -> bool:
        """Whether our own figure rests on too few to say."""
        return self.told is None and self.row.verdict is Verdict.TOO_FEW

    @property
    def is_quoted(self) -> bool:
        """Whether the verdict is words that somebody said, with no figures behind them."""
        return self.told is not None and not self.told.shares

    @property
    def is_one_sided(self) -> bool:
        """Whether the verdict's words put somebody in front."""
        return "front" in self.verdict or "behind" in self.verdict

    def leader(self, ours: str) -> str | None:
        """Whom the verdict's words are about; None for neither."""
        if "front" in self.verdict:
            return ours
        return self.strongest_rival(ours) if "behind" in self.verdict else None

    def strongest_rival(self, ours: str) -> str | None:
        """The rival with the largest share, the first named of equals."""
        others = {
            short: share or Fraction(0)
            for short, share in self.shares.items()
            if short not in {ours, UNDECIDED}
        }
        return max(others, key=lambda short: others[short], default=None)


def subjects_of(table: CanvassTable) -> Iterator[Subject]:
    """One for each row of the table's sheet, in the sheet's order."""
    for row in table.rows:
        yield Subject(row)
        for told in row.reported:
            yield Subject(row, told)
    for told in table.total.reported:
        yield Subject(table.total, told)
