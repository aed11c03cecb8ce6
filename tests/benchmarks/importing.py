"""A roll going in through the command line, the same again, and what writing raw rows costs."""

from __future__ import annotations

import csv
import json
import shutil
from contextlib import closing, redirect_stdout
from importlib import import_module
from io import StringIO
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from tests.benchmarks.bench import Report
from tests.benchmarks.measuring import (
    Measurement,
    Unequal,
    beside,
    check_equal,
    compared,
    interleaved,
    is_installed,
    not_installed,
    peak_of,
    peer,
    seconds_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.benchmarks.bench import Bench

FLOOR = "csv.reader + executemany, raw, no index"
MOST_MB = 400
BATCH = 10_000


def measured(bench: Bench) -> Iterator[Measurement]:
    for size in bench.sizes:
        with bench.scratch() as folder:
            yield from _measured(bench, size, folder)


def _measured(bench: Bench, size: int, folder: Path) -> Iterator[Measurement]:
    roll, empty = bench.shelf.roll(size), bench.shelf.empty()
    campaign, raw = folder / "campaign.phonebank", folder / "raw.sqlite"

    def fresh(kind: str) -> Report:
        raw.unlink(missing_ok=True)
        return bench.run(write_raw, roll=str(roll), target=str(raw), by=kind)

    def first() -> Report:
        shutil.copyfile(empty, campaign)
        return bench.run(import_roll, roll=str(roll), campaign=str(campaign))

    def again() -> Report:
        """Onto the campaign that `first` made just before."""
        return bench.run(import_roll, roll=str(roll), campaign=str(campaign))

    if size == min(bench.sizes):
        _check(size, _both(first(), again()), [fresh("floor"), fresh("core")])
    told = interleaved(
        bench.rounds,
        {
            "floor": lambda: fresh("floor"),
            "both": lambda: _both(first(), again()),
            "core": lambda: fresh("core"),
        },
    )
    _check(size, told["both"][0], [told["floor"][0], told["core"][0]])
    yield from _marks(size, told)
    yield from _peers(bench, size, told["floor"], lambda: fresh("pandas"))
    yield _encrypted(bench, size, roll, campaign, told["both"])


def _both(first: Report, again: Report) -> Report:
    """One round of both imports; the memory is that of the first, the other's is a fact."""
    return Report(
        seconds={"first": first.seconds["ours"], "again": again.seconds["ours"]},
        facts={**first.facts, "again": again.facts["counts"], "again_mb": again.peak_mb},
        peak_mb=first.peak_mb,
    )


def _marks(size: int, told: dict[str, list[Report]]) -> Iterator[Measurement]:
    both, core = told["both"], seconds_of(told["core"])
    first, floor = seconds_of(both, "first"), seconds_of(told["floor"])
    peak, again_mb = peak_of(both), max(report.facts["again_mb"] for report in both)
    yield beside("import a roll", size, FLOOR, first, floor, mark=5.0, peak_mb=peak)
    yield beside(
        "import a roll, of bare Core", size, "SQLAlchemy Core insert, raw", first, core, mark=1.9
    )
    yield compared(
        "import a roll, memory", size, f"{MOST_MB} MB", peak, MOST_MB, mark=1.0, unit="MB"
    )
    again = seconds_of(both, "again")
    yield beside("the same roll again", size, FLOOR, again, floor, mark=1.0, peak_mb=again_mb)
    yield beside(
        "· SQLAlchemy Core insert, raw", size, FLOOR, core, floor, peak_mb=peak_of(told["core"])
    )


def _peers(
    bench: Bench, size: int, floors: Sequence[Report], by_pandas: Any
) -> Iterator[Measurement]:
    if not is_installed("pandas"):
        yield not_installed("· pandas.to_sql, raw", size, "pandas")
        return
    reports = [by_pandas()]
    yield beside(
        "· pandas.to_sql, raw",
        size,
        FLOOR,
        seconds_of(reports),
        seconds_of(floors),
        peak_mb=peak_of(reports),
    )


def _encrypted(
    bench: Bench, size: int, roll: Path, campaign: Path, plain: Sequence[Report]
) -> Measurement:
    shutil.copyfile(bench.shelf.empty_encrypted(), campaign)
    report = bench.run(
        import_roll,
        roll=str(roll),
        campaign=str(campaign),
        passphrase_file=str(bench.shelf.passphrase_file()),
    )
    return beside(
        "· import a roll, encrypted",
        size,
        "the same, plain",
        report.seconds["ours"],
        seconds_of(plain, "first"),
        peak_mb=report.peak_mb,
    )


def _check(size: int, both: Report, raw: Sequence[Report]) -> None:
    """Every row is accounted for, again nothing changes, and both raw ways wrote the same."""
    counts, counts_again = both.facts["counts"], both.facts["again"]
    fates = ("added", "changed", "unchanged", "rejected", "suppressed")
    for told in (counts, counts_again):
        check_equal("rows read", told["read"], size)
        check_equal("rows accounted for", sum(told[fate] for fate in fates), size)
    check_equal("rejected again", counts_again["rejected"], counts["rejected"])
    if counts_again["added"] or counts_again["changed"]:
        raise Unequal(f"the same roll again: {counts_again}")
    check_equal("raw rows", raw[0].facts["written"], raw[1].facts["written"])
    check_equal("electors", both.facts["electors"], counts["added"])


def import_roll(roll: str, campaign: str, passphrase_file: str = "") -> Report:
    """The program's own command; the start of the process is before the clock's.

    To that belong the modules of the command, as the driver's do where raw rows are written.
    """
    from phonebank.cli import main

    import_module("phonebank.cli.importing")

    options = ["--passphrase-file", passphrase_file] if passphrase_file else []
    said = StringIO()
    with redirect_stdout(said):
        start = perf_counter()
        status = main(["import", campaign, roll, "--json", *options])
        took = perf_counter() - start
    if status not in {0, 9}:
        raise Unequal(f"the import ended with status {status}: {said.getvalue()[:500]}")
    facts = {"counts": json.loads(said.getvalue())}
    if not passphrase_file:
        facts["electors"] = _count(Path(campaign), "elector")
    return Report(seconds={"ours": [took]}, facts=facts)


def _count(path: Path, table: str) -> int:
    from phonebank.store.database import connect

    with closing(connect(path, None)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def write_raw(roll: str, target: str, by: str) -> Report:
    """Every cell as text into one table without an index, durable, by one of three ways."""
    from phonebank.store.database import Database

    ways = {"floor": _by_driver, "core": _by_core, "pandas": _by_pandas}
    database = Database.create(Path(target))
    start = perf_counter()
    ways[by](database, roll)
    database.close()
    took = perf_counter() - start
    return Report(seconds={"ours": [took]}, facts={"written": _written(Path(target))})


def _written(path: Path) -> list[Any]:
    """How many rows, and a sum over what stands in them."""
    from phonebank.store.database import connect

    with closing(connect(path, None)) as connection:
        asked = "SELECT count(*), sum(length(first_name || last_name || mobile)), max(postcode)"
        return list(connection.execute(f"{asked} FROM raw").fetchone())


def _by_driver(database: Any, roll: str) -> None:
    from phonebank.store.database import connect

    with Path(roll).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        headers = next(rows)
        with closing(connect(database.path, None)) as connection:
            connection.execute(f"CREATE TABLE raw ({', '.join(headers)})")
            connection.execute("BEGIN IMMEDIATE")
            marks = ", ".join("?" * len(headers))
            connection.executemany(f"INSERT INTO raw VALUES ({marks})", rows)
            connection.execute("COMMIT")


def _by_core(database: Any, roll: str) -> None:
    from sqlalchemy import Column, MetaData, Table, Text, insert

    with Path(roll).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        headers = next(rows)
        table = Table("raw", MetaData(), *(Column(header, Text) for header in headers))
        with database.write() as session:
            table.create(session.connection())
            while batch := [dict(zip(headers, row, strict=True)) for row in islice(rows, BATCH)]:
                session.connection().execute(insert(table), batch)


def _by_pandas(database: Any, roll: str) -> None:
    pandas = peer("pandas")
    frame = pandas.read_csv(roll, dtype=str, keep_default_na=False)
    with database.write() as session:
        frame.to_sql("raw", session.connection(), index=False)
