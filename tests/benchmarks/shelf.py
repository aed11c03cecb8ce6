"""Files that measurements start from, made once and kept: rolls, workbooks, campaigns."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.bench import HOME, Report, run

if TYPE_CHECKING:
    from collections.abc import Callable

PASSPHRASE = "measured beside the plain file"
CALLS_PER_ELECTOR = 2_000_000 / 650_000
DUE, FEWER_DUE = 200_000 / 650_000, 20_000 / 650_000
# What decides what a made campaign looks like: where one of these changed, all are made anew.
DECIDES = (
    "phonebank/store/*schema.py",
    "phonebank/store/elector_indexes.py",
    "phonebank/store/migrations/versions/*.py",
    "phonebank/store/search.py",
    "phonebank/domain/finding.py",
    "phonebank/domain/standing.py",
    "tests/benchmarks/generated.py",
    "tests/benchmarks/called.py",
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of made files; each is made when first asked for, and whole or not there."""

    folder: Path
    is_apart: bool = True

    @classmethod
    def at(cls, folder: Path, *, is_apart: bool = True) -> Shelf:
        """The shelf in this folder for the program as it is now; older ones are taken away."""
        stamp = _stamp()
        for old in folder.glob("made-*") if folder.is_dir() else ():
            if old.name != f"made-{stamp}":
                shutil.rmtree(old)
        made = folder / f"made-{stamp}"
        made.mkdir(parents=True, exist_ok=True)
        return cls(made, is_apart)

    def roll(self, size: int) -> Path:
        """A CSV of so many rows."""
        return self._kept(f"roll-{size}.csv", make_roll, size=size)

    def workbook(self, size: int) -> Path:
        """The same rows as a workbook."""
        return self._kept(f"roll-{size}.xlsx", make_workbook, roll=self.roll(size))

    def empty(self) -> Path:
        """A campaign without electors."""
        return self._kept("empty.phonebank", make_empty)

    def empty_encrypted(self) -> Path:
        return self._kept("empty-encrypted.phonebank", make_empty, passphrase=PASSPHRASE)

    def passphrase_file(self) -> Path:
        path = self.folder / "passphrase.txt"
        path.write_text(PASSPHRASE + "\n", "utf-8")
        return path

    def imported(self, size: int) -> Path:
        """A campaign with the roll of this size, imported by the program itself."""
        return self._kept(
            f"imported-{size}.phonebank", make_imported, empty=self.empty(), roll=self.roll(size)
        )

    def called(self, size: int, share: float = 1.0) -> Path:
        """The same with calls, three an elector or a share of that."""
        calls = round(size * CALLS_PER_ELECTOR * share)
        return self._kept(
            f"called-{size}-{calls}.phonebank",
            make_called,
            imported=self.imported(size),
            calls=calls,
        )

    def with_due(self, size: int, due: int) -> Path:
        """The same, exactly so many electors due to be rung (or all, where fewer are)."""
        return self._kept(
            f"due-{size}-{due}.phonebank", make_due, called=self.called(size), due=due
        )

    def encrypted(self, plain: Path) -> Path:
        """An encrypted copy of a made campaign."""
        return self._kept(f"encrypted-{plain.name}", make_encrypted, plain=plain)

    def _kept(self, name: str, make: Callable[..., Report], **arguments: object) -> Path:
        path = self.folder / name
        if not path.exists():
            partial = self.folder / f"{os.getpid()}-{name}"
            run(make, is_apart=self.is_apart, target=str(partial), **_plain(arguments))
            partial.rename(path)
        return path


def _plain(arguments: dict[str, object]) -> dict[str, object]:
    return {k: str(v) if isinstance(v, Path) else v for k, v in arguments.items()}


def _stamp() -> str:
    digest = hashlib.sha256()
    for pattern in DECIDES:
        for path in sorted(HOME.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def make_roll(target: str, size: int) -> Report:
    from tests.benchmarks.generated import write_roll

    write_roll(Path(target), size)
    return Report()


def make_workbook(target: str, roll: str) -> Report:
    import csv

    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Roll")
    with Path(roll).open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            sheet.append(row)
    book.save(target)
    return Report()


def make_empty(target: str, passphrase: str | None = None) -> Report:
    from phonebank.locations import sample
    from phonebank.services.campaigns import create_campaign, read_contest
    from tests.benchmarks.called import NOW

    contest = read_contest(sample("contest.toml"))
    create_campaign(Path(target), contest, NOW, passphrase=passphrase).close()
    return Report()


def make_imported(target: str, empty: str, roll: str) -> Report:
    from phonebank.services.campaigns import open_campaign
    from phonebank.services.importing import ImportKind, import_file
    from phonebank.services.signing_in import sign_in
    from tests.benchmarks.called import NOW

    shutil.copyfile(empty, target)
    with closing(open_campaign(Path(target))) as db:
        import_file(db, sign_in(db), Path(roll), ImportKind.ROLL, NOW)
    return Report()


def make_called(target: str, imported: str, calls: int) -> Report:
    from phonebank.services.campaigns import open_campaign
    from tests.benchmarks.called import add_calls

    shutil.copyfile(imported, target)
    with closing(open_campaign(Path(target))) as db:
        add_calls(db, calls)
    return Report()


def make_due(target: str, called: str, due: int) -> Report:
    from phonebank.services.campaigns import open_campaign
    from tests.benchmarks.called import leave_due

    shutil.copyfile(called, target)
    with closing(open_campaign(Path(target))) as db:
        left = leave_due(db, due)
    return Report(facts={"due": left})


def make_encrypted(target: str, plain: str) -> Report:
    from phonebank.store.database import connect
    from phonebank.store.keys import raw_key, salt_of

    key = raw_key(PASSPHRASE, salt_of(Path(target)))
    source = connect(Path(plain), None)
    source.execute(f'ATTACH ? AS encrypted KEY "{key}"', (target,))
    source.execute("SELECT sqlcipher_export('encrypted')").fetchall()
    for pragma in ("user_version", "application_id"):
        [kept] = source.execute(f"PRAGMA {pragma}").fetchone()
        source.execute(f"PRAGMA encrypted.{pragma} = {kept}")
    source.execute("DETACH encrypted")
    source.close()
    return Report()
