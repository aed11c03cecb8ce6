"""Taking a file into the campaign: one transaction, every row accounted for."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import phonebank
from phonebank.domain.changes import Done, Topic
from phonebank.domain.dates import order_of
from phonebank.domain.errors import InputRefused
from phonebank.domain.files import Reading
from phonebank.domain.intake import Accounts, Fate, kept_nowhere
from phonebank.domain.permits import Actor, Right, require
from phonebank.services import intake_of_calls, intake_of_reports, intake_of_roll
from phonebank.services.columns import (
    FieldWord,
    ImportKind,
    Proposal,
    columns_of,
    places_of,
    proposal,
    samples_of_dates,
)
from phonebank.services.roll_words import RollWords
from phonebank.services.taking import Table, Taking
from phonebank.services.words_of_files import meanings
from phonebank.spreadsheets.reading import look_at, open_file
from phonebank.spreadsheets.writing import rejects_kept
from phonebank.store import contest, imports, places, postcodes
from phonebank.store.roll import Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.dates import DateOrder
    from phonebank.domain.files import FileLook
    from phonebank.spreadsheets.reading import OpenFile
    from phonebank.store.database import Database

__all__ = [
    "FieldWord",
    "ImportKind",
    "ImportOptions",
    "Proposal",
    "Report",
    "import_file",
    "look_at_file",
]
Report: TypeAlias = "Callable[[int, int], None]"
REJECTS_BEGIN = b"line,column,reason"
ELECTORS = Topic.ELECTORS | Topic.CALLS | Topic.CALLERS


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """`columns` maps fields to headers where the proposal is wrong; with `is_whole_mapping` it
    is all there is. `rejects` gets the rejected rows. `may_blank` allows a file that empties more
    than a fifth of what is known; `take_missing_off` takes those off the roll whom an earlier
    file of this layout had and this one has not.
    """

    columns: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    is_whole_mapping: bool = False
    reading: Reading = field(default_factory=Reading)
    date_order: DateOrder | None = None
    dry_run: bool = False
    rejects: Path | None = None
    may_blank: bool = False
    take_missing_off: bool = False


class _DryRun(Exception):
    """Raised inside the transaction so that a dry run writes nothing."""


def look_at_file(path: Path, reading: Reading | None = None) -> FileLook:
    """What the file is and how it would be read; InputRefused where it cannot be."""
    return look_at(path, reading or Reading())


def propose(
    db: Database, actor: Actor, path: Path, kind: ImportKind, reading: Reading | None = None
) -> Proposal:
    """What the columns of a file are thought to hold."""
    require(actor, Right.IMPORT)
    look = look_at_file(path, reading)
    with db.read() as session:
        return proposal(session, kind, look)


def import_file(
    db: Database,
    actor: Actor,
    path: Path,
    kind: ImportKind,
    now: datetime,
    options: ImportOptions | None = None,
    report: Report = lambda done, total: None,
) -> Done[Accounts]:
    """Import a file; nothing is kept if it is refused or `report` stops it."""
    require(actor, Right.IMPORT)
    options = options or ImportOptions()
    _check_rejects(options.rejects, [it for it in (path, db.address) if isinstance(it, Path)])
    look = look_at(path, options.reading)
    accounts = Accounts(look=look)
    try:
        with open_file(path, look) as file, _session(db, kind, options) as session:
            with rejects_kept(options.rejects, look.headers) as accounts.keep_reject:
                run = _Run(session, actor, kind, path, look, options, now)
                run.take_in(file, accounts, report)
            accounts.keep_reject = kept_nowhere
            if options.dry_run:
                raise _DryRun
    except _DryRun:
        return Done(accounts, Topic(0))
    touched = Topic.REPORTED if kind.value in intake_of_reports.FORMS else ELECTORS
    return Done(accounts, touched)


def _session(
    db: Database, kind: ImportKind, options: ImportOptions
) -> AbstractContextManager[Session]:
    """A roll is checked without keeping anybody else from writing; the others are short."""
    return db.read() if options.dry_run and kind is ImportKind.ROLL else db.write()


@dataclass(frozen=True, slots=True)
class _Run:
    """One file going in, within its transaction."""

    session: Session
    actor: Actor
    kind: ImportKind
    path: Path
    look: FileLook
    options: ImportOptions
    now: datetime

    def take_in(self, file: OpenFile, accounts: Accounts, report: Report) -> None:
        columns = columns_of(
            self.session,
            self.kind,
            self.look,
            self.options.columns,
            is_whole=self.options.is_whole_mapping,
        )
        accounts.columns = columns
        words = self._words(columns)
        taking = Taking(
            table=Table(file, self.path, self.look, places_of(self.look, columns)),
            origin=self._origin(columns),
            accounts=accounts,
            report=report,
            fingerprint=self._fingerprint(columns, words),
            date_order=words.date_order,
            is_dry=self.options.dry_run,
            may_blank=self.options.may_blank,
            takes_missing_off=self.options.take_missing_off,
        )
        self._take_rows(taking, words)
        if not self.options.dry_run:
            assert taking.origin.import_id is not None
            accounts.import_id = taking.origin.import_id
            imports.finish(self.session, accounts.import_id, counts_of(accounts))

    def _take_rows(self, taking: Taking, words: RollWords) -> None:
        if self.kind is ImportKind.ROLL:
            intake_of_roll.take_in(self.session, taking, words)
        elif self.kind is ImportKind.CALLS:
            intake_of_calls.take_in(self.session, taking)
        else:
            intake_of_reports.FORMS[self.kind.value].take_in(self.session, taking)

    def _origin(self, columns: Mapping[str, Sequence[str]]) -> Origin:
        kind, headers = self.kind.value, self.look.headers
        if self.options.dry_run:
            return Origin(None, imports.source_id(self.session, kind, headers), self.now)
        source = imports.remember(self.session, kind, headers, columns)
        made = imports.begin(
            self.session,
            kind,
            self.look.name,
            self.look.read_as,
            source,
            self.actor.caller_id,
            self.now,
        )
        return Origin(made, source, self.now)

    def _words(self, columns: Mapping[str, Sequence[str]]) -> RollWords:
        order = self.options.date_order or order_of(samples_of_dates(self.look, columns)).order
        return RollWords(
            contest.contest(self.session),
            places.constituency_ids(self.session),
            places.section_ids(self.session),
            places.affiliate_ids(self.session),
            meanings(),
            imports.decisions(self.session),
            order,
            self.now.date(),
            self.look.day_nought,
        )

    def _fingerprint(self, columns: Mapping[str, Sequence[str]], words: RollWords) -> bytes:
        """Of all that decides what a row means: another of it, and every row is read anew."""
        loaded = postcodes.loaded(self.session)
        return imports.fingerprint(
            phonebank.__version__,
            sorted((name, list(held)) for name, held in columns.items()),
            list(self.look.headers),
            self.look.reading.delimiter,
            words.date_order,
            words.day_nought,
            sorted([*key, means] for key, means in words.decided.items()),
            sorted(words.constituencies.items()),
            sorted(words.sections.items()),
            sorted(words.affiliates.items()),
            loaded and loaded.at,
        )


def counts_of(accounts: Accounts) -> dict[str, int]:
    """The accounts as the list of imports keeps them."""
    return {"read": accounts.read, **{fate.value: accounts.fates[fate] for fate in Fate}}


def _check_rejects(rejects: Path | None, spared: Sequence[Path]) -> None:
    """Refuse to write rejects over anything but an earlier list of rejects, or over `spared`."""
    if rejects is None or not rejects.exists():
        return
    if not any(rejects.samefile(path) for path in spared if path.exists()) and _is_rejects(rejects):
        return
    raise InputRefused(
        f"{rejects} exists already and is not a list of rejects that may be replaced.",
        kept="It was not touched and nothing was imported.",
        next_step="Choose another name for the rejects.",
    )


def _is_rejects(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return REJECTS_BEGIN in file.read(32)
