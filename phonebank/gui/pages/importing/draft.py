"""One import in the making: the file, how it is read, what its columns hold, what was checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from phonebank.domain.dates import is_ambiguous
from phonebank.domain.files import FileKind, Reading
from phonebank.services.columns import DATES, NAMES, TELLING_APART
from phonebank.services.importing import ImportKind, ImportOptions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from phonebank.domain.dates import DateOrder
    from phonebank.domain.files import FileLook
    from phonebank.domain.intake import Accounts
    from phonebank.services.importing import FieldWord, Proposal


@dataclass(slots=True)
class Draft:
    """All that the steps settle between them; nothing of it is written before the last.

    `dates_found` has days, by field, that only a check of every row found to be open.
    """

    path: Path
    kind: ImportKind = ImportKind.ROLL
    reading: Reading = field(default_factory=Reading)
    look: FileLook | None = None
    proposal: Proposal | None = None
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    date_order: DateOrder | None = None
    may_blank: bool = False
    take_missing_off: bool = False
    accounts: Accounts | None = None
    dates_found: dict[str, Sequence[str]] = field(default_factory=dict)

    def take_look(self, look: FileLook) -> None:
        """A newer look: what was proposed and checked before belongs to another reading."""
        self.look, self.proposal, self.accounts = look, None, None
        self.dates_found = {}

    def take_proposal(self, proposal: Proposal) -> None:
        """What the columns are thought to hold; it is for a person to correct."""
        self.proposal, self.look, self.accounts = proposal, proposal.look, None
        self.dates_found = {}
        self.columns = {name: tuple(headers) for name, headers in proposal.columns.items()}

    def choose_columns(self, name: str, headers: Sequence[str]) -> None:
        """Which headers hold a field, none for none; a header holds one field at most."""
        taken = set(headers)
        for other, theirs in list(self.columns.items()):
            self.columns[other] = tuple(header for header in theirs if header not in taken)
        self.columns[name] = tuple(headers)
        self.columns = {field: held for field, held in self.columns.items() if held}
        self.accounts = None

    def take_checked(self, accounts: Accounts) -> bool:
        """What a check of every row found; True where it found days to ask about.

        The first rows, by which it is asked before, may have none.
        """
        self.accounts = accounts
        found = {name: list(accounts.undecided_values.get(name, ())) for name in DATES}
        opened = {name: [it for it in days if is_ambiguous(it)] for name, days in found.items()}
        self.dates_found = {name: days for name, days in opened.items() if days}
        return bool(self.dates_found) and self.date_order is None

    @property
    def open_dates(self) -> Mapping[str, Sequence[str]]:
        """The headers of days that may be read in two orders, by field."""
        fields = self.proposal.date_fields_open if self.proposal else ()
        names = dict.fromkeys([*fields, *self.dates_found])
        return {name: self.columns[name] for name in names if name in self.columns}

    @property
    def is_told_in_rows(self) -> bool:
        """Whether what is done of the file are rows; a workbook is parsed before, for as long."""
        return self.look is not None and self.look.kind is FileKind.TEXT

    @property
    def used(self) -> Sequence[str]:
        """The headers that hold something, in the order of the file."""
        held = {header for headers in self.columns.values() for header in headers}
        return [header for header in self.look.headers if header in held] if self.look else []

    @property
    def missing(self) -> Sequence[str]:
        """Labels of the fields without which nothing can be imported, and that no column holds."""
        fields = self.proposal.fields if self.proposal else ()
        return [one.label for one in fields if one.name not in self.columns and self._needs(one)]

    def _needs(self, field: FieldWord) -> bool:
        """Of a roll, a name and a postcode or number tell people apart as well as membership."""
        if self.kind is not ImportKind.ROLL:
            return field.is_needed
        if field.name == "membership_number":
            held = self.columns.keys()
            return held.isdisjoint(NAMES) or held.isdisjoint(TELLING_APART)
        return field.is_needed and "postcode" not in self.columns

    def options(self, *, dry_run: bool, rejects: Path | None = None) -> ImportOptions:
        return ImportOptions(
            columns=self.columns,
            is_whole_mapping=True,
            reading=self.look.reading if self.look else self.reading,
            date_order=self.date_order,
            dry_run=dry_run,
            rejects=rejects,
            may_blank=self.may_blank,
            take_missing_off=self.take_missing_off,
        )
