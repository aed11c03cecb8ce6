"""A roll in a workbook, looked through and read, beside openpyxl."""

from __future__ import annotations

from functools import partial
from hashlib import blake2b
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tests.benchmarks.bench import Report
from tests.benchmarks.measuring import (
    Measurement,
    beside,
    check_equal,
    interleaved,
    peak_of,
    seconds_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.benchmarks.bench import Bench

LARGE = 200_000


def measured(bench: Bench) -> Iterator[Measurement]:
    for size in bench.sizes:
        path = str(bench.shelf.workbook(size))
        ours_first = bench.run(read_ours, path=path)
        told = interleaved(
            1 if size > LARGE else bench.rounds,
            {
                "openpyxl": partial(bench.run, read_openpyxl, path=path),
                "ours": partial(bench.run, read_ours, path=path),
            },
        )
        check_equal("rows of the workbook", ours_first.facts, told["openpyxl"][0].facts)
        ours = [ours_first, *told["ours"]]
        in_child = max(report.children_mb for report in ours)
        yield beside(
            "read a workbook",
            size,
            "openpyxl, read-only",
            seconds_of(ours),
            seconds_of(told["openpyxl"]),
            mark=1 / 7,
            is_for_all_sizes=True,
            peak_mb=peak_of(ours),
            remark=f"guard included; {in_child:.0f} MB in its child",
        )


def read_ours(path: str) -> Report:
    """Looked at, guarded, parsed in a child, every row received."""
    from phonebank.spreadsheets.reading import look_at, open_file

    start = perf_counter()
    look = look_at(Path(path))
    with open_file(Path(path), look) as file:
        rows = [row for batch in file.batches() for row in batch.cells]
    took = perf_counter() - start
    return Report(seconds={"ours": [took]}, facts=_facts([list(look.headers), *rows]))


def read_openpyxl(path: str) -> Report:
    from openpyxl import load_workbook

    start = perf_counter()
    book = load_workbook(path, read_only=True, data_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    took = perf_counter() - start
    return Report(seconds={"ours": [took]}, facts=_facts(rows))


def _facts(rows: Sequence[Sequence[object]]) -> dict[str, object]:
    """How many rows, and a digest of every text in them."""
    digest = blake2b(digest_size=16)
    for row in rows:
        texts = ["" if cell is None else str(cell) for cell in row]
        digest.update("\x1f".join(texts).rstrip("\x1f").encode("utf-8") + b"\n")
    return {"rows": len(rows), "texts": digest.hexdigest()}
